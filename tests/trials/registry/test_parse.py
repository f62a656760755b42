"""A registry record becomes a Study, or is refused with a place."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.trials.registry.builders import a_study
from trials.registry.parse import RecordRefused, Study, canonical_id, parse_study
from trials.registry.study import FACTS


def refusal(record) -> RecordRefused:
    with pytest.raises(RecordRefused) as caught:
        parse_study(record)
    return caught.value


def test_a_whole_record_is_read():
    study = parse_study(a_study())
    assert (study.nct_id, study.title) == ("NCT01234567", "Lithium lozenges in ALS")
    assert (study.processed_at, study.last_update_posted) == ("2024-06-01", "2024-05-20")
    assert study.enrolment.count == 120
    assert study.warnings == ()


def test_facts_hold_every_key_and_only_plain_values():
    facts = parse_study(a_study()).facts()
    assert tuple(facts) == FACTS
    assert json.loads(json.dumps(facts)) == facts
    assert facts["start"] == {"date": "2023-01-15", "type": "ACTUAL"}
    assert facts["interventions"][0]["arm_labels"] == ["Active"]


def test_facts_of_a_bare_record_have_the_same_keys():
    bare = {
        "protocolSection": {
            "identificationModule": {"nctId": "NCT00000001", "briefTitle": "Bare"},
            "statusModule": {"overallStatus": "UNKNOWN"},
        }
    }
    facts = parse_study(bare).facts()
    assert tuple(facts) == FACTS
    assert facts["phases"] is None
    assert facts["start"] == {"date": "", "type": ""}
    assert facts["enrolment"] == {"count": None, "type": ""}
    assert facts["has_expanded_access"] is None
    assert facts["has_results"] is False


def test_markup_and_coordinates_are_read_as_text():
    facts = parse_study(a_study()).facts()
    assert facts["eligibility"]["criteria_text"] == "* Age > 18\n* SVC <70 %"
    assert facts["sites"][0]["lat"] == "45.74846"
    assert facts["countries"] == ["France"]


@pytest.mark.parametrize(
    ("raw", "read"),
    [(None, None), ([], None), (["NA"], ["NA"]), (["PHASE2", "PHASE3"], ["PHASE2", "PHASE3"])],
)
def test_absent_phases_na_and_two_phases_are_three_things(raw, read):
    assert parse_study(a_study(designModule={"phases": raw})).facts()["phases"] == read


def test_a_results_section_counts_as_results():
    assert parse_study({**a_study(), "resultsSection": {"x": {}}}).has_results


def test_an_unknown_word_is_kept_and_noted():
    study = parse_study(a_study(statusModule={"overallStatus": "DREAMING"}))
    assert study.status == "DREAMING"
    assert study.warnings[0][0] == "/protocolSection/statusModule/overallStatus"


@pytest.mark.parametrize(
    "nct_id",
    [
        "",
        "NCT123",
        "NCT012345678",
        "NCT0123456\u0667",
        "NCT01234567\u200b",
        "ＮCT01234567",
        "12345678",
    ],
)
def test_what_is_no_id_is_refused(nct_id):
    assert refusal(a_study(nct_id)).place.endswith("/nctId")


def test_blanks_and_small_letters_in_an_id_are_mended():
    assert canonical_id("  nct01234567\n") == "NCT01234567"
    assert parse_study(a_study(" nct01234567 ")).nct_id == "NCT01234567"


def test_a_broken_alias_is_left_out_and_noted():
    study = parse_study(
        a_study(identificationModule={"nctIdAliases": ["NCT07654321", "javascript:"]})
    )
    assert study.nct_aliases == ("NCT07654321",)
    assert len(study.warnings) == 1


@pytest.mark.parametrize(
    "date", ["2024-02-30", "2024-13", "24-01-01", "soon", "0001-01-01", "2024-1-1"]
)
def test_a_date_that_is_in_no_calendar_is_refused(date):
    found = refusal(a_study(statusModule={"startDateStruct": {"date": date}}))
    assert found.place.endswith("/startDateStruct/date")


@pytest.mark.parametrize("date", ["2024", "2024-02", "2024-02-29"])
def test_dates_to_the_year_month_and_day_are_kept_as_written(date):
    record = a_study(statusModule={"startDateStruct": {"date": date}})
    assert parse_study(record).start.date == date


@pytest.mark.parametrize(
    ("module", "values"),
    [
        ("designModule", {"phases": "PHASE2"}),
        ("designModule", {"enrollmentInfo": {"count": "120"}}),
        ("designModule", {"enrollmentInfo": {"count": True}}),
        ("designModule", {"enrollmentInfo": {"count": -1}}),
        ("conditionsModule", {"conditions": [1]}),
        ("contactsLocationsModule", {"locations": {"city": "Lyon"}}),
        ("contactsLocationsModule", {"locations": [{"geoPoint": {"lat": [], "lon": 1}}]}),
        ("eligibilityModule", {"healthyVolunteers": "No"}),
        ("identificationModule", {"briefTitle": ["x"]}),
        ("identificationModule", {"briefTitle": " ", "officialTitle": None}),
        ("statusModule", {"overallStatus": None}),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused_with_its_place(module, values):
    assert refusal(a_study(**{module: values})).place.startswith(f"/protocolSection/{module}/")


def test_a_place_that_is_no_coordinate_is_left_out_and_noted():
    sites = [{"city": "Lyon", "geoPoint": {"lat": Decimal("145.7"), "lon": Decimal("4.8")}}]
    study = parse_study(a_study(contactsLocationsModule={"locations": sites}))
    assert (study.sites[0].lat, study.sites[0].lon) == ("", "")
    assert len(study.warnings) == 1


@pytest.mark.parametrize("record", [None, [], "x", 1, {}, {"protocolSection": []}])
def test_what_is_no_study_is_refused(record):
    assert refusal(record).mend


def test_a_newer_state_sorts_after_an_older_one():
    old = parse_study(a_study(statusModule={"lastUpdatePostDateStruct": {"date": "2024-05-01"}}))
    assert old.age < parse_study(a_study()).age


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=10,
)
modules = st.sampled_from(sorted(a_study()["protocolSection"]))


@given(values)
def test_any_value_is_a_study_or_refused(value):
    try:
        assert isinstance(parse_study(value), Study)
    except RecordRefused:
        pass


@given(modules, st.data())
def test_any_value_anywhere_in_a_study_is_read_or_refused(module, data):
    record = a_study()
    part = record["protocolSection"][module]
    part[data.draw(st.sampled_from(sorted(part)))] = data.draw(values)
    try:
        parse_study(record).facts()
    except RecordRefused as found:
        assert found.place.startswith("/protocolSection/")
