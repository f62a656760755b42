"""Status per jurisdiction from dated events, on histories that happened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapies.status import GRANTING, OPENING, STATUSES, derive


def event(date, kind, jurisdiction="US", *, for_als=True, agency="FDA"):
    return {
        "agency": agency,
        "jurisdiction": jurisdiction,
        "date": date,
        "kind": kind,
        "for_als": for_als,
    }


def status(*events):
    (row,) = derive(events)
    return row["status"], row["since"]


def test_an_approval_counts_from_its_first_date():
    assert status(event("1995-12-12", "approved"), event("2018-09", "approved")) == (
        "approved",
        "1995-12-12",
    )


def test_the_last_of_several_refusals_counts():
    events = [event("2018-04", "negative_opinion"), event("2018-07", "refused")]
    assert status(*events, event("2024-10-17", "refused")) == ("refused", "2024-10-17")


def test_a_medicine_taken_off_the_market_is_not_called_approved():
    events = [event("2022-09-29", "approved"), event("2024-04-04", "market_withdrawal")]
    assert status(*events) == ("withdrawn", "2024-04-04")


def test_a_refusal_during_a_suspension_is_not_its_date():
    events = [event("2010", "approved"), event("2012", "suspended"), event("2014", "refused")]
    assert status(*events) == ("suspended", "2012")


def test_a_whole_life_from_conditional_approval_to_withdrawal():
    assert derive(
        [
            event("2022-06-10", "conditional", "CA", agency="Health Canada"),
            event("2022-09-29", "approved"),
            event("2023-06", "negative_opinion", "EU", agency="EMA"),
            event("2023-10", "refused", "EU", agency="EMA"),
            event("2025-08-29", "approval_withdrawn"),
        ]
    ) == [
        {"jurisdiction": "CA", "status": "conditional", "since": "2022-06-10",
         "agency": "Health Canada"},
        {"jurisdiction": "EU", "status": "refused", "since": "2023-10", "agency": "EMA"},
        {"jurisdiction": "US", "status": "withdrawn", "since": "2025-08-29", "agency": "FDA"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["accelerated"], "conditional"),
        (["accelerated", "approved"], "approved"),
        (["approved", "conditional"], "approved"),
        (["approved", "refused"], "approved"),
        (["conditional", "application_withdrawn"], "conditional"),
        (["approved", "suspended"], "suspended"),
        (["approved", "suspended", "refused"], "suspended"),
        (["approved", "suspended", "approved"], "approved"),
        (["approved", "suspended", "approval_withdrawn"], "withdrawn"),
        (["refused", "approved"], "approved"),
        (["refused", "application_withdrawn"], "application_withdrawn"),
        (["approval_withdrawn", "refused"], "refused"),
        (["designation"], "none"),
        (["designation", "negative_opinion"], "refused"),
        (["an unknown kind"], "none"),
    ],
)
def test_one_event_after_the_other(kinds, expected):
    events = [event(f"20{10 + year}", kind) for year, kind in enumerate(kinds)]
    assert status(*events)[0] == expected


def test_an_approval_for_something_else_is_named_as_that():
    assert status(event("2012-11-06", "approved", for_als=False)) == (
        "approved_other",
        "2012-11-06",
    )


def test_a_refusal_for_als_outweighs_an_approval_for_something_else():
    other = event("2012", "approved", for_als=False)
    assert status(other, event("2020", "refused"))[0] == "refused"


def test_an_ended_approval_for_something_else_says_nothing():
    events = [event("2013", "approved", for_als=False)]
    events.append(event("2016", "approval_withdrawn", for_als=False))
    assert status(*events) == ("none", "")


@pytest.mark.parametrize("dates", [("2024", "2024-03-01"), ("2024-03-01", "2024")])
def test_a_partial_date_is_read_the_cautious_way(dates):
    assert status(event(dates[0], "approved"), event(dates[1], "approval_withdrawn"))[0] == (
        "withdrawn"
    )


def test_the_order_of_rows_does_not_matter():
    events = [event("2025-08-29", "approval_withdrawn"), event("2022-09-29", "approved")]
    assert status(*events) == status(*reversed(events))


odd = st.none() | st.booleans() | st.text("20-1", max_size=4)
rows = st.fixed_dictionaries(
    {
        "jurisdiction": st.sampled_from(["US", "EU"]) | odd,
        "date": st.dates().map(str) | odd,
        "kind": st.sampled_from([*OPENING, "designation"]) | odd,
        "for_als": odd,
    }
)


@given(st.lists(rows, max_size=6))
def test_any_rows_give_known_statuses_and_no_approval_out_of_nothing(events):
    for row in derive(events):
        assert row["status"] in STATUSES
        granted = {e["kind"] for e in events if isinstance(e["kind"], str)} & GRANTING
        assert granted or row["status"] not in ("approved", "conditional", "approved_other")
