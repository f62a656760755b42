"""R49: nothing stands twice: no section, statement or name, and no name of two therapies."""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules.base import BLOCK, Context, Finding, Rule
from reviews.rules.walk import KINDS, STATEMENT_ROWS, part, rows, text

LIKE = 0.9  # Jaccard similarity of shingles from which two texts are one
FEW = 5  # words in a row, of which a repeated sentence holds LEAST - FEW + 1 or more
LEAST = 8  # words below which likeness says little
PASSAGE = 25  # words that nobody writes twice in the same order
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


def _check(document: dict, context: Context) -> Iterator[Finding]:
    sections = [
        (f"{place}/markdown", text(block.get("markdown")))
        for place, block in rows(document, "blocks")
    ]
    worded = [_words(markdown) for _place, markdown in sections]
    yield from _like_sections([place for place, _markdown in sections], worded)
    yield from _like_rows(document)
    yield from _repeated_words(sections, worded)
    yield from _names(document, context)


def _words(value: str) -> list[str]:
    return _WORD.findall(value.lower())


def _like_sections(places: list[str], worded: list[list[str]]) -> Iterator[Finding]:
    shingled = [frozenset(zip(words, words[1:], words[2:], strict=False)) for words in worded]
    long = [number for number, words in enumerate(worded) if len(words) >= LEAST]
    for one, other in combinations(long, 2):
        if _likeness(shingled[one], shingled[other]) >= LIKE:
            yield NO_DUPLICATES.blocks(
                places[other],
                _("This section says the same as another one."),
                _("Keep it in the section where readers look for it, and delete the other."),
                places[one],
            )


def _likeness(one: frozenset, other: frozenset) -> float:
    small, large = sorted((len(one), len(other)))
    if not small or small < LIKE * large:
        return 0.0
    shared = len(one & other)
    return shared / (small + large - shared)


def _like_rows(document: Mapping) -> Iterator[Finding]:
    for key in STATEMENT_ROWS:
        seen: set[tuple[str, ...]] = set()
        for place, row in rows(document, key):
            words = tuple(_words(text(part(row, "statement").get("markdown"))))
            if words and words in seen:
                yield NO_DUPLICATES.blocks(
                    f"{place}/statement",
                    _("This row says the same as another one."),
                    _("Delete one of the two rows."),
                )
            seen.add(words)


def _repeated_words(sections: list[tuple[str, str]], worded: list[list[str]]) -> Iterator[Finding]:
    """A long passage, or a whole sentence, that stands twice on the page in the same words."""
    if _repeats(worded) <= LEAST - FEW:
        return
    runs: dict[int, tuple[list[str], int]] = {}
    said: set[tuple[str, ...]] = set()
    for (place, markdown), words in zip(sections, worded, strict=True):
        found = [_repeated_passage(words, runs), _repeated_sentence(markdown, said)]
        if any(found):
            yield NO_DUPLICATES.warns(
                place,
                _("The same words stand twice on this page."),
                _("Say it once, where readers look for it."),
                found[0] or found[1],
            )


def _repeats(worded: list[list[str]]) -> int:
    """How many runs of five words stood before: quick to count, and few on most pages."""
    every = [word for words in worded for word in words]
    runs = list(zip(every, every[1:], every[2:], every[3:], every[4:], strict=False))
    return len(runs) - len(set(runs))


def _repeated_passage(words: list[str], runs: dict[int, tuple[list[str], int]]) -> str:
    """Return a run of words that stood before, and remember all runs of this text."""
    repeated = ""
    for start in range(len(words) - PASSAGE + 1):
        run = words[start : start + PASSAGE]
        before, at = runs.setdefault(hash(tuple(run)), (words, start))
        overlaps = before is words and start < at + PASSAGE
        if not repeated and not overlaps and before[at : at + PASSAGE] == run:
            repeated = " ".join(run) if len(set(run)) >= LEAST else ""
    return repeated


def _repeated_sentence(markdown: str, said: set[tuple[str, ...]]) -> str:
    """Return a sentence that was said before, and remember all sentences of this text."""
    repeated = ""
    for sentence in _SENTENCE_END.split(markdown):
        words = tuple(_words(sentence)) if len(sentence) > 2 * LEAST else ()
        if len(words) >= LEAST:
            if words in said and not repeated:
                repeated = " ".join(words)
            said.add(words)
    return repeated


def _names(document: Mapping, context: Context) -> Iterator[Finding]:
    seen = {_folded(text(document.get("title")))}
    for place, row in rows(document, "names"):
        name = text(row.get("name"))
        folded = _folded(name)
        if folded and folded in seen:
            yield NO_DUPLICATES.blocks(
                f"{place}/name",
                _("This name stands twice on the page."),
                _("Delete the row."),
                name,
            )
        seen.add(folded)
    yield from _other_pages_names(document, context.known_names)


def _folded(name: str) -> str:
    return "".join(_words(name)).replace("_", "")


def _other_pages_names(document: Mapping, known: Mapping[str, str]) -> Iterator[Finding]:
    """One name of two therapies misleads; words and trials may share one."""
    places = [("/title", text(document.get("title")))]
    places += [(f"{place}/name", text(row.get("name"))) for place, row in rows(document, "names")]
    say = NO_DUPLICATES.blocks if document.get("kind") == "therapy" else NO_DUPLICATES.warns
    for place, name in places:
        other = known.get(name)
        if name and other is not None:
            yield say(
                place,
                _("Another page goes by this name: %s.") % other,
                _("Look which page the name belongs to, and take it off the other one."),
                name,
            )


NO_DUPLICATES = Rule(
    "R49",
    "no-duplicates",
    BLOCK,
    KINDS,
    "editorial",
    gettext_lazy("No section, statement or name stands twice, and no name on two therapies"),
    _check,
)
RULES = (NO_DUPLICATES,)
