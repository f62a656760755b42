"""Reviewers' verdicts on a submission."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews import canonical, events, independence, roles
from reviews.actions.again import again_if_given_up
from reviews.actions.guards import require_role
from reviews.actions.publishing import is_due, missing_slots, publish_locked
from reviews.errors import (
    AlreadyDecided,
    BaseMoved,
    CommentNeeded,
    NotYourRole,
    StaleDocument,
    WarningsOpen,
)
from reviews.models import Decision, Entry, Submission

Verdict = Decision.Verdict
OUTCOMES = {
    Verdict.CHANGES: Submission.Outcome.CHANGES,
    Verdict.REJECT: Submission.Outcome.REJECTED,
}


def warnings_of(submission):
    """The warnings frozen with a submission: dicts of a Finding's fields."""
    return canonical.load(submission.warnings)["warnings"]


def warning_key(warning):
    """What a reason in ``acknowledged`` is filed under."""
    return f"{warning['rule']} {warning['place']}"


@again_if_given_up
def decide(*, submission, by, verdict, digest, comment="", acknowledged=None):
    """Record one verdict on the bytes with this digest and return the Decision.

    ``acknowledged`` maps ``warning_key`` to a reason, which the public sees. The approval that
    completes the quorum publishes at once, or leaves it to ``publish_at``. A request for changes
    or a rejection closes the submission and needs a comment.
    Raises NotYourRole, OwnWork, SameMailbox, ConflictDeclared, AlreadyDecided, StaleDocument,
    CommentNeeded, WarningsOpen, BaseMoved, and what ``publish`` raises.
    """
    with transaction.atomic():
        place = events.reserve()
        locked = Submission.objects.select_for_update().get(pk=submission.pk)
        held = require_role(by, *roles.REVIEWERS)
        _refuse(locked, by, digest)
        slot, role = _slot_for(locked, held)
        reasons = _reasons(locked, verdict, comment, acknowledged or {})
        event = events.record(
            "decision.made",
            by=by,
            entry=locked.entry,
            place=place,
            data={"submission": locked.pk, "digest": digest, "verdict": verdict, "role": role},
        )
        decision = Decision(
            event=event,
            submission=locked,
            reviewer=by,
            slot=slot,
            role=role,
            verdict=verdict,
            digest=digest,
            comment=comment,
            acknowledged=canonical.dump({"warnings": reasons}),
            decided_at=timezone.now(),
        )
        decision.save(force_insert=True)
        _conclude(locked, verdict, by)
        return decision


def refuse_unless_open_to(submission, by, digest):
    """Raise what ``decide`` would say to this person now, whatever their verdict."""
    held = require_role(by, *roles.REVIEWERS)
    _refuse(submission, by, digest)
    _slot_for(submission, held)


def _refuse(submission, by, digest):
    if not submission.is_open:
        raise AlreadyDecided()
    if submission.digest != digest:
        raise StaleDocument()
    if (refusal := independence.too_near(by, submission)) is not None:
        raise refusal
    if submission.decisions.filter(reviewer=by).exists():
        raise AlreadyDecided()
    live = Entry.objects.values_list("live_version", flat=True).get(pk=submission.entry_id)
    if live != submission.base_version_id:
        raise BaseMoved()


def _slot_for(submission, held):
    """The open slot that one of these roles may fill, and that role."""
    missing = missing_slots(submission)
    for wanted in submission.required_roles.order_by("slot", "role"):
        if wanted.role in held and wanted.slot in missing:
            return wanted.slot, wanted.role
    allowed = set(submission.required_roles.values_list("role", flat=True))
    raise AlreadyDecided() if held & allowed else NotYourRole()


def _reasons(submission, verdict, comment, acknowledged):
    if verdict != Verdict.APPROVE:
        if not comment.strip():
            raise CommentNeeded()
        return []
    warnings = warnings_of(submission)
    reasons = {key: text.strip() for key, text in acknowledged.items()}
    still_open = [w for w in warnings if not reasons.get(warning_key(w))]
    if still_open:
        raise WarningsOpen(still_open)
    return [
        {"rule": w["rule"], "message": w["message"], "reason": reasons[warning_key(w)]}
        for w in warnings
    ]


def _conclude(submission, verdict, by):
    if verdict in OUTCOMES:
        submission.outcome = OUTCOMES[verdict]
        submission.save(update_fields=["outcome"])
    elif not missing_slots(submission) and is_due(submission):
        publish_locked(submission, by=by)


@again_if_given_up
def cancel_submission(*, submission, by):
    """Take a submission back, for example to go on editing. By a contributor or a publisher."""
    with transaction.atomic():
        place = events.reserve()
        locked = Submission.objects.select_for_update().get(pk=submission.pk)
        held = require_role(by, roles.AUTHOR, roles.PUBLISHER)
        own = locked.contributors.filter(user=by).exists()
        if not own and roles.PUBLISHER not in held:
            raise NotYourRole(mend=_("Ask one of its authors, or a publisher."))
        if not locked.is_open:
            raise AlreadyDecided()
        events.record(
            "submission.cancelled",
            by=by,
            entry=locked.entry,
            place=place,
            data={"submission": locked.pk},
        )
        locked.outcome = Submission.Outcome.CANCELLED
        locked.save(update_fields=["outcome"])
        return locked
