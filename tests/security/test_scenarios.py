"""Hostile scenarios that belong to no single part, by their number."""

import dataclasses
import datetime
import importlib

import pytest
import time_machine
from django.apps import apps as live_apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import ProtectedError
from django.utils import timezone

from reviews import actions, errors, kinds, roles
from reviews.models import Entry, Source, Submission, Version
from tests.factories import (
    approve,
    delete,
    published,
    published_therapy,
    save,
    source,
    submitted,
    therapy_draft,
)


def test_2_get_or_create_with_a_live_version_is_refused(cast):
    version = published_therapy(cast).live_version
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.get_or_create(kind="trial", language="en", live_version=version)


def test_4_a_fixture_cannot_bring_a_published_page(cast, tmp_path):
    published_therapy(cast)
    fixture = tmp_path / "page.json"
    call_command("dumpdata", "reviews.version", output=str(fixture))
    text = fixture.read_text().replace('"number": 1', '"number": 2')
    fixture.write_text(text.replace('"pk": ', '"pk": 9'))
    with pytest.raises(DatabaseError), transaction.atomic():
        call_command("loaddata", str(fixture))
    assert Version.objects.count() == 1


def test_9_an_old_version_comes_back_only_through_review(cast):
    draft = therapy_draft(cast.ada, title="First title")
    published(draft, author=cast.ada, reviewer=cast.carla)
    draft.title = "Second title"
    save(draft, cast.ada)
    published(draft, author=cast.ada, reviewer=cast.carla)
    draft.title = "First title"  # what a revert is here: an ordinary edit of the draft
    save(draft, cast.ada)
    draft.entry.refresh_from_db()
    assert draft.entry.live_version.number == 2
    assert draft.entry.listing.title == "Second title"


def test_12_a_data_migration_meets_the_same_gate(cast):
    entry = published_therapy(cast)
    graph = MigrationExecutor(connection).loader
    old_apps = graph.project_state(graph.graph.leaf_nodes("reviews")).apps
    versions = old_apps.get_model("reviews", "Version").objects
    with pytest.raises(DatabaseError), transaction.atomic():
        versions.filter(entry_id=entry.pk).update(document="{}")
    with pytest.raises(DatabaseError), transaction.atomic():
        old_apps.get_model("reviews", "Entry").objects.update(live_version=None)


def test_12_laying_the_foundations_again_changes_nothing(db):
    lay = importlib.import_module("reviews.migrations.0003_foundations").lay
    before = list(live_apps.get_model("reviews", "Notice").objects.values())
    lay(live_apps, type("Editor", (), {"connection": connection}))
    assert list(live_apps.get_model("reviews", "Notice").objects.values()) == before


def test_29_a_weaker_quorum_does_not_help_a_waiting_page(cast, monkeypatch):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    _require(monkeypatch, {"clinical": roles.REVIEWERS})
    with pytest.raises(errors.NotYourRole):
        approve(submission, cast.ed)


def test_29_a_stricter_quorum_does_not_hold_a_waiting_page_back(cast, monkeypatch):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    two = {"clinical": {roles.CLINICAL_REVIEWER}, "editorial": {roles.EDITORIAL_REVIEWER}}
    _require(monkeypatch, two)
    approve(submission, cast.carla)
    assert Version.objects.get().submission_id == submission.pk


def test_two_slots_need_two_people(cast, monkeypatch):
    two = {"clinical": {roles.CLINICAL_REVIEWER}, "editorial": {roles.EDITORIAL_REVIEWER}}
    _require(monkeypatch, two)
    cast.carla.groups.add(cast.ed.groups.get())
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    approve(submission, cast.carla)
    assert not Version.objects.exists()
    with pytest.raises(errors.AlreadyDecided):
        approve(submission, cast.carla)
    approve(submission, cast.ed)
    assert Version.objects.get().submission_id == submission.pk


def test_27_cancelling_ends_a_submission(cast):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    actions.cancel_submission(submission=submission, by=cast.ada)
    with pytest.raises(errors.AlreadyDecided):
        approve(submission, cast.carla)
    with pytest.raises(errors.AlreadyDecided):
        actions.cancel_submission(submission=submission, by=cast.ada)


def test_33_reordering_rows_after_approval_changes_no_public_word(cast):
    draft = therapy_draft(cast.ada)
    submission = _approved_for_tomorrow(draft, cast)
    harm = draft.harms.get()
    delete(harm, cast.ada)
    save(type(harm)(therapy=draft, statement="Other [@example2020].", source=source()), cast.ada)
    assert _published(submission).document == submission.document


def test_34_an_added_name_after_approval_changes_no_public_word(cast):
    draft = therapy_draft(cast.ada)
    submission = _approved_for_tomorrow(draft, cast)
    save(draft.names.model(therapy=draft, name="Wondrol", kind="brand"), cast.ada)
    assert "Wondrol" not in _published(submission).document


def test_36_a_cited_source_cannot_be_deleted(cast):
    entry = published_therapy(cast)
    with pytest.raises(ProtectedError):
        Source.objects.get(key="example2020").delete()
    assert "example2020" in entry.live_version.document


def test_36_a_deleted_draft_row_leaves_the_page_as_it_is(cast):
    draft = therapy_draft(cast.ada)
    version = published(draft, author=cast.ada, reviewer=cast.carla)
    for rows in (draft.outcomes, draft.harms, draft.regulatory_events, draft.blocks):
        for row in rows.all():
            delete(row, cast.ada)
    Source.objects.get(key="example2020").delete()
    version.refresh_from_db()
    assert version.document == Submission.objects.get().document


def test_70_the_order_of_versions_does_not_follow_the_clock(cast):
    draft = therapy_draft(cast.ada)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1)):
        first = published(draft, author=cast.ada, reviewer=cast.carla)
    draft.summary = "Published after the clock was set right."
    save(draft, cast.ada)
    second = published(draft, author=cast.ada, reviewer=cast.carla)
    assert second.published_at < first.published_at
    assert second.number == 2 and draft.entry.live_version == second


def _require(monkeypatch, slots):
    kind = kinds.get("therapy")
    required = {slot: frozenset(allowed) for slot, allowed in slots.items()}
    monkeypatch.setitem(kinds._kinds, "therapy", _with(kind, required=required))


def _with(kind, **changes):
    return dataclasses.replace(kind, **changes)


def _approved_for_tomorrow(draft, cast):
    when = timezone.now() + datetime.timedelta(days=1)
    submission = submitted(draft, cast.ada, publish_at=when)
    approve(submission, cast.carla)
    return submission


def _published(submission):
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        list(actions.publish_due())
    return Version.objects.get(submission=submission)
