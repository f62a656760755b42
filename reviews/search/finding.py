"""Finding: one statement for the hits and their texts, a second one only when there is no hit."""

from dataclasses import dataclass

from django.db import connections, router
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reviews.search.engines import BOUND, Asked, loose, strict
from reviews.search.models import SearchDocument
from reviews.search.query import QueryRefused, parse
from reviews.search.snippets import snippet


@dataclass(frozen=True)
class Hit:
    """One result. ``tier`` 0 is the whole name or id, 1-4 all words, 5-8 any of them."""

    entry_id: int
    kind: str
    language: str
    slug: str
    title: str
    tier: int
    snippet_html: SafeString


@dataclass(frozen=True)
class Results:
    """``count`` is exact, or ``BOUND`` where ``count_capped``; ``notes`` are for the reader."""

    hits: list[Hit]
    count: int
    count_capped: bool = False
    tier_any: bool = False
    notes: tuple[str, ...] = ()


def find(
    text: str,
    *,
    kind: str | None = None,
    language: str | None = None,
    exact: bool = False,
    offset: int = 0,
    limit: int = 10,
    using: str | None = None,
) -> Results:
    """The live pages for a query, best first; the same on both databases.

    ``exact`` searches the words as they stand, without word endings. Raises ``QueryRefused`` for
    a query that cannot be searched and for pages beyond the first ``BOUND`` results.
    """
    if offset < 0 or limit < 1 or offset + limit > BOUND:
        raise _too_deep()
    query = parse(text, language=language, exact=exact)
    asked = Asked(query, kind, language, offset, limit)
    using = using or router.db_for_read(SearchDocument)
    rows, found = _ask(strict, asked, using)
    tier_any = not found and len(query.nodes) > 1
    if tier_any:
        rows, found = _ask(loose, asked, using)
    hits = [_hit(row, query.tokens) for row in rows]
    notes = _notes(query.left_out, tier_any and bool(found))
    return Results(hits, min(found, BOUND), found > BOUND, tier_any and bool(found), notes)


def _ask(statement, asked: Asked, using: str) -> tuple[list[tuple], int]:
    """The rows of the page asked for, and how many there are in all (at most BOUND + some)."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(*statement(connection.vendor, asked))
        rows = cursor.fetchall()
        if not rows and asked.offset:
            first = Asked(asked.query, asked.kind, asked.language, 0, 1)
            cursor.execute(*statement(connection.vendor, first))
            return [], next((row[-1] for row in cursor.fetchall()), 0)
    return rows, rows[0][-1] if rows else 0


def _hit(row: tuple, tokens: frozenset[str]) -> Hit:
    entry_id, kind, language, slug, title, summary, body, tier, _found = row
    return Hit(
        entry_id, kind, language, slug, title, tier, snippet(tokens, language, summary, body)
    )


def _notes(left_out: tuple[str, ...], tier_any: bool) -> tuple[str, ...]:
    notes = []
    if left_out:
        notes.append(_("Not searched, too common: %(words)s.") % {"words": ", ".join(left_out)})
    if tier_any:
        notes.append(_("No page has all of these words. These have at least one."))
    return tuple(notes)


def _too_deep() -> QueryRefused:
    return QueryRefused(
        "too_deep",
        _("Only the first %(most)d results can be shown.") % {"most": BOUND},
        _("Add a word, or choose a kind of page, to narrow the search."),
    )
