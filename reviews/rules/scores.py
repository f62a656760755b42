"""R22: a score that a machine or a committee gave to an idea is no evidence that it helps."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules.base import WARN, Context, Finding, Rule
from reviews.rules.walk import KINDS, Passage, passages, rows

_NUMBER = (
    r"(?:\b0?\.\d+|\b\d+(?:\.\d+)?\s?/\s?(?:1|5|10|100)\b|\b\d+ out of (?:5|10|100)\b|\b\d+\s?%)"
)
_SCORE = r"(?:scor(?:e|es|ed|ing)|rat(?:ing|ings|ed)|rank(?:s|ed|ing|ings)?)"
SCORE = re.compile(
    rf"\b(?:hypothes[ie]s|confidence|plausibility|promise|evidence|novelty|debate|composite|AI|LLM"
    rf"|agents?|model|algorithm|druggability|repurposing|priority)[- ](?:\w+[- ])?{_SCORE}\b"
    rf"[^.\n]{{0,60}}?{_NUMBER}"
    rf"|\b{_SCORE} (?:\w+ )?by (?:an? |the |our )?(?:[\w-]+ ){{0,2}}(?:agents?|AI|LLMs?|models?"
    rf"|algorithms?|debate|swarm)\b"
    rf"|/hypothes[ie]s/[^\n]{{0,160}}?\b0\.\d{{2}}\b"
    rf"|\bhypothes[ie]s\b[^.\n]{{0,80}}?\b(?:{_SCORE}|=|:)[^.\n]{{0,20}}?{_NUMBER}"
    rf"|(?:^|\n|[—–|·]) ?0\.\d{{2}}\b[^\n]{{0,20}}\bTarget:",
    re.I,
)
_STEMS = ("scor", "rating", "rated", "rank", "hypothes", "target:")
_FOR_READERS_WHO_KNOW = "professionals"
_NO_EVIDENCE = re.compile(r"\b(?:not|no) (?:\w+ ){0,2}evidence\b", re.I)
_YEAR = re.compile(r"\b20\d\d\b")
_SCALE = re.compile(r"\bscale\b|\b(?:from )?0 to (?:1|5|10|100)\b|\bout of\b|/\s?(?:1|5|10|100)\b")


def _check(document: dict, context: Context) -> Iterator[Finding]:
    expert = {
        f"{place}/markdown"
        for place, block in rows(document, "blocks")
        if block.get("section") == _FOR_READERS_WHO_KNOW
    }
    for passage in passages(document, _STEMS):
        found = SCORE.search(passage.value)
        if found and not (passage.place in expert and _is_explained(passage)):
            yield SCORES.warns(
                passage.place,
                _("This shows a score of an idea as if it were evidence."),
                _(
                    "Take it out. In the section for professionals it may stand with its method "
                    "(a link), scale and date, and the words “not evidence that it helps people”."
                ),
                found[0].strip(),
            )


def _is_explained(passage: Passage) -> bool:
    linked = "](http" in passage.value or bool(passage.cited)
    said = (_NO_EVIDENCE, _YEAR, _SCALE)
    return linked and all(pattern.search(passage.value) for pattern in said)


SCORES = Rule(
    "R22",
    "scores-are-not-evidence",
    WARN,
    KINDS,
    "editorial",
    gettext_lazy("No score of an idea stands where readers look for evidence"),
    _check,
)
RULES = (SCORES,)
