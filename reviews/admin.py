"""The engine in the desk."""

import re

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db.models import URLField
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from reviews import actions, events
from reviews.desk.batches import BatchAdmin
from reviews.desk.conflicts import ConflictAdmin
from reviews.desk.editing import LockedAdmin
from reviews.desk.filters import CheckedFilter, CitedFilter
from reviews.desk.pages import EntryAdmin
from reviews.desk.people import PersonAdmin, RoleAdmin
from reviews.desk.queue import SubmissionAdmin
from reviews.desk.records import ReadOnlyAdmin, pretty
from reviews.models import (
    Advisory,
    Batch,
    Conflict,
    Decision,
    Entry,
    Event,
    Notice,
    Removal,
    Source,
    Submission,
    User,
    Version,
)

# What people paste around a DOI or PubMed number.
ADDRESS = re.compile(
    r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*|https?://pubmed\.ncbi\.nlm\.nih\.gov/|pmid:?\s*)|/$",
    re.IGNORECASE,
)

# People have one address, kept with the person; secrets of second factors are nobody's to read.
admin.site.unregister((EmailAddress, Authenticator))
admin.site.register(Conflict, ConflictAdmin)
admin.site.register(Entry, EntryAdmin)
admin.site.register(Submission, SubmissionAdmin)
admin.site.register(Batch, BatchAdmin)
admin.site.register(User, PersonAdmin)
admin.site.unregister(Group)
admin.site.register(Group, RoleAdmin)


@admin.register(Source)
class SourceAdmin(LockedAdmin):
    """Sources are edited freely: documents copy what they cite, so no published word changes."""

    list_display = ("key", "title", "type", "issued", "retraction", "checked_on")
    list_filter = ("retraction", CheckedFilter, CitedFilter, "type")
    search_fields = ("key", "title", "authors", "doi", "pmid", "registry_id")
    fieldsets = (
        (
            _("What it is"),
            {
                "fields": ("key", "type", "title", "authors"),
                "description": _(
                    "The key is how texts cite it, as in [@lacomblez1996]. Choose it once: a text "
                    "that cites an old key cites nothing."
                ),
            },
        ),
        (
            _("Where it appeared"),
            {"fields": ("container", "publisher", "issued", ("volume", "issue", "pages"))},
        ),
        (_("How to find it"), {"fields": (("doi", "pmid", "registry_id"), "url")}),
        (
            _("How we checked it"),
            {
                "fields": ("checked_on", "retraction", "stored_text"),
                "description": _(
                    "Set the date when you opened the source and saw that it says what we cite it "
                    "for. A retraction raises findings on every page that cites it."
                ),
            },
        ),
    )

    def get_search_results(self, request, queryset, search_term):
        """An address of doi.org or PubMed finds what the bare number finds."""
        return super().get_search_results(request, queryset, ADDRESS.sub("", search_term.strip()))

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "retraction" in form.changed_data:
            self._tell(request, actions.warn_of_retractions(sources=[obj]))

    def _tell(self, request, warned):
        if warned:
            told = ngettext(
                "%(n)d live page cites this source and says so to its readers now.",
                "%(n)d live pages cite this source and say so to their readers now.",
                len(warned),
            )
            messages.warning(request, told % {"n": len(warned)})

    def has_delete_permission(self, request, obj=None):
        return False


class RecordAdmin(ReadOnlyAdmin):
    """Records are listed newest first."""

    ordering = ("-pk",)


@admin.register(Version)
class VersionAdmin(RecordAdmin):
    list_display = ("entry", "number", "published_at", "digest")
    fields = ("entry", "number", "published_at", "digest", "approved", "submission_link")
    readonly_fields = fields
    search_fields = ("entry__slug",)

    def get_queryset(self, request):
        return super().get_queryset(request).defer("document").select_related("entry")

    @admin.display(description=_("colophon"))
    def approved(self, version):
        return pretty(version.colophon)

    @admin.display(description=_("what was approved"))
    def submission_link(self, version):
        return format_html(
            '<a href="{}">{}</a>',
            f"../../../submission/{version.submission_id}/decide/",
            _("Open the submission, its words and its decisions"),
        )


@admin.register(Decision)
class DecisionAdmin(RecordAdmin):
    list_display = ("submission", "verdict", "reviewer", "role", "decided_at")
    list_filter = ("verdict", "role")
    fields = (
        "submission",
        "verdict",
        "reviewer",
        "role",
        "digest",
        "comment",
        "reasons",
        "decided_at",
    )
    readonly_fields = fields

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("submission", "reviewer")
        return rows.defer("submission__document")

    @admin.display(description=_("acknowledged warnings"))
    def reasons(self, decision):
        return pretty(decision.acknowledged)


@admin.register(Event)
class EventAdmin(RecordAdmin):
    list_display = ("seq", "edition", "kind", "entry", "at")
    list_filter = ("kind",)
    fields = ("seq", "edition", "kind", "entry", "at", "what", "hash", "previous")
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("entry")

    @admin.display(description=_("what happened"))
    def what(self, event):
        return format_html("<code>{}</code>", str(events.data_of(event)))


@admin.register(Removal)
class RemovalAdmin(RecordAdmin):
    list_display = ("entry", "version", "removed_at")
    fields = ("entry", "version", "reason", "what_now", "successor", "removed_at")
    readonly_fields = fields


@admin.register(Advisory)
class AdvisoryAdmin(RecordAdmin):
    list_display = ("entry", "kind", "raised_at", "stands")
    list_filter = ("kind",)
    fields = ("entry", "kind", "details", "raised_at", "stands")
    readonly_fields = fields

    @admin.display(description=_("stands"), boolean=True)
    def stands(self, advisory):
        return advisory.cleared_event_id is None

    @admin.display(description=_("detail"))
    def details(self, advisory):
        return pretty(advisory.detail)


@admin.register(Notice)
class NoticeAdmin(RecordAdmin):
    list_display = ("kind", "language", "edition", "text")
    fields = ("kind", "language", "edition", "text", "digest")
    readonly_fields = fields
