"""Saving in the desk: one transaction, one reason, one row version for a row and all below it."""

from django.contrib import admin
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from reviews.actions.again import again_if_given_up
from reviews.desk import merging
from reviews.desk.history import JournaledAdmin
from reviews.desk.locking import LockedForm


class LockedAdmin(JournaledAdmin):
    """A ModelAdmin of a model with ``row_version`` and a journal."""

    form = LockedForm
    actions = None
    save_as = False
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    change_form_template = "desk/locked_form.html"

    @method_decorator(again_if_given_up)
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Django obeys a posted ``_saveasnew`` even where ``save_as`` is off; drop it."""
        if "_saveasnew" in request.POST:
            request.POST = request.POST.copy()
            del request.POST["_saveasnew"]
        if merging.TAKE in request.POST:
            request.POST = merging.with_theirs(request.POST)
        response = super().changeform_view(request, object_id, form_url, extra_context)
        shown = getattr(response, "context_data", None) or {}
        if "adminform" in shown and getattr(shown["adminform"].form, "refused", False):
            response.status_code = 409
        return response

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.only_show = getattr(request, "desk_only_show", False)
        return form

    def get_fieldsets(self, request, obj=None):
        """The reason stands last, where the save button is, for those who may save."""
        fieldsets = list(super().get_fieldsets(request, obj))
        may_save = self.has_change_permission(request, obj) if obj else True
        if may_save and obj:
            fieldsets.append((_("This save"), {"fields": ("change_reason",)}))
        return fieldsets

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        if getattr(form, "theirs", None):
            rows = [row for group in context["inline_admin_formsets"] for row in group.formset]
            context["merged"] = merging.both(form, rows)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        """A new row is saved here; a changed one with its rows, when it is known what changed."""
        obj._history_user = request.user
        obj._change_reason = form.cleaned_data.get("change_reason") or None
        if not change:
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        changed = form.typed() or any(formset.has_changed() for formset in formsets)
        if change and changed:
            form.instance.row_version += 1
            form.instance.save()
        super().save_related(request, form, formsets, change)

    def save_formset(self, request, form, formset, change):
        """Rows name their author and reason in the journal, as the draft does."""
        reason = form.cleaned_data.get("change_reason") or None
        saved = formset.save(commit=False)
        for row in [*saved, *formset.deleted_objects]:
            row._history_user = request.user
            row._change_reason = reason
        for row in formset.deleted_objects:
            row.delete()
        for row in saved:
            row.save()
        formset.save_m2m()
