"""Records are kept once, open drafts for editors, and change no approved word."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from reviews import advisories, canonical
from reviews.models import Entry, Event, User
from tests import factories
from tests.trials.registry.builders import a_study
from trials.models import RegistryRecord, Trial, TrialFacets
from trials.registry import store
from trials.registry.kept import without_contacts
from trials.registry.parse import parse_study

pytestmark = pytest.mark.django_db

RETRIEVED = datetime.datetime(2024, 6, 2, tzinfo=datetime.UTC)
STOPPED = {"overallStatus": "TERMINATED", "lastUpdatePostDateStruct": {"date": "2099-06-01"}}


def keep(record=None, by=None):
    payload = without_contacts(record or a_study())
    return store.store_study(
        parse_study(payload),
        payload,
        retrieved_at=RETRIEVED,
        by=by or User.objects.get(username="registry-import"),
    )


def processed(day, record=None):
    record = record or a_study()
    record["derivedSection"]["miscInfoModule"]["versionHolder"] = day
    return record


def test_a_first_record_opens_a_draft(cast):
    assert keep(by=cast.ada).kind == "new"
    draft = Trial.objects.get()
    assert (draft.slug, draft.title) == ("NCT01234567", "Lithium lozenges in ALS")
    assert draft.record.processed_at == datetime.date(2024, 6, 1)
    assert draft.entry.live_version is None


def test_the_journal_says_who_opened_the_draft_and_why(cast):
    keep(by=cast.ada)
    row = Trial.history.get()
    assert row.history_user == cast.ada
    assert "import" in row.history_change_reason


def test_a_kept_record_has_an_event_of_its_own():
    keep()
    event = RegistryRecord.objects.get().event
    assert event.kind == "registry.record_kept"
    assert event.edition is None
    assert event.entry == Entry.objects.get()


def test_the_digest_is_that_of_the_kept_text():
    keep()
    record = RegistryRecord.objects.get()
    assert record.digest == canonical.digest(record.payload)
    assert "Canary" not in record.payload


def test_the_same_record_again_changes_nothing():
    keep()
    before = Event.objects.count()
    assert keep().kind == "unchanged"
    assert keep(processed("2025-01-01")).kind == "unchanged"
    assert (RegistryRecord.objects.count(), Event.objects.count()) == (1, before)


def test_a_newer_record_is_kept_and_the_draft_stays():
    keep()
    draft = Trial.objects.get()
    outcome = keep(a_study(statusModule=STOPPED))
    assert outcome.kind == "changed"
    assert {change.field for change in outcome.changes} >= {"status", "last_update_posted"}
    assert Trial.objects.get().record == draft.record
    assert Trial.history.count() == 1


def test_an_older_record_is_not_kept():
    keep()
    older = a_study(statusModule={"lastUpdatePostDateStruct": {"date": "2020-01-01"}})
    assert keep(older).kind == "older"
    assert RegistryRecord.objects.count() == 1


def test_a_trial_that_editors_began_gets_no_second_draft(cast):
    draft = factories.trial_draft(cast.ada, nct="NCT01234567")
    assert keep().kind == "new"
    assert Trial.objects.get() == draft
    assert Trial.objects.get().record is None


def test_a_closed_trial_puts_a_notice_on_its_live_page_at_once(cast):
    entry = factories.published_trial(cast, nct="NCT01234567", status="RECRUITING")
    outcome = keep(processed("2099-06-02", a_study(statusModule=STOPPED)))
    assert outcome.warned
    (advisory,) = entry.advisories.all()
    assert advisory.kind == advisories.REGISTRY_CHANGED
    assert canonical.load(advisory.detail)["after"] == "TERMINATED"
    assert TrialFacets.objects.get().recruitment != "open"


def test_an_import_changes_no_approved_word(cast):
    entry = factories.published_trial(cast, nct="NCT01234567")
    before = (entry.live_version.pk, entry.live_version.document, Trial.objects.get().row_version)
    keep(processed("2099-06-02", a_study(statusModule=STOPPED)))
    live = Entry.objects.get().live_version
    assert (live.pk, live.document, Trial.objects.get().row_version) == before


def test_a_trial_that_opens_waits_for_a_decision(cast):
    entry = factories.published_trial(cast, nct="NCT01234567", status="SUSPENDED")
    assert not keep(processed("2099-06-02")).warned
    assert not entry.advisories.exists()
    assert TrialFacets.objects.get().recruitment != "open"


def test_a_record_from_before_the_page_raises_no_notice(cast):
    factories.published_trial(cast, nct="NCT01234567", status="RECRUITING")
    old = a_study(statusModule={"overallStatus": "TERMINATED"})
    assert not keep(processed("2001-01-01", old)).warned


def test_a_notice_that_a_reviewer_cleared_is_not_raised_again(cast):
    from reviews import actions

    entry = factories.published_trial(cast, nct="NCT01234567", status="RECRUITING")
    closed = processed("2099-06-02", a_study(statusModule=STOPPED))
    keep(closed)
    actions.clear_advisory(advisory=entry.advisories.get(), by=cast.pia)
    assert keep(closed).warned is False


def test_a_kept_record_cannot_be_changed_or_deleted():
    keep()
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistryRecord.objects.update(payload="{}")
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistryRecord.objects.all().delete()


def test_a_record_that_cannot_be_kept_leaves_nothing_behind(monkeypatch):
    monkeypatch.setattr(store, "_open_draft", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        keep()
    assert not RegistryRecord.objects.exists()
    assert not Entry.objects.exists()
    assert not Event.objects.exists()


def test_two_states_of_one_date_that_take_turns_stop_no_import():
    one, other = a_study(), a_study()
    other["protocolSection"]["identificationModule"]["briefTitle"] = "Lithium lozenges, again"
    kinds = [keep(record).kind for record in (one, other, one, other)]
    assert kinds == ["new", "changed", "older", "unchanged"]
    assert RegistryRecord.objects.count() == 2
