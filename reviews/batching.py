"""Which submissions changed alike, and what a batch of them carries over."""

from dataclasses import dataclass

from django.db.models import Count, F, Min, Q

from reviews import canonical, documents, kinds
from reviews.actions.deciding import warning_key, warnings_of
from reviews.models import BatchItem, SubmissionDrift


def drift_of(submission):
    """What an outside record changed in a submission, if nothing else changed; or None."""
    if submission.base_version is None:
        return None
    before = documents.read(submission.base_version.document)
    return _between(submission.entry, before, documents.read(submission.document))


def _between(entry, before, after):
    return kinds.get(entry.kind).drift_between(before, after)


def note(submission, document):
    """Keep with a new submission how it is grouped; nothing if it is decided on its own."""
    base = submission.base_version
    if base is None:
        return
    found = _between(submission.entry, documents.read(base.document), document)
    if found:
        SubmissionDrift.objects.create(
            submission=submission, key=found.key, words=found.words, material=found.material
        )


def _known_reasons(submission):
    """{(rule, message): reason} of the warnings that the live version was published with."""
    base = submission.base_version
    rows = canonical.load(base.colophon)["warnings"] if base else ()
    return {(row["rule"], row["message"]): row["reason"] for row in rows}


def earlier_reasons(submission):
    """Reasons for ``decide``: what was said of the same warnings of the live version."""
    known = _known_reasons(submission)
    return {
        warning_key(row): known[row["rule"], row["message"]]
        for row in warnings_of(submission)
        if (row["rule"], row["message"]) in known
    }


def new_warnings(submission):
    """Warnings that the live version did not have, or for which nobody gave a reason."""
    known = _known_reasons(submission)
    return [row for row in warnings_of(submission) if (row["rule"], row["message"]) not in known]


@dataclass(frozen=True)
class Group:
    """Submissions that changed alike."""

    key: str
    words: str
    size: int
    oldest: object


def alike(submissions):
    """Open submissions that may be decided in a batch: not material, on today's live version.

    Those that stand in an undecided batch of the person who asks have to be taken out by ``free``.
    """
    return submissions.filter(
        outcome="", drift__material=False, base_version=F("entry__live_version")
    )


def free(submissions, reviewer):
    """Without what stands in an undecided batch of this reviewer."""
    mine = BatchItem.objects.filter(batch__reviewer=reviewer, batch__closed_event=None)
    return submissions.exclude(pk__in=mine.values("submission"))


def groups(submissions, *, after=None, most=50):
    """Groups of ``alike`` submissions, the largest first; ``after`` is the last (size, key)."""
    rows = submissions.order_by().values("drift__key")
    rows = rows.annotate(
        size=Count("pk", distinct=True), oldest=Min("submitted_at"), words=Min("drift__words")
    )
    if after:
        size, key = after
        rows = rows.filter(Q(size__lt=size) | Q(size=size, drift__key__gt=key))
    return [
        Group(row["drift__key"], row["words"], row["size"], row["oldest"])
        for row in rows.order_by("-size", "drift__key")[:most]
    ]


def of_group(submissions, key):
    """The submissions of a group, the oldest first."""
    rows = submissions.filter(drift__key=key).order_by("submitted_at", "pk")
    return rows.select_related("entry", "base_version", "drift")
