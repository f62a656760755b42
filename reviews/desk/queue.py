"""The review queue: submissions as an inbox."""

from collections import Counter

from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews import independence, kinds, roles
from reviews.actions.deciding import warnings_of
from reviews.desk import decision, states
from reviews.desk.filters import (
    LONG,
    AgeFilter,
    OutcomeFilter,
    RoleNeededFilter,
    SubmissionKindFilter,
    WarningsFilter,
    WhoseFilter,
)
from reviews.desk.records import ReadOnlyAdmin
from reviews.models import Conflict, Contributor, Decision, RequiredRole, User
from reviews.models.people import email_key


class SubmissionAdmin(ReadOnlyAdmin):
    """What was submitted; each row leads to the page where it is decided."""

    list_display = ("title",)
    list_filter = (
        OutcomeFilter,
        WhoseFilter,
        SubmissionKindFilter,
        RoleNeededFilter,
        AgeFilter,
        WarningsFilter,
    )
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
            response.context_data["rows"] = rows_of(cl.result_list, request.user)
        return response

    def decide_view(self, request, pk):
        return decision.decide(self, request, pk)

    def preview_view(self, request, pk):
        return decision.preview(self, request, pk)

    def publish_view(self, request, pk):
        return decision.publish(self, request, pk)

    def cancel_view(self, request, pk):
        return decision.cancel(self, request, pk)


def rows_of(submissions, user):
    """The lines of the inbox, with the same number of queries for one as for fifty."""
    submissions = list(submissions)
    missing = missing_of([row for row in submissions if row.is_open])
    own = set(
        Contributor.objects.filter(submission__in=submissions, user=user).values_list(
            "submission_id", flat=True
        )
    )
    return [_row(row, missing.get(row.pk, {}), row.pk in own) for row in submissions]


def missing_of(submissions):
    """{submission: {slot: roles that may fill it}} for slots that no standing approval fills.

    Says for many what ``actions.publishing.missing_slots`` says for one. Whether an approver is too
    near is asked one by one, but only of those of whom it could be true.
    """
    found = {row.pk: {} for row in submissions}
    by_id = {row.pk: row for row in submissions}
    for row in RequiredRole.objects.filter(submission__in=found).order_by("slot", "role"):
        found[row.submission_id].setdefault(row.slot, []).append(row.role)
    rows = Decision.objects.filter(submission__in=found, verdict="approve")
    approvals = list(rows.select_related("reviewer").prefetch_related("reviewer__groups"))
    doubtful = _perhaps_near(approvals)
    for decided in approvals:
        submission, reviewer = by_id[decided.submission_id], decided.reviewer
        held = {group.name for group in reviewer.groups.all()}
        stands = reviewer.is_active and decided.role in held
        if reviewer.pk in doubtful:
            stands = stands and independence.too_near(reviewer, submission) is None
        if stands and decided.digest == submission.digest:
            found[submission.pk].pop(decided.slot, None)
    return found


def _perhaps_near(approvals):
    """Ids of the approvers with a declared conflict, or with an address that another has too."""
    people = {decided.reviewer_id for decided in approvals}
    if not people:
        return people
    standing = Conflict.objects.filter(person__in=people, ended_event=None)
    addresses = dict(User.objects.exclude(email="").values_list("pk", "email"))
    shared = Counter(map(email_key, addresses.values()))
    twice = {pk for pk in people if shared[email_key(addresses.get(pk, ""))] > 1}
    return twice | set(standing.values_list("person", flat=True))


def _row(submission, missing, own):
    """One line of the inbox."""
    needed = {role for allowed in missing.values() for role in allowed}
    age = timezone.now() - submission.submitted_at
    return {
        "submission": submission,
        "kind": kinds.get(submission.entry.kind).label,
        "url": reverse("admin:reviews_submission_decide", args=[submission.pk]),
        "state": states.of_submission(submission, missing),
        "needs": [roles.label(role) for role in sorted(needed)],
        "days": age.days,
        "late": submission.is_open and age > LONG,
        "warnings": len(warnings_of(submission)),
        "own": own,
    }
