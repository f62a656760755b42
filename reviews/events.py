"""The event log: gap-free, hash-chained, and the source of edition numbers.

An event's hash is SHA-256 over a domain, its number, the hash before it and its body. The body
holds ids, digests and public words only; who did it stands in a ``PersonalPart`` whose salted
digest the body repeats, so that a person can be erased without breaking the chain.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from reviews import canonical
from reviews.errors import NoActor
from reviews.models import Event, Head, PersonalPart

DOMAIN = "alsportal-event-1"


@dataclass(frozen=True)
class Place:
    """A number in the log, allotted under the lock and not yet written."""

    seq: int
    edition: int | None
    previous: str


def chain_hash(*, seq, previous, body):
    """The hash of an event, 64 hexadecimal digits."""
    return hashlib.sha256(f"{DOMAIN}\n{seq}\n{previous}\n{body}".encode()).hexdigest()


def personal_digest(*, salt, text):
    """What the chain keeps of a personal part."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def lock():
    """Take the head of the log for the rest of the transaction, so that numbers follow commits.

    The update locks the row on PostgreSQL; on SQLite the transaction already holds the database.
    """
    with connection.cursor() as cursor:  # one statement, since every action and import needs it
        cursor.execute(
            "UPDATE reviews_head SET seq = seq WHERE id = 1 RETURNING seq, edition, hash"
        )
        seq, edition, last_hash = cursor.fetchall()[0]
    return Head(pk=1, seq=seq, edition=edition, hash=last_hash)


def reserve(*, public=False):
    """Lock the log and return the next ``Place``, for rows that need its number beforehand."""
    head = lock()
    return Place(head.seq + 1, head.edition + 1 if public else None, head.hash)


def record(kind, *, by, entry=None, data=None, public=False, place=None, at=None):
    """Append one event in the current transaction and return it.

    ``data`` is a JSON object without personal details. ``public`` gives it the next edition.
    Raises NoActor without a person (or an account of the software) in ``by``.
    """
    if by is None or by.pk is None:
        raise NoActor()
    place = place or reserve(public=public)
    at = at or timezone.now()
    salt = secrets.token_hex(16)
    personal = canonical.dump({"user": by.pk, "name": by.public_name})
    body = canonical.dump(
        {
            "seq": place.seq,
            "edition": place.edition,
            "kind": kind,
            "entry": entry.pk if entry else None,
            "at": at.isoformat(timespec="microseconds"),
            "data": data or {},
            "person": personal_digest(salt=salt, text=personal),
        }
    )
    event = Event(
        seq=place.seq,
        edition=place.edition,
        kind=kind,
        entry=entry,
        at=at,
        body=body,
        previous=place.previous,
        hash=chain_hash(seq=place.seq, previous=place.previous, body=body),
    )
    event.save(force_insert=True)
    PersonalPart(event=event, user=by, salt=salt, text=personal).save(force_insert=True)
    changes = {"seq": event.seq, "hash": event.hash}
    if event.edition:
        changes["edition"] = event.edition
    Head.objects.filter(pk=1).update(**changes)
    return event


def data_of(event):
    """The ``data`` object of an event's body."""
    return json.loads(event.body)["data"]
