"""The desk's form of a draft: what every kind of page shares."""

import re

from django import forms
from django.contrib import admin
from django.db import transaction
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews import actions, kinds
from reviews.desk import checklist, draft_pages, importing, states
from reviews.desk.dashboard import draft_url
from reviews.desk.editing import LockedAdmin
from reviews.desk.filters import ChangedByMeFilter, ReviewDueFilter, StateFilter
from reviews.desk.locking import LockedForm
from reviews.models.drafts import Draft

SLUG = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*\Z")


# What stands at the end of every kind's fieldsets.
REVIEW = (
    gettext_lazy("Review and change"),
    {
        "fields": (("last_reviewed", "next_review"), ("change_kind", "change_note"), "funding"),
        "description": gettext_lazy(
            "“Last reviewed” is the day on which somebody last compared the whole page with its "
            "sources. The change note is public."
        ),
    },
)


class Tried(Exception):
    """Carries the answer out of a trial save, and by that rolls the save back."""

    def __init__(self, answer):
        self.answer = answer
        super().__init__()


class DraftForm(LockedForm):
    def clean_slug(self):
        slug = self.cleaned_data["slug"].strip()
        if not SLUG.match(slug):
            raise forms.ValidationError(
                _("Letters a to z, digits and single hyphens only, for example “riluzole”.")
            )
        return self.kind.clean_slug(slug)


@admin.display(description=gettext_lazy("where it stands"))
def state(row):
    return ", ".join(str(chip["word"]) for chip in states.of_draft(row))


class DraftAdmin(LockedAdmin):
    """Drafts of one kind. Nothing saved here is public until it has gone through review.

    ``places`` maps parts of the document to parts of this form where their names differ.
    """

    form = DraftForm
    change_form_template = "desk/draft_form.html"
    change_list_template = "desk/draft_list.html"
    list_display = ("title", "slug", state, "next_review", "updated_at")
    search_fields = ("title", "slug", "summary", "names__name")
    places = {"review": "last_reviewed", "change": "change_note"}

    @property
    def kind(self):
        return next(kind for kind in kinds.every() if kind.draft_model() is self.model)

    def get_list_filter(self, request):
        """What every draft has, and then the choices that this kind alone has."""
        shared = {field.name for field in Draft._meta.fields} | {"entry"}
        own = [field for field in self.model._meta.fields if field.name not in shared]
        chosen = [field.name for field in own if field.choices]
        linked = [
            (field.name, admin.EmptyFieldListFilter)
            for field in own
            if field.many_to_one and field.null
        ]
        return [StateFilter, ReviewDueFilter, ChangedByMeFilter, *chosen, *linked]

    def get_queryset(self, request):
        return states.with_state(super().get_queryset(request)).select_related("entry")

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.kind = self.kind
        return form

    def has_delete_permission(self, request, obj=None):
        """Only what was never submitted can go; everything else belongs to the record."""
        if obj is None or obj.entry.submissions.exists() or obj.entry.versions.exists():
            return False
        return super().has_delete_permission(request, obj)

    def get_urls(self):
        info = self.opts.app_label, self.opts.model_name
        view = self.admin_site.admin_view
        own = (
            ("check", self.check_view),
            ("preview", self.preview_view),
            ("submit", self.submit_view),
        )
        urls = [
            path(f"<path:object_id>/{name}/", view(function), name=f"{info[0]}_{info[1]}_{name}")
            for name, function in own
        ]
        return urls + super().get_urls()

    def save_model(self, request, obj, form, change):
        if not change:
            obj.entry = actions.open_entry(kind=self.kind.name)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.desk_row_ids = {
            (formset.prefix, row.instance.pk): row.prefix for formset in formsets for row in formset
        }

    def changelist_view(self, request, extra_context=None):
        may = self.kind in importing.may_import(request.user)
        url = f"{reverse('admin:desk_import')}?kind={self.kind.name}" if may else ""
        return super().changelist_view(request, {"import_url": url, **(extra_context or {})})

    # Trying what is typed, without keeping it

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and object_id and "_check" in request.POST:
            return self._check_and_show(request, object_id, form_url)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _try(self, request, object_id):
        """(checklist, None) of the form as typed, or (None, response) if it cannot be saved."""
        request.desk_trying = True
        try:
            with transaction.atomic():
                return None, super().changeform_view(request, object_id)
        except Tried as tried:
            return tried.answer, None
        finally:
            request.desk_trying = False

    def _check_and_show(self, request, object_id, form_url):
        """The Check button without script: the same form again, with what the rules say."""
        found, response = self._try(request, object_id)
        if response is not None:
            return response
        request.desk_only_show = True
        return super().changeform_view(
            request, object_id, form_url, {"checklist": found, "tried": True}
        )

    def check_view(self, request, object_id):
        """The checklist of the form as typed, as a fragment for the script beside the form."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        found, response = self._try(request, object_id)
        context = {"checklist": found, "tried": True, "opts": self.opts}
        if found is None:
            if not hasattr(response, "context_data"):
                raise Http404
            context["errors"] = response.context_data["errors"]
        return render(request, "desk/checklist.html", context)

    def checklist_of(self, request, draft, **options):
        return checklist.of_draft(draft, by=request.user, places=self.places, **options)

    # Answers after a save

    def response_change(self, request, obj):
        if getattr(request, "desk_trying", False):
            saved = self.model.objects.get(pk=obj.pk)
            raise Tried(self.checklist_of(request, saved, row_ids=request.desk_row_ids))
        for button in ("preview", "submit"):
            if f"_{button}" in request.POST:
                return HttpResponseRedirect(draft_url(obj, button))
        return super().response_change(request, obj)

    def response_add(self, request, obj, post_url_continue=None):
        if "_save" not in request.POST:
            request.POST = request.POST.copy()
            request.POST["_continue"] = "1"
        return super().response_add(request, obj, post_url_continue)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context = {**self._beside(request, obj), **context}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _beside(self, request, obj):
        """What stands beside the form: the checklist of the saved draft, and where it stands."""
        return {
            "checklist": None if request.method == "POST" else self.checklist_of(request, obj),
            "states": states.of_draft(obj),
            "waiting": obj.entry.submissions.open().first(),
            "newest": obj.entry.submissions.order_by("-event_id").first(),
            "found_pages": importing.about(obj),
            "check_url": draft_url(obj, "check"),
            "preview_url": draft_url(obj, "preview"),
            "submit_url": draft_url(obj, "submit"),
            "history_url": draft_url(obj, "history"),
            "page_url": reverse("admin:reviews_entry_change", args=[obj.entry_id]),
        }

    # Pages of their own

    def preview_view(self, request, object_id):
        return draft_pages.preview(self, request, self._visible(request, object_id))

    def submit_view(self, request, object_id):
        return draft_pages.submit(self, request, self._visible(request, object_id))
