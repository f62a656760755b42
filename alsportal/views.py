"""What spans the kinds of page: home, search, how we check, health, and the pages of errors."""

from django.conf import settings
from django.db import Error, connection
from django.http import HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from alsportal import front
from alsportal.api import problems
from reviews import kinds, lists, published
from reviews import search as finder
from therapies.words import CERTAINTY_MEANS

PER_PAGE = 10
LAST_RESORT = b"<!doctype html><title>alsportal</title><h1>Something went wrong here</h1>"


@require_safe
def home(request):
    lists.refuse_unknown(request.GET, ())
    context = {"doors": front.doors(), "recent": front.recent(), "figures": front.figures()}
    return render(request, "home.html", context)


@require_safe
def search(request):
    """Pages for a query, ten at a time. A query that cannot be searched is answered with 400."""
    lists.refuse_unknown(request.GET, ("q", "kind", "exact", "page"))
    asked = _asked(request.GET)
    context = {"query": asked["text"], "nav": "search", "results": [], "letters": None}
    if not asked["text"].strip():
        return render(request, "search.html", context)
    try:
        found = finder.find(
            asked["text"],
            kind=asked["kind"],
            language="en",
            exact=asked["exact"],
            offset=(asked["page"] - 1) * PER_PAGE,
            limit=PER_PAGE,
        )
    except finder.QueryRefused as refused:
        context |= {"notes": [str(refused), refused.mend], "refused": True}
        return render(request, "search.html", context, status=400)
    return render(request, "search.html", context | _results(request.GET, asked, found))


def _asked(query):
    """The parameters of a search, checked. Raises BadParameters."""
    kind, page, exact = query.get("kind") or None, query.get("page", "1"), query.get("exact", "")
    if kind and kind not in {known.name for known in kinds.every()}:
        raise lists.BadParameters(_("There is no such kind of page."))
    if not (page.isascii() and page.isdecimal() and 0 < len(page) < 5 and int(page)):
        raise lists.BadParameters(_("“page” has to be a number from 1 on."))
    if exact not in ("", "1"):
        raise lists.BadParameters(_("“exact” can only be 1."))
    return {"text": query.get("q", ""), "kind": kind, "page": int(page), "exact": bool(exact)}


def _results(query, asked, found):
    rows = published.listings().filter(entry__in=[hit.entry_id for hit in found.hits])
    cards = {row.entry_id: published.card(row) for row in rows}
    results = [
        cards[hit.entry_id] | {"snippet_html": hit.snippet_html}
        for hit in found.hits
        if hit.entry_id in cards
    ]
    page, last = asked["page"], asked["page"] * PER_PAGE >= found.count
    return {
        "results": results,
        "count_text": _count_text(found, asked["text"]),
        "notes": [*found.notes, *_exact_note(found)],
        "tabs": _tabs(query, asked["kind"]),
        "next_url": "" if last else lists.address(query, page=page + 1),
        "previous_url": lists.address(query, page=page - 1) if page > 1 else "",
    }


def _count_text(found, text):
    shown = text.strip()[:80]
    if found.count_capped:
        return _("More than %(n)s results for “%(q)s”") % {"n": found.count, "q": shown}
    words = ngettext("%(n)s result for “%(q)s”", "%(n)s results for “%(q)s”", found.count)
    return (
        words % {"n": found.count, "q": shown}
        if found.count
        else (_("No results for “%(q)s”") % {"q": shown})
    )


def _exact_note(found):
    """The first hit is called or numbered exactly what was typed."""
    if found.hits and found.hits[0].tier == 0:
        return [_("The first result has exactly this name or number.")]
    return []


def _tabs(query, current):
    everything = {"label": _("All"), "url": lists.address(query, without=("kind", "page"))}
    tabs = [everything | {"current": current is None}]
    for kind in kinds.every():
        url = lists.address(query, without="page", kind=kind.name)
        label = str(kind.label_plural).capitalize()
        tabs.append({"label": label, "url": url, "current": current == kind.name})
    return tabs


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
def robots(request):
    """Crawlers may read everything public but the endless space of searches."""
    text = "User-agent: *\nDisallow: /admin/\nDisallow: /search/\nDisallow: /api/\n"
    return HttpResponse(text, content_type="text/plain")


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
