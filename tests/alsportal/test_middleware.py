"""Around a request: strict headers for all, sessions and accounts for the desk alone."""

import logging

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import path

from alsportal.logs import WithoutQuery
from alsportal.middleware import DeskAuthentication, DeskSession, desk_history


def look(request):
    """Answers with what the middleware left on the request."""
    known = [name for name in ("user", "session", "_messages") if hasattr(request, name)]
    return HttpResponse(",".join(known))


urlpatterns = [path("page/", look), path("admin/look/", look)]


@pytest.fixture
def site(db, settings, client):
    settings.ROOT_URLCONF = __name__
    return client


def test_a_readers_request_has_no_account_and_no_session(site):
    response = site.get("/page/")
    assert response.content == b""
    assert not response.cookies


def test_a_session_cookie_sent_to_a_public_page_is_not_looked_up(site):
    site.cookies["alsportal_desk"] = "a" * 32
    with CaptureQueriesContext(connection) as queries:
        response = site.get("/page/")
    assert response.status_code == 200
    assert not [query for query in queries if "session" in query["sql"]]
    assert "Cookie" not in response.get("Vary", "")


def test_the_desk_has_accounts_sessions_and_notes(site):
    assert site.get("/admin/look/").content == b"user,session,_messages"


def test_desk_pages_are_kept_out_of_caches_and_indexes(site):
    response = site.get("/admin/look/")
    assert "no-store" in response["Cache-Control"] and "private" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("address", ["/page/", "/admin/look/"])
def test_every_page_forbids_foreign_and_inline_script(site, address):
    policy = site.get(address)["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == "'self'"
    assert directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    assert "unsafe" not in policy


def test_every_page_says_little_to_others(site):
    headers = site.get("/page/").headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/page/", "/admin/look/"])
def test_a_post_without_token_is_refused_wherever_it_goes(settings, address):
    settings.ROOT_URLCONF = __name__
    assert Client(enforce_csrf_checks=True).post(address).status_code == 403


def test_the_middleware_passes_public_requests_on_untouched():
    request = RequestFactory().get("/page/")
    for middleware in (DeskSession, DeskAuthentication, desk_history):
        assert middleware(lambda r: r)(request) is request
    assert not hasattr(request, "session")


@pytest.mark.parametrize(
    ("message", "logged"),
    [
        ('"GET /search/?q=sod1+gene HTTP/1.1" 200', '"GET /search/ HTTP/1.1" 200'),
        ("Not Found: /trials/?age=54", "Not Found: /trials/"),
        ("Really? yes", "Really? yes"),
        ("https://x.example/a?b=c and /d?e", "https://x.example/a and /d"),
    ],
)
def test_logs_never_hold_what_a_reader_asked(message, logged):
    record = logging.LogRecord("x", logging.INFO, "", 0, "%s", (message,), None)
    WithoutQuery().filter(record)
    assert record.getMessage() == logged
