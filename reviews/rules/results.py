"""R24: a result is told of a trial only if its record or a paper reports one.

Only records at hand can tell: without a snapshot of a trial the rule is silent.
"""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules.base import BLOCK, Context, Finding, Rule
from reviews.rules.walk import KINDS, citations, part, passages, rows, sentences, text

# Words in which results are told of something that was tested.
RESULT = re.compile(
    r"\b(?:show(?:s|ed|n)|found|slow(?:s|ed)|reduc(?:es|ed)|improv(?:es|ed)|extend(?:s|ed)"
    r"|lengthen(?:s|ed)|met|reached|missed|failed|demonstrat(?:es|ed)|prov(?:es|ed|en)|benefit(?:s|ed)"
    r"|succe(?:eded|ssful)|positive|negative|effective|declined|lived|survived|significant(?:ly)?)\b",
    re.I,
)
_NONE_YET = re.compile(
    r"\b(?:no|not|nothing|none|without|awaited|pending|yet|will|whether|if|could|may|aims?|plan\w*"
    r"|tests?|testing|designed|expected|recruit\w*)\b|n['’]t\b|\?",
    re.I,
)
_TELLING = ("positive", "negative", "mixed", "inconclusive")
_PAPERS = ("RESULT", "DERIVED")
NOT_ENDED = ("NOT_YET_RECRUITING", "RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING")


def _check(document: dict, context: Context) -> Iterator[Finding]:
    silent = {
        number: facts
        for number, facts in context.snapshots.items()
        if isinstance(facts, Mapping) and not _is_reported(facts)
    }
    if not silent:
        return
    registries = {
        text(source.get("key"))
        for _place, source in rows(document, "sources")
        if source.get("type") == "registry"
    }
    yield from _typed(document, silent, registries)
    yield from _linked(document, silent)
    yield from _told(document, silent, registries)


def _is_reported(facts: Mapping) -> bool:
    papers = (row.get("type") for _place, row in rows(facts, "references"))
    return facts.get("has_results") is True or any(kind in _PAPERS for kind in papers)


def _typed(document: Mapping, silent: Mapping, registries: set[str]) -> Iterator[Finding]:
    """A row with a result that cites nothing but a registry record without results."""
    if text(part(document, "registry").get("id")) not in silent:
        return
    for place, row in rows(document, "results"):
        cited = {text(citation["key"]) for _where, citation in citations(place, row)}
        if row.get("direction") in _TELLING and cited and cited <= registries:
            yield RESULT_BELONGS.blocks(
                f"{place}/citations",
                _("The registry record cited here reports no result."),
                _("Cite the paper or notice that reports it, or say that none is reported."),
                text(row.get("direction")),
            )


def _linked(document: Mapping, silent: Mapping) -> Iterator[Finding]:
    """A sentence beside a linked trial that has not even ended."""
    for place, row in rows(document, "trials"):
        facts = silent.get(text(row.get("slug")).upper())
        result = text(row.get("result"))
        if facts and facts.get("status") in NOT_ENDED and _tells(result):
            yield _warning(f"{place}/result", result)


def _told(document: Mapping, silent: Mapping, registries: set[str]) -> Iterator[Finding]:
    """A sentence that tells a result of one of these trials, and cites no paper for it."""
    names = tuple(name for number, facts in silent.items() for name in _names_of(number, facts))
    named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
    for passage in passages(document, tuple(name.lower() for name in names)):
        if passage.place.startswith("/trials/") or passage.cited - registries:
            continue
        for sentence in sentences(passage.value):
            if named.search(sentence) and _tells(sentence):
                yield _warning(passage.place, sentence)


def _tells(sentence: str) -> bool:
    return bool(RESULT.search(sentence)) and not _NONE_YET.search(sentence)


def _names_of(number: str, facts: Mapping) -> list[str]:
    names = [number, text(facts.get("acronym")), text(facts.get("org_study_id"))]
    return [name for name in names if len(name) > 4]


def _warning(place: str, evidence: str) -> Finding:
    return RESULT_BELONGS.warns(
        place,
        _("A result is told of a trial whose record reports none."),
        _("Cite the paper that reports it. If it is another trial's result, name that trial."),
        evidence,
    )


RESULT_BELONGS = Rule(
    "R24",
    "result-belongs-to-trial",
    BLOCK,
    KINDS,
    "registry",
    gettext_lazy("A result is told only of a trial whose record or paper reports one"),
    _check,
)
RULES = (RESULT_BELONGS,)
