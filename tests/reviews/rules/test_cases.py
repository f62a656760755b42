"""Each faulty page raises exactly its rules; clean pages raise none."""

import pytest

from reviews.rules import BLOCK, COMMON, blocking, run
from tests.factories_documents import (
    clean_guide,
    clean_term,
    clean_therapy,
    clean_trial,
    context_for,
)
from tests.reviews.rules.cases import FAULTY, build
from therapies.rules import RULES as THERAPY_RULES
from trials.rules import RULES as TRIAL_RULES

CLEAN = {
    "therapy": clean_therapy(),
    "trial with a snapshot": clean_trial(),
    "trial with stated facts": clean_trial(held=False),
    "guide": clean_guide(),
    "word": clean_term(),
}


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_page_raises_nothing(name):
    assert run(CLEAN[name], context_for(CLEAN[name])) == []


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_page_raises_exactly(name):
    document, context, expected = build(name)
    raised = {}
    for finding in run(document, context):
        worse = finding.severity == BLOCK or finding.rule not in raised
        raised[finding.rule] = finding.severity if worse else raised[finding.rule]
    assert raised == expected


@pytest.mark.parametrize("name", FAULTY)
def test_a_finding_says_where_why_and_how_to_mend_it(name):
    document, context, _expected = build(name)
    for finding in run(document, context):
        assert finding.message and finding.mend
        assert points_into(document, finding.place)


def points_into(document, place):
    """A place is a JSON pointer to something there, or to a part that should be there."""
    for key in place.split("/")[1:-1]:
        document = document[int(key) if isinstance(document, list) else key]
    return place == "" or place.startswith("/") and isinstance(document, dict | list)


def test_every_rule_has_a_case_that_raises_it():
    raised = {rule for _kind, _spoil, expected, _context in FAULTY.values() for rule in expected}
    assert raised == {rule.id for rule in (*COMMON, *THERAPY_RULES, *TRIAL_RULES)}


def test_the_page_as_they_are_found_is_refused():
    document, context, _expected = build("an unsigned page as they are found")
    assert len(blocking(run(document, context))) > 15
