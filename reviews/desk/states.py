"""Where drafts, pages and submissions stand, in words and for queries."""

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews import roles
from reviews.models import Decision, RequiredRole, Submission, Version

SENT_BACK = (Submission.Outcome.CHANGES, Submission.Outcome.REJECTED)


def with_state(drafts):
    """Annotate drafts with what ``of_draft`` reads."""
    return _annotated(drafts, "entry")


def entries_with_state(entries):
    """Annotate entries with what ``of_draft`` reads."""
    return _annotated(entries, "pk")


def _annotated(rows, entry):
    prefix = "" if entry == "pk" else "entry__"
    mine = Submission.objects.filter(entry=OuterRef(entry))
    return rows.annotate(
        live_number=F(f"{prefix}live_version__number"),
        is_waiting=Exists(mine.filter(outcome="")),
        last_outcome=Subquery(mine.order_by("-event_id").values("outcome")[:1]),
        was_published=Exists(Version.objects.filter(entry=OuterRef(entry))),
    )


STATES = {
    "waiting": (Q(is_waiting=True), gettext_lazy("waiting for review")),
    "sent_back": (Q(is_waiting=False, last_outcome__in=SENT_BACK), gettext_lazy("sent back")),
    "live": (Q(live_number__isnull=False), gettext_lazy("live")),
    "removed": (Q(live_number__isnull=True, was_published=True), gettext_lazy("removed")),
    "never": (Q(was_published=False), gettext_lazy("never published")),
}


def chip(word, tone, shape):
    """What ``components/state.html`` shows: a word, a shape, and only then a colour."""
    return {"word": word, "tone": tone, "shape": shape}


def of_draft(row):
    """Chips for an annotated draft or entry: what the public sees, then where the draft stands."""
    if row.live_number:
        public = chip(_("live, version %d") % row.live_number, "good", "disc")
    elif row.was_published:
        public = chip(_("removed"), "stop", "cross")
    else:
        public = chip(_("never published"), "plain", "ring")
    if row.is_waiting:
        return [public, chip(_("waiting for review"), "care", "half")]
    if row.last_outcome in SENT_BACK:
        return [public, chip(_("sent back"), "stop", "bars")]
    return [public]


def unfilled(user_roles):
    """The slots of a submission that one of these roles may fill and that nobody has approved."""
    approved = Decision.objects.filter(
        submission=OuterRef("submission"), slot=OuterRef("slot"), verdict="approve"
    )
    return RequiredRole.objects.filter(
        ~Exists(approved), submission=OuterRef("pk"), role__in=user_roles
    )


def waiting_for(user, submissions=None):
    """Open submissions on which this person could decide now.

    A conflict declared of a name, not of a page, shows on the page of the submission alone.
    """
    held = roles.of(user) & roles.REVIEWERS
    not_free = user.conflicts.filter(ended_event=None, entry__isnull=False)
    rows = Submission.objects.open() if submissions is None else submissions.filter(outcome="")
    return (
        rows.filter(Exists(unfilled(held)))
        .exclude(contributors__user=user)
        .exclude(decisions__reviewer=user)
        .exclude(entry__in=not_free.values("entry"))
    )


def sent_back_to(user):
    """The newest submission of each page that was sent back, where this person contributed."""
    newer = Submission.objects.filter(entry=OuterRef("entry"), event_id__gt=OuterRef("event_id"))
    return (
        Submission.objects.filter(outcome__in=SENT_BACK)
        .filter(Q(submitted_by=user) | Q(contributors__user=user))
        .filter(~Exists(newer))
        .distinct()
    )


def approved(submissions):
    """Open submissions that nobody needs to approve any more."""
    missing = RequiredRole.objects.filter(
        ~Exists(
            Decision.objects.filter(
                submission=OuterRef("submission"), slot=OuterRef("slot"), verdict="approve"
            )
        ),
        submission=OuterRef("pk"),
    )
    return submissions.filter(outcome="").filter(~Exists(missing))


def of_submission(submission, missing):
    """The chip of a submission; ``missing`` are its unfilled slots."""
    outcome = Submission.Outcome
    closed = {
        outcome.PUBLISHED: chip(_("published"), "good", "disc"),
        outcome.CHANGES: chip(_("sent back"), "stop", "bars"),
        outcome.REJECTED: chip(_("rejected"), "stop", "cross"),
        outcome.CANCELLED: chip(_("cancelled"), "plain", "square"),
    }
    if not submission.is_open:
        return closed[submission.outcome]
    if missing:
        return chip(_("waiting for review"), "care", "half")
    return chip(_("approved, waiting for its day"), "good", "half")
