"""How well detectors in free text hear: precision and recall on sentences labelled by hand.

A detector may block only after it has shown a precision of 0.95 on 300 sentences; until then all
of these warn. The floor here keeps them from growing worse.
"""

import re
import tomllib
from pathlib import Path

import pytest

from reviews.rules import WARN, run
from tests.factories_documents import block, clean_therapy, clean_trial, context_for

FOLDER = Path(__file__).parent / "labelled"
SETS = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
PRECISION, RECALL = 0.95, 0.9
KEYS = ("miller2012", "ema-rilutek", "fda-1995")
SILENT = clean_trial()["facts"] | {"org_study_id": "AB19001", "references": []}
PLACE = "/blocks/1/markdown"


def heard(rule, sentence):
    """The findings of a rule on a section with this sentence."""
    document = clean_therapy()
    document["blocks"][1] = block("what_it_is", sentence, *KEYS)
    context = context_for(document, snapshots={"NCT03127267": SILENT} if rule == "R24" else {})
    found = run(document, context)
    return [one for one in found if (one.rule, one.place) == (rule, PLACE)]


def measured(rule):
    """Return (precision, recall, sentences that were judged wrongly)."""
    sentences = SETS[rule]
    wrong = [one for one in sentences["fine"] if heard(rule, one)]
    missed = [one for one in sentences["faulty"] if not heard(rule, one)]
    hits = len(sentences["faulty"]) - len(missed)
    return hits / (hits + len(wrong)), hits / len(sentences["faulty"]), [*wrong, *missed]


@pytest.mark.parametrize("rule", SETS)
def test_a_detector_hears_well_enough(rule, record_property):
    precision, recall, misjudged = measured(rule)
    record_property("precision", round(precision, 3))
    record_property("recall", round(recall, 3))
    assert precision >= PRECISION and recall >= RECALL, misjudged


@pytest.mark.parametrize("rule", SETS)
def test_a_detector_only_warns(rule):
    assert {one.severity for text in SETS[rule]["faulty"] for one in heard(rule, text)} == {WARN}


def test_the_catalogue_tells_the_figures():
    text = (Path(__file__).resolve().parents[3] / "docs" / "rules.md").read_text("utf-8")
    row = r"^\| (R\d\d)(?: \(prose\))? \| (\d+ \+ \d+) \| ([\d.]+) \| ([\d.]+) \|$"
    told = re.findall(row, text, re.M)
    known = []
    for rule, one in SETS.items():
        precision, recall, _misjudged = measured(rule)
        counted = f"{len(one['faulty'])} + {len(one['fine'])}"
        known.append((rule, counted, f"{precision:.2f}", f"{recall:.2f}"))
    assert told == known


def test_there_are_enough_sentences_and_each_stands_once():
    every = [text for one in SETS.values() for text in [*one["faulty"], *one["fine"]]]
    assert len(every) >= 300
    assert all(len(one["fine"]) >= 10 <= len(one["faulty"]) for one in SETS.values())
    for rule, one in SETS.items():
        texts = [*one["faulty"], *one["fine"]]
        assert len(set(texts)) == len(texts), rule
