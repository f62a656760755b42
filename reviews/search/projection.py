"""What a kind hands over to be found by, and the rows that stand for it."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reviews.search.words import key, level, spell, tokens_of, tongue, words

# Sixteen million entries. Fewer bits make the ids, and so the lists of them, shorter.
ID_BITS = 24
RANK_BITS = 22
LONGEST_KEY = 200
LONGEST_TITLE = 300
# Characters of the body kept to show lines from; all of it is searched.
EXCERPT = 12_000
RECRUITING = "recruiting"
_FIRST_DAY = datetime.date(2000, 1, 1)


@dataclass(frozen=True)
class SearchProjection:
    """One live page as the search knows it. All texts are plain, none is HTML.

    ``names`` are whole names and ids, each found by an exact query; ``keywords`` are conditions,
    interventions, sponsor and the like; ``static_rank`` orders pages that match equally well.
    ``aliases`` are names that mean the thing of the page, in its language: who types one is also
    shown pages with the others. ``foreign`` names are understood like them, but never added.
    ``flags`` are what a search may put first (``RECRUITING``).
    """

    kind: str
    language: str
    slug: str
    title: str
    names: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    summary: str = ""
    body: str = ""
    static_rank: int = 0
    aliases: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """The stored form of one projection, in all three tables; two are equal or one is stale.

    ``names``: (key, the name as written or nothing, whether it is foreign), in order of the keys.
    """

    id: int
    entry_id: int
    kind: str
    language: str
    slug: str
    title: str
    summary: str
    body: str
    names: tuple[tuple[str, str, bool], ...] = field(default=())
    tokens: tuple[str, ...] = field(default=())


def static_rank(*, kind: int = 0, status: int = 0, on: datetime.date | None = None) -> int:
    """A number for ``SearchProjection.static_rank``: kind (0-7), then status (0-7), then date.

    Higher comes first. Dates count in days since 2000; earlier or missing ones count as 0.
    """
    if not (0 <= kind <= 7 and 0 <= status <= 7):
        raise ValueError("kind and status must be from 0 to 7")
    days = max(0, (on - _FIRST_DAY).days) if on else 0
    return kind << 19 | status << 16 | min(days, 2**16 - 1)


def row_id(rank: int, entry_id: int) -> int:
    """The primary key of a search row: ordering by it alone is ordering by rank, then entry."""
    if not (0 <= rank < 2**RANK_BITS and 0 < entry_id < 2**ID_BITS):
        raise ValueError(f"rank {rank} or entry {entry_id} is out of range")
    return rank << ID_BITS | entry_id


def row_of(entry_id: int, projection: SearchProjection) -> Row:
    """The row a projection ought to have."""
    return Row(
        id=row_id(projection.static_rank, entry_id),
        entry_id=entry_id,
        kind=projection.kind,
        language=projection.language,
        slug=projection.slug,
        title=projection.title[:LONGEST_TITLE],
        summary=projection.summary,
        body=projection.body[:EXCERPT],
        names=tuple(sorted(_names(projection))),
        tokens=tuple(sorted(_tokens(projection))),
    )


def filter_tokens(kind: str | None, language: str | None) -> tuple[str, ...]:
    """The tokens that narrow a search to a kind or a language; nobody can type them.

    The languages with rules of their own need none: every token names its language.
    """
    if language and tongue(language) == language:
        language = None
    pairs = (("kind", kind), ("lang", language))
    return tuple(f"{name}_{_plain(value)}" for name, value in pairs if value)


def flag_token(flag: str) -> str:
    """The token of a flag; nobody can type it."""
    return f"flag_{_plain(flag)}"


def name_token(name_key: str, tongue_: str) -> str:
    """The token of a whole name, by its key; nobody can type it either."""
    return f"name{tongue_}_{spell(name_key)}"


def _plain(value: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in value.lower())


def _names(projection: SearchProjection) -> Iterator[tuple[str, str, bool]]:
    """Each whole name once. Of two that differ in signs alone the first stands."""
    spoken = ((projection.aliases, False), (projection.foreign, True))
    means = {}
    for texts, is_foreign in spoken:
        for text in map(_one_line, texts):
            if len(text) <= LONGEST_KEY:
                means.setdefault(key(text), (text, is_foreign))
    every = (projection.title, projection.slug, *projection.names, *means)
    for name in dict.fromkeys(map(key, every)):
        if 0 < len(name) <= LONGEST_KEY:
            yield (name, *means.get(name, ("", False)))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tokens(projection: SearchProjection) -> set[str]:
    """A word of the title stands at levels 1 to 4, one of the body at 4 alone.

    So each level is a plain question of "all of these tokens", which neither engine has to
    check against positions or weights.
    """
    names = (projection.title, *projection.names, *projection.aliases, *projection.foreign)
    fields = (
        [*_words(names), *map(key, names[1:])],
        _words(projection.keywords),
        _words([projection.summary]),
        _words([projection.body]),
    )
    found = {
        *filter_tokens(projection.kind, projection.language),
        *map(flag_token, projection.flags),
        *(name_token(name, tongue(projection.language)) for name, _, _ in _names(projection)),
    }
    seen: set[str] = set()
    for number, texts in enumerate(fields, start=1):
        new = {t for w in set(texts) if w for t in tokens_of(w, projection.language)} - seen
        seen |= new
        found.update(level(token, at) for token in new for at in range(number, 5))
    return found


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in words(text)]
