"""What changed in a record is told in words; noise is not told at all."""

from tests.trials.registry.builders import a_study
from trials.registry.changes import LABELS, changes, more_cautious
from trials.registry.parse import parse_study
from trials.registry.study import FACTS


def facts(**modules) -> dict:
    return parse_study(a_study(**modules)).facts()


def only_change(**modules):
    (found,) = changes(facts(), facts(**modules))
    return found


def test_equal_facts_have_no_changes():
    assert changes(facts(), facts()) == []


def test_processing_again_and_another_order_are_no_change():
    other = a_study(conditionsModule={"keywords": ["lithium", "lozenge"]})
    other["derivedSection"]["miscInfoModule"]["versionHolder"] = "2025-01-01"
    assert changes(facts(), parse_study(other).facts()) == []


def test_a_changed_status_is_material():
    found = only_change(statusModule={"overallStatus": "TERMINATED"})
    assert (found.field, found.before, found.after) == ("status", "RECRUITING", "TERMINATED")
    assert found.material


def test_a_new_verification_date_is_not_material():
    assert not only_change(statusModule={"statusVerifiedDate": "2024-06"}).material


def test_of_sites_only_those_that_came_are_named():
    old = a_study()["protocolSection"]["contactsLocationsModule"]["locations"]
    new = [{"facility": "Another Hospital", "city": "Lille", "country": "France"}]
    found = only_change(contactsLocationsModule={"locations": old + new})
    assert (found.before, found.after) == ("nothing", "Another Hospital, Lille, France")


def test_a_reworded_criterion_is_shown_both_ways():
    found = only_change(eligibilityModule={"minimumAge": "21 Years"})
    assert (found.label, found.before, found.after) == ("minimum age", "18 Years", "21 Years")


def test_phases_that_vanish_are_a_change():
    found = only_change(designModule={"phases": None})
    assert (found.before, found.after) == ("PHASE2, PHASE3", "not stated")


def test_long_texts_are_cut():
    found = only_change(eligibilityModule={"eligibilityCriteria": "x" * 5000})
    assert len(found.after) == 300


def test_every_fact_is_compared():
    assert {label.partition(".")[0] for label in LABELS} == set(FACTS)


def test_closing_is_more_cautious_and_opening_is_not():
    recruiting, stopped = {"status": "RECRUITING"}, {"status": "SUSPENDED"}
    assert more_cautious(recruiting, stopped)
    assert not more_cautious(stopped, recruiting)
    assert not more_cautious(recruiting, {"status": "NOT_YET_RECRUITING"})
    assert more_cautious({"status": "AVAILABLE"}, {"status": ""})
