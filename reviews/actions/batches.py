"""Deciding together on submissions that changed alike, after reading a tenth of them.

A batch takes nothing away from a decision: each goes through ``decide`` with all its checks. It is
drawn once and kept, so that nobody draws again until the pages suit them.
"""

import math
import secrets
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from reviews import batching, events, roles
from reviews.actions.again import again_if_given_up
from reviews.actions.deciding import Verdict, decide, refuse_unless_open_to
from reviews.actions.guards import require_role
from reviews.errors import (
    ActionRefused,
    AlreadyDecided,
    CommentNeeded,
    InAnotherBatch,
    MaterialChange,
    NewWarnings,
    NotAlike,
    NothingLeft,
    NotYourBatch,
    SampleUnread,
    StaleDocument,
    TooManyAtOnce,
)
from reviews.models import Batch, BatchItem

MOST = 200
# Submissions a transaction, never above 100, so that a removal can go between. A publication takes
# about 70 ms of a slow core, and nobody should wait for more than two seconds of them.
AT_ONCE = 25
SHARE = 10  # one of so many is read, and at least one
VERDICTS = (Verdict.APPROVE, Verdict.CHANGES)


@dataclass(frozen=True)
class Progress:
    """How far a batch is."""

    settled: int
    size: int

    @property
    def is_done(self):
        return self.settled == self.size


@again_if_given_up
def open_batch(*, submissions, by):
    """Open a batch of submissions that changed alike and draw which are read.

    Returns ``(batch, left_out)``; ``left_out`` holds pairs (submission, ActionRefused): this
    person's own work, closed ones, those with new warnings, those in another batch of theirs.
    Raises NotYourRole, TooManyAtOnce, NotAlike, MaterialChange and NothingLeft.
    """
    require_role(by, *roles.REVIEWERS)
    rows = list(submissions)
    if len(rows) > MOST:
        raise TooManyAtOnce()
    drift = _common_drift(rows)
    fit, left_out = _sorted_out(rows, by)
    with transaction.atomic():
        place = events.reserve()
        fit = _not_taken(fit, by, left_out)
        if not fit:
            raise NothingLeft(left_out)
        return _draw(place, fit, drift, by=by), left_out


def _common_drift(rows):
    """The one change that all of them make, from their documents."""
    found = [batching.drift_of(row) for row in rows]
    if not found:
        raise NothingLeft()
    if None in found or len({drift.key for drift in found}) > 1:
        raise NotAlike()
    if any(drift.material for drift in found):
        raise MaterialChange()
    return found[0]


def _sorted_out(rows, by):
    """Before the lock, since each decision asks all of it again."""
    fit, left_out = [], []
    for row in rows:
        try:
            _refuse_item(row, by)
        except ActionRefused as refusal:
            left_out.append((row, refusal))
        else:
            fit.append(row)
    return fit, left_out


def _refuse_item(row, by):
    row.refresh_from_db(fields=["outcome"])
    refuse_unless_open_to(row, by, row.digest)
    if batching.new_warnings(row):
        raise NewWarnings()


def _not_taken(rows, by, left_out):
    """Under the lock: nobody draws again by opening twice."""
    mine = BatchItem.objects.filter(batch__reviewer=by, batch__closed_event=None)
    taken = set(mine.values_list("submission_id", flat=True))
    left_out += [(row, InAnotherBatch()) for row in rows if row.pk in taken]
    return [row for row in rows if row.pk not in taken]


def _draw(place, rows, drift, *, by):
    number = max(1, math.ceil(len(rows) / SHARE))
    drawn = set(secrets.SystemRandom().sample([row.pk for row in rows], number))
    event = events.record(
        "batch.opened",
        by=by,
        place=place,
        data={
            "key": drift.key,
            "submissions": [row.pk for row in rows],
            "drawn": sorted(drawn),
        },
    )
    BatchItem.objects.bulk_create(
        BatchItem(batch_id=event.pk, submission=row, digest=row.digest, in_sample=row.pk in drawn)
        for row in rows
    )
    batch = Batch(event=event, reviewer=by, key=drift.key, words=drift.words, opened_at=event.at)
    batch.save(force_insert=True)
    return batch


@again_if_given_up
def mark_opened(*, batch, submission, digest, by):
    """Note that the reviewer has read a page of their batch, with this digest; returns the item.

    Noting it twice changes nothing. Raises NotYourBatch, AlreadyDecided and StaleDocument.
    """
    with transaction.atomic():
        place = events.reserve()
        _own(batch, by)
        item = BatchItem.objects.select_for_update().get(batch=batch, submission=submission)
        if item.digest != digest:
            raise StaleDocument()
        if item.opened_at:
            return item
        if item.is_settled:
            raise AlreadyDecided()
        event = events.record(
            "batch.page_read",
            by=by,
            place=place,
            data={"batch": batch.pk, "submission": item.submission_id, "digest": digest},
        )
        item.opened_at = event.at
        item.save(update_fields=["opened_at"])
        return item


def _own(batch, by):
    """The batch under lock, if it is this reviewer's and not closed."""
    locked = Batch.objects.select_for_update().get(pk=batch.pk)
    require_role(by, *roles.REVIEWERS)
    if locked.reviewer_id != by.pk:
        raise NotYourBatch()
    if locked.is_closed:
        raise AlreadyDecided()
    return locked


def decide_batch(*, batch, by, verdict, digests, comment=""):
    """Approve, or send back, each submission of a batch that is not settled.

    ``digests`` maps submission ids to the digests that the page showed. Returns an iterator over a
    ``Progress`` after each transaction; whoever stops in between goes on later.
    What cannot be decided any more is left out and says why. Raises NotYourRole, NotYourBatch,
    AlreadyDecided, StaleDocument, SampleUnread and CommentNeeded before anything is changed.
    """
    if verdict not in VERDICTS:
        raise ActionRefused("A batch is approved or sent back.")
    if verdict != Verdict.APPROVE and not comment.strip():
        raise CommentNeeded()
    with transaction.atomic():
        _own(batch, by)
        _refuse_unread_or_stale(batch, digests)
    return _steps(batch, by, verdict, comment)


def _refuse_unread_or_stale(batch, digests):
    items = list(batch.items.select_related("submission").defer("submission__document"))
    unread = [item for item in items if item.in_sample and not item.opened_at]
    if unread:
        raise SampleUnread(unread)
    if any(digests.get(i.submission_id) != i.digest for i in items if not i.is_settled):
        raise StaleDocument()


def _steps(batch, by, verdict, comment):
    progress = None
    while progress is None or not progress.is_done:
        progress = _step(batch, by, verdict, comment)
        yield progress


@again_if_given_up
def _step(batch, by, verdict, comment):
    with transaction.atomic():
        events.lock()
        locked = _own(batch, by)
        waiting = locked.items.filter(decision=None, left_out="").order_by("pk")
        for item in waiting.select_related("submission")[:AT_ONCE]:
            _settle(item, by, verdict, comment)
        left = waiting.count()
        if not left:
            _close(locked, by)
        size = locked.items.count()
        return Progress(size - left, size)


def _settle(item, by, verdict, comment):
    """One decision on the digest that was shown, or the reason why there is none."""
    try:
        with transaction.atomic():
            item.decision = decide(
                submission=item.submission,
                by=by,
                verdict=verdict,
                digest=item.digest,
                comment=comment,
                acknowledged=batching.earlier_reasons(item.submission),
            )
            item.save(update_fields=["decision"])
    except (ActionRefused, IntegrityError) as refusal:
        item.decision = None
        item.left_out = _why(refusal)
        item.save(update_fields=["left_out"])


def _why(refusal):
    refusal = refusal if isinstance(refusal, ActionRefused) else AlreadyDecided()
    findings = getattr(refusal, "findings", ())
    said = " ".join(str(finding.message) for finding in findings) or str(refusal.message)
    return said[:300]


def _close(batch, by):
    decided = batch.items.exclude(decision=None).count()
    batch.closed_event = events.record(
        "batch.closed",
        by=by,
        data={
            "batch": batch.pk,
            "decided": decided,
            "left_out": batch.items.count() - decided,
        },
    )
    batch.save(update_fields=["closed_event"])
