"""Taking a registry record over into a draft."""

from django.db import transaction

from reviews import events, roles
from reviews.actions.again import again_if_given_up
from reviews.actions.guards import require_role
from trials.documents import facts_of, stated_facts
from trials.drift import notes
from trials.drift.differences import between
from trials.drift.errors import DraftMoved, NothingNewer, OtherTrial, RecordMoved
from trials.drift.finding import newest_of
from trials.models import StatedFacts, Trial

CHANGED = ("record", "change_kind", "change_note", "row_version", "updated_at")


@again_if_given_up
def accept_record(*, trial, record, digest, by, reason="", note=None):
    """Let the draft show this record, and return the draft.

    ``digest`` is that of the record the person read, ``trial`` the draft as they saw it: nothing is
    taken over if either has moved. ``reason`` goes into the journal. The change note becomes
    ``note``, or else words made of the differences; the kind of change follows from them.
    Raises NotYourRole, OtherTrial, RecordMoved, NothingNewer and DraftMoved.
    """
    with transaction.atomic():
        events.lock()  # as imports do: no record comes between asking and writing
        require_role(by, roles.AUTHOR)
        stored = (
            Trial.objects.select_for_update(of=("self",)).select_related("record").get(pk=trial.pk)
        )
        refuse_if_moved(stored, trial.row_version, record, digest)
        return take_over(stored, record, by=by, reason=reason, note=note)


def refuse_if_moved(stored, row_version, record, digest):
    """Refuse unless draft and newest record are those that were seen."""
    newest = newest_of(stored)
    if newest is None or record.registry_id != newest.registry_id:
        raise OtherTrial()
    if record.digest != digest or record.pk != newest.pk:
        raise RecordMoved()
    if stored.record_id == record.pk:
        raise NothingNewer()
    if stored.row_version != row_version:
        raise DraftMoved()


def take_over(stored, record, *, by, reason, note=None):
    """``accept_record`` for a caller that holds the draft and has asked."""
    proposal = notes.proposed(stored, differences_of(stored, record))
    stored.record = record
    stored.change_kind = proposal["change_kind"]
    stored.change_note = proposal["change_note"] if note is None else note
    stored.row_version += 1
    stored._history_user = by
    stored._change_reason = reason or None
    stored.save(update_fields=CHANGED)
    return stored


def differences_of(trial, record):
    """What a record changes in what the draft shows now: an older record, or stated facts."""
    return between(shown_facts(trial), facts_of(record))


def shown_facts(trial):
    """The facts that the draft shows now."""
    if trial.record:
        return facts_of(trial.record)
    stated = StatedFacts.objects.filter(trial=trial).select_related("source").first()
    return stated_facts(stated)
