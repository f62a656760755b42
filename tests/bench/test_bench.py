"""The benchmark measures pages that could exist, and its sources of load agree."""

import io

import pytest
from django.core.management import call_command

from reviews import search
from reviews.models import Listing, Version
from tests.bench import documents, studies
from tests.bench.filling import fill
from tests.bench.pages import scenarios
from tests.bench.queries import QUERIES
from tests.bench.sqlcount import statements


@pytest.fixture
def filled(db):
    fill(0, 21)


def test_pages_made_in_batches_hold_every_invariant(filled):
    out = io.StringIO()
    call_command("audit", stdout=out)
    assert "21 live" in out.getvalue()


def test_more_can_be_published_later(filled):
    fill(21, 24)
    assert Version.objects.count() == Listing.objects.count() == 24
    assert search.find(studies.nct_id(23)).hits[0].tier == 0


def test_the_same_number_makes_the_same_page(db):
    assert documents.trial(7) == documents.trial(7) != documents.trial(8)
    assert documents.therapy(7) == documents.therapy(7)


def test_every_address_that_is_measured_answers(filled):
    for paths in scenarios().values():
        cold, warm = statements(paths[0])
        assert cold and not warm


def test_there_are_twenty_searches_and_none_is_refused(filled):
    assert len(set(QUERIES)) == 20
    for query in QUERIES:
        search.find(query)
