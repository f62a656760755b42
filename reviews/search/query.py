"""What a reader typed, as a tree of tokens that either engine can be asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviews.search.stopwords import stop_words
from reviews.search.words import (
    TONGUES,
    chunks,
    joined,
    key,
    level,
    stem_token,
    tongue,
    whole_token,
)

LONGEST_QUERY = 200
MOST_WORDS = 32


class QueryRefused(ValueError):
    """A query that cannot be searched. ``reason`` and ``mend`` are for the reader."""

    def __init__(self, code: str, reason: str, mend: str):
        super().__init__(reason)
        self.code, self.reason, self.mend = code, reason, mend


@dataclass(frozen=True)
class Every:
    """All of these."""

    nodes: tuple


@dataclass(frozen=True)
class Some:
    """At least one of these."""

    nodes: tuple


@dataclass(frozen=True)
class Word:
    """One word as typed: its parts (hyphens cut it) and the place of its node, if it has one."""

    parts: tuple[str, ...]
    node: int | None
    is_code: bool = False

    @property
    def key(self) -> str:
        return "".join(self.parts)


@dataclass(frozen=True)
class Query:
    """``nodes``: one tree a word, leaves are tokens. ``key``: the query as one whole name.

    ``wider``: the nodes once more, with what is searched along with them; empty if nothing is.
    """

    text: str
    key: str
    nodes: tuple
    left_out: tuple[str, ...] = ()
    tokens: frozenset = field(default=frozenset())
    words: tuple[Word, ...] = ()
    wider: tuple = ()

    def tree(self, number: int, *, any_word: bool = False, wide: bool = False) -> Every | Some:
        """The tree for one level of prominence (1 title … 4 anywhere).

        What matches it also matches the tree of the next level, and the ``wide`` one.
        """
        kind = Some if any_word else Every
        nodes = self.wider if wide else self.nodes
        if any_word and wide:  # of a phrase that means something else, each word still counts
            nodes = (*self.nodes, *self.wider)
        return kind(tuple(_at_level(node, number) for node in nodes))

    def apart(self, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Of spans of words (first, after last) those to use: the longest, none over another."""
        chosen: list[tuple[int, int]] = []
        taken: set[int] = set()
        for span in sorted(spans, key=lambda span: (span[0] - span[1], span)):
            inside = set(self.inside(span))
            if inside and not inside & taken:
                chosen.append(span)
                taken |= inside
        return sorted(chosen)

    def inside(self, span: tuple[int, int]) -> list[int]:
        """The places of the nodes of a span of words."""
        return sorted({word.node for word in self.words[slice(*span)] if word.node is not None})

    def widened(self, others: dict[tuple[int, int], list]) -> "Query":
        """The query with other nodes beside those of some spans, which lie apart."""
        instead: dict[int, Some] = {}
        for span, nodes in others.items():
            inside = self.inside(span)
            typed = tuple(self.nodes[node] for node in inside)
            whole = typed[0] if len(typed) == 1 else Every(typed)
            instead |= dict.fromkeys(inside, Some((whole, *nodes)))
        wider = tuple(dict.fromkeys(instead.get(n, node) for n, node in enumerate(self.nodes)))
        return replace(self, wider=wider, tokens=frozenset(_leaves(Every(wider))))


def parse(text: str, *, language: str | None = None, exact: bool = False) -> Query:
    """Raises ``QueryRefused`` for a query too long, too wordy, or without a letter or digit.

    All signs count as blanks: there are no operators, so nothing typed can be a syntax error.
    """
    if len(text) > LONGEST_QUERY:
        raise _too_long(len(text))
    found = list(chunks(text))
    if not found:
        raise _empty()
    common = stop_words(language)
    kept = [joined(parts) not in common for parts in found]
    kept = kept if any(kept) else [True] * len(found)
    nodes, words = _nodes(found, kept, _languages(language), exact)
    if len(nodes) > MOST_WORDS:
        raise _too_many(len(nodes))
    left_out = tuple(
        dict.fromkeys(joined(p) for p, stays in zip(found, kept, strict=True) if not stays)
    )
    tokens = frozenset(_leaves(Every(nodes)))
    return Query(text.strip(), key(text), nodes, left_out, tokens, words)


def phrase(text: str, language: str | None) -> Every | Some | str:
    """A name or phrase of our own as one node, without its common words."""
    common = stop_words(language)
    found = list(chunks(text))
    kept = [parts for parts in found if joined(parts) not in common] or found
    nodes = tuple(dict.fromkeys(_compound(p, _languages(language), False) for p in kept))
    return nodes[0] if len(nodes) == 1 else Every(nodes)


def _languages(language: str | None) -> tuple[str, ...]:
    return TONGUES if language is None else (tongue(language),)


def _nodes(
    found: list[list[str]], kept: list[bool], languages: tuple[str, ...], exact: bool
) -> tuple[tuple, tuple[Word, ...]]:
    """One node a word, the same word twice is one; and the words, common ones without a node."""
    nodes: dict = {}
    words: list[Word] = []
    for place, parts in enumerate(found):
        if len(words) > place:  # the number of a code that was read with the word before
            continue
        if not kept[place]:
            words.append(Word(tuple(parts), None))
            continue
        following = found[place + 1] if place + 1 < len(found) else []
        is_code = _is_split_code(parts, following)
        node = _compound([*parts, *following] if is_code else parts, languages, exact)
        number = nodes.setdefault(node, len(nodes))
        words.append(Word(tuple(parts), number, is_code))
        if is_code:
            words.append(Word(tuple(following), number, is_code))
    return tuple(nodes), tuple(words)


def _is_split_code(parts: list[str], following: list[str]) -> bool:
    """``AMX 0035`` may be written ``AMX0035`` on the page: letters, a blank, a number."""
    return bool(
        len(parts) == 1 == len(following)
        and parts[0].isalpha()
        and len(parts[0]) <= 6
        and following[0][0].isdigit()
    )


def _compound(parts: list[str], languages: tuple[str, ...], exact: bool):
    if len(parts) == 1:
        return _word(parts[0], languages, exact)
    apart = Every(tuple(dict.fromkeys(_word(part, languages, exact) for part in parts)))
    return Some((_word(joined(parts), languages, exact), apart))


def _word(word: str, languages: tuple[str, ...], exact: bool):
    token = whole_token if exact else stem_token
    tokens = tuple(dict.fromkeys(token(word, language) for language in languages))
    return tokens[0] if len(tokens) == 1 else Some(tokens)


def _at_level(node, number: int):
    if isinstance(node, str):
        return level(node, number)
    return type(node)(tuple(_at_level(child, number) for child in node.nodes))


def _leaves(node):
    if isinstance(node, str):
        yield node
        return
    for child in node.nodes:
        yield from _leaves(child)


def _empty() -> QueryRefused:
    return QueryRefused(
        "empty",
        _("There is no word to search for."),
        _("Type a name, a code, a trial number or a few words."),
    )


def _too_long(length: int) -> QueryRefused:
    return QueryRefused(
        "too_long",
        _("The search text has %(length)d characters; at most %(most)d can be searched.")
        % {"length": length, "most": LONGEST_QUERY},
        _("Keep the most telling words."),
    )


def _too_many(count: int) -> QueryRefused:
    return QueryRefused(
        "too_many_words",
        ngettext(
            "The search text has %(count)d word; at most %(most)d can be searched.",
            "The search text has %(count)d words; at most %(most)d can be searched.",
            count,
        )
        % {"count": count, "most": MOST_WORDS},
        _("Keep the most telling words."),
    )
