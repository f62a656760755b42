"""Search rows are public text: the audit can see each that no live version made."""

import pytest
from django.db import connection

from reviews.search import SearchProjection, index_faults, row_of, rows_for_audit, static_rank
from reviews.search.models import SearchDocument
from reviews.search.projection import row_id


def test_a_stored_row_is_the_row_of_its_projection(riluzole, page):
    projection = SearchProjection("trial", "en", "t", "T – α", names=("NCT 1",), body="Words’ end")
    entry = page("T – α", kind="trial", slug="t", names=("NCT 1",), body="Words’ end")
    assert row_of(entry.pk, projection) in list(rows_for_audit())
    assert index_faults() == []


def test_a_row_written_by_hand_differs(riluzole):
    (before,) = rows_for_audit()
    SearchDocument.objects.update(summary="It cures.")
    (after,) = rows_for_audit()
    assert before != after


def test_stray_index_rows_are_a_fault(riluzole):
    insert = {
        "sqlite": "INSERT INTO reviews_searchtokens (rowid, tokens) VALUES (1, 's1als')",
        "postgresql": "INSERT INTO reviews_searchtokens VALUES (1, '''s1als''')",
    }
    with connection.cursor() as cursor:
        cursor.execute(insert[connection.vendor])
    assert index_faults() == ["1 rows of the search index belong to no page"]


def test_rank_orders_by_kind_then_status_then_date():
    import datetime

    day = datetime.date(2026, 2, 3)
    ranks = [
        static_rank(),
        static_rank(on=day),
        static_rank(status=1),
        static_rank(kind=1),
        static_rank(kind=7, status=7, on=datetime.date(9999, 1, 1)),
    ]
    assert ranks == sorted(ranks)
    assert row_id(ranks[-1], 2**24 - 1) < 2**63


@pytest.mark.parametrize(("rank", "entry"), [(-1, 1), (2**22, 1), (0, 0), (0, 2**24)])
def test_a_rank_or_entry_out_of_range_is_refused(rank, entry):
    with pytest.raises(ValueError, match="out of range"):
        row_id(rank, entry)
