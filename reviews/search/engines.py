"""The two engines: how each is told a tree of tokens, and the one statement that ranks.

Tiers are cumulative: tier 1 wants all words in title and names, 2 also in keywords, 3 also in the
summary, 4 anywhere; tier 0 is the whole name. A page counts in its best tier and stands there by
row id, highest first. To fill the first n places exactly, the 2n highest of each tier suffice:
either the tiers before hold n pages already, or at most n - 1 of the 2n come from them. More than
``BOUND`` rows are never read of a tier, but one to know that there are more; a tier that fills
that measure leaves nothing to ask of the next.
"""

from dataclasses import dataclass

from reviews.search.projection import filter_tokens
from reviews.search.query import Every, Query

BOUND = 1000
LEVELS = (1, 2, 3, 4)


@dataclass(frozen=True)
class Engine:
    """How one database writes a tree of tokens, and asks for the ids that match it."""

    every: str
    some: str
    quote: str
    ids: str

    def expression(self, node) -> str:
        """The tree in the engine's language. Tokens hold only ``[a-z0-9_]``: nothing to escape."""
        if isinstance(node, str):
            return f"{self.quote}{node}{self.quote}"
        sign = self.every if isinstance(node, Every) else self.some
        return "(" + sign.join(map(self.expression, node.nodes)) + ")"


ENGINES = {
    "sqlite": Engine(
        " AND ",
        " OR ",
        '"',
        "SELECT rowid AS id FROM reviews_searchtokens WHERE reviews_searchtokens MATCH %s"
        " ORDER BY rowid DESC LIMIT {most}",
    ),
    "postgresql": Engine(
        " & ", " | ", "'", "SELECT id FROM reviews_search_ids(%s::tsquery, {most}) AS id"
    ),
}

NAMES = """SELECT document_id AS id FROM reviews_searchname n
 JOIN reviews_searchdocument d ON d.id = n.document_id
 WHERE n.key = %s AND (%s OR d.kind = %s) AND (%s OR d.language = %s)
 ORDER BY document_id DESC LIMIT %s"""

RANKED = """
WITH {ctes},
hits AS (
 SELECT id, min(tier) AS tier, count(*) OVER () AS found
 FROM ({union}) AS tiers GROUP BY id
 ORDER BY tier, id DESC LIMIT %s OFFSET %s)
SELECT d.entry_id, d.kind, d.language, d.slug, d.title, d.summary, d.body,
 hits.tier, hits.found
FROM hits JOIN reviews_searchdocument d ON d.id = hits.id
ORDER BY hits.tier, hits.id DESC"""


@dataclass(frozen=True)
class Asked:
    """One search as asked: the parsed query, its filters and the page of results wanted."""

    query: Query
    kind: str | None
    language: str | None
    offset: int
    limit: int

    @property
    def most(self) -> int:
        """How many rows of a tier are read: enough for the places, and for the bounded count."""
        return max(2 * (self.offset + self.limit), BOUND + 1)


def strict(vendor: str, asked: Asked) -> tuple[str, list]:
    """The statement for pages that are named so or hold all the words, and its parameters."""
    return _ranked(vendor, asked, any_word=False)


def loose(vendor: str, asked: Asked) -> tuple[str, list]:
    """The statement for pages that hold any of the words; tiers count from 5."""
    return _ranked(vendor, asked, any_word=True)


def _ranked(vendor: str, asked: Asked, *, any_word: bool) -> tuple[str, list]:
    engine = ENGINES[vendor]
    parts = [] if any_word else [(0, NAMES, _name_parameters(asked))]
    for number in LEVELS:
        sql = engine.ids.format(most=_most(asked.most, [tier for tier, _, _ in parts]))
        wanted = engine.expression(_tree(asked, number, any_word))
        parts.append((number + 4 * any_word, sql, [wanted]))
    ctes = ",\n".join(f"t{tier} AS MATERIALIZED ({sql})" for tier, sql, _ in parts)
    union = " UNION ALL ".join(
        f"SELECT id, {tier} AS tier FROM t{tier}"  # noqa: S608 - the tiers are our own numbers
        for tier, _, _ in parts
    )
    sql = RANKED.format(ctes=ctes, union=union)
    parameters = [value for _, _, values in parts for value in values]
    return sql, [*parameters, asked.limit, asked.offset]


def _most(most: int, before: list[int]) -> str:
    """The measure of a tier: none, once a tier before has filled it.

    In LIMIT and not in WHERE, which SQLite asks again for every row that matches.
    """
    if not before:
        return str(most)
    counts = " AND ".join(f"(SELECT count(*) FROM t{tier}) < {most}" for tier in before)  # noqa: S608
    return f"CASE WHEN {counts} THEN {most} ELSE 0 END"


def _tree(asked: Asked, number: int, any_word: bool) -> Every:
    words = asked.query.tree(number, any_word=any_word)
    return Every((*filter_tokens(asked.kind, asked.language), words))


def _name_parameters(asked: Asked) -> list:
    kind, language = asked.kind, asked.language
    return [
        asked.query.key,
        kind is None,
        kind or "",
        language is None,
        language or "",
        asked.most,
    ]
