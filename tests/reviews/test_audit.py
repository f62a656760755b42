"""I1, I3, I4, I7 over the whole database: the audit finds what went round the gate."""

from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from reviews import actions, gate
from reviews.audit import run
from reviews.models import Head, Listing, PersonalPart
from tests.factories import published_therapy, published_trial, therapy_draft
from trials.models import TrialFacets


@pytest.fixture
def site(cast):
    """A therapy, a trial and a removed page, all by the ordinary road."""
    gone = published_therapy(cast)
    actions.remove(entry=gone, by=cast.pia, reason="Wrong.", what_now="Ask.")
    actions.raise_advisory(entry=published_trial(cast), by=cast.ed, kind="registry_changed")
    return published_therapy(cast)


def breaches():
    return {breach.invariant for section in run() for breach in section.breaches}


def tamper(sql, *params):
    """What somebody who owns the database can do: take the gate away, and write."""
    gate.drop()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
    gate.install()


def test_an_honest_database_passes(site):
    assert breaches() == set()


def test_the_command_prints_counts_and_ends_well(site):
    out = StringIO()
    call_command("audit", stdout=out)
    assert "3 versions" in out.getvalue() and "All invariants hold" in out.getvalue()


def test_the_command_fails_with_a_list(site):
    tamper("UPDATE reviews_listing SET title = 'Miracle cure'")
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("audit", stdout=out)
    assert error.value.returncode == 1
    assert "reviews.Listing" in out.getvalue()


@pytest.mark.parametrize(
    "sql, invariant",
    [
        ("UPDATE reviews_event SET body = replace(body, 'made', 'mads') WHERE seq = 1", "I4"),
        ("UPDATE reviews_event SET hash = 'x' WHERE seq = 2", "I4"),
        ("UPDATE reviews_event SET kind = 'page.published' WHERE seq = 1", "I4"),
        ("UPDATE reviews_event SET edition = 99 WHERE edition = 1", "I4"),
        ('UPDATE reviews_personalpart SET text = \'{"name":"x","user":1}\'', "I4"),
        ("UPDATE reviews_head SET edition = 0", "I4"),
        ("UPDATE reviews_version SET document = replace(document, 'made-up', 'proven')", "I1"),
        ("UPDATE reviews_submission SET document = replace(document, 'placebo', 'care')", "I1"),
        ("UPDATE reviews_version SET digest = 'sha256:0'", "I1"),
        ("UPDATE reviews_decision SET digest = 'sha256:0'", "I1"),
        ("UPDATE reviews_decision SET verdict = 'reject'", "I1"),
        ("UPDATE reviews_decision SET role = 'author'", "I1"),
        ("UPDATE reviews_entry SET live_version_id = NULL", "I1"),
        ("UPDATE reviews_listing SET summary = 'Buy now'", "I1"),
        ("UPDATE reviews_searchdocument SET body = 'Buy now'", "I1"),
        ("UPDATE trials_trialfacets SET recruitment = 'open'", "I1"),
        ("UPDATE therapies_therapystatus SET status = 'refused'", "I1"),
        ("DELETE FROM reviews_link", None),
        ("UPDATE therapies_therapy SET title = 'Changed by SQL'", "journal"),
    ],
)
def test_what_was_changed_behind_the_gate_is_found(site, sql, invariant):
    tamper(sql)
    assert (breaches() == set()) if invariant is None else (invariant in breaches())


def test_a_missing_trigger_is_found(site):
    gate.drop()
    assert "gate" in breaches()
    gate.install()


def test_a_listing_of_a_page_that_is_not_live_is_found(site, cast):
    draft = therapy_draft(cast.ada)
    stray = Listing.objects.get(entry=site)
    stray.pk, stray.slug = draft.entry_id, "stray"
    tamper("DELETE FROM reviews_listing")
    stray.save(force_insert=True)
    assert "I1" in breaches()


def test_a_cut_tail_of_the_log_is_found(site):
    Head.objects.update(seq=Head.objects.get().seq + 1)
    assert "I4" in breaches()


def test_70_a_frozen_clock_breaks_nothing(cast):
    with time_machine.travel(timezone.now(), tick=False):
        published_therapy(cast)
        published_trial(cast)
    assert breaches() == set()


def test_a_person_is_erased_and_the_chain_still_holds(site, cast):
    actions.erase_person(person=cast.carla, by=cast.olu)
    assert not PersonalPart.objects.filter(user=cast.carla).exists()
    assert "Carla" not in str(list(PersonalPart.objects.values_list("text", flat=True)))
    assert breaches() == set()


def test_rebuilding_the_listings_changes_nothing(site):
    before = list(TrialFacets.objects.values())
    call_command("rebuild_listings", stdout=StringIO())
    assert list(TrialFacets.objects.values()) == before
    assert breaches() == set()


def test_rebuilding_mends_a_tampered_listing(site):
    tamper("UPDATE reviews_listing SET title = 'Miracle cure'")
    call_command("rebuild_listings", stdout=StringIO())
    assert breaches() == set()
