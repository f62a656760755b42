"""Atom feeds: valid, stable, paged by edition, with the words that have to travel."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
import time_machine

from alsportal import feeds, news, pagecache
from reviews import actions
from reviews.models.published import Event
from tests.factories import (
    TODAY,
    published_guide,
    published_therapy,
    published_trial,
    submitted,
    therapy_draft,
)
from tests.reading import hold_edition

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(client, url="/feeds/all.atom"):
    """The root element of a feed."""
    pagecache.forget()
    response = client.get(url)
    assert response["Content-Type"] == feeds.MEDIA_TYPE
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own


def texts(root, path):
    return [node.text for node in root.findall(path, ATOM)]


def links(root):
    return {node.get("rel"): node.get("href") for node in root.findall("a:link", ATOM)}


@pytest.fixture
def riluzole(cast):
    return published_therapy(cast, slug="riluzole", title="Riluzole")


def test_a_publication_stands_with_its_reason_and_its_reviewers(client, riluzole):
    root = feed(client)
    assert texts(root, "a:entry/a:title") == ["New page: Riluzole"]
    html = root.find("a:entry/a:summary", ATOM).text
    assert "First version." in html
    assert "Approved by Carla Example (clinical reviewer)." in html
    assert texts(root, "a:entry/a:contributor/a:name") == ["Carla Example (clinical reviewer)"]


def test_its_id_and_date_are_those_of_the_edition(client, riluzole):
    root, event = feed(client), Event.objects.get(edition=1)
    assert texts(root, "a:entry/a:id") == ["tag:127.0.0.1,2026:edition/1"]
    assert texts(root, "a:entry/a:id") == texts(
        feed(client, "/feeds/therapies.atom"), "a:entry/a:id"
    )
    at = event.at.isoformat()
    assert texts(root, "a:updated") == texts(root, "a:entry/a:updated") == [at]


def test_the_disclaimer_travels_in_each_entry(client, cast, riluzole):
    actions.raise_advisory(entry=riluzole, by=cast.carla, kind="recalled")
    actions.remove(entry=riluzole, by=cast.pia, reason="Wrong.", what_now="Ask your team.")
    root = feed(client)
    summaries = texts(root, "a:entry/a:summary")
    assert len(summaries) == 3
    for notice in published_notices(riluzole):
        assert all(notice in summary for summary in summaries)


def published_notices(entry):
    from reviews.documents import read

    document = read(entry.versions.get().document)
    return [notice["text"].split("\n")[0] for notice in document["notices"]]


def test_a_removal_is_told_with_its_reason(client, cast, riluzole):
    other = published_therapy(cast, slug="other")
    actions.remove(
        entry=riluzole, by=cast.pia, reason="It fell.", what_now="Ask us.", successor=other
    )
    root = feed(client, "/therapies/riluzole/feed.atom")
    assert texts(root, "a:entry/a:title")[0] == "Taken down: Riluzole"
    html = texts(root, "a:entry/a:summary")[0]
    assert "It fell." in html and "Ask us." in html and "/therapies/other/" in html


def test_a_warning_is_told_in_its_approved_words_and_so_is_its_end(client, cast, riluzole):
    warning = actions.raise_advisory(entry=riluzole, by=cast.carla, kind="recalled")
    actions.clear_advisory(advisory=warning, by=cast.carla)
    titles = texts(feed(client), "a:entry/a:title")
    assert titles[:2] == ["Warning taken away: Riluzole", "Warning: Riluzole"]


def test_each_kind_and_each_page_have_a_feed_of_their_own(client, cast, riluzole):
    published_trial(cast, nct="NCT90000001")
    guide = published_guide(cast)
    assert len(feed(client).findall("a:entry", ATOM)) == 3
    assert texts(feed(client, "/feeds/therapies.atom"), "a:entry/a:title") == ["New page: Riluzole"]
    own = feed(client, f"/guides/{guide.slug}/feed.atom")
    assert len(own.findall("a:entry", ATOM)) == 1


def test_59_nothing_private_has_an_entry_or_a_date(client, cast, riluzole):
    before = client.get("/feeds/all.atom").content
    with time_machine.travel(TODAY + timedelta(days=1), tick=False):
        submitted(therapy_draft(cast.ada, title="xqcanary"), cast.ada)
    pagecache.forget()
    assert client.get("/feeds/all.atom").content == before


def test_an_empty_feed_is_a_feed_whose_date_no_clock_moves(client, db):
    root = feed(client)
    assert texts(root, "a:updated") == [news.BEGINNING.isoformat()]
    assert root.findall("a:entry", ATOM) == []


def test_a_long_feed_is_paged_by_edition(client, cast, monkeypatch):
    monkeypatch.setattr(news, "window", sized(news.window, 2))
    for number in range(5):
        published_therapy(cast, slug=f"t{number}")
    seen, url = [], "/feeds/all.atom"
    while url:
        root = feed(client, url)
        seen += texts(root, "a:entry/a:id")
        url = links(root).get("next", "").removeprefix("http://127.0.0.1:8000")
    assert [int(tag.rpartition("/")[2]) for tag in seen] == [5, 4, 3, 2, 1]
    assert links(root)["first"] == "http://127.0.0.1:8000/feeds/all.atom"
    assert links(root)["previous"].endswith("?after=1")


def sized(window, size):
    return lambda query, **given: window(query, **given, size=size)


HOSTILE = [
    "<script>alert(1)</script>",
    "]]> & p<0.05 \"quoted\" 'it'",
    "مرض ‮ ALS",
    "A\u0001B\ufffeC",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_makes_a_valid_feed(client, riluzole, monkeypatch, title):
    read = news.read
    monkeypatch.setattr(news, "read", lambda text: {**read(text), "title": title})
    shown = texts(feed(client), "a:entry/a:title")
    assert shown == [f"New page: {re.sub(feeds.NOT_XML, '', title)}"]


def test_a_feed_costs_two_statements_and_is_kept(client, riluzole, django_assert_num_queries):
    hold_edition(client)
    with django_assert_num_queries(1):
        first = client.get("/feeds/all.atom")
    with django_assert_num_queries(2):
        client.get("/therapies/riluzole/feed.atom")
    with django_assert_num_queries(0):
        again = client.get("/feeds/all.atom", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


REFUSED = "x=1 before=x before=1&before=2 before=1&after=2 after=-1 before=%00".split()


@pytest.mark.parametrize("query", [*REFUSED, "after=99999999999999999999"])
@pytest.mark.parametrize("path", ["/feeds/all.atom", "/therapies/riluzole/feed.atom"])
def test_a_feed_refuses_what_it_does_not_know(client, riluzole, path, query):
    assert client.get(f"{path}?{query}").status_code == 400


@pytest.mark.parametrize("path", ["/feeds/nothing.atom", "/therapies/nothing/feed.atom"])
def test_what_is_not_there_has_no_feed(client, cast, path):
    therapy_draft(cast.ada, slug="nothing")
    assert client.get(path).status_code == 404


def test_pages_name_their_feeds(client, riluzole):
    html = client.get("/therapies/riluzole/").content.decode()
    found = re.findall(r'<link rel="alternate" href="([^"]+)" type="application/atom\+xml"', html)
    assert found == ["/feeds/all.atom", "/therapies/riluzole/feed.atom"]
