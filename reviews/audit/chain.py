"""I4: the event chain verifies from the first event to the head. I3: one change, one event."""

import json

from reviews import events
from reviews.audit.base import Section
from reviews.models import Event, Head, PersonalPart

ZERO = "0" * 64
# Events that write exactly one row of their own, and the relation that finds it.
OWN_ROW = {
    "submission.made": "submission",
    "decision.made": "decision",
    "page.published": "version",
    "page.removed": "removal",
    "advisory.raised": "advisory",
    "advisory.cleared": "cleared_advisory",
    "conflict.declared": "conflict",
    "conflict.ended": "ended_conflict",
    "registry.record_kept": "registry_record",
    "batch.opened": "batch",
    "batch.closed": "closed_batch",
}


def chain():
    """Walk the log once, in order."""
    section = Section("Event chain (I3, I4)")
    personal = {part.event_id: part for part in PersonalPart.objects.iterator()}
    seq, edition, previous = 0, 0, ZERO
    claimed = {name: _claimed(name) for name in sorted(OWN_ROW.values())}
    for event in Event.objects.order_by("seq").iterator(chunk_size=500):
        seq += 1
        _check_link(section, event, seq, previous)
        edition = _check_edition(section, event, edition)
        _check_columns(section, event)
        _check_person(section, event, personal.get(event.seq))
        _check_own_row(section, event, claimed)
        previous = event.hash
        section.count("events")
    section.count("public editions", edition)
    section.count("personal parts", len(personal))
    _check_head(section, seq, edition, previous)
    return section


def _check_link(section, event, seq, previous):
    if event.seq != seq:
        section.breach("I4", f"event {event.seq}", f"expected number {seq}: one is missing")
    if event.previous != previous:
        section.breach("I4", f"event {event.seq}", "does not follow from the event before it")
    told = events.chain_hash(seq=event.seq, previous=event.previous, body=event.body)
    if told != event.hash:
        section.breach("I4", f"event {event.seq}", "its hash is not that of its body")


def _check_edition(section, event, edition):
    if event.edition is None:
        return edition
    if event.edition != edition + 1:
        section.breach("I4", f"event {event.seq}", f"edition {event.edition} after {edition}")
    return event.edition


def _check_columns(section, event):
    body = json.loads(event.body)
    told = (body["seq"], body["edition"], body["kind"], body["entry"], body["at"])
    at = event.at.isoformat(timespec="microseconds")
    if told != (event.seq, event.edition, event.kind, event.entry_id, at):
        section.breach("I4", f"event {event.seq}", "its columns say other than its body")


def _check_person(section, event, part):
    if part is None:
        section.count("events of erased people")
        return
    if events.personal_digest(salt=part.salt, text=part.text) != json.loads(event.body)["person"]:
        section.breach("I4", f"event {event.seq}", "the person it names was changed")
    if part.user_id != json.loads(part.text)["user"]:
        section.breach("I4", f"event {event.seq}", "the account it points to was changed")


def _claimed(relation):
    """The numbers of the events that rows of one table call their own.

    A set for each table, since one join over all of them takes PostgreSQL long without statistics.
    """
    field = Event._meta.get_field(relation).field
    rows = field.model._default_manager.exclude(**{field.name: None})
    return set(rows.values_list(field.attname, flat=True))


def _check_own_row(section, event, claimed):
    relation = OWN_ROW.get(event.kind)
    for name, events_of in claimed.items():
        found = event.seq in events_of
        if name == relation and not found:
            section.breach("I3", f"event {event.seq}", f"there is no {name} for “{event.kind}”")
        if name != relation and found:
            section.breach("I3", f"event {event.seq}", f"“{event.kind}” is claimed by a {name}")


def _check_head(section, seq, edition, last):
    head = Head.objects.get(pk=1)
    if (head.seq, head.edition, head.hash) != (seq, edition, last):
        section.breach(
            "I4", "head", f"says {head.seq}/{head.edition}, the log ends at {seq}/{edition}"
        )
