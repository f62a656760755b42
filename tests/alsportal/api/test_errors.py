"""Errors: always a problem in JSON, always saying what to mend, never more than that."""

import pytest
from django.db import OperationalError

from alsportal import pagecache
from alsportal.api import about, lists
from alsportal.api.problems import PROBLEMS
from tests.alsportal.api.shapes import check
from tests.factories import published_therapy


def problem(response, status):
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    check("Problem", response.json())
    return response.json()


@pytest.mark.parametrize(
    ("path", "query", "name"),
    [
        ("/therapies", {"statuss": "approved"}, "statuss"),
        ("/therapies", {"status": "Approved"}, "status"),
        ("/therapies", {"status": ""}, "status"),
        ("/therapies", {"status": ["approved", "refused"]}, "status"),
        ("/therapies", {"jurisdiction": "us"}, "jurisdiction"),
        ("/therapies", {"jurisdiction": "US\n"}, "jurisdiction"),
        ("/therapies", {"type": "\0"}, "type"),
        ("/therapies", {"limit": "0"}, "limit"),
        ("/therapies", {"limit": "201"}, "limit"),
        ("/therapies", {"limit": "٥"}, "limit"),
        ("/therapies", {"limit": "9" * 5000}, "limit"),
        ("/therapies", {"cursor": "x"}, "cursor"),
        ("/therapies", {"cursor": "ImEi:x\0"}, "cursor"),
        ("/therapies", {"format": "api"}, "format"),
        ("/therapies", {"therapy__title__startswith": "a"}, "therapy__title__startswith"),
        ("/therapies/riluzole", {"expand": "draft"}, "expand"),
        ("/trials", {"recruiting": "yes"}, "recruiting"),
        ("/trials", {"phase": "3"}, "phase"),
        ("/trials", {"country": "Spa\0in"}, "country"),
        ("/trials", {"country": " "}, "country"),
        ("/trials", {"ordering": "-status"}, "ordering"),
        ("/search", {}, "q"),
        ("/search", {"q": ""}, "q"),
        ("/search", {"q": "***"}, "q"),
        ("/search", {"q": "\0"}, "q"),
        ("/search", {"q": "a" * 201}, "q"),
        ("/search", {"q": ["a", "b"]}, "q"),
        ("/search", {"q": "a", "type": "draft"}, "type"),
        ("/changes", {}, "after"),
        ("/changes", {"after": "-1"}, "after"),
        ("/changes", {"after": "1.0"}, "after"),
        ("/changes", {"after": str(2**63)}, "after"),
        ("/changes", {"after": "0", "limit": "501"}, "limit"),
        ("/meta", {"x": "1"}, "x"),
        ("/openapi.json", {"version": "2"}, "version"),
    ],
)
def test_a_refused_parameter_is_named_with_its_mend(get, path, query, name):
    body = problem(get(path, **query), 400)
    (error,) = body["errors"]
    assert error["parameter"] == name
    assert error["mend"]


def test_all_faults_are_named_at_once(get):
    body = problem(get("/therapies", status="x", limit="x", nonsense="1"), 400)
    assert {error["parameter"] for error in body["errors"]} == {"status", "limit", "nonsense"}


def test_the_cursor_of_another_list_is_refused(get, cast):
    for slug in ("one", "two"):
        published_therapy(cast, slug=slug)
    cursor = get("/therapies", limit=1).json()["page"]["next"]
    problem(get("/trials", cursor=cursor), 400)
    problem(get("/therapies/one/versions", cursor=cursor), 400)


@pytest.mark.parametrize(
    "path",
    [
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v2/therapies",
        "/api/v1/therapies/",
        "/api/v1/therapies/riluzole",
        "/api/v1/therapies/ril%00uzole",
        "/api/v1/therapies/%ED%A0%80",
        "/api/v1/therapies/" + "a" * 101,
        "/api/v1/therapies/a/versions/1/document",
        "/api/v1/submissions",
        "/api/v1/drafts/1",
        "/api/v1/problems/nonsense",
    ],
)
def test_an_unknown_address_is_a_problem_in_json(client, db, path):
    body = problem(client.get(path), 404)
    assert "request_id" not in body


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", ["/api/v1/therapies", "/api/v1/changes", "/api/v1/therapies/a"])
def test_10_writing_is_refused(client, db, method, path):
    response = getattr(client, method)(path)
    assert problem(response, 405)["request_id"] == response["X-Request-ID"]
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_10_no_header_turns_a_reading_into_a_writing(client, db):
    for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        assert client.get("/api/v1/therapies", headers={name: "DELETE"}).status_code == 200
    assert client.post("/api/v1/therapies", {"_method": "GET"}).status_code == 405


def test_only_json_is_available(client, db):
    problem(client.get("/api/v1/therapies", headers={"Accept": "text/html"}), 406)


def test_an_error_of_ours_tells_nothing_of_itself(client, db, monkeypatch):
    def broken(*args):
        raise RuntimeError("secret words")

    client.raise_request_exception = False
    monkeypatch.setattr(about.Meta, "answer", broken)
    response = client.get("/api/v1/meta")
    problem(response, 500)
    assert b"secret" not in response.content
    assert response["Cache-Control"] == "no-store"


def test_a_database_that_is_away_is_named_as_passing(client, db, monkeypatch):
    def away(*args):
        raise OperationalError("canceling statement due to statement timeout")

    client.raise_request_exception = False
    monkeypatch.setattr(lists.TherapyList, "answer", away)
    response = client.get("/api/v1/therapies")
    problem(response, 503)
    assert response["Retry-After"] == "30"


def test_a_request_that_reaches_no_view_gets_a_problem_too(client, db):
    problem(client.get("/api/v1/therapies", headers={"Host": "elsewhere.example"}), 400)


def test_a_database_that_is_away_from_the_start_is_named_too(client, db, monkeypatch, kept_answers):
    def away():
        raise OperationalError("could not connect to server")

    monkeypatch.setattr(pagecache, "read_edition", away)
    body = problem(client.get("/api/v1/therapies"), 503)
    assert body["type"].endswith("/problems/unavailable")


@pytest.mark.parametrize("name", PROBLEMS)
def test_the_type_of_a_problem_leads_to_its_meaning(get, name):
    answer = get(f"/problems/{name}").json()
    check("ProblemType", answer)
    assert answer["type"].endswith(f"/api/v1/problems/{name}")
