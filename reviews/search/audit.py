"""What an audit needs: the stored rows as they are, and faults of the index itself.

An audit compares each with ``row_of(entry_id, fresh_projection)``: equal, or somebody wrote there.
"""

from collections.abc import Iterator

from django.db import DatabaseError, connections, router, transaction

from reviews.search import vocabulary
from reviews.search.models import SearchDocument
from reviews.search.projection import Row

# A name holds no control characters, so these two part the names and what is known of each.
RECORD, UNIT = "\x1e", "\x1f"
STORED = {
    "sqlite": """SELECT d.id, d.entry_id, d.kind, d.language, d.slug, d.title, d.summary, d.body,
 (SELECT group_concat(n.key || char(31) || n.text || char(31) || n.is_foreign, char(30))
  FROM reviews_searchname n WHERE n.document_id = d.id),
 t.tokens FROM reviews_searchdocument d LEFT JOIN reviews_searchtokens t ON t.rowid = d.id
 ORDER BY d.id""",
    "postgresql": """SELECT d.id, d.entry_id, d.kind, d.language, d.slug, d.title, d.summary,
 d.body, (SELECT string_agg(n.key || chr(31) || n.text || chr(31) || n.is_foreign::int, chr(30))
  FROM reviews_searchname n WHERE n.document_id = d.id),
 array_to_string(tsvector_to_array(t.tokens), ' ')
 FROM reviews_searchdocument d LEFT JOIN reviews_searchtokens t ON t.rowid = d.id
 ORDER BY d.id""",
}
ORPHANS = """SELECT count(*) FROM reviews_searchtokens
 WHERE rowid NOT IN (SELECT id FROM reviews_searchdocument)"""
FTS_CHECK = "INSERT INTO reviews_searchtokens(reviews_searchtokens) VALUES ('integrity-check')"


def rows_for_audit(using: str | None = None) -> Iterator[Row]:
    """Every stored row, in order of id, as ``row_of`` would make it."""
    connection = connections[using or router.db_for_read(SearchDocument)]
    with connection.cursor() as cursor:
        cursor.execute(STORED[connection.vendor])
        for *columns, names, tokens in cursor:
            yield Row(
                *columns,
                names=tuple(sorted(map(_name, names.split(RECORD)))) if names else (),
                tokens=tuple(sorted((tokens or "").split())),
            )


def _name(stored: str) -> tuple[str, str, bool]:
    key, text, is_foreign = stored.split(UNIT)
    return key, text, is_foreign == "1"


def index_faults(using: str | None = None) -> list[str]:
    """Faults that no comparison of rows would show: stray index rows, an FTS5 index out of step."""
    using = using or router.db_for_write(SearchDocument)
    faults = []
    with connections[using].cursor() as cursor:
        cursor.execute(ORPHANS)
        if stray := cursor.fetchone()[0]:
            faults.append(f"{stray} rows of the search index belong to no page")
    faults += vocabulary.faults(using)
    if connections[using].vendor == "sqlite":
        faults += _fts_faults(using)
    return faults


def _fts_faults(using: str) -> list[str]:
    try:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute(FTS_CHECK)
    except DatabaseError as fault:
        return [f"the search index is damaged: {fault}"]
    return []
