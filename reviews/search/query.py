"""What a reader typed, as a tree of tokens that either engine can be asked for."""

from dataclasses import dataclass, field

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
class Query:
    """``nodes``: one tree a word, leaves are tokens. ``key``: the query as one whole name."""

    text: str
    key: str
    nodes: tuple
    left_out: tuple[str, ...] = ()
    tokens: frozenset = field(default=frozenset())

    def tree(self, number: int, *, any_word: bool = False) -> Every | Some:
        """The tree for one level of prominence (1 title … 4 anywhere)."""
        kind = Some if any_word else Every
        return kind(tuple(_at_level(node, number) for node in self.nodes))


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
    kept = [parts for parts in found if joined(parts) not in common] or found
    nodes = _nodes(kept, _languages(language), exact)
    if len(nodes) > MOST_WORDS:
        raise _too_many(len(nodes))
    left_out = tuple(dict.fromkeys(joined(p) for p in found if p not in kept))
    return Query(text.strip(), key(text), nodes, left_out, frozenset(_leaves(Every(nodes))))


def _languages(language: str | None) -> tuple[str, ...]:
    return TONGUES if language is None else (tongue(language),)


def _nodes(found: list[list[str]], languages: tuple[str, ...], exact: bool) -> tuple:
    """One node a word; the same word twice is one."""
    nodes, skip = [], False
    for parts, following in zip(found, [*found[1:], []], strict=True):
        if skip:
            skip = False
            continue
        if _is_split_code(parts, following):
            parts, skip = parts + following, True
        nodes.append(_compound(parts, languages, exact))
    return tuple(dict.fromkeys(nodes))


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
