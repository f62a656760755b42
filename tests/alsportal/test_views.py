"""Home, search, and the pages of errors."""

import pytest

from alsportal import front, pagecache, views
from reviews import actions
from tests.factories import published_therapy, published_trial, submitted, therapy_draft
from tests.reading import hold_edition, text_of


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


def test_search_finds_a_page_by_its_name(client, riluzole, django_assert_num_queries):
    hold_edition(client)
    with django_assert_num_queries(2):
        response = client.get("/search/?q=riluzole")
    page = text_of(response)
    assert "1 result for “riluzole”" in page
    assert "The first result has exactly this name or number." in page
    assert 'href="/therapies/riluzole/"' in response.content.decode()


def test_search_finds_a_trial_by_its_id(client, cast):
    published_trial(cast, nct="NCT90000009")
    response = client.get("/search/?q=nct90000009")
    assert response.context["results"][0]["url"] == "/trials/NCT90000009/"


def test_search_of_one_kind(client, riluzole):
    assert "1 result" in text_of(client.get("/search/?q=riluzole&kind=therapy"))
    assert "No results" in text_of(client.get("/search/?q=riluzole&kind=trial"))


def test_a_search_without_result_offers_ways_on(client, db):
    page = text_of(client.get("/search/?q=xyzzy"))
    assert "No results for “xyzzy”" in page
    assert "Browse all therapies from A to Z" in page


def test_an_empty_search_is_the_search_page(client, db):
    assert client.get("/search/").status_code == 200
    assert client.get("/search/?q=").status_code == 200


@pytest.mark.parametrize(
    "query",
    ["q=a&q=b", "q=a&sort=x", "q=a&page=0", "q=a&page=-1", "q=a&page=x", "q=a&page=9999",
     "q=a&kind=draft", "q=a&exact=yes", "q=" + "a" * 300, "q=%00"],
)  # fmt: skip
def test_a_search_that_cannot_be_is_400(client, riluzole, query):
    assert client.get(f"/search/?{query}").status_code == 400


def test_what_was_searched_is_escaped(client, db):
    html = client.get("/search/?q=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in html


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
