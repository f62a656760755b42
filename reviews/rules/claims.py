"""R11: what the page claims about benefit, harm, approval or results has a source."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules.base import BLOCK, Context, Finding, Rule
from reviews.rules.walk import CLAIM_ROWS, KINDS, citations, paragraphs, part, rows, sentences, text

# Sections that ask or explain; questions claim nothing.
NO_CLAIMS = ("questions",)
_EFFECT = (
    r"(?:improv|reduc|slow|extend|lengthen|prolong|delay|prevent|halt|increas|rais|lower|help)"
)
_BENEFIT = (
    r"(?:surviv|lives?\b|life\b|function|strength|progress|declin|breathing|death|deterioration)"
)
CLAIM = re.compile(
    rf"\b\d+(?:[.,]\d+)?\s?(?:%|percent\b|per cent\b)"
    rf"|\bp\s?[<=≤]\s?0?[.,]\d"
    rf"|\b\d+ (?:out )?of (?:the )?\d+ (?:people|patients|participants)\b"
    rf"|\bby (?:about |around |up to )?\d+(?:[–-]\d+)? (?:months|weeks|points)\b"
    rf"|\b\d+(?:\.\d+)?(?:[–-]\d+)? months (?:longer|more)\b"
    rf"|\b(?:has|have) been shown to\b|\bshowed (?:a )?(?:significant|promis)"
    rf"|\b(?:FDA|EMA|MHRA)[- ]approved\b|\bapproved (?:by|in) (?:the )?[A-Z]"
    rf"|\b{_EFFECT}(?:e?s|e?d|e|ing)?\b(?: [\w-]+){{0,4}} {_BENEFIT}\w*",
    re.I,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")  # its attributes claim nothing
_DENIED = re.compile(r"\b(?:no|not|never|nobody|unknown|whether|if|could|aims?|planned)\b", re.I)


def _check(document: dict, context: Context) -> Iterator[Finding]:
    for key in CLAIM_ROWS:
        for place, row in rows(document, key):
            if not citations(place, row):
                yield CLAIM_HAS_CITATION.blocks(
                    f"{place}/citations",
                    _("A statement of this kind needs a source."),
                    _("Choose the source of the row, or cite it in the text as [@key]."),
                )
    for place, block in rows(document, "blocks"):
        if block.get("section") not in NO_CLAIMS:
            yield from _uncited_claims(f"{place}/markdown", text(block.get("markdown")))
    meaning = text(part(document, "meaning").get("markdown"))
    yield from _uncited_claims("/meaning/markdown", meaning)


def _uncited_claims(place: str, markdown: str) -> Iterator[Finding]:
    bare = _TAG.sub(" ", markdown) if "<" in markdown else markdown
    for paragraph in paragraphs(bare):
        if "[@" in paragraph or not CLAIM.search(paragraph):
            continue
        claims = [one for one in sentences(paragraph) if CLAIM.search(one)]
        claims = [one for one in claims if not _DENIED.search(one)]
        if claims:
            yield CLAIM_HAS_CITATION.warns(
                place,
                _("This reads like a claim of effect, number or approval without a source."),
                _("Cite the source as [@key] in the same paragraph, or word it as unknown."),
                claims[0],
            )


CLAIM_HAS_CITATION = Rule(
    "R11",
    "claim-has-citation",
    BLOCK,
    KINDS,
    "editorial",
    gettext_lazy("Every outcome, harm, regulatory event and result cites a source"),
    _check,
)
RULES = (CLAIM_HAS_CITATION,)
