"""The review queue: submissions as an inbox."""

import datetime

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews import kinds, roles
from reviews.actions.deciding import warnings_of
from reviews.actions.publishing import missing_slots
from reviews.desk import decision, states
from reviews.desk.records import ReadOnlyAdmin
from reviews.models import Submission

LONG = datetime.timedelta(days=7)


class OutcomeFilter(admin.SimpleListFilter):
    """Open submissions unless another state is asked for."""

    title = _("state")
    parameter_name = "state"
    ALL = "all"

    def lookups(self, request, model_admin):
        return [
            ("approved", _("approved, waiting for its day")),
            *Submission.Outcome.choices,
            (self.ALL, _("all")),
        ]

    def choices(self, changelist):
        rows = list(super().choices(changelist))
        rows[0]["display"] = _("waiting")
        return rows

    def queryset(self, request, queryset):
        value = self.value()
        if value == "approved":
            return states.approved(queryset)
        if value in Submission.Outcome.values:
            return queryset.filter(outcome=value)
        return queryset if value == self.ALL else queryset.filter(outcome="")


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [(kind.name, kind.label_plural) for kind in kinds.every()]

    def queryset(self, request, queryset):
        known = {kind.name for kind in kinds.every()}
        return queryset.filter(entry__kind=self.value()) if self.value() in known else queryset


class WhoseFilter(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("waiting", _("waiting for me")), ("mine", _("I contributed"))]

    def queryset(self, request, queryset):
        if self.value() == "waiting":
            return states.waiting_for(request.user, queryset)
        if self.value() == "mine":
            return queryset.filter(contributors__user=request.user)
        return queryset


class OverdueFilter(admin.SimpleListFilter):
    title = _("overdue")
    parameter_name = "overdue"

    def lookups(self, request, model_admin):
        return [
            ("long", _("waiting for more than a week")),
            ("page", _("its public page is due for review")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "long":
            return queryset.filter(outcome="", submitted_at__lt=timezone.now() - LONG)
        if self.value() == "page":
            today = timezone.now().date()
            return queryset.filter(entry__listing__next_review__lt=today)
        return queryset


class SubmissionAdmin(ReadOnlyAdmin):
    """What was submitted; each row leads to the page where it is decided."""

    list_display = ("title",)
    list_filter = (OutcomeFilter, WhoseFilter, KindFilter, OverdueFilter)
    search_fields = ("title", "entry__slug")
    ordering = ("submitted_at", "pk")
    change_list_template = "desk/queue.html"

    def get_queryset(self, request):
        rows = super().get_queryset(request).defer("document", "journal_marks")
        return rows.select_related("entry", "base_version", "submitted_by").defer(
            "base_version__document", "base_version__colophon"
        )

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path(f"<int:pk>/{name}/", view(function), name=f"reviews_submission_{name}")
            for name, function in (
                ("decide", self.decide_view),
                ("preview", self.preview_view),
                ("publish", self.publish_view),
                ("cancel", self.cancel_view),
            )
        ]
        return own + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of a submission is the one where it is decided."""
        if not object_id.isdigit():
            return super().change_view(request, object_id, form_url, extra_context)
        url = reverse("admin:reviews_submission_decide", args=[object_id])
        return HttpResponseRedirect(url)

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, {"title": _("Review queue")})
        cl = getattr(response, "context_data", {}).get("cl")
        if cl is not None:
            response.context_data["rows"] = [row_of(item, request.user) for item in cl.result_list]
        return response

    def decide_view(self, request, pk):
        return decision.decide(self, request, pk)

    def preview_view(self, request, pk):
        return decision.preview(self, request, pk)

    def publish_view(self, request, pk):
        return decision.publish(self, request, pk)

    def cancel_view(self, request, pk):
        return decision.cancel(self, request, pk)


def row_of(submission, user):
    """One line of the inbox."""
    missing = missing_slots(submission) if submission.is_open else set()
    needed = submission.required_roles.filter(slot__in=missing).values_list("role", flat=True)
    age = timezone.now() - submission.submitted_at
    return {
        "submission": submission,
        "kind": kinds.get(submission.entry.kind).label,
        "url": reverse("admin:reviews_submission_decide", args=[submission.pk]),
        "state": states.of_submission(submission, missing),
        "needs": [roles.label(role) for role in sorted(set(needed))],
        "days": age.days,
        "late": submission.is_open and age > LONG,
        "warnings": len(warnings_of(submission)),
        "own": submission.contributors.filter(user=user).exists(),
    }
