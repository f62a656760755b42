"""The two engines: how each is told a tree of tokens, and the one statement that ranks.

Tier 0 is the whole name or id; tier 1 wants all words in title and names, 2 also in keywords, 3
also in the summary, 4 anywhere; tiers 5 to 8 are 1 to 4 with any of the words. Where other words
are searched along, pages with those in title and names follow tier 1, all others follow tier 4.

The answers to these questions, put one after the other, are the ranking: by place, within a place
by row id, highest first. Each tier leaves out what the tier before it found, so that a page comes
once, and at most three times where other words are searched along. Rows are read until the page
asked for and the bounded count are sure; questions beyond that are not asked at all, which is what
``UNION ALL`` under ``LIMIT`` means to both databases.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from reviews.search.projection import RECRUITING, filter_tokens, flag_token, name_token
from reviews.search.query import Every, Query, Some
from reviews.search.words import TONGUES, tongue

BOUND = 1000
LEVELS = (1, 2, 3, 4)
ALONG = (1, 4)  # the levels at which other words count
LATER = 100  # added to the places of pages that are not put first


@dataclass(frozen=True)
class Engine:
    """How one database writes a tree of tokens, and asks for the ids that match it."""

    every: str
    some: str
    without: str
    quote: str
    ids: str

    def expression(self, node) -> str:
        """The tree in the engine's language. Tokens hold only ``[a-z0-9_]``: nothing to escape."""
        if isinstance(node, str):
            return f"{self.quote}{node}{self.quote}"
        sign = self.every if isinstance(node, Every) else self.some
        return "(" + sign.join(map(self.expression, node.nodes)) + ")"

    def except_for(self, wanted, *before) -> str:
        """What one tree matches and none of some others does."""
        left_out = self.expression(Some(before))
        return f"{self.expression(wanted)}{self.without}{left_out}"


ENGINES = {
    "sqlite": Engine(
        " AND ",
        " OR ",
        " NOT ",
        '"',
        "SELECT rowid AS id, {place} AS place FROM reviews_searchtokens"
        " WHERE reviews_searchtokens MATCH %s ORDER BY rowid DESC LIMIT {most}",
    ),
    "postgresql": Engine(
        " & ",
        " | ",
        " & !",
        "'",
        "SELECT id, {place} AS place FROM reviews_search_ids(%s::tsquery, {most}) AS id",
    ),
}

RANKED = """
WITH found AS MATERIALIZED (
 SELECT id, min(place) AS place FROM (SELECT id, place FROM ({parts}) AS parts LIMIT {most}) AS read
 GROUP BY id),
hits AS (SELECT id, place FROM found ORDER BY place, id DESC LIMIT %s OFFSET %s)
SELECT hits.place, (SELECT count(*) FROM found),
 d.entry_id, d.kind, d.language, d.slug, d.title, d.summary, d.body{more}
FROM hits JOIN reviews_searchdocument d ON d.id = hits.id
LEFT JOIN reviews_listing l ON l.entry_id = d.entry_id
ORDER BY hits.place, hits.id DESC"""


@dataclass(frozen=True)
class Asked:
    """One search as asked: the parsed query, its filters and the page of results wanted."""

    query: Query
    kind: str | None
    language: str | None
    offset: int
    limit: int
    recruiting_first: bool = False

    @property
    def most(self) -> int:
        """How many pages are looked for: enough for the places, and for the bounded count."""
        return max(self.offset + self.limit, BOUND + 1)

    @property
    def name(self) -> Some:
        """The whole query as a name or id."""
        tongues = TONGUES if self.language is None else (tongue(self.language),)
        return Some(tuple(name_token(self.query.key, each) for each in tongues))


def tier_of(place: int) -> tuple[int, bool]:
    """(tier, whether only the words searched along made it a hit) of a place."""
    tier, along = divmod(place % LATER, 2)
    return tier, bool(along)


def statement(vendor: str, asked: Asked, columns: str, *, any_word: bool) -> tuple[str, list]:
    """The statement for pages named so or with all of the words, or else with any of them.

    ``columns`` of the listing (``l``) follow those of the search row.
    """
    engine = ENGINES[vendor]
    parts, parameters = [], []
    for place, expression in _questions(engine, asked, any_word):
        ids = engine.ids.format(place=place, most=asked.most * (1 + place % 2))
        parts.append(f"SELECT * FROM ({ids}) AS p{place}")  # noqa: S608 - numbers of our own
        parameters.append(expression)
    most = asked.most * (3 if asked.query.wider else 1)
    sql = RANKED.format(parts="\nUNION ALL ".join(parts), most=most, more=columns)
    return sql, [*parameters, asked.limit, asked.offset]


def _questions(engine: Engine, asked: Asked, any_word: bool) -> Iterator[tuple[int, str]]:
    """(place, what to match) in order of rank, each without what the ones before it match."""
    narrow = filter_tokens(asked.kind, asked.language)
    yield 0, engine.expression(Every((*narrow, asked.name)))
    if not asked.recruiting_first:
        yield from _levels(engine, asked, any_word, 0, narrow, ())
        return
    flag = flag_token(RECRUITING)
    yield from _levels(engine, asked, any_word, 0, (*narrow, flag), ())
    yield from _levels(engine, asked, any_word, LATER, narrow, (flag,))


def _levels(
    engine: Engine, asked: Asked, any_word: bool, first: int, narrow: tuple, other: tuple
) -> Iterator[tuple[int, str]]:
    """The tiers. What matches a level matches the next, so only the level before is left out.

    Other words are asked for without leaving out more than names: that would cost more than
    reading a page twice. So twice as many rows are read, of which the half may be known already.
    """
    always = (asked.name, *other)
    last: tuple = ()
    for number in LEVELS:
        place = first + 2 * (number + 4 * any_word)
        typed = asked.query.tree(number, any_word=any_word)
        yield place, engine.except_for(Every((*narrow, typed)), *always, *last)
        last = (typed,)
        if asked.query.wider and number in ALONG:
            wide = asked.query.tree(number, any_word=any_word, wide=True)
            yield place + 1, engine.except_for(Every((*narrow, wide)), *always)
