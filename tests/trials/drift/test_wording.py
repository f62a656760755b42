"""What changed, in words people know, with the registry's own beside them."""

import pytest

from tests.trials.drift.test_material import DOES_NOT, MATTERS, facts
from trials.drift import notes, wording
from trials.drift.differences import Difference, between


def only(**modules):
    (found,) = between(facts(), facts(**modules))
    return found


def test_a_status_is_said_as_readers_see_it_with_the_raw_word_beside():
    found = only(statusModule={"overallStatus": "ACTIVE_NOT_RECRUITING"})
    assert wording.both(found) == ("Recruiting", "Under way, closed to new people")
    assert wording.raw(found) == ("RECRUITING", "ACTIVE_NOT_RECRUITING")
    assert wording.short(found) == "Recruitment: recruiting → under way, closed to new people"


def test_a_status_that_nobody_knows_stands_as_it_is():
    assert wording.value("status", "PAUSED_BY_WEATHER") == "PAUSED_BY_WEATHER"


def test_of_places_those_that_came_and_went_are_counted_and_named():
    found = only(**MATTERS["a site went"])
    assert wording.short(found) == "Places: 1 added, 1 removed"
    assert wording.both(found)[0] == "Example Hospital, Lyon, France (Recruiting)"
    assert "+ Other Hospital, Lille, France" in wording.full(found)
    assert "− Example Hospital" in wording.full(found)


def test_a_change_of_numbers_alone_is_told_in_the_registrys_words():
    found = only(**DOES_NOT["a place on the map"])
    assert "45.7" in wording.full(found)


def test_long_texts_are_marked_word_by_word_and_short_in_a_note():
    text = "* Age \\> 18\n* SVC \\<60 % " + "and so on " * 20
    found = only(eligibilityModule={"eligibilityCriteria": text})
    assert ("added", "60") in wording.runs(found)
    assert wording.short(found) == "Eligibility criteria: changed"


def test_people_phases_and_dates_read_as_on_the_page():
    assert wording.value("enrolment", {"count": 120, "type": "ACTUAL"}) == "120 people took part"
    assert wording.value("phases", ["PHASE2", "PHASE3"]) == "Phase 2 and 3"
    assert wording.value("completion", {"date": "2026-06", "type": "ESTIMATED"}) == (
        "June 2026 (planned)"
    )
    assert wording.value("start", {"date": "", "type": ""}) == "not stated"


@pytest.mark.parametrize("raw", ["", "soon", "2024-13", "2024-02-31", "9" * 30, "-", None])
def test_a_date_that_is_none_stands_as_it_is(raw):
    assert wording.day(raw) == (raw or "")


def test_hidden_characters_are_written_out():
    assert wording.both(Difference("acronym", "A", "A\u200b", True)) == ("A", "A⟦U+200B⟧")


@pytest.mark.parametrize("what", [*MATTERS, *DOES_NOT])
def test_every_difference_has_words(what):
    for one in between(facts(), facts(**{**MATTERS, **DOES_NOT}[what])):
        assert wording.short(one) and wording.full(one) and wording.label(one.field)
        assert wording.both(one)[0] != "" != wording.both(one)[1]


def test_a_note_says_what_matters_first_and_how_much_it_leaves_out():
    modules = {
        "statusModule": {"overallStatus": "TERMINATED", "whyStopped": "x" * 90},
        "identificationModule": {"acronym": "y" * 90, "orgStudyIdInfo": {"id": "z" * 90}},
        "designModule": {"phases": ["PHASE1"]},
    }
    note = notes.note(between(facts(), facts(**modules)))
    assert len(note) <= notes.LENGTH
    assert note.endswith("more") and "zzz" not in note
    assert "Recruitment: recruiting → stopped early" in note


def test_a_note_speaks_the_language_of_the_page():
    found = [only(statusModule={"overallStatus": "COMPLETED"})]
    assert notes.note(found, language="en") == "Recruitment: recruiting → finished"
