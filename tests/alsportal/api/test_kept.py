"""Answers of the API from memory: never stale, never for one reader only."""

import pytest

from alsportal import pagecache
from reviews import actions
from tests.factories import published_therapy, therapy_draft

pytestmark = pytest.mark.usefixtures("kept_answers")


@pytest.fixture
def path(cast):
    return f"/api/v1/therapies/{published_therapy(cast, slug='kept').slug}"


def test_a_second_reading_asks_the_database_nothing(client, path, django_assert_num_queries):
    first = client.get(path)
    with django_assert_num_queries(0):
        second = client.get(path)
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]
    assert second["Access-Control-Allow-Origin"] == "*"


def test_an_unchanged_answer_is_not_sent_again(client, path):
    etag = client.get(path)["ETag"]
    assert not etag.startswith("W/")
    response = client.get(path, headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")


def test_a_public_change_makes_all_answers_anew(client, path, cast):
    before = client.get(path)
    entry = cast_entry(path)
    actions.remove(entry=entry, by=cast.pia, reason="Wrong.", what_now="Ask.")
    pagecache.forget()
    after = client.get(path)
    assert (before.status_code, after.status_code) == (200, 410)
    assert before["ETag"] != after["ETag"]


def test_a_private_change_moves_no_etag(client, path, cast):
    before = client.get(path)["ETag"]
    therapy_draft(cast.ada)
    pagecache.forget()
    assert client.get(path)["ETag"] == before


def test_whoever_wants_html_gets_no_json_that_was_kept(client, path):
    assert client.get(path).status_code == 200
    assert client.get(path, headers={"Accept": "text/html"}).status_code == 406


def cast_entry(path):
    from reviews.models import Entry

    return Entry.objects.get(slug=path.rpartition("/")[2])
