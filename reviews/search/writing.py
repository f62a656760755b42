"""Writing the search rows: in the publishing transaction, from the live version alone."""

from collections.abc import Iterable
from itertools import islice

from django.db import connections, router, transaction

from reviews.search import vocabulary
from reviews.search.models import SearchDocument, SearchName, SearchTokens, SearchWord
from reviews.search.projection import Row, SearchProjection, row_of

INSERT = {
    "sqlite": "INSERT INTO reviews_searchtokens (rowid, tokens) VALUES (%s, %s)",
    "postgresql": "INSERT INTO reviews_searchtokens (rowid, tokens)"
    " VALUES (%s, array_to_tsvector(string_to_array(%s, ' ')))",
}
DELETE = "DELETE FROM reviews_searchtokens WHERE rowid = %s"
BATCH = 200


def write(entry_id: int, projection: SearchProjection, *, using: str | None = None) -> None:
    """Put or replace the entry's rows. To be called inside the publishing transaction."""
    using = using or router.db_for_write(SearchDocument)
    remove(entry_id, using=using)
    _insert([row_of(entry_id, projection)], using)


def remove(entry_id: int, *, using: str | None = None) -> None:
    """Take the entry out of the search; nothing happens where it is not in."""
    using = using or router.db_for_write(SearchDocument)
    stored = SearchDocument.objects.using(using).filter(entry_id=entry_id)
    for pk in stored.values_list("pk", flat=True):
        vocabulary.take_away(pk, using=using)
        SearchName.objects.using(using).filter(document_id=pk)._raw_delete(using)
        with connections[using].cursor() as cursor:
            cursor.execute(DELETE, [pk])
        stored.filter(pk=pk)._raw_delete(using)


def rebuild(
    projections: Iterable[tuple[int, SearchProjection]], *, using: str | None = None
) -> int:
    """Empty the search and write it anew, in one transaction; returns the number of pages."""
    using = using or router.db_for_write(SearchDocument)
    with transaction.atomic(using=using):
        for model in (SearchName, SearchTokens, SearchDocument, SearchWord):
            model.objects.using(using).all()._raw_delete(using)
        return write_new(projections, using=using)


def recount_words(*, using: str | None = None) -> None:
    """Count the words of the stored pages anew."""
    vocabulary.recount(using or router.db_for_write(SearchDocument))


def write_new(
    projections: Iterable[tuple[int, SearchProjection]], *, using: str | None = None
) -> int:
    """Put many entries that are not in the search yet; returns how many."""
    using = using or router.db_for_write(SearchDocument)
    rows, count = (row_of(*pair) for pair in projections), 0
    while batch := list(islice(rows, BATCH)):
        _insert(batch, using)
        count += len(batch)
    return count


def _insert(rows: list[Row], using: str) -> None:
    SearchDocument.objects.using(using).bulk_create(_document(row) for row in rows)
    SearchName.objects.using(using).bulk_create(
        SearchName(key=key, text=text, is_foreign=is_foreign, document_id=row.id)
        for row in rows
        for key, text, is_foreign in row.names
    )
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.executemany(
            INSERT[connection.vendor], [(row.id, " ".join(row.tokens)) for row in rows]
        )
    vocabulary.add((row.tokens for row in rows), using=using)


def _document(row: Row) -> SearchDocument:
    return SearchDocument(
        id=row.id,
        entry_id=row.entry_id,
        kind=row.kind,
        language=row.language,
        slug=row.slug,
        title=row.title,
        summary=row.summary,
        body=row.body,
    )
