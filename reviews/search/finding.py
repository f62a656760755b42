"""Finding: one statement to understand the query, one for the hits with all that is shown of them.

A third is asked only where nothing has all the words, or where a typing error was mended.
"""

from dataclasses import dataclass, replace

from django.db import connections, router
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reviews.models.published import Listing
from reviews.search import listed
from reviews.search.engines import BOUND, Asked, statement, tier_of
from reviews.search.models import SearchDocument
from reviews.search.query import QueryRefused
from reviews.search.snippets import snippet
from reviews.search.understanding import Added, Corrected, Understood, understand


@dataclass(frozen=True)
class Hit:
    """One result. ``tier`` 0 is the whole name or id, 1-4 all words, 5-8 any of them.

    ``along``: only with the words that are searched along. ``listing`` is the page's own, which
    its card is made from.
    """

    entry_id: int
    kind: str
    language: str
    slug: str
    title: str
    tier: int
    snippet_html: SafeString
    along: bool = False
    listing: Listing | None = None


@dataclass(frozen=True)
class Results:
    """``count`` is exact, or ``BOUND`` where ``count_capped``; ``notes`` are for the reader.

    ``added`` was searched along, ``left`` would have been; ``suggestions`` are other queries.
    """

    hits: list[Hit]
    count: int
    count_capped: bool = False
    tier_any: bool = False
    notes: tuple[str, ...] = ()
    added: tuple[Added, ...] = ()
    left: tuple[str, ...] = ()
    corrected: Corrected | None = None
    suggestions: tuple[str, ...] = ()


def find(
    text: str,
    *,
    kind: str | None = None,
    language: str | None = None,
    exact: bool = False,
    without: tuple[str, ...] = (),
    recruiting_first: bool = False,
    offset: int = 0,
    limit: int = 10,
    using: str | None = None,
) -> Results:
    """The live pages for a query, best first; the same on both databases.

    ``exact`` searches the words as they stand: without word endings, nothing mended or added.
    ``without`` names words not to be searched along. Raises ``QueryRefused`` for a query that
    cannot be searched and for pages beyond the first ``BOUND`` results.
    """
    if offset < 0 or limit < 1 or offset + limit > BOUND:
        raise _too_deep()
    using = using or router.db_for_read(SearchDocument)
    understood = understand(text, language=language, exact=exact, without=without, using=using)
    query = understood.query
    asked = Asked(query, kind, language, offset, limit, recruiting_first)
    several = len(query.nodes) > 1
    rows, first = _ask(asked, using, any_word=several and understood.is_hopeless)
    if not first and several and not understood.is_hopeless:
        rows, first = _ask(asked, using, any_word=True)
    return _results(understood, rows, first, using)


def _results(understood: Understood, rows: list, first: tuple | None, using: str) -> Results:
    found = first[1] if first else 0
    tier_any = first is not None and tier_of(first[0])[0] > 4
    make = listed.maker(connections[using])
    return Results(
        hits=[_hit(row, understood.query.tokens, make) for row in rows],
        count=min(found, BOUND),
        count_capped=found > BOUND,
        tier_any=tier_any,
        notes=_notes(understood.query.left_out, tier_any),
        added=understood.added,
        left=understood.left,
        corrected=understood.corrected,
        suggestions=understood.suggestions,
    )


def _ask(asked: Asked, using: str, *, any_word: bool) -> tuple[list[tuple], tuple | None]:
    """The rows of the page asked for, and the first of any page, if there is one."""
    connection = connections[using]
    with connection.cursor() as cursor:
        vendor, columns = connection.vendor, listed.COLUMNS
        cursor.execute(*statement(vendor, asked, columns, any_word=any_word))
        rows = cursor.fetchall()
        if rows or not asked.offset:
            return rows, rows[0] if rows else None
        start = replace(asked, offset=0, limit=1)
        cursor.execute(*statement(vendor, start, columns, any_word=any_word))
        return [], next(iter(cursor.fetchall()), None)


def _hit(row: tuple, tokens: frozenset[str], make) -> Hit:
    place, _found, entry_id, kind, language, slug, title, summary, body, *columns = row
    tier, along = tier_of(place)
    lines = snippet(tokens, language, summary, body)
    return Hit(entry_id, kind, language, slug, title, tier, lines, along, make(columns))


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
