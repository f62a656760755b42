"""Sitemaps, robots.txt and the description of the search."""

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest

from alsportal import crawlers, pagecache
from reviews import actions
from tests.factories import published_therapy, save, submitted, therapy_draft

pytestmark = pytest.mark.django_db
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}
SITE = "http://127.0.0.1:8000"


def locations(client, url):
    pagecache.forget()
    root = ElementTree.fromstring(client.get(url).content)  # noqa: S314 - our own
    return [node.text.removeprefix(SITE) for node in root.iter(f"{{{MAP['m']}}}loc")]


def test_the_index_names_a_sitemap_of_each_kind_and_of_the_site(client, db):
    assert locations(client, "/sitemap.xml") == [
        "/sitemaps/site.xml",
        *(f"/sitemaps/{path}.xml" for path in ("therapies", "trials", "guides", "words")),
    ]


def test_a_sitemap_holds_live_pages_with_the_date_of_their_publication(client, cast):
    entry = published_therapy(cast, slug="riluzole")
    html = client.get("/sitemaps/therapies.xml").content.decode()
    at = entry.live_version.published_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert f"<loc>{SITE}/therapies/riluzole/</loc>" in html
    assert f"<lastmod>{at}</lastmod>" in html
    actions.remove(entry=entry, by=cast.pia, reason="Wrong.", what_now="Ask.")
    assert locations(client, "/sitemaps/therapies.xml") == []


def test_59_a_draft_moves_no_date(client, cast):
    entry = published_therapy(cast, slug="riluzole")
    before = client.get("/sitemaps/therapies.xml").content, client.get("/sitemap.xml").content
    entry.therapy.summary = "Other words."
    save(entry.therapy, cast.ada)
    submitted(entry.therapy, cast.ada)
    submitted(therapy_draft(cast.ben), cast.ben)
    pagecache.forget()
    after = client.get("/sitemaps/therapies.xml").content, client.get("/sitemap.xml").content
    assert after == before


def test_many_pages_make_many_sitemaps_by_key(client, cast, monkeypatch):
    monkeypatch.setattr(crawlers, "PER_SITEMAP", 2)
    for name in "abcde":
        published_therapy(cast, slug=name)
    maps = [url for url in locations(client, "/sitemap.xml") if "therapies" in url]
    found = [page for url in maps for page in locations(client, url)]
    assert found == [f"/therapies/{name}/" for name in "abcde"]
    assert len(maps) == 3


def test_every_page_of_the_sitemaps_is_there(client, cast):
    published_therapy(cast, slug="riluzole")
    for sitemap in locations(client, "/sitemap.xml"):
        for url in locations(client, sitemap):
            assert client.get(url).status_code == 200, url


@pytest.mark.parametrize(
    ("url", "status"),
    [("/sitemaps/nothing.xml", 404), ("/sitemaps/therapies.xml?page=2", 400),
     ("/sitemaps/site.xml?after=a", 400), ("/sitemap.xml?x", 400), ("/robots.txt?x=1", 400),
     ("/sitemaps/therapies.xml?after=%00", 400), ("/opensearch.xml?x=1", 400),
     ("/sitemaps/therapies.xml?after=" + "a" * 101, 400)],
)  # fmt: skip
def test_what_is_not_there_or_not_known_is_refused(client, db, url, status):
    assert client.get(url).status_code == status


def test_engines_may_find_pages_and_leave_the_rest_alone(client, db):
    text = client.get("/robots.txt").content.decode()
    rules = RobotFileParser()
    rules.parse(text.splitlines())
    assert all(rules.can_fetch("*", url) for url in ("/", "/therapies/x/", "/api/docs/", "/new/"))
    assert not any(rules.can_fetch("*", url) for url in ("/admin/", "/search/?q=x", "/api/v1/meta"))
    assert "Disallow: /*/versions/" in text
    assert f"Sitemap: {SITE}/sitemap.xml" in text


def test_a_browser_learns_how_to_search_here(client, db):
    root = ElementTree.fromstring(client.get("/opensearch.xml").content)  # noqa: S314 - our own
    url = root.find("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url.get("template") == f"{SITE}/search/?q={{searchTerms}}"
    assert 'href="/opensearch.xml"' in client.get("/").content.decode()


@pytest.mark.parametrize("url", ["/sitemap.xml", "/sitemaps/site.xml", "/robots.txt"])
def test_they_are_kept_and_only_read(client, db, url):
    tag = client.get(url)["ETag"]
    assert client.get(url, headers={"if-none-match": tag}).status_code == 304
    assert client.post(url).status_code == 405
