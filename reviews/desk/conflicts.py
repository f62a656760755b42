"""Declared conflicts of interest: each sees and declares their own, administrators everybody's."""

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews import actions, roles
from reviews.desk import refusals
from reviews.desk.records import ReadOnlyAdmin
from reviews.desk.textforms import GatedForm
from reviews.models import Conflict, User


class ConflictForm(GatedForm, forms.ModelForm):
    """About one page, or about a name; and what the interest is."""

    class Meta:
        model = Conflict
        fields = ("person", "entry", "name", "nature")

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("entry") and not (cleaned.get("name") or "").strip():
            raise forms.ValidationError(_("Say which page it is about, or which name."))
        return cleaned


class ConflictAdmin(ReadOnlyAdmin):
    """From its declaration on, the person's approvals of such pages do not count."""

    form = ConflictForm
    list_display = ("person", "page_or_name", "nature", "declared_at", "stands")
    list_display_links = None
    list_select_related = ("person", "entry")
    autocomplete_fields = ("entry",)
    ordering = ("-pk",)
    fieldsets = (
        (
            None,
            {
                "fields": ("person", "entry", "name", "nature"),
                "description": gettext_lazy(
                    "While it stands, the person cannot decide on this page, or on any page with "
                    "this name, and an approval given before no longer counts. An administrator "
                    "can end it."
                ),
            },
        ),
    )

    @admin.display(description=gettext_lazy("about"))
    def page_or_name(self, conflict):
        return conflict.about

    @admin.display(description=gettext_lazy("stands"))
    def stands(self, conflict):
        if conflict.ended_event_id:
            return _("ended")
        url = reverse("admin:reviews_conflict_end", args=[conflict.pk])
        return format_html('{} · <a href="{}">{}</a>', _("stands"), url, _("End it"))

    def has_module_permission(self, request):
        user = request.user
        return user.is_active and (user.is_superuser or bool(roles.of(user)))

    def has_view_permission(self, request, obj=None):
        own = obj is None or obj.person_id == request.user.pk or _keeps(request.user)
        return own and self.has_module_permission(request)

    def has_add_permission(self, request):
        return request.user.is_active and bool(roles.of(request.user))

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows if _keeps(request.user) else rows.filter(person=request.user)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "person":
            people = User.objects.filter(is_active=True, is_machine=False)
            own = people if _keeps(request.user) else people.filter(pk=request.user.pk)
            kwargs |= {"queryset": own, "initial": request.user.pk}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        """The action writes the row, with its event."""
        declared = actions.declare_conflict(by=request.user, **form.cleaned_data)
        obj.pk = declared.pk

    def response_add(self, request, obj, post_url_continue=None):
        messages.success(request, _("Declared. It counts from now on."))
        return HttpResponseRedirect(reverse("admin:reviews_conflict_changelist"))

    def log_addition(self, request, obj, message):
        """The event says it already."""

    def get_urls(self):
        end = path(
            "<int:pk>/end/",
            self.admin_site.admin_view(self.end_view),
            name="reviews_conflict_end",
        )
        return [end, *super().get_urls()]

    def end_view(self, request, pk):
        """Ask, and on POST end it."""
        conflict = self.get_object(request, str(pk))
        if conflict is None or not self.has_view_permission(request, conflict):
            raise Http404
        back = reverse("admin:reviews_conflict_changelist")
        if request.method != "POST":
            context = self.admin_site.each_context(request)
            context |= {"title": _("End a conflict of interest"), "conflict": conflict}
            return render(request, "desk/end_conflict.html", context | {"back": back})
        try:
            actions.end_conflict(conflict=conflict, by=request.user)
        except refusals.REFUSALS as error:
            return refusals.page(
                request, self.admin_site, error, back=back, back_label=_("Back to the conflicts")
            )
        messages.success(request, _("Ended. The person may decide again."))
        return HttpResponseRedirect(back)


def _keeps(user):
    """Whether this person sees everybody's; only administrators end or declare them."""
    return user.is_superuser or roles.ADMINISTRATOR in roles.of(user)
