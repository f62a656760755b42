"""Reading a document without ever stumbling over it.

What is absent or of the wrong type reads as empty: the rule R00 says what is wrong with the
outline, so that the others need not.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
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
PROSE_FIELDS = ("title", "summary", "result", "text", "comparator", "effect_absolute")


class Text(NamedTuple):
    """A string of the document and its JSON pointer; `key` is the name of its field."""

    place: str
    key: str
    value: str


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


def rich(document: Mapping) -> Iterator[Text]:
    """Yield the Markdown of sections and statements, with its place."""
    for place, block in rows(document, "blocks"):
        yield Text(f"{place}/markdown", "markdown", text(block.get("markdown")))
    for key in STATEMENT_ROWS:
        for place, row in rows(document, key):
            markdown = text(part(row, "statement").get("markdown"))
            yield Text(f"{place}/statement/markdown", "markdown", markdown)
    if isinstance(document.get("meaning"), Mapping):
        meaning = text(part(document, "meaning").get("markdown"))
        yield Text("/meaning/markdown", "markdown", meaning)


def prose(document: Mapping) -> Iterator[Text]:
    """Yield all that readers read as our own words: Markdown, title, summary, short fields."""
    yield from rich(document)
    for found in strings(document, without=NOT_EDITORIAL):
        if found.key in PROSE_FIELDS:
            yield found


class Reading(dict):
    """A document that remembers its strings, since every rule reads them."""

    _strings: list[tuple[str, Text]] | None = None

    @property
    def strings(self) -> list[tuple[str, Text]]:
        """Every string with the top-level key it stands under."""
        if self._strings is None:
            self._strings = _all_strings(self)
        return self._strings


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


_SENTENCE_END = re.compile(r"(?<=[.!?])[)\]”\"]*\s+(?=[\"“(\[]?[A-Z0-9])|\n+|(?<=;)\s+")


def sentences(value: str) -> list[str]:
    """Return the sentences and lines of a text, roughly."""
    return [found.strip() for found in _SENTENCE_END.split(value) if found and found.strip()]


def paragraphs(markdown: str) -> list[str]:
    """Return paragraphs, list items and table rows of Markdown, each as one text."""
    found = re.split(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)|\n(?=\|)", markdown)
    return [one.strip() for one in found if one.strip()]
