"""The index table of each database, as SQL.

SQLite: FTS5 with ``detail=none``, since only the presence of a token is ever asked for.
PostgreSQL: the vector lies outside the row, so that a search that only needs ids reads a narrow
table; the function holds the planner to the index, because it does not reckon with the price of
unpacking vectors and would otherwise read them all for a common word. ``fastupdate`` is off:
a search then never has to walk a list of pending words. The texts shown are kept uncompressed.
"""

SQLITE = [
    "CREATE VIRTUAL TABLE reviews_searchtokens USING fts5("
    "tokens, detail=none, tokenize=\"ascii tokenchars '_'\")",
]
SQLITE_DROP = ["DROP TABLE IF EXISTS reviews_searchtokens"]

POSTGRESQL = [
    "ALTER TABLE reviews_searchdocument ALTER COLUMN body SET STORAGE EXTERNAL",
    "CREATE TABLE reviews_searchtokens (rowid bigint PRIMARY KEY, tokens tsvector NOT NULL)",
    "ALTER TABLE reviews_searchtokens SET (toast_tuple_target = 128)",
    "CREATE INDEX reviews_searchtokens_gin ON reviews_searchtokens"
    " USING gin (tokens) WITH (fastupdate = off)",
    """
    CREATE FUNCTION reviews_search_ids(wanted tsquery, most integer) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE ROWS 1000
    SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off
    AS $$ BEGIN
      RETURN QUERY SELECT t.rowid FROM reviews_searchtokens t WHERE t.tokens @@ wanted
        ORDER BY t.rowid DESC LIMIT most;
    END $$
    """,
]
POSTGRESQL_DROP = [
    "DROP FUNCTION IF EXISTS reviews_search_ids(tsquery, integer)",
    "DROP TABLE IF EXISTS reviews_searchtokens",
]


def create_engine_tables(schema_editor) -> None:
    """Make the index table of the connected database; for a migration."""
    _run(schema_editor, SQLITE, POSTGRESQL)


def drop_engine_tables(schema_editor) -> None:
    """Undo ``create_engine_tables``."""
    _run(schema_editor, SQLITE_DROP, POSTGRESQL_DROP)


def _run(schema_editor, sqlite: list[str], postgresql: list[str]) -> None:
    statements = {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement, params=None)
