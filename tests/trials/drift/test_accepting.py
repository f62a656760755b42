"""An editor takes over exactly the record that was read, on the draft that was seen."""

import pytest

from reviews import actions
from reviews.errors import NotYourRole
from tests.factories import approve, save, submitted
from tests.trials.drift.states import FINISHED, complete, drifting, keep, live, touched
from trials.drift.accepting import accept_record, differences_of
from trials.drift.errors import DraftMoved, NothingNewer, OtherTrial, RecordMoved
from trials.drift.finding import newer_for
from trials.models import Trial, TrialFacets


def accept(draft, record, by, **more):
    return accept_record(trial=draft, record=record, digest=record.digest, by=by, **more)


def test_an_import_leaves_the_draft_with_the_record_it_had(cast):
    draft, newer = drifting(cast)
    assert Trial.objects.get().record != newer
    assert newer_for(draft) == newer


def test_an_accepted_record_is_what_the_draft_shows(cast):
    draft, newer = drifting(cast)
    accept(draft, newer, cast.ben)
    draft = Trial.objects.get()
    assert (draft.record, newer_for(draft)) == (newer, None)
    assert draft.row_version == 2


def test_the_journal_says_who_accepted_it_and_why(cast):
    draft, newer = drifting(cast)
    accept(draft, newer, cast.ben, reason="Read both.")
    row = Trial.history.latest("history_id")
    assert (row.history_user, row.history_change_reason) == (cast.ben, "Read both.")
    assert row.record_id == newer.pk


def test_the_change_is_proposed_in_words(cast):
    draft, newer = drifting(cast)
    accept(draft, newer, cast.ben)
    draft = Trial.objects.get()
    assert draft.change_note == "Recruitment: recruiting → finished"
    assert draft.change_kind == "material"


def test_what_does_not_matter_is_a_minor_change(cast):
    draft, newer = touched(cast)
    accept(draft, newer, cast.ben)
    draft = Trial.objects.get()
    assert draft.change_kind == "minor"
    assert "only its dates" in draft.change_note


def test_a_note_of_ones_own_is_kept(cast):
    draft, newer = drifting(cast)
    accept(draft, newer, cast.ben, note="It has ended.")
    assert Trial.objects.get().change_note == "It has ended."


def test_the_note_of_other_edits_stays_before_the_proposed_one(cast):
    draft, newer = drifting(cast)
    draft.summary, draft.change_note, draft.change_kind = "Shorter.", "Clearer summary.", "minor"
    accept(save(draft, cast.ada), newer, cast.ben)
    draft = Trial.objects.get()
    assert draft.change_note == "Clearer summary.; Recruitment: recruiting → finished"
    assert draft.change_kind == "material"


def test_a_page_that_was_never_public_keeps_its_first_note(cast):
    keep()
    draft = complete(1, cast.ada)
    accept(draft, keep(posted="2024-07-01", statusModule=FINISHED), cast.ada)
    assert (Trial.objects.get().change_note, Trial.objects.get().change_kind) == (
        "First version.",
        "first",
    )


def test_the_accepted_record_goes_the_usual_road(cast):
    draft, newer = drifting(cast)
    accept(draft, newer, cast.ben)
    approve(submitted(Trial.objects.get(), cast.ben), cast.carla)
    assert TrialFacets.objects.get().status == "COMPLETED"


def test_a_still_newer_record_is_not_accepted_unread(cast):
    draft, newer = drifting(cast)
    newest = keep(posted="2024-08-01", statusModule={"overallStatus": "TERMINATED"})
    with pytest.raises(RecordMoved):
        accept(draft, newer, cast.ben)
    assert Trial.objects.get().record != newer
    accept(draft, newest, cast.ben)


def test_another_digest_than_the_records_is_refused(cast):
    draft, newer = drifting(cast)
    with pytest.raises(RecordMoved):
        accept_record(trial=draft, record=newer, digest=draft.record.digest, by=cast.ben)


def test_a_draft_that_was_saved_meanwhile_is_refused(cast):
    draft, newer = drifting(cast)
    other = Trial.objects.get()
    other.row_version += 1
    save(other, cast.ada)
    with pytest.raises(DraftMoved):
        accept(draft, newer, cast.ben)


def test_accepting_twice_is_refused(cast):
    draft, newer = drifting(cast)
    accept(draft, newer, cast.ben)
    with pytest.raises(NothingNewer):
        accept(Trial.objects.get(), newer, cast.ben)


def test_the_record_of_another_trial_is_refused(cast):
    draft, _newer = drifting(cast)
    with pytest.raises(OtherTrial):
        accept(draft, keep(2), cast.ben)


@pytest.mark.parametrize("who", ["carla", "ed", "pia", "olu"])
def test_accepting_needs_the_authors_role(cast, who):
    draft, newer = drifting(cast)
    with pytest.raises(NotYourRole):
        accept(draft, newer, getattr(cast, who))
    assert Trial.objects.get().record != newer


def test_who_accepts_has_contributed_and_cannot_approve(cast):
    draft, newer = drifting(cast)
    accept(draft, newer, cast.ben)
    submission = submitted(Trial.objects.get(), cast.ada)
    assert submission.contributors.filter(user=cast.ben).exists()


def test_a_trial_with_stated_facts_can_take_its_first_record(cast):
    from tests.factories import trial_draft

    draft = trial_draft(cast.ada, nct="NCT80000001")
    first = keep()
    assert newer_for(draft) == first
    assert {one.field for one in differences_of(draft, first)} >= {"official_title", "phases"}
    accept(draft, first, cast.ada)
    assert actions.examine(draft=Trial.objects.get()).document["registry"]["held"]


def test_a_live_page_without_a_newer_record_does_not_drift(cast):
    assert newer_for(live(cast)) is None
