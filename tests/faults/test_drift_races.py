"""A record arrives while one is being accepted; a page is removed while a batch is decided."""

import pytest

from reviews import actions
from reviews.models import Batch, Decision, Entry
from tests.faults.racing import racing
from tests.reviews.alike import alike, digests
from tests.trials.drift.states import drifting, keep, touched
from trials.drift import finding
from trials.drift.accepting import accept_record
from trials.drift.batches import Seen, accept_batch
from trials.models import RegistryRecord, Trial

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning"),
]
STOPPED = {"overallStatus": "TERMINATED"}


def _accepting(draft, record, by):
    def work():
        accept_record(trial=draft, record=record, digest=record.digest, by=by)
        return "accepted"

    return work


def _arriving():
    keep(posted="2024-09-01", statusModule=STOPPED)
    return "kept"


def test_a_record_that_arrives_while_one_is_accepted_waits_and_is_seen(cast):
    draft, newer = drifting(cast)
    with racing() as race:
        first = race.start(
            _accepting(draft, newer, cast.ben), stops_at="trials.drift.accepting.take_over"
        )
        first.until_stopped()
        second = race.start(_arriving)
        second.until_waiting()
        first.go()
        assert (first.answer(), second.answer()) == ("accepted", "kept")
    assert Trial.objects.get().record == newer
    assert finding.compared().get().newest_id == RegistryRecord.objects.latest("pk").pk


def test_a_record_that_arrives_first_is_not_accepted_unread(cast):
    draft, newer = drifting(cast)
    with racing() as race:
        first = race.start(_arriving, stops_at="trials.registry.store.compare_drafts")
        first.until_stopped()
        second = race.start(_accepting(draft, newer, cast.ben))
        second.until_waiting()
        first.go()
        assert (first.answer(), second.answer()) == ("kept", "RecordMoved")
    assert Trial.objects.get().record == draft.record


def test_two_editors_accept_one_group_and_each_draft_takes_it_once(cast):
    drafts = [touched(cast, number)[0] for number in (1, 2)]
    seen = [Seen(row.pk, row.row_version, finding.newest_of(row).digest) for row in drafts]
    key = finding.groups(finding.Wanted(), most=1)[0]["key"]

    def accepting(by):
        return lambda: [
            (len(step.accepted), len(step.left_out))
            for step in accept_batch(key=key, seen=seen, by=by)
        ]

    with racing() as race:
        answers = race.together(accepting(cast.ada), accepting(cast.ben))
    assert sorted(answers) == [[(0, 2)], [(2, 0)]]
    assert set(Trial.objects.values_list("row_version", flat=True)) == {2}


def test_a_batch_is_decided_once_however_often_it_is_sent(cast):
    batch = _read_batch(cast, 1, 2)
    with racing() as race:
        answers = race.together(_deciding(batch, cast.carla), _deciding(batch, cast.carla))
    assert "done" in answers and set(answers) <= {"done", "AlreadyDecided"}
    assert Decision.objects.filter(batch_item__batch=batch).count() == 2


def test_one_reviewer_who_opens_twice_at_once_draws_once(cast):
    rows = alike(cast, 1, 2)

    def opening():
        actions.open_batch(submissions=rows, by=cast.carla)
        return "opened"

    with racing() as race:
        assert sorted(race.together(opening, opening)) == ["NothingLeft", "opened"]
    assert Batch.objects.count() == 1


def test_a_removal_between_two_parts_of_a_batch_takes_the_page_down(cast, monkeypatch):
    monkeypatch.setattr("reviews.actions.batches.AT_ONCE", 1)
    batch = _read_batch(cast, 1, 2)
    last = Entry.objects.get(submissions=batch.items.latest("pk").submission)

    def removing():
        actions.remove(entry=last, by=cast.pia, reason="Wrong.", what_now="Ask your team.")
        return "removed"

    with racing() as race:
        first = race.start(
            _deciding(batch, cast.carla), stops_at="reviews.actions.batches._step", passes=1
        )
        first.until_stopped()
        assert race.start(removing).answer() == "removed"
        assert first.go().answer() == "done"
    last.refresh_from_db()
    assert last.live_version is None
    assert Decision.objects.filter(batch_item__batch=batch).count() == 1


def _read_batch(cast, *numbers):
    batch, _left_out = actions.open_batch(submissions=alike(cast, *numbers), by=cast.carla)
    for item in batch.items.filter(in_sample=True):
        actions.mark_opened(
            batch=batch, submission=item.submission, digest=item.digest, by=cast.carla
        )
    return batch


def _deciding(batch, by):
    shown = digests(batch)

    def work():
        list(actions.decide_batch(batch=batch, by=by, verdict="approve", digests=shown))
        return "done"

    return work
