"""Whether a trial takes people now."""

from datetime import date

import pytest

from trials.status import STATES, is_fresh, months_since, recruitment_state

TODAY = date(2026, 6, 15)


def state(status, **dates):
    as_of = dates.pop("as_of", "2026-06-01")
    return recruitment_state({"status": status, **dates}, as_of=as_of, today=TODAY)


def test_a_recruiting_trial_is_open():
    assert state("RECRUITING", last_update_posted="2026-05-30") == "open"


@pytest.mark.parametrize(
    "status", ["ACTIVE_NOT_RECRUITING", "SUSPENDED", "ENROLLING_BY_INVITATION"]
)
def test_a_trial_that_takes_nobody_or_only_the_invited_is_not_open(status):
    assert state(status) == "not_open"


@pytest.mark.parametrize("status", ["COMPLETED", "TERMINATED", "WITHDRAWN"])
def test_a_finished_trial_stays_finished_however_old(status):
    assert state(status, as_of="2001") == "finished"


@pytest.mark.parametrize("status", ["UNKNOWN", "WITHHELD", "", None, "BRAND_NEW_WORD"])
def test_a_status_that_says_nothing_is_unknown(status):
    assert state(status) == "unknown"


def test_recruiting_without_a_word_for_two_years_is_unknown():
    assert state("RECRUITING", status_verified="2024-06") == "open"
    assert state("RECRUITING", status_verified="2024-05") == "unknown"


def test_the_newest_word_counts():
    facts = {"status_verified": "2019-01", "last_update_posted": "2026-01-03"}
    assert state("RECRUITING", **facts) == "open"


def test_a_fresh_retrieval_makes_no_stale_record_fresh():
    assert state("RECRUITING", last_update_posted="2020-01-03", as_of="2026-06-14") == "unknown"


def test_stated_facts_age_from_their_date():
    assert state("RECRUITING", as_of="2026-02-11") == "open"
    assert state("RECRUITING", as_of="2023-02-11") == "unknown"
    assert state("RECRUITING", as_of=None) == "unknown"


@pytest.mark.parametrize(
    ("iso", "months"), [("2026-05-31", 1), ("2025", 6), ("", None), ("x", None)]
)
def test_months(iso, months):
    assert months_since(iso, TODAY) == months


def test_every_state_is_one_of_four():
    assert set(STATES.values()) == {"open", "not_open", "finished"}


def test_now_is_said_for_thirty_days_only():
    today = date(2026, 6, 30)
    assert is_fresh("2026-06-01", today)
    assert not is_fresh("2026-05-30", today)
    assert not is_fresh(None, today) and not is_fresh("2026-06", today)
