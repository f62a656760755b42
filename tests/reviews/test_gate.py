"""Scenarios 1-5, 14, 26, 42, 69 and 70: what the database refuses, whoever asks and however."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from reviews import events, gate
from reviews.models import (
    Contributor,
    Decision,
    Entry,
    Event,
    Head,
    Notice,
    PersonalPart,
    Removal,
    RequiredRole,
    Slug,
    Submission,
    Version,
)
from tests.factories import (
    approve,
    published,
    published_therapy,
    save,
    submitted,
    therapy_draft,
)

LONG_AGO = datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture
def refused():
    """Every statement in the block must be refused by the database."""

    class Refused:
        def __enter__(self):
            self.atomic = transaction.atomic()
            self.atomic.__enter__()

        def __exit__(self, kind, error, trace):
            self.atomic.__exit__(kind, error, trace)
            assert kind and issubclass(kind, DatabaseError), "the database let it through"
            return True

    return Refused


def sql(text, *params):
    with connection.cursor() as cursor:
        cursor.execute(text, params)


def test_the_gate_is_installed_whole(db):
    assert gate.missing() == []


def test_1_an_update_cannot_point_to_a_version_of_another_page(cast, refused):
    one, two = published_therapy(cast), published_therapy(cast)
    with refused():
        Entry.objects.filter(pk=one.pk).update(live_version=two.live_version)


def test_1_an_update_cannot_roll_back_to_an_older_version(cast, refused):
    draft = therapy_draft(cast.ada)
    first = published(draft, author=cast.ada, reviewer=cast.carla)
    draft.summary = "Second."
    save(draft, cast.ada)
    published(draft, author=cast.ada, reviewer=cast.carla)
    with refused():
        Entry.objects.filter(pk=draft.entry_id).update(live_version=first)
    with refused():
        sql("UPDATE reviews_entry SET live_version_id = %s WHERE id = %s", first.pk, draft.entry_id)


def test_1_a_page_cannot_be_taken_down_without_a_removal(cast, refused):
    entry = published_therapy(cast)
    with refused():
        Entry.objects.filter(pk=entry.pk).update(live_version=None)


def test_2_no_bulk_write_makes_a_version(cast, refused):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    event = _event(cast.ada)
    with refused():
        Version.objects.bulk_create([_version(submission, event)])
    with refused():
        Version.objects.update_or_create(
            entry=submission.entry, number=1, defaults=_version_fields(submission, event)
        )


def test_3_raw_sql_cannot_publish_what_nobody_approved(cast, refused):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    event = _event(cast.ada)
    with refused():
        _raw_version(submission, event)


def test_3_raw_sql_cannot_publish_other_words_than_the_approved(cast, refused):
    submission = _approved_for_later(cast)
    with refused():
        _raw_version(submission, _event(cast.ada), document=submission.document + " ")


def test_3_raw_sql_can_do_what_the_gate_allows(cast):
    """The control: the same statement passes once everything is in order."""
    submission = _approved_for_later(cast)
    _raw_version(submission, _event(cast.ada))
    assert Version.objects.get().digest == submission.digest


def test_3_raw_sql_cannot_skip_a_number(cast, refused):
    submission = _approved_for_later(cast)
    with refused():
        _raw_version(submission, _event(cast.ada), number=2)


def test_4_a_forged_approval_by_the_author_is_refused(cast, refused):
    cast.ada.groups.add(cast.carla.groups.get())
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    with refused():
        _raw_decision(submission, cast.ada, _event(cast.ada))


def test_4_a_forged_approval_outside_the_role_is_refused(cast, refused):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    with refused():
        _raw_decision(submission, cast.ben, _event(cast.ben))
    with refused():
        _raw_decision(submission, cast.ed, _event(cast.ed), role="editorial_reviewer")


def test_4_a_decision_by_somebody_inactive_is_refused(cast, refused):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    type(cast.carla).objects.filter(pk=cast.carla.pk).update(is_active=False)
    with refused():
        _raw_decision(submission, cast.carla, _event(cast.carla))


def test_14_a_superuser_cannot_decide_by_sql_either(cast, refused):
    type(cast.olu).objects.filter(pk=cast.olu.pk).update(is_superuser=True)
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    with refused():
        _raw_decision(submission, cast.olu, _event(cast.olu))


def test_24_a_decision_needs_the_digest_of_its_submission(cast, refused):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    with refused():
        _raw_decision(submission, cast.carla, _event(cast.carla), digest="sha256:" + "0" * 64)


def test_26_a_version_cannot_take_another_entrys_submission(cast, refused):
    submission = _approved_for_later(cast)
    other = published_therapy(cast)
    with refused():
        _raw_version(submission, _event(cast.ada), entry_id=other.pk, number=2)


def test_29_required_roles_and_contributors_are_frozen(cast, refused):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    with refused():
        RequiredRole.objects.create(submission=submission, slot="clinical", role="author")
    with refused():
        Contributor.objects.create(submission=submission, user=cast.ben)
    with refused():
        Contributor.objects.filter(submission=submission).delete()
    with refused():
        RequiredRole.objects.filter(submission=submission).update(role="author")


def test_a_second_open_submission_is_refused(cast, refused):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    event = _event(cast.ada)
    with refused():
        sql(
            "INSERT INTO reviews_requiredrole (submission_id, slot, role) VALUES (%s, 'x', 'y')",
            event.pk,
        )
        sql(
            "INSERT INTO reviews_contributor (submission_id, user_id) VALUES (%s, %s)",
            event.pk,
            cast.ada.pk,
        )
        submission.pk = submission.event_id = event.pk
        submission.save(force_insert=True)


def test_a_closed_submission_is_not_opened_again(cast, refused):
    published_therapy(cast)
    with refused():
        Submission.objects.update(outcome="")


def test_a_submission_without_a_version_is_not_called_published(cast, refused):
    submitted(therapy_draft(cast.ada), cast.ada)
    with refused():
        Submission.objects.update(outcome="published")


@pytest.mark.parametrize(
    "model, field, value",
    [
        (Version, "document", "{}"),
        (Version, "colophon", "{}"),
        (Version, "published_at", LONG_AGO),
        (Submission, "document", "{}"),
        (Submission, "warnings", "[]"),
        (Submission, "publish_at", LONG_AGO),
        (Decision, "verdict", "reject"),
        (Decision, "comment", "Other words."),
        (Event, "body", "{}"),
        (Event, "kind", "other"),
        (Slug, "slug", "other"),
        (Notice, "text", "Trust us."),
        (PersonalPart, "text", "{}"),
        (RequiredRole, "role", "author"),
        (Entry, "kind", "trial"),
        (Entry, "slug", "elsewhere"),
    ],
    ids=lambda value: getattr(value, "__name__", None) or str(value)[:20],
)
def test_42_what_is_frozen_is_not_rewritten(cast, refused, model, field, value):
    published_therapy(cast)
    with refused():
        model.objects.update(**{field: value})


def test_5_saving_over_a_frozen_row_is_refused(cast, refused):
    entry = published_therapy(cast)
    version = entry.live_version
    version.document = "{}"
    with refused():
        version.save()
    with refused():
        version.save_base(raw=True)
    with refused():
        version.save(update_fields=["document"])


@pytest.mark.parametrize("model", [Version, Decision, Event, Slug, Notice, Submission, Head])
def test_69_rows_of_the_record_are_not_deleted(cast, refused, model):
    published_therapy(cast)
    with refused():
        model.objects.all()._raw_delete("default")


def test_69_a_removal_is_not_rewritten(cast, refused):
    from reviews import actions

    entry = published_therapy(cast)
    actions.remove(entry=entry, by=cast.pia, reason="Wrong.", what_now="Ask.")
    with refused():
        Removal.objects.update(reason="Nothing happened.")


def test_69_a_removed_version_does_not_come_back(cast, refused):
    from reviews import actions

    entry = published_therapy(cast)
    version = entry.live_version
    actions.remove(entry=entry, by=cast.pia, reason="Wrong.", what_now="Ask.")
    with refused():
        Entry.objects.filter(pk=entry.pk).update(live_version=version)


def test_69_the_journal_is_not_rewritten(cast, refused):
    draft = therapy_draft(cast.ada)
    with refused():
        draft.history.update(title="Another title")
    with refused():
        draft.history.all().delete()
    with refused():
        draft.history.update(history_user=cast.carla)


def test_69_replacing_a_row_is_refused(cast, refused):
    version = published_therapy(cast).live_version
    if connection.vendor == "postgresql":
        replace = (
            "INSERT INTO reviews_version SELECT * FROM reviews_version WHERE id = %s "
            "ON CONFLICT (id) DO UPDATE SET document = '{}'"
        )
    else:
        replace = "INSERT OR REPLACE INTO reviews_version SELECT * FROM reviews_version WHERE id=%s"
    with refused():
        sql(replace, version.pk)


@pytest.mark.parametrize("table", ["reviews_version", "reviews_event", "reviews_decision"])
def test_69_tables_of_the_record_are_not_truncated(cast, refused, table):
    published_therapy(cast)
    with refused():
        if connection.vendor == "postgresql":
            sql(f"TRUNCATE {table} CASCADE")
        else:  # SQLite empties a table by deleting
            sql(f"DELETE FROM {table}")  # noqa: S608


def test_70_an_event_out_of_turn_is_refused(cast, refused):
    last = _event(cast.ada)
    with refused():
        sql(
            "INSERT INTO reviews_event (seq, kind, at, body, previous, hash) "
            "VALUES (%s, 'x', %s, '{}', %s, 'h')",
            last.pk + 2,
            timezone.now(),
            last.hash,
        )
    with refused():
        sql(
            "INSERT INTO reviews_event (seq, kind, at, body, previous, hash) "
            "VALUES (%s, 'x', %s, '{}', %s, 'h')",
            last.pk + 1,
            timezone.now(),
            "0" * 64,
        )


def test_70_an_error_in_the_log_takes_the_change_back(cast, monkeypatch):
    submission = submitted(therapy_draft(cast.ada), cast.ada)

    def broken(*args, **kwargs):
        raise IntegrityError("the log is full")

    monkeypatch.setattr(events, "record", broken)
    with pytest.raises(IntegrityError):
        approve(submission, cast.carla)
    assert not Decision.objects.exists() and not Version.objects.exists()


def test_decisions_and_versions_each_have_an_event_of_their_own(cast, refused):
    submission = _approved_for_later(cast)
    used = Decision.objects.get().event
    _raw_version(submission, used)
    with refused():
        sql("UPDATE reviews_version SET event_id = NULL")


def test_the_gate_survives_a_migration(db):
    gate.drop()
    assert gate.missing()
    gate.after_migrate(using="default")
    assert gate.missing() == []


def _event(by):
    return events.record("test.event", by=by)


def _approved_for_later(cast):
    later = timezone.now() + datetime.timedelta(days=3)
    submission = submitted(therapy_draft(cast.ada), cast.ada, publish_at=later)
    approve(submission, cast.carla)
    return submission


def _version_fields(submission, event, **changed):
    return {
        "submission": submission,
        "document": submission.document,
        "digest": submission.digest,
        "colophon": "{}",
        "published_at": timezone.now(),
        "event": event,
        **changed,
    }


def _version(submission, event):
    return Version(entry=submission.entry, number=1, **_version_fields(submission, event))


def _raw_version(submission, event, *, document=None, number=1, entry_id=None):
    sql(
        "INSERT INTO reviews_version (entry_id, number, submission_id, document, digest, colophon, "
        "published_at, event_id) VALUES (%s, %s, %s, %s, %s, '{}', %s, %s)",
        entry_id or submission.entry_id,
        number,
        submission.pk,
        document or submission.document,
        submission.digest,
        timezone.now(),
        event.pk,
    )


def _raw_decision(submission, reviewer, event, *, role="clinical_reviewer", digest=None):
    sql(
        "INSERT INTO reviews_decision (event_id, submission_id, reviewer_id, slot, role, verdict, "
        "digest, comment, acknowledged, decided_at) "
        "VALUES (%s, %s, %s, 'clinical', %s, 'approve', %s, '', '{}', %s)",
        event.pk,
        submission.pk,
        reviewer.pk,
        role,
        digest or submission.digest,
        timezone.now(),
    )
