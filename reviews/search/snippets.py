"""The lines under a result: the place where the words stand, escaped, with ``<mark>``."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reviews.search.words import chunks, joined, tokens_of, word_of

LENGTH = 240
BEFORE = 80

# A word with all that belongs to it: 2018-09-01, 1,500 and 3.5 are one, so is CNM-Au8.
_WORD = re.compile(r"[^\W_]+(?:(?:(?<=\d)[.,:/](?=\d)|[-\u2010-\u2013\u2019'])[^\W_]+)*")
# A blank where a text may be cut: not between a number and its unit or month.
_BLANK = re.compile(r"(?<![\d\s])\s+(?=[^\d\s])")
_ACCENTS = {
    "a": "aáàâäãå",
    "c": "cç",
    "e": "eéèêë",
    "i": "iíìîï",
    "n": "nñ",
    "o": "oóòôöõ",
    "u": "uúùûü",
}


def snippet(tokens: frozenset[str], language: str, summary: str, body: str) -> SafeString:
    """About ``LENGTH`` characters of summary or body around the first of the query's words.

    Where no word stands in either (the match was a name or a keyword): the summary's beginning.
    """
    for text in (summary, body):
        first = next(_found(text, tokens, language), None)
        if first is not None:
            start, end = _window(text, first[0])
            return _marked(text, start, end, tokens, language)
    text = summary or body
    return _marked(text, 0, _end(text, 0, 0), frozenset(), language)


def _marked(text: str, start: int, end: int, tokens: frozenset[str], language: str) -> SafeString:
    shown, pieces, at = text[start:end], ["… " if start else ""], 0
    for left, right in _found(shown, tokens, language) if tokens else ():
        pieces += [escape(shown[at:left]), "<mark>", escape(shown[left:right]), "</mark>"]
        at = right
    pieces += [escape(shown[at:]), " …" if end < len(text) else ""]
    return mark_safe("".join(pieces))  # noqa: S308 - every piece of text is escaped above


def _window(text: str, first: int) -> tuple[int, int]:
    """Where the shown part starts and ends, so that the word at ``first`` is inside."""
    start = 0
    if first > BEFORE:
        blank = _BLANK.search(text, first - BEFORE, first)
        start = blank.end() if blank else first
    return start, _end(text, start, first)


def _end(text: str, start: int, first: int) -> int:
    if len(text) - start <= LENGTH:
        return len(text)
    last = start + LENGTH
    blanks = [match.start() for match in _BLANK.finditer(text, first, last)]
    if blanks and blanks[-1] > first + LENGTH // 4:
        return blanks[-1]
    return max(text.rfind(" ", first, last), first) if " " in text[first:last] else last


def _found(text: str, tokens: frozenset[str], language: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each whole word of the text that has one of the tokens."""
    begins, at = _begins(tokens), 0
    while match := begins.search(text, at):
        start, end = _word_at(text, match.start(), at)
        if _meanings(text[start:end], language) & tokens:
            yield start, end
        at = max(end, match.start() + 1)


def _word_at(text: str, position: int, floor: int) -> tuple[int, int]:
    """The whole word around a position; a date is one, though the search saw only its day."""
    floor = max(floor, position - 80)
    left = 1 + max(text.rfind(blank, floor, position) for blank in " \n\t")
    for word in _WORD.finditer(text, max(left, floor)):
        if word.end() > position:
            return word.span()
    return position, position


@lru_cache(maxsize=256)
def _begins(tokens: frozenset[str]) -> re.Pattern:
    """A quick pattern for where a word with one of the tokens may begin.

    The stem less its last letter (therap-y, therap-ies), vowels with or without accent, hyphens
    anywhere. Words that change more than that are found all the same, only not marked.
    """
    starts = sorted({_start(token) for token in tokens if word_of(token)[0] != "_"})
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(starts)})", re.IGNORECASE) if starts else _WORD


def _start(token: str) -> str:
    word = word_of(token)
    if token[0] == "s" and len(word) > 4:
        word = word[:-1]
    return "-?".join(f"[{_ACCENTS[c]}]" if c in _ACCENTS else c for c in word)


@lru_cache(maxsize=20_000)
def _meanings(word: str, language: str) -> frozenset[str]:
    parts = [part for chunk in chunks(word) for part in (*chunk, joined(chunk))]
    return frozenset(token for part in parts for token in tokens_of(part, language))
