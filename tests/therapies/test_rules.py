"""R27: what the statuses, the events and the prose of a therapy have to do with each other."""

import pytest

from reviews.rules import BLOCK, run
from tests.factories_documents import block, clean_therapy, context_for
from therapies.status import derive


def places(document, severity=BLOCK):
    found = run(document, context_for(document))
    return [one.place for one in found if (one.rule, one.severity) == ("R27", severity)]


def therapy(*events):
    """A therapy whose statuses follow from these changes of its first event."""
    document = clean_therapy()
    first = document["regulatory"][0]
    document["regulatory"] = [{**first, **event} for event in events]
    document["statuses"] = derive(document["regulatory"])
    return document


def test_derived_statuses_agree():
    assert places(therapy({"kind": "refused"}, {"jurisdiction": "CA"})) == []


def test_statuses_in_another_order_are_not_the_derived_ones():
    document = clean_therapy()
    document["statuses"].reverse()
    assert places(document) == ["/statuses"]


@pytest.mark.parametrize("date", ["", "soon", "2026-13", "2026-02-30", "2026-06-16", "2027"])
def test_an_event_without_a_date_in_the_past_is_refused(date):
    assert places(therapy({"date": date})) == ["/regulatory/0/date"]


@pytest.mark.parametrize("date", ["1995", "1995-12", "2026-06-15", "2026"])
def test_partial_dates_up_to_today_are_dates(date):
    assert places(therapy({"date": date})) == []


def test_what_was_known_tomorrow_is_refused():
    assert places(therapy({"as_of": "2026-06-16"})) == ["/regulatory/0/as_of"]
    assert places(therapy({"as_of": None})) == []


def test_an_unknown_kind_of_event_is_refused():
    assert places(therapy({"kind": "hoped_for"})) == ["/regulatory/0/kind"]


def test_a_designation_is_no_approval():
    document = therapy({"kind": "designation"})
    document["blocks"] = [block("what_it_is", "Riluzole is approved.")]
    assert places(document, "warn") == ["/blocks/0/markdown"]


def test_a_withdrawn_approval_is_no_approval():
    document = therapy({"date": "2022"}, {"date": "2025", "kind": "approval_withdrawn"})
    document["blocks"] = [block("what_it_is", "Riluzole is FDA-approved.")]
    assert places(document, "warn") == ["/blocks/0/markdown"]


def test_the_story_of_an_approval_may_be_told():
    document = therapy({"date": "2022"}, {"date": "2025", "kind": "approval_withdrawn"})
    document["blocks"] = [
        block("what_it_is", "Riluzole was approved in the United States in 2022.")
    ]
    assert places(document, "warn") == []
