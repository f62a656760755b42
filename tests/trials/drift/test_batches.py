"""Records that changed their trials alike are accepted together, each as it was shown."""

import pytest

from reviews.errors import NotYourRole
from reviews.models import Submission
from tests.factories import person, save, source, submitted
from tests.trials.drift.states import FINISHED, complete, drifting, keep, live, nct, touched
from trials.drift import batches, finding
from trials.drift.batches import Seen, accept_batch
from trials.drift.errors import NothingChosen, TooMany
from trials.models import Trial


@pytest.fixture
def alike(cast):
    """Three live trials whose record was touched and nothing more."""
    return [touched(cast, number)[0] for number in (1, 2, 3)]


def seen(*drafts):
    return [Seen(row.pk, row.row_version, finding.newest_of(row).digest) for row in drafts]


def key():
    (group,) = finding.groups(finding.Wanted(), most=5)
    return group["key"]


def accept(rows, by, of=None, **more):
    return list(accept_batch(key=of or key(), seen=rows, by=by, **more))


def reasons(step):
    return {trial.slug: type(refusal).__name__ for trial, refusal in step.left_out + step.refused}


def test_a_group_is_accepted_at_once(cast, alike):
    (step,) = accept(seen(*alike), cast.ben, reason="Dates only.")
    assert len(step.accepted) == 3 and not step.left_out
    assert not finding.drifting().exists()
    assert Trial.history.filter(history_change_reason="Dates only.").count() == 3


def test_each_is_submitted_by_itself(cast, alike):
    (step,) = accept(seen(*alike), cast.ben, submit=True, note="Dates only.")
    assert len({row.digest for row in step.submitted}) == 3
    assert Submission.objects.open().count() == 3


def test_what_the_rules_refuse_stays_a_draft(cast, alike):
    row = source()
    row.retraction = "retracted"
    row.save()
    (step,) = accept(seen(*alike), cast.ben, submit=True)
    assert not step.accepted  # the retraction is more than the registry changed
    assert set(reasons(step).values()) == {"OtherEdits"}


def test_refused_submissions_are_named_with_their_findings(cast, alike, monkeypatch):
    from reviews import rules

    wrong = rules.Finding("R99", rules.BLOCK, "/title", "The title is odd.", "Choose another.")
    monkeypatch.setattr("reviews.rules.run", lambda document, context: [wrong])
    (step,) = accept(seen(*alike), cast.ben, submit=True)
    assert [refusal.findings for _trial, refusal in step.refused] == [[wrong]] * 3
    assert not Submission.objects.open().exists()
    assert not finding.drifting().exists()  # they are accepted, and stay drafts


def test_drafts_with_other_edits_or_a_submission_are_left_out(cast, alike):
    one, two, three = alike
    one.summary = "Edited since."
    save(one, cast.ada)
    two.title = "Another title for it"
    submitted(save(two, cast.ada), cast.ada)
    (step,) = accept(seen(*alike), cast.ben)
    assert reasons(step) == {nct(1): "OtherEdits", nct(2): "StillWaiting"}
    assert [trial.pk for trial in step.accepted] == [three.pk]


def test_a_record_that_moved_on_is_left_out(cast, alike):
    shown, group = seen(*alike), key()
    keep(2, posted="2024-09-01", statusModule=FINISHED)
    (step,) = accept(shown, cast.ben, of=group)
    assert reasons(step) == {nct(2): "RecordMoved"}
    assert len(step.accepted) == 2


def test_a_draft_that_was_saved_meanwhile_is_left_out(cast, alike):
    shown = seen(*alike)
    alike[0].row_version += 1
    save(alike[0], cast.ada)
    (step,) = accept(shown, cast.ben)
    assert reasons(step) == {nct(1): "DraftMoved"}


def test_a_trial_of_another_group_is_left_out(cast, alike):
    group = key()
    other, _newer = drifting(cast, 4)
    (step,) = accept(seen(other, alike[0]), cast.ben, of=group)
    assert reasons(step) == {nct(4): "NotAlike"}


def test_a_draft_nobody_worked_on_is_accepted_but_not_submitted(cast):
    keep()
    keep(posted="2024-07-01")
    (step,) = accept(seen(Trial.objects.get()), cast.ben, submit=True)
    assert len(step.accepted) == 1
    assert set(reasons(step).values()) == {"NothingPublic"}


def test_a_draft_somebody_works_on_is_left_out(cast):
    keep()
    draft = complete(1, cast.ada)
    keep(posted="2024-07-01")
    (step,) = accept(seen(draft), cast.ben)
    assert set(reasons(step).values()) == {"OtherEdits"}


def test_201_are_too_many_and_none_is_too_few(cast):
    rows = [Seen(number, 1, "sha256:0") for number in range(201)]
    with pytest.raises(TooMany):
        accept_batch(key="x", seen=rows, by=cast.ben)
    with pytest.raises(NothingChosen):
        accept_batch(key="x", seen=[], by=cast.ben)


def test_trials_that_are_not_there_are_passed_over(cast, alike):
    (step,) = accept([Seen(10**6, 1, "sha256:0"), *seen(alike[0])], cast.ben)
    assert len(step.accepted) == 1


def test_each_part_is_a_transaction_of_its_own(cast, alike, monkeypatch):
    parts = accept_batch(key=key(), seen=seen(*alike), by=cast.ben, at_once=2)
    assert len(next(parts).accepted) == 2
    monkeypatch.setattr(batches, "_take", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        next(parts)
    assert finding.drifting().count() == 1


def test_a_batch_needs_the_authors_role_to_its_end(cast, alike):
    with pytest.raises(NotYourRole):
        accept_batch(key=key(), seen=seen(*alike), by=cast.carla)
    dora = person("dora", "author")
    parts = accept_batch(key=key(), seen=seen(*alike), by=dora, at_once=1)
    next(parts)
    dora.groups.clear()
    with pytest.raises(NotYourRole):
        next(parts)


def test_a_trial_that_does_not_drift_is_left_out(cast, alike):
    draft = live(cast, 5)
    (step,) = accept(seen(draft), cast.ben)
    assert reasons(step) == {nct(5): "NothingNewer"}
