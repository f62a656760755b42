"""The journal of a row in the desk: to read, never to write.

``SimpleHistoryAdmin`` saves whatever is posted to its history form for anybody who may view, and
shows history of rows that ``get_queryset`` hides. Both views are replaced here.
"""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin

from reviews.desk import history_pages, journal_words

READING = ("GET", "HEAD")


class JournaledAdmin(SimpleHistoryAdmin):
    """A ModelAdmin with a read-only history of the row and of the rows below it."""

    def revert_disabled(self, request, obj=None):
        return True

    def history_view(self, request, object_id, extra_context=None):
        """All saves of a draft and its rows, newest first; or two of them compared."""
        if request.method not in READING:
            return HttpResponseNotAllowed(READING)
        obj = self._visible(request, object_id)
        context = self._history_context(request, obj, _("History"))
        if "from" in request.GET and "to" in request.GET:
            context |= history_pages.compared(obj, request.GET)
            return render(request, "desk/compare.html", context)
        context |= history_pages.listed(obj, request.GET, self._record_url)
        return render(request, "desk/history.html", context)

    def _record_url(self, change):
        """Where the row can be read as it was; rows below it have no page of their own."""
        if change.record.instance_type is not self.model:
            return ""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_simple_history"
        return reverse(name, args=[change.record.id, change.record.history_id])

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """One journal entry: the row as it was. Answers 405 to everything but reading."""
        if request.method not in READING:
            return HttpResponseNotAllowed(READING)
        obj = self._visible(request, object_id)
        record = self._record(obj, version_id)
        fields = [
            (field.verbose_name, journal_words.value_words(record, field))
            for field in record.tracked_fields
            if field.name not in journal_words.HIDDEN
        ]
        context = self._history_context(request, obj, _("As it was"))
        return render(
            request, "desk/journal_row.html", {**context, "record": record, "fields": fields}
        )

    def _record(self, obj, version_id):
        try:
            return self.model.history.get(history_id=version_id, id=obj.pk)
        except (self.model.history.model.DoesNotExist, ValueError, OverflowError):
            raise Http404 from None

    def _visible(self, request, object_id):
        """The row if this person may see it here; history knows no more than the form does."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        return obj

    def _history_context(self, request, obj, title):
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": str(obj),
            "opts": self.opts,
            "original": obj,
        }
