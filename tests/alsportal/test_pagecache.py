"""Whole pages from memory: what is kept, for how long, and what never is."""

import gzip
from types import SimpleNamespace

import pytest
import time_machine
from django.db import DatabaseError, OperationalError

from alsportal import pagecache
from reviews import actions
from tests.factories import published_therapy


@pytest.fixture
def riluzole(cast):
    return published_therapy(cast, slug="riluzole", title="Riluzole")


@pytest.fixture
def clock(monkeypatch):
    """The clock by which the edition is read: ``clock.now`` in seconds."""
    clock = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(pagecache, "time", SimpleNamespace(monotonic=lambda: clock.now))
    return clock


def test_a_second_reader_is_answered_without_a_query(
    client, riluzole, clock, django_assert_num_queries
):
    first = client.get("/therapies/riluzole/")
    with django_assert_num_queries(0):
        second = client.get("/therapies/riluzole/")
    assert second.content == first.content
    assert dict(second.items()) == dict(first.items())


def test_pages_may_be_stored_but_are_asked_for_each_time(client, riluzole):
    response = client.get("/therapies/riluzole/")
    assert response["Cache-Control"] == "public, no-cache"
    assert response["Vary"] == "Accept-Encoding"
    assert not response.cookies


def test_an_unchanged_page_is_304(client, riluzole):
    tag = client.get("/therapies/riluzole/")["ETag"]
    for named in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        response = client.get("/therapies/riluzole/", headers={"if-none-match": named})
        assert (response.status_code, response.content) == (304, b"")
        assert response["ETag"] == tag
    response = client.get("/therapies/riluzole/", headers={"if-none-match": '"other"'})
    assert response.status_code == 200


def test_a_page_is_sent_zipped_to_those_who_can_read_it(client, riluzole):
    plain = client.get("/therapies/riluzole/")
    zipped = client.get("/therapies/riluzole/", headers={"accept-encoding": "br, gzip"})
    assert gzip.decompress(zipped.content) == plain.content
    assert zipped["ETag"] != plain["ETag"]
    assert int(zipped["Content-Length"]) == len(zipped.content)


def test_head_has_the_headers_of_get_and_no_body(client, riluzole):
    head, get = client.head("/therapies/riluzole/"), client.get("/therapies/riluzole/")
    assert head.content == b""
    assert dict(head.items()) == dict(get.items())


def test_the_edition_is_read_once_a_second(client, riluzole, clock, django_assert_num_queries):
    client.get("/therapies/riluzole/")
    clock.now += pagecache.TICK + 0.1
    with django_assert_num_queries(1):
        client.get("/therapies/riluzole/")
    with django_assert_num_queries(0):
        client.get("/therapies/riluzole/")


def test_a_removal_is_seen_within_a_second(client, cast, riluzole, clock):
    assert client.get("/therapies/riluzole/").status_code == 200
    actions.remove(entry=riluzole, by=cast.pia, reason="Wrong.", what_now="Ask your clinic.")
    clock.now += pagecache.TICK
    assert client.get("/therapies/riluzole/").status_code == 410


def test_a_new_day_and_a_new_release_make_every_page_anew(client, riluzole, settings):
    tags = [client.get("/therapies/riluzole/")["ETag"]]
    with time_machine.travel("2035-01-01 00:00:01+00:00"):
        pagecache.forget()
        tags.append(client.get("/therapies/riluzole/")["ETag"])
    settings.RELEASE = "another"
    pagecache.forget()
    tags.append(client.get("/therapies/riluzole/")["ETag"])
    assert len(set(tags)) == 3


def test_the_order_of_parameters_is_no_matter(client, riluzole, clock, django_assert_num_queries):
    client.get("/therapies/?status=approved&jurisdiction=US")
    with django_assert_num_queries(0):
        client.get("/therapies/?jurisdiction=US&status=approved")


def test_another_host_has_pages_of_its_own(client, riluzole, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    first = client.get("/", headers={"host": "one.example"})
    assert client.get("/", headers={"host": "two.example"})["ETag"] != first["ETag"]
    assert client.get("/", headers={"host": "three.example"}).status_code == 400


def test_absent_and_removed_pages_are_kept_too(
    client, cast, riluzole, clock, django_assert_num_queries
):
    actions.remove(entry=riluzole, by=cast.pia, reason="Wrong.", what_now="Ask your clinic.")
    pagecache.forget()
    for path in ("/therapies/riluzole/", "/therapies/nothing/"):
        client.get(path)
        with django_assert_num_queries(0):
            assert client.get(path).status_code in (404, 410)


@pytest.mark.parametrize(
    "path", ["/therapies/?x=1", "/therapies/Riluzole/", "/admin/", "/admin/login/", "/healthz"]
)
def test_other_answers_are_not_kept(client, riluzole, path):
    client.get(path)
    client.get(path)
    assert pagecache._memory.generation is None or not pagecache._memory.generation.newer


def test_15_nothing_is_changed_by_other_methods(client, riluzole):
    for method in (client.post, client.put, client.patch, client.delete, client.options):
        assert method("/therapies/riluzole/").status_code in (403, 405)


def test_cookies_are_neither_read_nor_set(client, riluzole):
    before = client.get("/therapies/riluzole/")
    client.cookies["sessionid"] = client.cookies["alsportal_desk"] = "canary"
    after = client.get("/therapies/riluzole/")
    assert after.content == before.content
    assert "Set-Cookie" not in after


def test_without_a_database_readers_get_503(client, riluzole, monkeypatch):
    def broken():
        raise OperationalError("no database")

    monkeypatch.setattr(pagecache, "read_edition", broken)
    response = client.get("/therapies/riluzole/")
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert b"Not available for the moment" in response.content


def test_a_database_that_fails_in_a_view_is_503_and_not_kept(client, riluzole, monkeypatch):
    def broken(*args, **kwargs):
        raise OperationalError("gone away")

    with monkeypatch.context() as patch:
        patch.setattr("reviews.published.page", broken)
        assert client.get("/therapies/riluzole/").status_code == 503
    assert client.get("/therapies/riluzole/").status_code == 200


def test_health_tells_whether_the_database_answers(client, db, monkeypatch):
    assert client.get("/healthz").json()["status"] == "ok"

    def broken():
        raise DatabaseError("no database")

    monkeypatch.setattr("alsportal.views.connection", SimpleNamespace(cursor=broken))
    response = client.get("/healthz")
    assert (response.status_code, response["Cache-Control"]) == (503, "no-store")


def test_the_memory_is_bounded(client, db, monkeypatch):
    monkeypatch.setattr(pagecache, "BYTES", 20_000)
    for number in range(30):
        client.get(f"/therapies/nothing-{number}/")
    generation = pagecache._memory.generation
    kept = [*generation.newer.values(), *generation.older.values()]
    assert sum(page.size for page in kept) <= 2 * pagecache.BYTES
