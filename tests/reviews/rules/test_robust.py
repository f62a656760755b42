"""A rule gives findings and never an exception, and costs little."""

import copy
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.rules import UnknownKind, blocking, register, rules_for, run
from tests.factories_documents import (
    clean_guide,
    clean_term,
    clean_therapy,
    clean_trial,
    context_for,
)
from tests.reviews.test_differences import at, leaves

CLEAN = [clean_therapy(), clean_trial(), clean_trial(held=False), clean_guide(), clean_term()]
PATHS = [[path for path in leaves(document) if path != ("kind",)] for document in CLEAN]
ODD = (
    st.none()
    | st.booleans()
    | st.integers(-1, 10**6)
    | st.text(max_size=20)
    | st.text("[@]{}<>&|*_#:0N CT-.\n", max_size=40)
    | st.lists(st.text(max_size=3) | st.none() | st.dictionaries(st.text(max_size=3), st.none()))
    | st.dictionaries(st.sampled_from(["markdown", "key", "kind", "a/b"]), st.text(max_size=5))
)


@st.composite
def spoilt(draw):
    """A document of which a few leaves, rows or whole parts have become something else."""
    number = draw(st.integers(0, len(CLEAN) - 1))
    document = copy.deepcopy(CLEAN[number])
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(PATHS[number]))
        path = path[: draw(st.integers(1, len(path)))]
        try:
            at(document, path[:-1])[path[-1]] = draw(ODD)
        except (LookupError, TypeError):
            continue
    document["kind"] = CLEAN[number]["kind"]
    return document


@given(spoilt())
def test_no_document_makes_a_rule_stumble(document):
    found = run(document, context_for(CLEAN[1]))
    assert found == sorted(found, key=lambda one: (one.rule, one.place, one.message, one.evidence))


@given(st.text(max_size=200))
def test_no_text_makes_a_rule_stumble(text):
    document = clean_therapy()
    document["blocks"][0]["markdown"] = document["blocks"][0]["html"] = text
    document["summary"] = text
    run(document, context_for(document))


@pytest.mark.parametrize(
    "document", CLEAN, ids=["therapy", "trial", "stated facts", "guide", "word"]
)
def test_findings_do_not_depend_on_the_run(document):
    spoiled = {**document, "summary": "", "notices": []}
    context = context_for(document)
    before = copy.deepcopy(spoiled)
    assert run(spoiled, context) == run(spoiled, context)
    assert spoiled == before


def test_every_part_that_is_missing_is_refused():
    for document in CLEAN:
        for key in set(document) - {"kind", "therapy_type", "route", "als_type"}:
            short = {name: value for name, value in document.items() if name != key}
            assert blocking(run(short, context_for(document))), key


def test_a_kind_without_rules_is_an_error_not_a_pass():
    with pytest.raises(UnknownKind):
        rules_for("recipe")


def test_registering_twice_changes_nothing():
    before = rules_for("therapy")
    from therapies.rules import RULES

    register("therapy", RULES)
    assert rules_for("therapy") == before


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "< " * 50_000, ": " * 50_000, "\n" * 100_000, "NCT1 " * 20_000, "[@a " * 25_000,
     "approved not " * 8_000, "expected to be " * 7_000, "A: \n" * 25_000, "1 of " * 20_000,
     "1 mg " * 20_000, "1" * 100_000, "1-" * 50_000, "take dose " * 10_000, "Ab " * 30_000,
     "contact Ab Cd " * 7_000, "hypothesis score " * 6_000, "get a free " * 9_000,
     "cure " * 20_000, "a.b" * 33_000, "a@b." * 25_000, "+1 2 " * 20_000, "https://a.b/?" * 7_000,
     "we hold hope, " * 7_000, "you should " * 9_000, "NCT02588677 met " * 6_000,
     "one two three four five six seven eight " * 2_500, "at www." * 14_000,
     "_a" * 50_000, "0000-" * 20_000, "will be approved " * 5_000, "doi:10." * 14_000],
    ids=lambda text: repr(text[:8]),
)  # fmt: skip
def test_a_long_text_costs_bounded_time(text):
    document = clean_therapy()
    document["blocks"][0]["markdown"] = text
    document["blocks"][0]["html"] = f"<p>{text}</p>"
    context = context_for(document, snapshots={"NCT02588677": clean_trial()["facts"]})
    start = time.process_time()
    run(document, context)
    assert time.process_time() - start < 5


def test_a_typical_page_costs_milliseconds():
    document = clean_therapy()
    context = context_for(document)
    times = []
    for _ in range(20):
        start = time.process_time()
        run(document, context)
        times.append(time.process_time() - start)
    assert min(times) < 0.01
