"""R12: keys, numbers and the list of references agree."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews import markdown
from reviews.rules.base import BLOCK, Context, Finding, Rule
from reviews.rules.walk import KINDS, citations, cited_rows, rich, rich_parts, rows, text

# By one of these a reader finds a source.
WAYS = ("url", "doi", "pmid", "registry_id", "publisher")
_GROUP = re.compile(r"\[(@[^\[\]]{1,600})\]")
_KEY = re.compile(r"(?:\A|;)\s*@([A-Za-z0-9][A-Za-z0-9_:.+-]*)")
_NUMBER = re.compile(r'href="#ref-(\d{1,6})"')


def _check(document: dict, context: Context) -> Iterator[Finding]:
    sources = rows(document, "sources")
    if not sources:
        yield CITATION_INTEGRITY.blocks(
            "/sources",
            _("The page cites no source at all."),
            _("Cite at least one source, in the text as [@key] or in a row."),
        )
    known = {text(source.get("key")) for _place, source in sources}
    cited = list(_cited(document))
    yield from _unresolved(cited, known)
    used = {key for _place, key in cited}
    for place, source in sources:
        yield from _entry(place, source, used)
    yield from _twins(sources)
    yield from _numbers(document, sources)


def _cited(document: Mapping) -> Iterator[tuple[str, str]]:
    for found in rich(document):
        for key in _keys(found.value):
            yield found.place, key
    for place, row in cited_rows(document):
        for where, citation in citations(place, row):
            yield where, text(citation["key"])


def _keys(value: str) -> list[str]:
    """Return the cited keys; a quick look does where no code or escape can deceive it."""
    if "[@" not in value:
        return []
    if "`" in value or "\\" in value or "](" in value:
        try:
            return markdown.cited_keys(value)
        except markdown.MarkdownError:
            return []
    return [key for group in _GROUP.findall(value) for key in _KEY.findall(group)]


def _unresolved(cited: list[tuple[str, str]], known: set[str]) -> Iterator[Finding]:
    for place, key in cited:
        if key not in known:
            yield CITATION_INTEGRITY.blocks(
                place,
                _("No source has the key %s.") % key,
                _("Correct the key, or add the source first."),
                key,
            )


def _entry(place: str, source: Mapping, used: set[str]) -> Iterator[Finding]:
    key = text(source.get("key"))
    if key not in used:
        yield CITATION_INTEGRITY.blocks(
            place,
            _("This reference is cited nowhere."),
            _("Cite it where it belongs, or save the draft again to drop it."),
            key,
        )
    if not any(text(source.get(field)) for field in WAYS):
        yield CITATION_INTEGRITY.blocks(
            place,
            _("This reference leads nowhere: no reader can look it up."),
            _("Add its address, DOI, PubMed or registry number, or its publisher."),
            key,
        )
    if not text(source.get("title")) or not text(source.get("text")):
        yield CITATION_INTEGRITY.blocks(
            place, _("This reference has no title."), _("Complete the source."), key
        )


def _twins(sources: list[tuple[str, Mapping]]) -> Iterator[Finding]:
    """The same paper under two keys would count as two sources."""
    for field in ("key", "doi", "pmid"):
        values = [text(source.get(field)).lower() for _place, source in sources]
        for value, count in Counter(values).items():
            if value and count > 1:
                place = sources[len(values) - 1 - values[::-1].index(value)][0]
                yield CITATION_INTEGRITY.blocks(
                    f"{place}/{field}",
                    _("Two references are one and the same source."),
                    _("Cite one of the two keys everywhere."),
                    value,
                )


def _numbers(document: Mapping, sources: list[tuple[str, Mapping]]) -> Iterator[Finding]:
    numbers = {text(source.get("key")): source.get("number") for _place, source in sources}
    if [source.get("number") for _place, source in sources] != list(range(1, len(sources) + 1)):
        yield _misnumbered("/sources", "")
    for place, row in cited_rows(document):
        for where, citation in citations(place, row):
            key = text(citation["key"])
            if key in numbers and citation.get("number") != numbers[key]:
                yield _misnumbered(where, key)
    for place, value in rich_parts(document):
        for number in _NUMBER.findall(text(value.get("html"))):
            if not 1 <= int(number) <= len(sources):
                yield _misnumbered(f"{place}/html", number)


def _misnumbered(place: str, evidence: str) -> Finding:
    return CITATION_INTEGRITY.blocks(
        place,
        _("A number does not lead to its reference."),
        _("Save the draft again: it numbers the references anew."),
        evidence,
    )


CITATION_INTEGRITY = Rule(
    "R12",
    "citation-integrity",
    BLOCK,
    KINDS,
    "editorial",
    gettext_lazy("Every citation leads to one reference, and every reference is cited"),
    _check,
)
RULES = (CITATION_INTEGRITY,)
