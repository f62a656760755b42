"""Clients of the API, and what an answer is held against."""

import pytest

from tests.factories import Cast

BASE = "/api/v1"


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture(autouse=True)
def _answers_not_kept(request, settings):
    """Each answer is made anew, but in tests marked as about kept ones."""
    if "kept_answers" not in request.fixturenames:
        cache = "alsportal.pagecache.PublicPageCache"
        settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != cache]


@pytest.fixture
def kept_answers():
    """The page cache, as in a deployment."""


@pytest.fixture
def get(client, db):
    """``get("/therapies", limit=2)`` -> response."""

    def get(path, **query):
        return client.get(BASE + path, query)

    return get
