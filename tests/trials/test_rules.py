"""R31: where the facts of a trial come from."""

import pytest

from reviews.rules import run
from tests.factories_documents import clean_trial, context_for, notice


def places(document, **context):
    found = run(document, context_for(document, **context))
    return [one.place for one in found if one.rule == "R31"]


@pytest.mark.parametrize(
    "field", ["name", "id", "retrieved_at", "processed_at", "modifications", "digest"]
)
def test_a_held_record_states_all_about_its_origin(field):
    document = clean_trial()
    facts = {document["registry"]["id"]: document["facts"]}
    document["registry"][field] = ""
    assert f"/registry/{field}" in places(document, snapshots=facts)


@pytest.mark.parametrize("date", ["2026-06-16", "yesterday", "2026-05"])
def test_a_record_was_retrieved_on_a_day_in_the_past(date):
    document = clean_trial()
    document["registry"]["retrieved_at"] = date
    assert places(document) == ["/registry/retrieved_at"]


def test_a_page_speaks_only_of_records_that_are_held():
    assert places(clean_trial(), snapshots={"NCT03127267": {}}) == ["/registry/id"]


def test_a_held_record_does_not_claim_that_none_is_held():
    document = clean_trial()
    document["notices"].append(notice("no_snapshot"))
    assert places(document) == ["/notices"]


def test_the_attribution_has_to_be_displayed():
    document = clean_trial()
    document["notices"][2]["must_display"] = False
    assert places(document) == ["/notices"]


def test_stated_facts_have_a_source_a_day_and_a_notice():
    document = clean_trial(held=False)
    document["registry"].update(citations=[], as_of="2026-06-16")
    document["notices"] = document["notices"][:2]
    assert places(document) == ["/notices", "/registry/as_of", "/registry/citations"]
