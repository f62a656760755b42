"""Home, standing pages, and the pages of errors."""

import pytest

from alsportal import front, pagecache, views
from reviews import actions
from tests.factories import published_therapy, submitted, therapy_draft
from tests.reading import text_of


@pytest.fixture
def riluzole(cast):
    return published_therapy(cast, slug="riluzole", title="Riluzole")


def test_home_shows_what_changed_and_why(client, cast, riluzole):
    page = text_of(client.get("/"))
    assert "Riluzole First version." in page
    actions.remove(entry=riluzole, by=cast.pia, reason="A source fell.", what_now="Ask us.")
    pagecache.forget()
    assert "Riluzole Taken down: A source fell." in text_of(client.get("/"))


def test_57_figures_count_nothing_that_is_not_public(cast, riluzole):
    before = front.figures()
    submitted(therapy_draft(cast.ada), cast.ada)
    assert front.figures() == before
    live = {"therapies": 1, "trials": 0, "guides": 0, "words": 0}
    assert before == {**live, "versions": 1, "removals": 0}


def test_an_empty_site_has_a_home(client, db):
    assert "Nothing has been published yet." in text_of(client.get("/"))


@pytest.mark.parametrize("path", ["/how-we-check/", "/accessibility/", "/privacy/", "/robots.txt"])
def test_standing_pages_need_no_page_to_be_published(client, db, path):
    assert client.get(path).status_code == 200


def test_a_fault_of_ours_is_a_plain_500(client, db, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("canary-secret")

    monkeypatch.setattr("alsportal.front.doors", broken)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert b"Something went wrong here" in response.content
    assert b"canary" not in response.content


def test_a_500_page_that_cannot_be_made_is_still_a_page(rf, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("templates are gone")

    monkeypatch.setattr(views, "render_to_string", broken)
    assert views.server_error(rf.get("/")).content == views.LAST_RESORT


def test_the_404_page_repeats_nothing_of_the_address(client, db):
    response = client.get("/canary-address/?canary=1")
    assert response.status_code == 404
    assert b"canary" not in response.content
