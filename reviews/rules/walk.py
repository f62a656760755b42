"""Reading a document without ever stumbling over it.

What is absent or of the wrong type reads as empty: the rule R00 says what is wrong with the
outline, so that the others need not.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

KINDS = ("therapy", "trial", "guide", "term")
# Rows that state something about benefit, harm, approval or result.
CLAIM_ROWS = ("outcomes", "harms", "regulatory", "results", "contradictions")
STATEMENT_ROWS = ("outcomes", "harms", "results", "contradictions")
# What editors did not write: frozen notices, the registry's words, and what is made by us.
NOT_EDITORIAL = ("facts", "notices", "sources", "registry", "statuses")
# Fields inside rows that hold other people's words, or our own rendering.
NOT_OURS = ("html", "quote", "registry_sentence", "digest")
# Fields of the editorial part that readers see as prose.
PROSE_FIELDS = ("title", "summary", "heading", "result", "text", "comparator", "effect_absolute")


class Text(NamedTuple):
    """A string of the document and its JSON pointer; `key` is the name of its field."""

    place: str
    key: str
    value: str


class Passage(NamedTuple):
    """A paragraph of prose, in lower case too, and the keys of the sources it rests on."""

    place: str
    value: str
    lowered: str
    cited: frozenset[str]


def text(value: object) -> str:
    """Return a string without blanks around it; anything else as ""."""
    return value.strip() if isinstance(value, str) else ""


def part(document: Mapping, key: str) -> Mapping:
    """Return the object under a key."""
    value = document.get(key)
    return value if isinstance(value, Mapping) else {}


def rows(document: Mapping, key: str, place: str = "") -> list[tuple[str, Mapping]]:
    """Return [(place, row)] of the list under a key."""
    value = document.get(key)
    if not isinstance(value, list):
        return []
    return [(f"{place}/{key}/{i}", row) for i, row in enumerate(value) if isinstance(row, Mapping)]


def citations(place: str, row: Mapping) -> list[tuple[str, Mapping]]:
    """Return [(place, citation)] of a row, those with a key only."""
    found = rows(row, "citations", place)
    return [(where, citation) for where, citation in found if text(citation.get("key"))]


def cited_rows(document: Mapping) -> Iterator[tuple[str, Mapping]]:
    """Yield (place, row) of everything that holds citations."""
    for key in CLAIM_ROWS:
        yield from rows(document, key)
    yield "/registry", part(document, "registry")


def rich_parts(document: Mapping) -> Iterator[tuple[str, Mapping]]:
    """Yield (place, {"markdown", "html"}) of sections, statements and a word's meaning."""
    yield from rows(document, "blocks")
    for key in STATEMENT_ROWS:
        for place, row in rows(document, key):
            yield f"{place}/statement", part(row, "statement")
    if isinstance(document.get("meaning"), Mapping):
        yield "/meaning", part(document, "meaning")


def rich(document: Mapping) -> list[Text]:
    """Return the Markdown of sections, statements and meanings, with its place."""
    return document.rich if isinstance(document, Reading) else _all_rich(document)


def prose(document: Mapping) -> list[Text]:
    """Return all that readers read as our own words: Markdown, title, summary, short fields."""
    return document.prose if isinstance(document, Reading) else _all_prose(document)


def passages(document: Mapping, stems: tuple[str, ...]) -> list[Passage]:
    """Return the paragraphs of prose that hold one of these words, in lower case.

    A paragraph rests on the sources it cites, one of a typed row also on the row's own.
    """
    page = document if isinstance(document, Reading) else Reading(document)
    there = [stem for stem in stems if stem in page.lowered]
    if not there:
        return []
    return [one for one in page.passages if any(stem in one.lowered for stem in there)]


def _all_rich(document: Mapping) -> list[Text]:
    return [
        Text(f"{place}/markdown", "markdown", text(value.get("markdown")))
        for place, value in rich_parts(document)
    ]


def _all_prose(document: Mapping) -> list[Text]:
    found = rich(document).copy()
    found += (
        one
        for one in strings(document, without=NOT_EDITORIAL)
        if one.key in PROSE_FIELDS or _is_note(one)
    )
    return found


def _is_note(found: Text) -> bool:
    """The note beside a link is prose; the one on a change is not part of the page."""
    return found.key == "note" and found.place.startswith("/links/")


def _all_passages(document: Mapping) -> list[Passage]:
    of_rows = {place: _row_keys(place, row) for place, row in cited_rows(document)}
    found = []
    for place, key, value in prose(document):
        rests_on = of_rows.get("/".join(place.split("/")[:3]), frozenset())
        for piece in paragraphs(value) if key == "markdown" else (value.strip(),):
            cited = _CITED.findall(piece) if "@" in piece else ()
            found.append(Passage(place, piece, piece.lower(), rests_on.union(cited)))
    return found


def _row_keys(place: str, row: Mapping) -> frozenset[str]:
    return frozenset(text(citation["key"]) for _where, citation in citations(place, row))


class Reading(dict):
    """A document that remembers its strings and paragraphs, since every rule reads them."""

    @cached_property
    def strings(self) -> list[tuple[str, Text]]:
        """Every string with the top-level key it stands under."""
        return _all_strings(self)

    @cached_property
    def rich(self) -> list[Text]:
        """All Markdown."""
        return _all_rich(self)

    @cached_property
    def prose(self) -> list[Text]:
        """All that readers read as our own words."""
        return _all_prose(self)

    @cached_property
    def passages(self) -> list[Passage]:
        """Every paragraph of prose with the sources it rests on."""
        return _all_passages(self)

    @cached_property
    def lowered(self) -> str:
        """All prose in lower case."""
        return "\n".join(one.lowered for one in self.passages)


def strings(document: Mapping, without: tuple[str, ...] = ()) -> Iterator[Text]:
    """Yield every string of a document but those of other people or of our own rendering.

    `without` names top-level keys to leave out.
    """
    found = document.strings if isinstance(document, Reading) else _all_strings(document)
    return (one for top, one in found if top not in without)


def _all_strings(document: Mapping) -> list[tuple[str, Text]]:
    found: list[tuple[str, Text]] = []
    for key, value in document.items():
        _collect(value, f"/{key}", str(key), key, found)
    return found


def _collect(value: object, place: str, key: str, top: str, found: list) -> None:
    if isinstance(value, str):
        if key not in NOT_OURS:
            found.append((top, Text(place, key, value)))
    elif isinstance(value, Mapping):
        for name, item in value.items():
            name = str(name)
            _collect(item, f"{place}/{_escape(name)}", name, top, found)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _collect(item, f"{place}/{index}", key, top, found)


def _escape(key: str) -> str:
    if "/" in key or "~" in key:
        return key.replace("~", "~0").replace("/", "~1")
    return key


def day(value: object) -> datetime.date | None:
    """Return the day of an ISO date, or of the date that begins an ISO timestamp."""
    found = re.match(r"\d{4}-\d{2}-\d{2}(?=\Z|T)", text(value))
    try:
        return datetime.date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def partial_day(value: object) -> datetime.date | None:
    """Return the first day that a date, whole or partial ("2018-09", "2018"), can mean."""
    found = re.fullmatch(r"\d{4}(-\d{2})?(-\d{2})?", text(value))
    return day(f"{found[0]}-01-01"[:10]) if found else None


_CITED = re.compile(r"(?<=[\[\s])@([A-Za-z0-9][A-Za-z0-9_:.+-]*)")
_PARAGRAPH_END = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)|\n(?=\|)")
_SENTENCE_END = re.compile(r"(?<=[.!?])[)\]”\"]*\s+(?=[\"“(\[]?[A-Z0-9])|\n+|(?<=;)\s+")


# Many rules split the same text, one after the other.
@lru_cache(maxsize=1024)
def sentences(value: str) -> tuple[str, ...]:
    """Return the sentences and lines of a text, roughly."""
    found = (one and one.strip() for one in _SENTENCE_END.split(value))
    return tuple(one for one in found if one)


@lru_cache(maxsize=256)
def paragraphs(markdown: str) -> tuple[str, ...]:
    """Return paragraphs, list items and table rows of Markdown, each as one text."""
    return tuple(one.strip() for one in _PARAGRAPH_END.split(markdown) if one.strip())
