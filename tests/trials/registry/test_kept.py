"""Contacts, results and the registry's derived terms are not kept; the study is."""

import json

import pytest

from reviews import canonical
from tests.trials.registry.builders import a_study
from trials.registry.changes import changes
from trials.registry.kept import kept_text, lightened, without_contacts
from trials.registry.parse import RecordRefused, parse_study


def text_of(record: dict) -> str:
    return kept_text(without_contacts(record))


def test_no_contact_is_kept():
    text = text_of(a_study())
    assert "Canary" not in text
    assert "555-0100" not in text
    assert "x.example" not in text


def test_a_section_of_a_strange_name_keeps_no_contact_either():
    record = a_study(
        contactsLocationsModule={"locations_nested": [{"contacts": [{"name": "Canary"}]}]}
    )
    assert "Canary" not in text_of(record)


def test_organisations_and_sites_are_kept():
    text = text_of(a_study())
    assert "Example Hospital" in text
    assert "Example University" in text


@pytest.mark.parametrize(
    "typed",
    [
        "Write to jo.doe@clinic.example for more",
        r"Write to jo.doe\@clinic.example",
        "Phone: +1 (555) 010-0199",
        "Tel. 555 010 0199",
        "telephone number 0049 555 0100",
    ],
)
def test_contacts_typed_into_a_text_are_taken_out(typed):
    text = text_of(a_study(descriptionModule={"briefSummary": typed}))
    assert "[…]" in text
    assert "doe" not in text
    assert "0100" not in text and "0199" not in text


@pytest.mark.parametrize(
    "typed",
    ["telephone interview at 12 weeks", "approximately 300,000 people", "platelets 100,000"],
)
def test_numbers_that_are_no_telephone_stay(typed):
    assert typed in text_of(a_study(descriptionModule={"briefSummary": typed}))


def test_what_is_kept_reads_as_the_same_study():
    record = a_study()
    kept = json.loads(text_of(record))
    assert changes(parse_study(kept).facts(), parse_study(record).facts()) == []


def test_results_leave_only_their_flag():
    record = {**a_study(), "hasResults": False, "resultsSection": {"more": "CANARY"}}
    for kept in (lightened(record), without_contacts(record)):
        assert "CANARY" not in str(kept)
        assert kept["hasResults"] is True


def test_a_lightened_record_keeps_its_processing_date():
    record = a_study()
    record["derivedSection"]["conditionBrowseModule"] = {"meshes": []}
    light = lightened(record)
    assert parse_study(light).processed_at == "2024-06-01"
    assert "conditionBrowseModule" not in light["derivedSection"]


@pytest.mark.parametrize("value", [None, 3, [], {"derivedSection": 7}, {"derivedSection": {}}])
def test_values_that_are_no_record_are_left_for_the_parser(value):
    assert lightened(value) == value
    assert without_contacts(value) == value


def test_a_record_that_was_only_processed_again_gives_the_same_text():
    again = a_study()
    again["derivedSection"]["miscInfoModule"]["versionHolder"] = "2025-01-01"
    again["protocolSection"]["conditionsModule"]["keywords"].reverse()
    assert text_of(again) == text_of(a_study())


def test_the_text_is_canonical():
    payload = without_contacts(a_study())
    text = kept_text(payload)
    assert text == canonical.dump(canonical.load(text))
    assert "derivedSection" not in text


def test_a_record_beyond_a_megabyte_is_refused():
    sites = [{"facility": f"Hospital {i}", "city": "x" * 90} for i in range(10_000)]
    with pytest.raises(RecordRefused, match="1 MB"):
        text_of(a_study(contactsLocationsModule={"locations": sites}))
