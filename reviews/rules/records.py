"""R30: where a trial number is named, what is said beside it agrees with the record we hold.

Only records at hand can disagree: without a snapshot of a number the rule is silent.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules.base import BLOCK, Context, Finding, Rule
from reviews.rules.walk import KINDS, paragraphs, part, prose, rows, sentences, text

_ID = re.compile(r"\bNCT[0-9]{8}\b")
_ACRONYM = r"([A-Z][A-Z0-9]{2,}(?:-[A-Z0-9]+)*)"
_NAMED_BY = re.compile(rf"{_ACRONYM},? \((NCT[0-9]{{8}})\)|(NCT[0-9]{{8}}) \({_ACRONYM}\)")
_SPONSORED = re.compile(
    r"\bsponsor(?:ed by| is|:)\s+(?:the )?([A-Z][\w&'’.-]*(?: [A-Z&][\w&'’.-]*)*)"
)
_SMALL_WORDS = frozenset(
    "als amyotrophic lateral sclerosis trial study phase placebo with and the for people patients"
    " plus added combination treatment therapy drug control standard care oral tablet capsule"
    " matching dose injection open label extension disease motor neuron safety efficacy".split()
)


def _check(document: dict, context: Context) -> Iterator[Finding]:
    if not context.snapshots:
        return
    drugs = _drugs(document, context.snapshots.values())
    for place, key, value in prose(document):
        if "NCT" in value:
            parts = paragraphs(value) if key == "markdown" else [value]
            for sentence in (one for piece in parts for one in sentences(piece)):
                yield from _sentence(place, sentence, drugs, context.snapshots)
    yield from _therapy_links(document, context.snapshots)
    yield from _trial_itself(document, context.snapshots)


def _sentence(place: str, sentence: str, drugs: set, snapshots: Mapping) -> Iterator[Finding]:
    ids = set(_ID.findall(sentence))
    facts = snapshots.get(next(iter(ids))) if len(ids) == 1 else None
    if not isinstance(facts, Mapping):
        return
    (number,) = ids
    said, recorded = _folded(sentence), _record_words(facts)
    foreign = sorted(drug for drug in drugs if _names(drug, said) and drug not in recorded)
    if foreign and not any(_names(own, said) for own in _interventions(facts)):
        yield _finding(place, number, foreign[0])
    for before, one, other, after in _NAMED_BY.findall(sentence):
        acronym = before or after
        if text(facts.get("acronym")) and number in (one, other) and acronym != "NCT":
            if _folded(acronym) not in recorded:
                yield _finding(place, number, acronym)
    for sponsor in _SPONSORED.findall(sentence):
        if not _overlap(sponsor, _sponsors(facts)):
            yield _finding(place, number, sponsor)


def _therapy_links(document: Mapping, snapshots: Mapping) -> Iterator[Finding]:
    """A therapy links only to trials whose record names it, under one of its names."""
    if document.get("kind") != "therapy":
        return
    names = _own_names(document)
    for place, row in rows(document, "trials"):
        facts = snapshots.get(text(row.get("slug")).upper())
        if isinstance(facts, Mapping) and not any(_names(n, _record_words(facts)) for n in names):
            yield _finding(place, text(row.get("slug")), text(document.get("title")))


def _trial_itself(document: Mapping, snapshots: Mapping) -> Iterator[Finding]:
    if document.get("kind") != "trial":
        return
    registry = part(document, "registry")
    number, slug = text(registry.get("id")), text(document.get("slug")).upper()
    if _ID.fullmatch(slug) and number and slug != number:
        yield _finding("/slug", number, slug)
    facts = snapshots.get(number)
    if not isinstance(facts, Mapping):
        return
    yield from _trial_words(document, number, facts)


def _trial_words(document: Mapping, number: str, facts: Mapping) -> Iterator[Finding]:
    recorded = _record_words(facts)
    linked = [
        text(row.get(k)) for _p, row in rows(document, "therapies") for k in ("title", "slug")
    ]
    said = [*linked, *_own_names(document)]
    if linked and not any(_overlap(words, [recorded]) for words in said):
        yield _finding("/therapies", number, linked[0])
    for place, row in rows(document, "names"):
        name = text(row.get("name"))
        if (
            row.get("kind") == "acronym"
            and facts.get("acronym")
            and not _names(_folded(name), recorded)
        ):
            yield _finding(f"{place}/name", number, name)


def _own_names(document: Mapping) -> list[str]:
    names = [text(document.get("title")), text(document.get("slug")).replace("-", " ")]
    names += [text(row.get("name")) for _place, row in rows(document, "names")]
    return [folded for folded in map(_folded, names) if folded]


def _drugs(document: Mapping, snapshots: Iterable) -> set[str]:
    """Names of treatments by which a sentence can be seen to speak of another trial."""
    found = {name for facts in snapshots for name in _interventions(facts)}
    if document.get("kind") == "therapy":
        found.update(_own_names(document))
    return {name for name in found if len(name) > 3 and not set(name.split()) <= _SMALL_WORDS}


def _interventions(facts: object) -> list[str]:
    names = []
    for _place, row in rows(facts if isinstance(facts, Mapping) else {}, "interventions"):
        others = row.get("other_names")
        names += [row.get("name"), *(others if isinstance(others, list) else ())]
    return [folded for folded in (_folded(text(name)) for name in names) if folded]


def _record_words(facts: Mapping) -> str:
    """Return all by which the record itself names its treatment and the trial, folded."""
    keys = ("brief_title", "official_title", "acronym", "org_study_id")
    words = [text(facts.get(key)) for key in keys]
    words += [text(row.get("id")) for _place, row in rows(facts, "secondary_ids")]
    for key in ("keywords", "nct_aliases"):
        value = facts.get(key)
        words += [text(word) for word in value] if isinstance(value, list) else []
    for _place, row in rows(facts, "arms"):
        given = row.get("interventions")
        words += [text(row.get("label"))]
        words += [text(one) for one in given] if isinstance(given, list) else []
    return " | ".join([*map(_folded, words), *_interventions(facts)])


def _sponsors(facts: Mapping) -> list[str]:
    others = facts.get("collaborators")
    return [text(facts.get("sponsor")), *(map(text, others) if isinstance(others, list) else ())]


def _overlap(words: str, others: Iterable[str]) -> bool:
    """True if a telling word of one text stands in the other."""
    telling = {word for word in _folded(words).split() if len(word) > 2} - _SMALL_WORDS
    return any(_names(word, _folded(other)) for other in others for word in telling)


def _names(name: str, folded: str) -> bool:
    return bool(name) and f" {name} " in f" {folded} ".replace("|", " ")


def _folded(words: str) -> str:
    """Return lower-case words between single blanks, without accents and punctuation."""
    plain = unicodedata.normalize("NFD", words.casefold())
    return " ".join(
        re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    )


def _finding(place: str, number: str, evidence: str) -> Finding:
    return TRIAL_AGREES.blocks(
        place,
        _("The registry record of %s says something else.") % number,
        _("Look the number up. If it is right, add the name the record uses to the names."),
        evidence,
    )


TRIAL_AGREES = Rule(
    "R30",
    "id-matches-record",
    BLOCK,
    KINDS,
    "registry",
    gettext_lazy("Treatment, acronym and sponsor named with a trial number agree with its record"),
    _check,
)
RULES = (TRIAL_AGREES,)
