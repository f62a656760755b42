"""Scenario 56 and I5: a canary in every private field, then a crawl of everything public.

The crawl starts from every route of the URL configuration, follows every link on the site, and adds
guesses a curious visitor would make. No canary may come back, in a body or a header.
"""

import json
import re
from urllib.parse import urlsplit

import pytest
from django.db import models
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from reviews import actions
from reviews.models import Entry, FoundPage, Source, Submission, User
from tests.factories import (
    approve,
    guide_draft,
    published_guide,
    published_term,
    published_therapy,
    published_trial,
    save,
    submitted,
    term_draft,
    therapy_draft,
    trial_draft,
)

CANARY = "xqcanaryqx"
WORD = re.compile(rf"{CANARY}[\w-]*")
LINK = re.compile(r'(?:(?:href|src|action)="|<loc>)([^"#<]*)')
_crawled = {}


@pytest.fixture
def crawled(cast, settings):
    """Mapping of path to response, over a site whose every private field holds a canary."""
    if not _crawled:  # once for all tests of this file: they only read the answers
        settings.ALLOWED_HOSTS = ["testserver"]
        _live_pages_whose_drafts_moved_on(cast)
        _a_draft_nobody_may_see(cast)
        _private_fields_of_the_record(cast)
        _crawled.update(crawl(_seeds()))
    return _crawled


def test_56_no_canary_leaves_its_audience(crawled):
    leaks = [path for path, response in crawled.items() if _holds_canary(response)]
    assert leaks == []


def test_56_the_crawl_saw_the_whole_site(crawled):
    """The control: pages of both kinds, old versions, search, the API and its lists were there."""
    answered = {path for path, response in crawled.items() if response.status_code == 200}
    wanted = ["/therapies/examplin-live/", "/trials/NCT91111111/", "/api/v1/therapies"]
    wanted += ["/guides/guide-live/", "/words/word-live/", "/api/v1/words/word-live"]
    wanted += ["/therapies/examplin-live/versions/1/", "/api/v1/changes?after=0"]
    wanted += ["/feeds/all.atom", "/guides/guide-live/feed.atom", "/sitemaps/words.xml", "/new/"]
    assert set(wanted) <= answered
    assert any(path.startswith("/search/?q=") for path in answered)


def test_scenario_56_every_public_route_was_visited(crawled):
    """A new route is crawled without a word here; one that nothing reaches fails."""
    routes = [route for route in _routes(get_resolver()) if not route.startswith("admin/")]
    reached = [_pattern(route) for route in routes]
    missed = [
        route
        for route, pattern in zip(routes, reached, strict=True)
        if not any(pattern.fullmatch(path.split("?")[0]) for path in crawled)
    ]
    assert missed == []


def test_scenario_59_feeds_sitemaps_and_news_say_nothing_of_drafts(crawled):
    told = [path for path in crawled if path.endswith((".atom", ".xml")) or "/new/" in path]
    assert len(told) > 10
    for path in told:
        assert b"NCT93333333" not in crawled[path].content, path
        assert b"only-a-draft" not in crawled[path].content, path


def test_56_the_crawl_would_notice_a_leak(cast, settings):
    """The control: a page that shows a draft's title is caught."""
    settings.ALLOWED_HOSTS = ["testserver"]
    draft = therapy_draft(cast.ada, slug="leaky", title=f"{CANARY} title")
    approve(submitted(draft, cast.ada), cast.carla)
    assert _holds_canary(Client().get("/therapies/leaky/"))


def test_56_no_public_answer_is_an_error_or_sets_a_cookie(crawled):
    for path, response in crawled.items():
        assert response.status_code < 500, path
        assert not response.cookies, path
        assert "Cookie" not in response.get("Vary", ""), path


def test_65_a_draft_and_nothing_at_all_answer_alike(cast):
    therapy_draft(cast.ada, slug="only-a-draft")
    visitor = Client()
    for pattern in ("/therapies/%s/", "/therapies/%s/versions/", "/api/v1/therapies/%s"):
        draft = visitor.get(pattern % "only-a-draft")
        nothing = visitor.get(pattern % "no-such-page")
        assert draft.status_code == nothing.status_code == 404
        assert _without_address(draft, "only-a-draft") == _without_address(nothing, "no-such-page")


def test_61_no_version_beyond_the_published_ones_answers(cast):
    entry = published_therapy(cast)
    visitor = Client()
    for number in (0, 2, 3, 99):
        address = f"/therapies/{entry.slug}/versions/{number}/"
        assert visitor.get(address).status_code == 404
        assert visitor.get(f"/api/v1{address[:-1]}").status_code == 404


def fill_with_canaries(row):
    """Put a canary into every text of a row that takes free text."""
    for field in row._meta.concrete_fields:
        free = isinstance(field, models.TextField | models.CharField) and not field.choices
        if free and field.name not in ("slug", "key", "issued", "date", "jurisdiction", "section"):
            limit = field.max_length or 500
            setattr(row, field.attname, f"{CANARY} {field.name}"[:limit])
    return row


def _canaries_in_draft(draft, by):
    save(fill_with_canaries(draft), by)
    for relation in type(draft)._meta.related_objects:
        if relation.one_to_many and hasattr(relation.related_model, "history"):
            for row in getattr(draft, relation.get_accessor_name()).all():
                save(fill_with_canaries(row), by)
    stated = getattr(draft, "stated_facts", None)
    if stated:
        save(fill_with_canaries(stated), by)


def _live_pages_whose_drafts_moved_on(cast):
    therapy = published_therapy(cast, slug="examplin-live")
    trial = published_trial(cast, nct="NCT91111111")
    guide = published_guide(cast, slug="guide-live")
    term = published_term(cast, slug="word-live")
    gone = published_trial(cast, nct="NCT92222222")
    actions.remove(entry=gone, by=cast.pia, reason="It was wrong.", what_now="Ask your team.")
    actions.raise_advisory(entry=trial, by=cast.ed, kind="registry_changed")
    for entry in (therapy, trial, guide, term, gone):
        _canaries_in_draft(getattr(Entry.objects.get(pk=entry.pk), entry.kind), cast.ada)


def _a_draft_nobody_may_see(cast):
    secret = trial_draft(cast.ada, nct="NCT93333333")
    for draft in (secret, guide_draft(cast.ada), term_draft(cast.ada)):
        _canaries_in_draft(draft, cast.ada)
    therapy_draft(cast.ada, slug="only-a-draft", title=f"{CANARY} only a draft")
    waiting = therapy_draft(cast.ada, slug=f"{CANARY}-waiting", title=f"{CANARY} waiting")
    submitted(waiting, cast.ada, note=f"{CANARY} note")


def _private_fields_of_the_record(cast):
    sent_back = therapy_draft(cast.ada, slug=f"{CANARY}-back", title=f"{CANARY} back")
    submission = submitted(sent_back, cast.ada, note=f"{CANARY} note")
    actions.decide(
        submission=submission,
        by=cast.carla,
        verdict="reject",
        digest=submission.digest,
        comment=f"{CANARY} comment",
    )
    live = therapy_draft(cast.ada)
    approve(submitted(live, cast.ada, note=f"{CANARY} note of a live page"), cast.carla)
    _a_page_that_was_brought_in(live.entry, cast.ada)
    actions.declare_conflict(
        person=cast.ed, by=cast.ed, name=f"{CANARY} name", nature=f"{CANARY} nature"
    )
    source = Source.objects.get(key="example2020")
    source.stored_text = f"{CANARY} abstract"
    source._change_reason = f"{CANARY} reason"
    save(source, cast.ada)
    for number, user in enumerate(User.objects.filter(is_machine=False)):
        User.objects.filter(pk=user.pk).update(
            username=f"{CANARY}{number}", email=f"{CANARY}{number}@example.org", last_name=CANARY
        )


def _a_page_that_was_brought_in(entry, by):
    texts = ("name", "url", "text", "tool", "remarks")
    FoundPage.objects.create(
        entry=entry,
        digest="sha256:" + "0" * 64,
        media_type="text/html",
        origin="third_party",
        imported_at=timezone.now(),
        by=by,
        **{name: f"{CANARY} found {name}" for name in texts},
    )


def _seeds():
    """One address of each public route, and what a curious visitor would try."""
    words = {
        "slug": ["examplin-live", "NCT91111111", "NCT92222222", "NCT93333333", f"{CANARY}-waiting"]
        + ["guide-live", "word-live", "only-a-draft"],
        "number": ["1", "2"],
        "name": ["not-found", "all", "site", "therapies", "trials", "guides", "words"],
    }
    for route in _routes(get_resolver()):
        if route.startswith("admin/"):
            continue
        yield from _filled(route, words)
    yield from (f"/search/?q={word}" for word in ("examplin", CANARY, f"{CANARY} waiting", "sick"))
    yield f"/api/v1/search?q={CANARY}"
    yield from (f"/api/v1/changes?after={number}" for number in range(4))
    submissions = Submission.objects.values_list("pk", flat=True)
    yield from (f"/therapies/{number}/" for number in submissions)
    yield from ("/sitemap.xml", "/feeds/", "/media/", "/static/", "/api/v1/submissions", "/.env")


def _routes(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern).lstrip("^").rstrip("$")
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern, route)
        else:
            yield route


def _filled(route, words):
    found = ["/" + route]
    while any("<" in path for path in found):
        found = [
            re.sub(r"<[^>]*?(\w+)>", word, path, count=1)
            for path in found
            for word in _words_for(re.search(r"<[^>]*?(\w+)>", path)[1], words)
        ]
    return found


def _words_for(name, words):
    assert name in words, f"a new part of an address: give `words` in _seeds some for <{name}>"
    return words[name]


def _pattern(route):
    """What addresses of a route look like."""
    return re.compile("/" + re.sub(r"\\<[^>]*?\w+>|<[^>]*?\w+>", "[^/]+", re.escape(route)))


def crawl(seeds):
    """Visit the seeds and every address of this site they lead to."""
    visitor, seen, waiting = Client(raise_request_exception=False), {}, list(seeds)
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith(("/admin", "/static")) or len(seen) > 900:
            continue
        seen[path] = response = visitor.get(path)
        waiting += [link for link in _links(response) if link not in seen]
    return seen


def _links(response):
    kind = response.get("Content-Type", "")
    if response.status_code in (301, 302):
        return [response["Location"]]
    if kind.startswith("text/html") or "xml" in kind:
        return [link for link in map(_local, LINK.findall(response.content.decode())) if link]
    if "json" in kind:
        found = re.findall(r'"(?:url|next)": ?"([^"]+)"', json.dumps(response.json()))
        return [link for link in map(_local, found) if link]
    return []


def _local(link):
    parts = urlsplit(link.replace("&amp;", "&"))
    if parts.netloc and parts.netloc not in ("testserver", "127.0.0.1:8000"):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "") if parts.path else ""


def _holds_canary(response):
    """Whether a canary came back that the visitor had not typed into the address."""
    typed = set(WORD.findall(response.wsgi_request.get_full_path()))
    said = WORD.findall(response.content.decode(errors="replace") + str(response.headers))
    return bool(set(said) - typed)


def _without_address(response, slug):
    text = response.content.decode().replace(slug, "…")
    return re.sub(r'"request_id": ?"[^"]*"', "", text)
