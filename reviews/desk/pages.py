"""Entries in the desk: one page's life, and what a publisher may do to it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews import actions, advisories, kinds, roles
from reviews.desk import choices, refusals, states
from reviews.desk.dashboard import draft_url
from reviews.desk.filters import AdvisoryFilter, KindFilter, LiveReviewDueFilter, StateFilter
from reviews.desk.records import ReadOnlyAdmin
from reviews.desk.textforms import GatedForm, posted
from reviews.models import Advisory, Entry, Removal


class RemoveForm(GatedForm, forms.Form):
    """The public words of a removal, and a tick, since readers see it at once."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Public: readers see it where the page was."),
    )
    what_now = forms.CharField(
        label=gettext_lazy("What readers should do now"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Public. For example whom to ask, or what not to change alone."),
    )
    confirm = forms.BooleanField(
        label=gettext_lazy("Take this page down now"),
        error_messages={"required": gettext_lazy("Tick this to confirm.")},
    )

    def __init__(self, entry, site, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"] = choices.EntryField(
            label=_("See instead"),
            required=False,
            widget=AutocompleteSelect(Removal._meta.get_field("successor"), site),
            help_text=_("Another live page that answers the same question."),
        )
        live = Entry.objects.filter(live_version__isnull=False).exclude(pk=entry.pk)
        self.fields["successor"].queryset = live
        self.order_fields(["reason", "what_now", "successor", "confirm"])


class AdvisoryForm(forms.Form):
    """The wording of each kind is fixed; only the kind is chosen."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Notice on the public page"),
        choices=[(kind, words) for kind, words in advisories.WORDING.items()],
        widget=forms.RadioSelect,
    )


class EntryAdmin(ReadOnlyAdmin):
    """All pages, also those that are not public yet, and the search behind every page choice."""

    list_display = ("page", "kind", "language", "stands")
    list_filter = (StateFilter, LiveReviewDueFilter, AdvisoryFilter, KindFilter, "language")
    search_fields = ("slug",)
    ordering = ("-pk",)

    @admin.display(description=gettext_lazy("page"))
    def page(self, entry):
        return choices.label(entry)

    @admin.display(description=gettext_lazy("where it stands"))
    def stands(self, entry):
        return ", ".join(str(chip["word"]) for chip in states.of_draft(entry))

    def choice_label(self, entry):
        return choices.label(entry)

    def get_queryset(self, request):
        return choices.with_titles(states.entries_with_state(super().get_queryset(request)))

    def get_search_results(self, request, queryset, search_term):
        """Search titles and addresses of drafts; in a row of a draft, only the kind it links to."""
        kind = self._kind_asked_for(request)
        rows = queryset.filter(kind=kind) if kind else queryset
        term = search_term.strip()
        return (choices.matching(rows, term) if term else rows), False

    def _kind_asked_for(self, request):
        asked = f"{request.GET.get('app_label')}.{request.GET.get('model_name')}"
        for model_admin in self.admin_site._registry.values():
            for inline in model_admin.inlines:
                if inline.model._meta.label_lower == asked:
                    return getattr(inline, "entry_kind", "")
        return ""

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/remove/", view(self.remove_view), name="reviews_entry_remove"),
            path("<int:pk>/advise/", view(self.advise_view), name="reviews_entry_advise"),
            path("<int:pk>/clear/", view(self.clear_view), name="reviews_entry_clear"),
        ]
        return own + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One page's life: versions, submissions, notices, removals."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        entry = self._entry(request, object_id)
        return render(request, "desk/page.html", self._page_context(request, entry))

    def remove_view(self, request, pk):
        """Take a page down: on a page of its own, with the words that readers will see."""
        entry = self._entry(request, pk)
        form = RemoveForm(entry, self.admin_site, posted(request))
        refusal = None
        if request.method == "POST" and form.is_valid():
            typed = {k: v for k, v in form.cleaned_data.items() if k != "confirm"}
            try:
                actions.remove(entry=entry, by=request.user, **typed)
            except refusals.REFUSALS as error:
                refusal = refusals.worded(error)
            else:
                return self._back(request, entry, _("The page is down. Readers see your words."))
        context = self._page_context(request, entry, title=_("Remove this page"))
        context |= {"form": form, "refusal": refusal, "media": form.media}
        status = refusals.status_of(refusal) if refusal else 200
        return render(request, "desk/remove.html", context, status=status)

    def advise_view(self, request, pk):
        """Put a notice on a live page."""
        entry = self._entry(request, pk)
        form = AdvisoryForm(posted(request))
        if request.method == "POST" and form.is_valid():
            kind = form.cleaned_data["kind"]
            done = _("The notice stands on the page.")
            return self._act(request, entry, actions.raise_advisory, done, entry=entry, kind=kind)
        context = self._page_context(request, entry, title=_("Put a notice on this page"))
        return render(request, "desk/advise.html", {**context, "form": form})

    def clear_view(self, request, pk):
        """Take a notice away; its number is in the form."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        entry = self._entry(request, pk)
        number = request.POST.get("advisory", "")
        row = (
            Advisory.objects.filter(entry=entry, pk=number).first() if number.isdecimal() else None
        )
        if row is None:
            raise Http404
        done = _("The notice is gone from the page.")
        return self._act(request, entry, actions.clear_advisory, done, advisory=row)

    def _entry(self, request, pk):
        entry = self.get_object(request, str(pk))
        if entry is None:
            raise Http404
        if not self.has_view_permission(request, entry):
            raise PermissionDenied
        return entry

    def _act(self, request, entry, action, done, /, **arguments):
        url = reverse("admin:reviews_entry_change", args=[entry.pk])
        try:
            action(by=request.user, **arguments)
        except refusals.REFUSALS as error:
            return refusals.page(
                request, self.admin_site, error, back=url, back_label=_("Back to the page")
            )
        return self._back(request, entry, done)

    def _back(self, request, entry, done):
        messages.success(request, done)
        return HttpResponseRedirect(reverse("admin:reviews_entry_change", args=[entry.pk]))

    def _page_context(self, request, entry, title=""):
        kind = kinds.get(entry.kind)
        draft = kind.draft_model().objects.filter(entry=entry).first()
        held = roles.of(request.user)
        live = entry.live_version_id is not None
        return {
            **self.admin_site.each_context(request),
            "title": title or (draft.title if draft else str(entry)),
            "subtitle": draft.title if title and draft else None,
            "opts": self.opts,
            "entry": entry,
            "kind": kind,
            "states": states.of_draft(entry),
            "draft_url": draft_url(draft) if draft else "",
            "public_url": kind.url(entry.slug) if live else "",
            "versions": entry.versions.defer("document").order_by("-number"),
            "submissions": entry.submissions.defer("document").order_by("-event_id"),
            "standing": _worded(entry.advisories.filter(cleared_event=None)),
            "removals": entry.removals.select_related("successor").order_by("-pk"),
            "may_remove": live and roles.PUBLISHER in held,
            "may_advise": live and bool(held & ({roles.PUBLISHER} | roles.REVIEWERS)),
        }


def _worded(rows):
    return [{"row": row, "text": advisories.text(row.kind)} for row in rows.order_by("pk")]
