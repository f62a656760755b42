"""Thousands of published pages in minutes, with every gate of the database in place.

The road of ``reviews.actions`` takes some sixty statements a page. Here the same rows (events,
frozen submissions, decisions, versions, derived rows) are written in batches, for benchmarks
alone; only the drafts are missing. ``manage.py audit`` finds nothing wrong with the result.
"""

import datetime
import secrets
from collections.abc import Iterator

from django.apps import apps
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from reviews import canonical, documents, events, kinds, projections, roles, rules, search
from reviews.models import (
    Contributor,
    Decision,
    Entry,
    Event,
    Head,
    PersonalPart,
    RequiredRole,
    Slug,
    Submission,
    User,
    Version,
)
from tests.bench import documents as made_up

BATCH = 250
MAKERS = {"therapy": made_up.therapy, "trial": made_up.trial}
ONE_IN = 20  # pages are therapies, the others trials


def fill(start: int, stop: int) -> None:
    """Publish the made-up pages ``start`` to ``stop``."""
    cast = Cast()
    with tqdm(total=stop - start, desc="Publishing", unit="page", leave=False) as bar:
        for first in range(start, stop, BATCH):
            numbers = range(first, min(first + BATCH, stop))
            with transaction.atomic():
                _publish([_document(number) for number in numbers], cast)
            bar.update(len(numbers))


def _document(number: int) -> dict:
    return MAKERS["trial" if number % ONE_IN else "therapy"](number)


class Cast:
    """An author, and a reviewer for each role."""

    def __init__(self):
        self.author = self._person("bench-author", roles.AUTHOR)
        self.reviewers = {
            role: self._person(f"bench-{role}", role) for role in sorted(roles.REVIEWERS)
        }

    @staticmethod
    def _person(name: str, role: str) -> User:
        user, _created = User.objects.get_or_create(username=name, display_name=name.title())
        user.groups.add(Group.objects.get_or_create(name=role)[0])
        return user


class Log:
    """Events to be written in one go, numbered and chained as ``reviews.events.record`` does."""

    def __init__(self):
        head = events.lock()
        self.seq, self.edition, self.hash = head.seq, head.edition, head.hash
        self.rows: list[Event] = []
        self.people: list[PersonalPart] = []

    def add(self, kind: str, *, by: User, entry: Entry, data: dict, public=False) -> Event:
        self.seq += 1
        self.edition += public
        at, salt = timezone.now(), secrets.token_hex(16)
        text = canonical.dump({"user": by.pk, "name": by.public_name})
        body = canonical.dump(
            {
                "seq": self.seq,
                "edition": self.edition if public else None,
                "kind": kind,
                "entry": entry.pk,
                "at": at.isoformat(timespec="microseconds"),
                "data": data,
                "person": events.personal_digest(salt=salt, text=text),
            }
        )
        event = Event(
            seq=self.seq,
            edition=self.edition if public else None,
            kind=kind,
            entry=entry,
            at=at,
            body=body,
            previous=self.hash,
            hash=events.chain_hash(seq=self.seq, previous=self.hash, body=body),
        )
        self.hash = event.hash
        self.rows.append(event)
        self.people.append(PersonalPart(event=event, user=by, salt=salt, text=text))
        return event

    def write(self) -> None:
        Event.objects.bulk_create(self.rows)
        PersonalPart.objects.bulk_create(self.people)
        Head.objects.filter(pk=1).update(seq=self.seq, edition=self.edition, hash=self.hash)


def _publish(pages: list[dict], cast: Cast) -> None:
    log = Log()
    entries = Entry.objects.bulk_create(Entry(kind=page["kind"]) for page in pages)
    made = list(zip(entries, pages, strict=True))
    submissions = [_submission(log, entry, page, cast) for entry, page in made]
    decisions = [
        decision for submission in submissions for decision in _decisions(log, submission, cast)
    ]
    versions = [
        _version(log, submission, page, cast)
        for submission, page in zip(submissions, pages, strict=True)
    ]
    log.write()
    RequiredRole.objects.bulk_create(row for s in submissions for row in _required(s))
    Contributor.objects.bulk_create(
        Contributor(submission=s, user=cast.author) for s in submissions
    )
    Submission.objects.bulk_create(submissions)
    Decision.objects.bulk_create(decisions)
    Version.objects.bulk_create(versions)
    _go_live(versions, pages)
    _derive(versions)


def _submission(log: Log, entry: Entry, page: dict, cast: Cast) -> Submission:
    text, digest = documents.frozen(page)
    data = {"digest": digest, "ruleset": rules.RULESET}
    event = log.add("submission.made", by=cast.author, entry=entry, data=data)
    return Submission(
        event=event,
        entry=entry,
        title=page["title"],
        document=text,
        digest=digest,
        ruleset=rules.RULESET,
        checks=0,
        warnings=canonical.dump({"warnings": []}),
        submitted_by=cast.author,
        submitted_at=event.at,
    )


def _required(submission: Submission) -> Iterator[RequiredRole]:
    for slot, allowed in sorted(kinds.get(submission.entry.kind).required.items()):
        for role in sorted(allowed):
            yield RequiredRole(submission=submission, slot=slot, role=role)


def _decisions(log: Log, submission: Submission, cast: Cast) -> Iterator[Decision]:
    for slot, allowed in sorted(kinds.get(submission.entry.kind).required.items()):
        role = min(allowed)
        data = {"submission": submission.event_id, "digest": submission.digest}
        by = cast.reviewers[role]
        event = log.add(
            "decision.made",
            by=by,
            entry=submission.entry,
            data=data | {"verdict": "approve", "role": role},
        )
        yield Decision(
            event=event,
            submission=submission,
            reviewer=by,
            slot=slot,
            role=role,
            verdict="approve",
            digest=submission.digest,
            acknowledged=canonical.dump({"warnings": []}),
            decided_at=event.at,
        )


def _version(log: Log, submission: Submission, page: dict, cast: Cast) -> Version:
    data = {
        "op": "upsert",
        "type": page["kind"],
        "slug": page["slug"],
        "language": page["language"],
        "version": 1,
        "digest": submission.digest,
        "reason": page["change"]["note"],
    }
    event = log.add(
        "page.published", by=cast.author, entry=submission.entry, data=data, public=True
    )
    return Version(
        entry=submission.entry,
        number=1,
        submission=submission,
        document=submission.document,
        digest=submission.digest,
        colophon=canonical.dump(_colophon(submission, event.at)),
        published_at=event.at,
        event=event,
    )


def _colophon(submission: Submission, at: datetime.datetime) -> dict:
    approvals = [
        {"name": "A Reviewer", "credential": "", "role": min(roles), "on": at.date().isoformat()}
        for roles in kinds.get(submission.entry.kind).required.values()
    ]
    return {
        "approved_by": approvals,
        "ruleset": submission.ruleset,
        "checks_passed": submission.checks,
        "warnings": [],
    }


def _go_live(versions: list[Version], pages: list[dict]) -> None:
    entries = []
    for version, page in zip(versions, pages, strict=True):
        version.entry.slug, version.entry.live_version = page["slug"], version
        entries.append(version.entry)
    Slug.objects.bulk_create(
        Slug(kind=e.kind, language=e.language, slug=e.slug, entry=e) for e in entries
    )
    Entry.objects.bulk_update(entries, ["slug", "live_version"], batch_size=50)
    closed = [version.submission_id for version in versions]
    Submission.objects.filter(pk__in=closed).update(outcome=Submission.Outcome.PUBLISHED)


def _derive(versions: list[Version]) -> None:
    found: dict[str, list] = {}
    searched = []
    for version in versions:
        rows, projection = projections.of(version, advisories=frozenset())
        searched.append((version.entry_id, projection))
        for label, values in rows.items():
            model = apps.get_model(label)
            owner = "from_entry" if label == "reviews.Link" else "entry"
            found.setdefault(label, []).extend(
                model(**{owner: version.entry}, **value) for value in values
            )
    for label, rows in found.items():
        apps.get_model(label).objects.bulk_create(rows)
    search.write_new(searched)
