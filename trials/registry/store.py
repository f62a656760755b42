"""Keeping registry records. The only place that writes them, one transaction a record.

A record is kept once by digest and never changed. The first record of a trial opens a draft for the
editors. A later one touches neither draft nor page; it waits for an editor to accept it. Only when
the registry closed a trial that a live page shows as open, that page gets a notice at once, since a
notice only ever makes a page more cautious.
"""

import dataclasses
import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from reviews import actions, advisories, canonical, documents, events, roles
from reviews.models import Entry, User
from trials.drift.comparing import compare_drafts
from trials.models import RegistryRecord, Trial

from .changes import Change, changes, more_cautious
from .kept import kept_text
from .parse import parse_study
from .study import Study

REGISTRY = "ClinicalTrials.gov"
EVENT = "registry.record_kept"

NEW = "new"
CHANGED = "changed"
UNCHANGED = "unchanged"
OLDER = "older"
KEPT = (NEW, CHANGED)


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one record."""

    kind: str  # new, changed, unchanged or older (than the one held; nothing is kept of it)
    nct_id: str
    title: str
    changes: tuple[Change, ...] = ()
    warned: bool = False  # a notice went up on the live page


@dataclasses.dataclass(frozen=True, slots=True)
class Held:
    """The newest record held of a trial, as far as judging another one needs it."""

    digest: str
    payload: str
    processed_at: str

    def study(self) -> Study:
        study = parse_study(canonical.load(self.payload))
        return dataclasses.replace(study, processed_at=self.processed_at)


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """What is known here of a trial: one statement, since an import asks it of every record."""

    digest: str | None  # of the newest record held
    has_draft: bool
    is_live: bool

    SQL = """
        SELECT (SELECT digest FROM trials_registryrecord
                 WHERE registry = %s AND registry_id = %s ORDER BY id DESC LIMIT 1),
               EXISTS (SELECT 1 FROM trials_trial WHERE slug = %s),
               EXISTS (SELECT 1 FROM trials_trialfacets WHERE registry_id = %s)
    """

    @classmethod
    def of(cls, nct_id: str) -> "Known":
        with connection.cursor() as cursor:
            cursor.execute(cls.SQL, [REGISTRY, nct_id, nct_id, nct_id])
            digest, has_draft, is_live = cursor.fetchone()
        return cls(digest, bool(has_draft), bool(is_live))


def held(nct_id: str) -> Held | None:
    """Return the newest record held of a trial; None when none is."""
    row = (
        RegistryRecord.objects.filter(registry=REGISTRY, registry_id=nct_id)
        .order_by("-pk")
        .values_list("digest", "payload", "processed_at")
        .first()
    )
    return row and Held(row[0], row[1], row[2].isoformat() if row[2] else "")


def judge(study: Study, *, digest: str, before: Held | None) -> Outcome:
    """Say what a record is beside the one held. Writes nothing."""
    if before is None:
        return Outcome(NEW, study.nct_id, study.title)
    if digest == before.digest:
        return Outcome(UNCHANGED, study.nct_id, study.title)
    old = before.study()
    if study.age < old.age:
        return Outcome(OLDER, study.nct_id, study.title)
    found = tuple(changes(old.facts(), study.facts()))
    return Outcome(CHANGED, study.nct_id, study.title, found)


def store_study(
    study: Study, payload: dict, *, retrieved_at: datetime.datetime, by: User, run=None
) -> Outcome:
    """Keep a record and say what is new in it; idempotent.

    `payload` comes from `kept.without_contacts`, `study` from parsing it; `by` is who imports and
    stands in the journal; `run` is the ImportRun.
    Raises RecordRefused for a record too large to keep.
    """
    text = kept_text(payload)
    digest = canonical.digest(text)
    known = Known.of(study.nct_id)
    if known.digest == digest:
        return _warned(Outcome(UNCHANGED, study.nct_id, study.title), study, known)
    with transaction.atomic():
        place = events.reserve()
        known = Known.of(study.nct_id)  # from here on nobody else keeps records
        before = held(study.nct_id) if known.digest else None
        outcome = judge(study, digest=digest, before=before)
        if outcome.kind not in KEPT:
            return outcome
        if before and _held_before(study.nct_id, digest):
            # Two states of one date, met in turn: the one held later stands.
            return _warned(Outcome(OLDER, study.nct_id, study.title), study, known)
        entry = None
        if not (known.digest or known.has_draft or known.is_live):
            entry = actions.open_entry(kind="trial")
        record = _record(study, text, digest, at=retrieved_at, run=run)
        _keep(record, study, entry=entry, by=by, place=place)
        if before:
            compare_drafts(record)
        return _warned(outcome, study, known)


def _held_before(nct_id: str, digest: str) -> bool:
    rows = RegistryRecord.objects.filter(registry=REGISTRY, registry_id=nct_id, digest=digest)
    return rows.exists()


def _record(study: Study, text: str, digest: str, *, at, run) -> RegistryRecord:
    return RegistryRecord(
        registry=REGISTRY,
        registry_id=study.nct_id,
        title=study.title[:500],
        digest=digest,
        payload=text,
        processed_at=study.processed_at or None,
        last_update_posted=study.last_update_posted,
        retrieved_at=at,
        run=run,
    )


def _keep(record: RegistryRecord, study: Study, *, entry: Entry | None, by: User, place) -> None:
    data = {
        "registry": REGISTRY,
        "id": study.nct_id,
        "digest": record.digest,
        "processed_at": study.processed_at,
    }
    record.event = events.record(EVENT, by=by, entry=entry, place=place, data=data)
    record.save(force_insert=True)
    if entry:
        _open_draft(study, record, entry=entry, by=by)


def _open_draft(study: Study, record: RegistryRecord, *, entry: Entry, by: User) -> None:
    draft = Trial(entry=entry, title=study.title[:300], slug=study.nct_id, record=record)
    draft._history_user = by
    draft._change_reason = _("Opened by the registry import.")
    draft.save(force_insert=True)


def _warned(outcome: Outcome, study: Study, known: Known) -> Outcome:
    """Warn on every live page of the trial that is less cautious than the registry now is."""
    if not known.is_live:
        return outcome
    live = Entry.objects.filter(
        trial_facets__registry_id=study.nct_id, live_version__isnull=False
    ).select_related("live_version")
    warned = [entry for entry in live if _warn(entry, study)]
    return dataclasses.replace(outcome, warned=True) if warned else outcome


def _warn(entry: Entry, study: Study) -> bool:
    document = documents.read(entry.live_version.document)
    facts, registry = document["facts"], document["registry"]
    if not more_cautious(facts, {"status": study.status}):
        return False
    if study.processed_at and study.processed_at < (registry["as_of"] or ""):
        return False
    if _warned_already(entry):
        return False
    actions.raise_advisory(
        entry=entry,
        by=User.objects.get(username=roles.IMPORTER),
        kind=advisories.REGISTRY_CHANGED,
        detail={
            "registry_id": study.nct_id,
            "before": facts["status"],
            "after": study.status,
            "processed_at": study.processed_at,
        },
    )
    return True


def _warned_already(entry: Entry) -> bool:
    """True when this version was warned of before: a reviewer who cleared that has decided."""
    return entry.advisories.filter(
        kind=advisories.REGISTRY_CHANGED, raised_at__gte=entry.live_version.published_at
    ).exists()
