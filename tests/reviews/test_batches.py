"""Batches: what changed alike is decided together, after a tenth of it was read."""

import pytest
from django.db import DatabaseError, transaction

from reviews import actions, audit, batching
from reviews.actions import batches
from reviews.errors import (
    AlreadyDecided,
    CommentNeeded,
    MaterialChange,
    NotAlike,
    NothingLeft,
    NotYourBatch,
    NotYourRole,
    SampleUnread,
    StaleDocument,
    TooManyAtOnce,
)
from reviews.models import Batch, BatchItem, Decision, Event, Submission, SubmissionDrift, Version
from tests.factories import approve, published_therapy, save, submitted
from tests.reviews.alike import accepted, alike, digests, group, unlike
from tests.trials.drift.states import touched
from trials.models import Trial


def opened(rows, by):
    batch, _left_out = actions.open_batch(submissions=rows, by=by)
    return batch


def read(batch, by):
    for item in batch.items.filter(in_sample=True):
        actions.mark_opened(batch=batch, submission=item.submission, digest=item.digest, by=by)


def decided(batch, by, verdict="approve", **more):
    steps = actions.decide_batch(
        batch=batch, by=by, verdict=verdict, digests=digests(batch), **more
    )
    return list(steps)


def left_out(batch):
    return dict(batch.items.exclude(left_out="").values_list("submission_id", "left_out"))


# What may stand in a batch


def test_a_submission_of_nothing_but_dates_is_grouped(cast):
    (row,) = alike(cast, 1)
    assert "only its dates" in row.drift.words and not row.drift.material
    assert list(group()) == [row]


def test_a_material_change_is_told_but_stands_in_no_group(cast):
    row = unlike(cast, 1)
    assert row.drift.material
    assert not group().exists()
    with pytest.raises(MaterialChange):
        opened([row], cast.carla)


def test_an_edit_besides_keeps_a_submission_out(cast):
    draft, record = touched(cast)
    draft.summary = "Shorter."
    row = accepted(save(draft, cast.ada), record, cast.ada)
    assert not SubmissionDrift.objects.exists()
    with pytest.raises(NotAlike):
        opened([row], cast.carla)


def test_a_change_note_of_its_own_makes_another_group(cast):
    one, two = alike(cast, 1, 2)
    draft, record = touched(cast, 3)
    from trials.drift.accepting import accept_record

    accept_record(
        trial=draft, record=record, digest=record.digest, by=cast.ada, note="A cure at last."
    )
    three = submitted(Trial.objects.get(pk=draft.pk), cast.ada)
    assert one.drift.key == two.drift.key != three.drift.key
    with pytest.raises(NotAlike):
        opened([one, three], cast.carla)


def test_a_forged_group_does_not_pass_the_documents(cast):
    row = unlike(cast, 1)
    other = alike(cast, 2)[0]
    with pytest.raises(DatabaseError), transaction.atomic():
        SubmissionDrift.objects.filter(pk=row.pk).update(material=False, key=other.drift.key)
    row.drift.material = False
    with pytest.raises((NotAlike, MaterialChange)):
        opened([row, other], cast.carla)


def test_kinds_without_an_outside_record_have_no_groups(cast):
    published_therapy(cast)
    assert not SubmissionDrift.objects.exists()


def test_201_are_refused_and_none_is_refused(cast):
    with pytest.raises(TooManyAtOnce):
        opened([Submission()] * 201, cast.carla)
    with pytest.raises(NothingLeft):
        opened([], cast.carla)


@pytest.mark.parametrize("who", ["ada", "pia", "olu"])
def test_opening_needs_a_reviewers_role(cast, who):
    with pytest.raises(NotYourRole):
        opened(alike(cast, 1), getattr(cast, who))


def test_own_work_and_closed_ones_are_left_out_at_once(cast):
    from django.contrib.auth.models import Group

    cast.ben.groups.add(Group.objects.get(name="editorial_reviewer"))
    own, closed = alike(cast, 1, by=cast.ben)[0], alike(cast, 2)[0]
    good = alike(cast, 3)[0]
    actions.cancel_submission(submission=closed, by=cast.ada)
    batch, out = actions.open_batch(submissions=[own, closed, good], by=cast.ben)
    assert [item.submission for item in batch.items.all()] == [good]
    assert [type(why).__name__ for _row, why in out] == ["OwnWork", "AlreadyDecided"]


def test_a_new_warning_keeps_a_submission_out(cast, monkeypatch):
    from reviews import rules

    draft, record = touched(cast)
    odd = rules.Finding("R99", rules.WARN, "/title", "The title is odd.", "Choose another.")
    monkeypatch.setattr("reviews.rules.run", lambda document, context: [odd])
    row = accepted(draft, record, cast.ada)
    with pytest.raises(NothingLeft) as refused:
        opened([row], cast.carla)
    assert [type(why).__name__ for _row, why in refused.value.left_out] == ["NewWarnings"]


# The draw


def test_one_in_ten_is_drawn_and_at_least_one(cast):
    rows = alike(cast, *range(1, 12))
    batch = opened(rows[:3], cast.carla)
    assert batch.items.filter(in_sample=True).count() == 1
    assert opened(rows, cast.ed).items.filter(in_sample=True).count() == 2


def test_the_draw_stands_in_the_log(cast):
    from reviews import events

    batch = opened(alike(cast, 1, 2), cast.carla)
    (drawn,) = batch.items.filter(in_sample=True).values_list("submission_id", flat=True)
    assert events.data_of(batch.event)["drawn"] == [drawn]


def test_nobody_draws_again(cast, monkeypatch):
    rows = alike(cast, 1, 2)
    opened(rows, cast.carla)
    with pytest.raises(NothingLeft):
        opened(rows, cast.carla)
    assert Batch.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [{"in_sample": True}, {"in_sample": False}, {"digest": "sha256:x"}, {"batch": 1}],
)
def test_the_draw_cannot_be_rewritten(cast, change):
    batch = opened(alike(cast, 1, 2), cast.carla)
    for _attempt in change:
        rows = batch.items.filter(in_sample=not change.get("in_sample", False))
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)


def test_a_batch_without_a_sample_is_refused_by_the_database(cast):
    rows = alike(cast, 1)
    with pytest.raises(DatabaseError), transaction.atomic():
        batches._draw(*_undrawn(rows, cast.carla))


def _undrawn(rows, by):
    from reviews import events

    place = events.reserve()
    event = events.record("batch.opened", by=by, place=place, data={})
    item = BatchItem(batch_id=event.pk, submission=rows[0], digest=rows[0].digest, in_sample=False)
    item.save(force_insert=True)
    Batch(event=event, reviewer=by, key="x", words="x", opened_at=event.at).save(force_insert=True)
    raise AssertionError("the database let it through")


def test_nothing_joins_a_batch_later(cast):
    one, two = alike(cast, 1, 2)
    batch = opened([one], cast.carla)
    with pytest.raises(DatabaseError), transaction.atomic():
        BatchItem(batch=batch, submission=two, digest=two.digest, in_sample=True).save()


# Reading


def test_a_batch_waits_until_its_sample_is_read(cast):
    batch = opened(alike(cast, 1, 2), cast.carla)
    with pytest.raises(SampleUnread):
        decided(batch, cast.carla)
    assert not Decision.objects.filter(reviewer=cast.carla, batch_item__isnull=False).exists()
    read(batch, cast.carla)
    assert decided(batch, cast.carla)[-1].is_done


def test_reading_is_noted_for_the_bytes_that_were_shown(cast):
    batch = opened(alike(cast, 1), cast.carla)
    item = batch.items.get()
    with pytest.raises(StaleDocument):
        actions.mark_opened(
            batch=batch, submission=item.submission, digest="sha256:0", by=cast.carla
        )
    with pytest.raises(NotYourBatch):
        actions.mark_opened(batch=batch, submission=item.submission, digest=item.digest, by=cast.ed)
    read(batch, cast.carla)
    before = batch.items.get().opened_at
    read(batch, cast.carla)
    assert batch.items.get().opened_at == before
    assert Event.objects.filter(kind="batch.page_read").count() == 1


def test_the_database_keeps_what_was_read_and_waits_for_it(cast):
    batch = opened(alike(cast, 1, 2), cast.carla)
    item = batch.items.filter(in_sample=False).get()
    decision = approve(item.submission, cast.carla)
    with pytest.raises(DatabaseError), transaction.atomic():
        BatchItem.objects.filter(pk=item.pk).update(decision=decision)
    read(batch, cast.carla)
    with pytest.raises(DatabaseError), transaction.atomic():
        batch.items.filter(in_sample=True).update(opened_at=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        batch.items.all().delete()


# Deciding


def test_every_page_gets_a_decision_and_a_version_of_its_own(cast):
    rows = alike(cast, 1, 2, 3)
    batch = opened(rows, cast.carla)
    read(batch, cast.carla)
    decided(batch, cast.carla)
    assert Version.objects.filter(number=2).count() == 3
    given = Decision.objects.filter(batch_item__batch=batch)
    assert {row.digest for row in given} == {row.digest for row in rows}
    batch.refresh_from_db()
    assert batch.closed_event.kind == "batch.closed"


def test_all_can_be_sent_back_with_a_comment(cast):
    batch = opened(alike(cast, 1, 2), cast.carla)
    read(batch, cast.carla)
    with pytest.raises(CommentNeeded):
        decided(batch, cast.carla, "request_changes")
    decided(batch, cast.carla, "request_changes", comment="Say more.")
    assert Submission.objects.filter(outcome="changes_requested").count() == 2


def test_what_was_closed_or_replaced_meanwhile_is_left_out_and_named(cast):
    one, two, three = alike(cast, 1, 2, 3)
    batch = opened([one, two, three], cast.carla)
    read(batch, cast.carla)
    actions.cancel_submission(submission=one, by=cast.ada)
    newer = submitted(Trial.objects.get(entry=one.entry), cast.ada)
    approve(two, cast.ed)
    decided(batch, cast.carla)
    assert set(left_out(batch)) == {one.pk, two.pk}
    assert "decided already" in left_out(batch)[one.pk]
    newer.refresh_from_db()
    assert newer.is_open


def test_work_of_the_reviewers_own_is_left_out_at_the_decision_too(cast, monkeypatch):
    from django.contrib.auth.models import Group

    cast.ben.groups.add(Group.objects.get(name="editorial_reviewer"))
    own, other = alike(cast, 1, by=cast.ben)[0], alike(cast, 2)[0]
    with monkeypatch.context() as patch:
        patch.setattr(batches, "_refuse_item", lambda *args: None)
        batch = opened([own, other], cast.ben)
    read(batch, cast.ben)
    decided(batch, cast.ben)
    assert "You changed this page" in left_out(batch)[own.pk]
    assert Decision.objects.filter(batch_item__batch=batch).get().submission == other


def test_another_digest_than_that_on_the_page_is_refused_for_all(cast):
    batch = opened(alike(cast, 1, 2), cast.carla)
    read(batch, cast.carla)
    shown = digests(batch)
    for wrong in ({}, {**shown, min(shown): "sha256:0"}, {min(shown): shown[min(shown)]}):
        with pytest.raises(StaleDocument):
            actions.decide_batch(batch=batch, by=cast.carla, verdict="approve", digests=wrong)
    assert not Decision.objects.filter(batch_item__isnull=False).exists()


def test_only_its_reviewer_decides_and_only_once(cast):
    batch = opened(alike(cast, 1), cast.carla)
    read(batch, cast.carla)
    with pytest.raises(NotYourBatch):
        decided(batch, cast.ed)
    decided(batch, cast.carla)
    with pytest.raises(AlreadyDecided):
        decided(batch, cast.carla)


def test_a_role_that_is_lost_counts_at_once(cast):
    batch = opened(alike(cast, 1), cast.carla)
    read(batch, cast.carla)
    cast.carla.groups.clear()
    with pytest.raises(NotYourRole):
        decided(batch, cast.carla)


def test_a_transaction_holds_a_part_and_a_removal_goes_between(cast, monkeypatch):
    monkeypatch.setattr(batches, "AT_ONCE", 1)
    one, two, three = alike(cast, 1, 2, 3)
    batch = opened([one, two, three], cast.carla)
    read(batch, cast.carla)
    steps = actions.decide_batch(
        batch=batch, by=cast.carla, verdict="approve", digests=digests(batch)
    )
    assert next(steps).settled == 1
    actions.remove(entry=two.entry, by=cast.pia, reason="Wrong.", what_now="Ask your team.")
    assert [progress.settled for progress in steps] == [2, 3]
    assert "public page has changed" in left_out(batch)[two.pk]


def test_a_failure_takes_its_part_back_and_the_rest_can_follow(cast, monkeypatch):
    monkeypatch.setattr(batches, "AT_ONCE", 2)
    batch = opened(alike(cast, 1, 2, 3), cast.carla)
    read(batch, cast.carla)
    with monkeypatch.context() as patch:
        patch.setattr(batches, "_close", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            decided(batch, cast.carla)
    assert Decision.objects.filter(batch_item__batch=batch).count() == 2
    assert decided(batch, cast.carla)[-1].is_done


def test_reasons_for_warnings_of_the_live_page_are_carried_over(cast, monkeypatch):
    from reviews import rules

    odd = rules.Finding("R99", rules.WARN, "/title", "The title is odd.", "Choose another.")
    monkeypatch.setattr("reviews.rules.run", lambda document, context: [odd])
    (row,) = alike(cast, 1)
    assert batching.earlier_reasons(row) == {"R99 /title": "Looked at; stands."}
    batch = opened([row], cast.carla)
    read(batch, cast.carla)
    decided(batch, cast.carla)
    assert "Looked at; stands." in Version.objects.get(number=2).colophon


def test_the_audit_finds_nothing_amiss_after_a_batch(cast):
    batch = opened(alike(cast, 1, 2), cast.carla)
    read(batch, cast.carla)
    decided(batch, cast.carla)
    assert [breach for section in audit.run() for breach in section.breaches] == []


def test_no_verdict_but_the_two(cast):
    from reviews.errors import ActionRefused

    batch = opened(alike(cast, 1), cast.carla)
    read(batch, cast.carla)
    with pytest.raises(ActionRefused):
        decided(batch, cast.carla, "reject", comment="No.")
