"""Taking over many records that changed their trials alike, and submitting the drafts."""

from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from reviews import actions, documents, events, journal, roles
from reviews.actions.again import again_if_given_up
from reviews.actions.guards import require_role
from reviews.canonical import NotCanonical
from reviews.errors import ActionRefused, AlreadyOpen
from reviews.markdown import MarkdownError
from reviews.models import User
from trials.drift.accepting import refuse_if_moved, take_over
from trials.drift.comparing import compare
from trials.drift.documents import elsewhere
from trials.drift.errors import (
    DraftMoved,
    NotAlike,
    NothingChosen,
    NothingPublic,
    OtherEdits,
    RecordMoved,
    StillWaiting,
    TooMany,
)
from trials.drift.finding import newest_of
from trials.models import Trial

MOST = 200
AT_ONCE = 100  # records a transaction


@dataclass(frozen=True)
class Seen:
    """A draft and its newest record, as a page showed them."""

    trial: int
    row_version: int
    digest: str


@dataclass
class Step:
    """What became of some of them. Pairs are (trial, ActionRefused)."""

    accepted: list = field(default_factory=list)
    left_out: list = field(default_factory=list)
    submitted: list = field(default_factory=list)
    refused: list = field(default_factory=list)


def accept_batch(*, key, seen, by, reason="", submit=False, note="", at_once=AT_ONCE):
    """Accept the records of a group of trials that changed alike; ``key`` names the group.

    ``seen`` are at most 200 ``Seen``. Returns an iterator over a ``Step`` for every ``at_once`` of
    them, each in a transaction of its own; with ``submit`` those drafts are then submitted, each by
    itself. What has moved, waits for review or holds other edits is left out.
    Raises NotYourRole, NothingChosen and TooMany before anything is changed.
    """
    require_role(by, roles.AUTHOR)
    rows = list(dict.fromkeys(seen))
    if not rows:
        raise NothingChosen()
    if len(rows) > MOST:
        raise TooMany()
    size = min(at_once, AT_ONCE)
    parts = [rows[start : start + size] for start in range(0, len(rows), size)]
    return (_step(part, key, by, reason, note if submit else None) for part in parts)


def _step(rows, key, by, reason, note):
    step = _accept(rows, key, by, reason)
    for trial in step.accepted if note is not None else ():
        try:
            step.submitted.append(_submit(trial, by, note))
        except (ActionRefused, MarkdownError, NotCanonical, IntegrityError) as refusal:
            step.refused.append((trial, _worded(refusal)))
    return step


def _submit(trial, by, note):
    if trial.entry.live_version_id is None:
        raise NothingPublic()
    return actions.submit(draft=trial, by=by, note=note)


def _worded(refusal):
    if isinstance(refusal, ActionRefused):
        return refusal
    if isinstance(refusal, IntegrityError):
        return AlreadyOpen()
    return ActionRefused(mend=str(refusal))


@again_if_given_up
def _accept(rows, key, by, reason):
    """Read and compare first, then lock, ask whether anything moved, and write."""
    trials = Trial.objects.select_related("record", "entry__live_version")
    found = trials.in_bulk([row.trial for row in rows])
    step, ready = Step(), []
    for row in rows:
        if trial := found.get(row.trial):
            _sort_out(trial, row, key, step, ready)
    with transaction.atomic():
        events.lock()  # as imports do: no record comes between asking and writing
        require_role(by, roles.AUTHOR)
        for trial, record, row in ready:
            _take(trial, record, row, by, reason, step)
    return step


def _sort_out(trial, row, key, step, ready):
    try:
        record = newest_of(trial)
        if record is None or record.digest != row.digest:
            raise RecordMoved()
        refuse_if_moved(trial, row.row_version, record, row.digest)
        if trial.record is None or compare(trial.record, record).key != key:
            raise NotAlike()
        _refuse_if_busy(trial)
    except (ActionRefused, MarkdownError, NotCanonical) as refusal:
        step.left_out.append((trial, _worded(refusal)))
    else:
        ready.append((trial, record, row))


def _refuse_if_busy(trial):
    """Refuse a draft that somebody has other plans with."""
    entry = trial.entry
    if entry.submissions.open().exists():
        raise StillWaiting()
    if entry.live_version is None:
        people = journal.contributors(trial, since={})
        if User.objects.filter(pk__in=people, is_machine=False).exists():
            raise OtherEdits()
        return
    live = documents.read(entry.live_version.document)
    mine = documents.build(trial)
    if elsewhere(live, mine) or live["facts"] != mine["facts"] or live["change"] != mine["change"]:
        raise OtherEdits()


def _take(trial, record, row, by, reason, step):
    stored = Trial.objects.select_for_update(of=("self",)).select_related("record", "entry")
    try:
        locked = stored.get(pk=trial.pk)
        refuse_if_moved(locked, row.row_version, record, row.digest)
        step.accepted.append(take_over(locked, record, by=by, reason=reason))
    except (Trial.DoesNotExist, ActionRefused) as refusal:
        moved = refusal if isinstance(refusal, ActionRefused) else DraftMoved()
        step.left_out.append((trial, moved))
