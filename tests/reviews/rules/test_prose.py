"""Detectors in free text: what they have to hear, and what they must leave in peace."""

import pytest

from reviews.rules import WARN, run
from tests.factories_documents import block, clean_therapy, context_for

KEYS = ("miller2012", "ema-rilutek", "fda-1995")


def heard(rule, sentence, section="what_it_is"):
    document = clean_therapy()
    document["blocks"].append(block(section, sentence, *KEYS))
    place = f"/blocks/{len(document['blocks']) - 1}/markdown"
    found = run(document, context_for(document))
    return [one for one in found if one.rule == rule and one.place == place]


UNCITED = [
    "Extends survival by 2-3 months; modest functional benefit.",
    "Slows functional decline (33% reduction in the score).",
    "It has been shown to extend survival modestly.",
    "The phase III trial showed significant slowing of functional decline.",
    "Clinical trials have demonstrated that it can slow functional decline in some patients.",
    "12 of 20 people got better.",
    "The difference was clear (p = 0.01).",
    "People lived 3 months longer.",
]
NO_CLAIM = [
    "It extends survival by 2-3 months [@miller2012].",
    "Nobody knows whether it improves function.",
    "It has not been shown to improve strength.",
    "The trial aims to find out if it slows decline.",
    "Riluzole is a small molecule that is taken by mouth.",
    "Ask your neurologist about blood tests.",
    "The trial has 394 participants in two groups.",
]


@pytest.mark.parametrize("sentence", UNCITED)
def test_a_claim_without_source_is_heard(sentence):
    (finding,) = heard("R11", sentence)
    assert finding.severity == WARN


@pytest.mark.parametrize("sentence", NO_CLAIM)
def test_what_claims_nothing_or_is_cited_is_left_in_peace(sentence):
    assert heard("R11", sentence) == []


def test_questions_claim_nothing():
    assert heard("R11", "Can it slow the decline by 33%?", section="questions") == []


FORETOLD = [
    "EMA conditional approval expected.",
    "Approval is expected in 2027.",
    "The drug is expected to be approved next year.",
    "It will soon be approved in Europe.",
    "The FDA will decide in May.",
    "The EMA is likely to grant the authorisation.",
    "The company is awaiting approval.",
    "Under regulatory review in Europe.",
    "A launch is anticipated.",
]
NOT_FORETOLD = [
    "The FDA approved it in 2017.",
    "The agency refused the application in 2018.",
    "Approval was withdrawn in 2025.",
    "The next visit is expected to last two hours.",
    "Results will be published.",
    "The study will be approved by the ethics committee before it begins.",
    "The FDA will decide by 1 May 2027 [@fda-1995].",
    "People expected more of the drug than it could give.",
]


@pytest.mark.parametrize("sentence", FORETOLD)
def test_a_prediction_is_heard(sentence):
    assert heard("R28", sentence)


@pytest.mark.parametrize("sentence", NOT_FORETOLD)
def test_what_foretells_nothing_is_left_in_peace(sentence):
    assert heard("R28", sentence) == []


CONTRADICTIONS = [
    "Riluzole is approved in Japan.",
    "It is licensed in the United Kingdom.",
    "Rilutek has been approved by Health Canada.",
    "Riluzole is not approved in the United States.",
    "Riluzole is not yet FDA-approved.",
]
AGREEMENTS = [
    "Riluzole is approved in the European Union.",
    "It is approved.",
    "Riluzole is FDA-approved.",
    "It is approved in the United States and the European Union.",
    "Riluzole is not approved in Japan.",
    "Riluzole has been authorised by the European Commission since 1996.",
    "Edaravone is approved in Japan.",
    "Whether it is approved in Japan is not known.",
    "The ethics committee approved it in Japan.",
    "Is riluzole approved in Japan?",
    "It was approved in Japan for stroke.",
    "Riluzole is not approved for children in the United States.",
]


@pytest.mark.parametrize("sentence", CONTRADICTIONS)
def test_prose_that_contradicts_the_events_is_heard(sentence):
    (finding,) = heard("R27", sentence)
    assert finding.severity == WARN


@pytest.mark.parametrize("sentence", AGREEMENTS)
def test_prose_that_agrees_or_speaks_of_something_else_is_left_in_peace(sentence):
    assert heard("R27", sentence) == []


CLEAN_WRITING = [
    "Survival was better if x<y and p<b.",
    "The dose was 10⁵ cells & 3 injections; C9orf72 matters.",
    "See https://example.org/a_b/c_d?x={y} for more.",
    "None of the trials was large.",
    "Use `origin_type` in the data.",
    "It acts on SOD1.\n\n12 people took part.",
    "| Test | When |\n|---|---|\n| Liver | monthly |",
    "# Tests\n\nBlood: every month.\n\n- Cost: none known.\n- Place: at home.",
    "These are possible:\n\n- nausea\n- weakness",
]


@pytest.mark.parametrize("text", CLEAN_WRITING)
def test_ordinary_writing_is_clean_and_not_empty(text):
    assert heard("R48", text) == []
    assert heard("R34", text) == []
