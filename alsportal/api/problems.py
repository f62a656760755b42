"""Errors as problem details (RFC 9457, `application/problem+json`), whatever went wrong."""

import logging
import secrets
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response

from alsportal.api import headers
from alsportal.api.envelope import moment
from reviews import published

logger = logging.getLogger("django.request")

BASE = "/api/v1"
MEDIA_TYPE = "application/problem+json"

# name: (status, title, what it means and how to mend it)
PROBLEMS = {
    "invalid-parameters": (
        400,
        "Query parameters were refused",
        "A parameter is unknown, repeated, missing or has a value that is not allowed. `errors` "
        "names each with its mend.",
    ),
    "bad-request": (400, "The request cannot be read", "Send fewer and shorter parameters."),
    "not-found": (
        404,
        "There is nothing at this address",
        "Nothing was ever published here. Lists and the search name all addresses there are.",
    ),
    "method-not-allowed": (
        405,
        "This API is read-only",
        "GET, HEAD and OPTIONS are answered, all other methods refused.",
    ),
    "not-acceptable": (406, "Only JSON is available", "Send `Accept: application/json`, or none."),
    "removed": (
        410,
        "This page was taken down",
        "`reason` and `what_now` say why and what to do. Delete your copy, and show these words "
        "where it stood. `successor` names a page to show instead, where there is one.",
    ),
    "server-error": (
        500,
        "Something went wrong on our side",
        "Try again later. If it lasts, tell us the `request_id`.",
    ),
    "unavailable": (
        503,
        "The service is not available for the moment",
        "Try again after the seconds that `Retry-After` names.",
    ),
}
RETRY_AFTER = "30"  # seconds


class Problem(Exception):
    """An answer that is an error. ``more`` are further members of its body."""

    def __init__(self, name, detail="", *, errors=(), **more):
        self.name, self.detail, self.errors, self.more = name, detail, list(errors), more
        super().__init__(name)


def type_of(name):
    """The documented address of a kind of problem."""
    return f"{settings.SITE_URL}{BASE}/problems/{name}"


def handler(error, context):
    """Django REST framework's exception handler: a problem for any exception whatsoever."""
    if isinstance(error, published.Moved):
        return Response(status=301, headers={"Location": BASE + error.url.removesuffix("/")})
    problem = _problem(error)
    response = response_to(problem, context["request"])
    if response.status_code >= 500:
        got_request_exception.send(sender=None, request=context["request"]._request)
        logger.error("API request %s failed", response["X-Request-ID"], exc_info=error)
    return response


def _problem(error):
    if isinstance(error, Problem):
        return error
    if isinstance(error, published.Gone):
        return removed(error.removal)
    if isinstance(error, published.NothingThere):
        return Problem("not-found")
    if isinstance(error, exceptions.MethodNotAllowed):
        return Problem("method-not-allowed")
    if isinstance(error, exceptions.NotAcceptable):
        return Problem("not-acceptable")
    if isinstance(error, SuspiciousOperation | exceptions.ParseError):
        return Problem("bad-request")
    if isinstance(error, OperationalError | InterfaceError):
        return Problem("unavailable")
    return Problem("server-error")


def removed(removal):
    """The problem that answers for a page taken down, with words for its readers."""
    return Problem(
        "removed",
        reason=removal.reason,
        what_now=removal.what_now,
        removed_at=moment(removal.removed_at),
        successor=_successor(removal.successor),
    )


def _successor(entry):
    """Another page to see instead, or None while it has never been public."""
    if entry is None or entry.slug is None:
        return None
    url = settings.SITE_URL + published.entry_url(entry)
    return {"type": entry.kind, "slug": entry.slug, "url": url}


def response_to(problem, request):
    """The answer to a request that met a problem."""
    body, extra = _written(problem, request.path)
    return Response(body, status=body["status"], headers=extra, content_type=MEDIA_TYPE)


def outside_views(status, path):
    """The answer where no view of the API is reached: a broken request, a database that is away.

    Asks nothing of anything. For statuses 400, 404, 500 and 503.
    """
    names = {400: "bad-request", 404: "not-found", 503: "unavailable"}
    body, extra = _written(Problem(names.get(status, "server-error")), path)
    response = JsonResponse(body, status=body["status"], headers=extra, content_type=MEDIA_TYPE)
    return headers.complete(response)


def _written(problem, path):
    """(body, headers) of a problem."""
    status, title, mend = PROBLEMS[problem.name]
    body = {
        "type": type_of(problem.name),
        "title": title,
        "status": status,
        "detail": problem.detail or mend,
        "instance": path,
        "errors": problem.errors,
        **problem.more,
    }
    extra = {"Retry-After": RETRY_AFTER} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    if status not in headers.SHARED:  # kept answers are the same for all: no request's number
        body["request_id"] = extra["X-Request-ID"] = secrets.token_hex(8)
    return body, extra
