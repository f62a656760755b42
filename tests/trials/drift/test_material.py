"""One table says which changes matter to readers."""

import pytest

from tests.trials.registry.builders import a_study
from trials.drift.differences import between, key_of
from trials.registry.changes import LABELS
from trials.registry.material import is_material
from trials.registry.parse import parse_study

HOSPITAL = {"facility": "Example Hospital", "city": "Lyon", "country": "France"}
OPEN, CLOSED = {"status": "RECRUITING"}, {"status": "COMPLETED"}
OTHER = {"facility": "Other Hospital", "city": "Lille", "country": "France", **OPEN}
ACTIVE = {"label": "Active", "type": "EXPERIMENTAL"}

MATTERS = {
    "turned more cautious": {"statusModule": {"overallStatus": "SUSPENDED"}},
    "turned less cautious": {"statusModule": {"overallStatus": "ENROLLING_BY_INVITATION"}},
    "why it stopped": {"statusModule": {"whyStopped": "Too slow"}},
    "another phase": {"designModule": {"phases": ["PHASE3"]}},
    "an arm more": {"armsInterventionsModule": {"armGroups": [ACTIVE, {"label": "B"}]}},
    "another treatment": {
        "armsInterventionsModule": {"interventions": [{"type": "DRUG", "name": "Sugar"}]}
    },
    "another primary outcome": {
        "outcomesModule": {"primaryOutcomes": [{"measure": "Survival", "timeFrame": "1 year"}]}
    },
    "another criterion": {"eligibilityModule": {"eligibilityCriteria": "* Age \\> 21"}},
    "another age": {"eligibilityModule": {"minimumAge": "21 Years"}},
    "another sex": {"eligibilityModule": {"sex": "FEMALE"}},
    "enrolment is actual": {"designModule": {"enrollmentInfo": {"count": 120, "type": "ACTUAL"}}},
    "a fifth fewer people": {
        "designModule": {"enrollmentInfo": {"count": 96, "type": "ESTIMATED"}}
    },
    "results posted": {
        "statusModule": {"resultsFirstPostDateStruct": {"date": "2026-01-01", "type": "ACTUAL"}}
    },
    "it has ended": {
        "statusModule": {"completionDateStruct": {"date": "2026-06", "type": "ACTUAL"}}
    },
    "another start": {"statusModule": {"startDateStruct": {"date": "2023-03", "type": "ACTUAL"}}},
    "a site closed": {"contactsLocationsModule": {"locations": [{**HOSPITAL, **CLOSED}]}},
    "a site went": {"contactsLocationsModule": {"locations": [OTHER]}},
    "a paper with its results": {
        "referencesModule": {"references": [{"pmid": "9", "type": "RESULT", "citation": "New."}]}
    },
    "another sponsor": {"sponsorCollaboratorsModule": {"leadSponsor": {"name": "Other"}}},
}
DOES_NOT = {
    "last update": {"statusModule": {"lastUpdatePostDateStruct": {"date": "2025-01-01"}}},
    "verified": {"statusModule": {"statusVerifiedDate": "2025-01"}},
    "more sites": {"contactsLocationsModule": {"locations": [{**HOSPITAL, **OPEN}, OTHER]}},
    "a place on the map": {
        "contactsLocationsModule": {
            "locations": [{**HOSPITAL, **OPEN, "geoPoint": {"lat": "45.7", "lon": "4.8"}}]
        }
    },
    "a few people more": {"designModule": {"enrollmentInfo": {"count": 130, "type": "ESTIMATED"}}},
    "the estimated end": {
        "statusModule": {"completionDateStruct": {"date": "2026-09", "type": "ESTIMATED"}}
    },
    "a secondary outcome": {"outcomesModule": {"secondaryOutcomes": [{"measure": "Weight"}]}},
    "keywords": {"conditionsModule": {"keywords": ["lozenge"]}},
    "the sponsor's number": {"identificationModule": {"orgStudyIdInfo": {"id": "LIT-8"}}},
    "background reading": {
        "referencesModule": {
            "references": [
                {"pmid": "1234", "type": "BACKGROUND", "citation": "Someone. 2020."},
                {"pmid": "5", "type": "DERIVED", "citation": "Somebody. 2024."},
            ]
        }
    },
}


def facts(**modules):
    return parse_study(a_study(**modules)).facts()


@pytest.mark.parametrize("what", MATTERS)
def test_it_matters(what):
    found = between(facts(), facts(**MATTERS[what]))
    assert found and any(one.material for one in found)


@pytest.mark.parametrize("what", DOES_NOT)
def test_it_does_not_matter(what):
    found = between(facts(), facts(**DOES_NOT[what]))
    assert found and not any(one.material for one in found)


def test_a_field_that_the_table_does_not_know_matters():
    assert is_material("a new field of the registry", 1, 2)


def test_every_fact_has_an_answer_for_nothing_at_all():
    for field in LABELS:
        for old, new in ((None, None), ([], None), (None, [])):
            assert is_material(field, old, new) in (True, False)


def test_records_that_changed_alike_have_one_key():
    stopped = {"statusModule": {"overallStatus": "SUSPENDED"}}
    one = key_of(facts(), facts(**stopped))
    other = parse_study(a_study("NCT09999999", **stopped)).facts()
    assert one == key_of(parse_study(a_study("NCT09999999")).facts(), other)
    assert one != key_of(facts(), facts(statusModule={"overallStatus": "COMPLETED"}))


def test_dates_of_the_registrys_own_do_not_tell_two_changes_apart():
    later = facts(**DOES_NOT["last update"])
    assert key_of(facts(), later) == key_of(facts(), facts(**DOES_NOT["verified"]))
    assert key_of(facts(), later) != key_of(facts(), later, note="another")


def test_combined_differences_are_a_key_of_their_own():
    both = facts(statusModule={"overallStatus": "SUSPENDED", "whyStopped": "Too slow"})
    keys = {key_of(facts(), facts(**MATTERS[what])) for what in MATTERS}
    assert len(keys) == len(MATTERS)
    assert key_of(facts(), both) not in keys
