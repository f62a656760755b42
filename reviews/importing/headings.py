"""Which lines are headings where nothing marks them, and the parts of a page between them."""

import re
from dataclasses import replace

from reviews.importing.identifiers import day
from reviews.importing.lines import bare
from reviews.importing.page import HEADING, LABEL, TEXT, TITLE, Line, Part

MAX_LENGTH = 80
MAX_WORDS = 10
# Headings that stand for themselves, whatever stands before or after them.
TOP = frozenset(
    (
        "overview", "introduction", "background", "summary", "key points", "see also",
        "external links", "references", "further reading", "sources", "limitations",
        "important limitations", "mechanism of action", "conclusion", "notes",
    )
)  # fmt: skip
_SENTENCE = re.compile(r"[.;,!?…:]\Z|[|<>@\[\]{}]|https?://|[.!?] +[A-Z]")
_START = re.compile(r"[A-Z0-9Α-Ω]")
_METADATA = re.compile(r"[^A-Za-z\s]{1,3}\s?metadata|metadata\b", re.I)


def key(text: str) -> str:
    """Return the words of a heading to compare by: no mark, no case, no marks around it."""
    return bare(text).strip("*_ :#?.").casefold()


def name(line: Line) -> str:
    """Return a heading without the marks around it."""
    return bare(line.text).strip("*_ ")


def looks_like_one(text: str) -> bool:
    """Whether an unmarked line may be a heading: short, no sentence, begins with a capital."""
    words = text.strip("*_ ")
    if not 4 <= len(words) <= MAX_LENGTH or not _START.match(words) or _SENTENCE.search(words):
        return key(words).partition(":")[0] in TOP and len(words) <= MAX_LENGTH
    if day(words):  # "Last updated: 3 March 2025"
        return False
    return len(words.split()) <= MAX_WORDS and any(letter.isalpha() for letter in words)


def is_metadata(line: Line) -> bool:
    """Whether a dump of data begins here, which is no part of the text before it."""
    return line.role == TEXT and len(line.text) <= MAX_LENGTH and bool(_METADATA.match(line.text))


def marked(lines: list[Line]) -> list[Line]:
    """Return the lines with the role of a heading given to those that look like one.

    Where a page marks its headings, a line without a mark is none.
    """
    if sum(line.role == HEADING for line in lines) >= 2:
        return lines
    end = next((index for index, line in enumerate(lines) if is_metadata(line)), len(lines))
    return [
        replace(line, role=HEADING) if line.role == TEXT and looks_like_one(line.text) else line
        for line in lines[:end]
    ] + lines[end:]


def levelled(lines: list[Line]) -> list[Line]:
    """Return the lines with a level, 2 or 3, for each heading.

    Marked headings keep their order of rank. Of unmarked ones a heading that leads straight to
    another one is above it, and so are the headings that every page knows.
    """
    ranks = sorted({line.level for line in lines if line.role == HEADING and line.level})
    top = ranks[1] if len(ranks) > 1 and _only_one(lines, ranks[0]) else (ranks or [0])[0]
    found, above, before = [], False, None
    for index, line in enumerate(lines):
        if line.role == HEADING:
            following = lines[index + 1] if index + 1 < len(lines) else None
            leads = following is not None and following.role == HEADING and before != HEADING
            is_top = line.level <= top if line.level else leads or _is_top(line) or not above
            above = above or (leads and not line.level)
            before = HEADING
            line = replace(line, level=2 if is_top else 3)
        elif line.role != TITLE:
            before = line.role
        found.append(line)
    return found


def _only_one(lines, rank):
    return sum(line.role == HEADING and line.level == rank for line in lines) == 1


def _is_top(line):
    return key(line.text).partition(":")[0] in TOP


def parts(lines: list[Line]) -> tuple[Part, ...]:
    """Return the parts of a page. Every line stands in one of them, as heading or below it."""
    found: list[tuple[Line | None, list[Line]]] = [(None, [])]
    for line in lines:
        if line.role == HEADING:
            found.append((line, []))
        elif (line.role == LABEL or is_metadata(line)) and found[-1][0] is not None:
            found.append((None, [line]))
        else:
            found[-1][1].append(line)
    return tuple(
        Part(name(head) if head else "", head.level if head else 2, tuple(below))
        for head, below in found
        if head or below
    )
