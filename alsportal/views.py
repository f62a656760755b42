"""What spans the kinds of page: home, how we check, health, and the pages of errors."""

from django.conf import settings
from django.db import Error, connection
from django.http import HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from alsportal import front
from alsportal.api import problems
from reviews import lists
from therapies.words import CERTAINTY_MEANS

LAST_RESORT = b"<!doctype html><title>alsportal</title><h1>Something went wrong here</h1>"


@require_safe
def home(request):
    lists.refuse_unknown(request.GET, ())
    context = {"doors": front.doors(), "recent": front.recent(), "figures": front.figures()}
    return render(request, "home.html", context)


@require_safe
def how_we_check(request):
    levels = [{"code": code, "means": means} for code, means in CERTAINTY_MEANS.items()]
    return _plain(request, "about/how_we_check.html", nav="checks", levels=levels)


@require_safe
def accessibility(request):
    return _plain(request, "about/accessibility.html")


@require_safe
def privacy(request):
    return _plain(request, "about/privacy.html")


def _plain(request, template, **context):
    lists.refuse_unknown(request.GET, ())
    return render(request, template, context)


@require_safe
def favicon(request):
    return HttpResponsePermanentRedirect(static("img/favicon.svg"))


@require_safe
def healthz(request):
    """Whether this process can answer from its database: 200 or 503, never cached."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT edition FROM reviews_head WHERE id = 1")
            edition = cursor.fetchone()
    except Error:
        edition = None
    body = {"status": "ok" if edition else "unavailable", "release": settings.RELEASE}
    response = JsonResponse(body, status=200 if edition else 503)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request, exception=None):
    problem = str(exception) if isinstance(exception, lists.BadParameters) else ""
    return _error(request, 400, problem=problem)


def forbidden(request, exception=None):
    return _error(request, 403)


def not_found(request, exception=None):
    """The same bytes for a draft and for nothing at all: the address is never repeated."""
    return _error(request, 404)


def _error(request, status, **context):
    if request.path.startswith("/api/"):
        return problems.outside_views(status, request.path)
    return render(request, f"errors/{status}.html", context, status=status)


def server_error(request):
    """500 without context, database or anything else that may just have failed."""
    if request.path.startswith("/api/"):
        return problems.outside_views(500, request.path)
    try:
        body = render_to_string("errors/500.html")
    except Exception:  # whatever breaks here must not hide the first failure
        body = LAST_RESORT
    return HttpResponse(body, status=500)
