"""Search over live pages. Everything outside this package uses these names only."""

from reviews.search.audit import index_faults, rows_for_audit
from reviews.search.finding import Hit, Results, find
from reviews.search.projection import RECRUITING, Row, SearchProjection, row_of, static_rank
from reviews.search.query import QueryRefused
from reviews.search.understanding import Added, Corrected
from reviews.search.words import key
from reviews.search.writing import rebuild, recount_words, remove, write, write_new

__all__ = [
    "RECRUITING",
    "Added",
    "Corrected",
    "Hit",
    "QueryRefused",
    "Results",
    "Row",
    "SearchProjection",
    "find",
    "index_faults",
    "key",
    "rebuild",
    "recount_words",
    "remove",
    "row_of",
    "rows_for_audit",
    "static_rank",
    "write",
    "write_new",
]
