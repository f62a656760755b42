"""The page "What is new": every public change with its reason, newest first."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alsportal import news
from reviews import kinds, lists


@require_safe
def whats_new(request):
    """What happened lately, of all pages or of one kind, a page at a time by edition."""
    lists.refuse_unknown(request.GET, ("kind", *news.PAGING))
    kind = _kind(request.GET.get("kind"))
    window = news.window(request.GET, kind=kind)
    context = {
        "items": window.items,
        "kind": kind,
        "tabs": _tabs(kind),
        "feed_url": f"/feeds/{kind.path if kind else 'all'}.atom",
        "feeds": [("/feeds/all.atom", _("Everything")), *_feeds()],
        "next_url": _address(kind, before=window.older),
        "previous_url": _address(kind, after=window.newer),
        "first": not set(news.PAGING) & set(request.GET),
        "nav": "new",
    }
    return render(request, "new.html", context)


def _kind(name):
    known = {kind.name: kind for kind in kinds.every()}
    if name and name not in known:
        raise lists.BadParameters(_("There is no such kind of page."))
    return known.get(name)


def _label(kind):
    return str(kind.label_plural).capitalize()


def _tabs(current):
    everything = {"label": _("All"), "url": "/new/", "current": current is None}
    return [
        everything,
        *(
            {"label": _label(kind), "url": _address(kind), "current": kind is current}
            for kind in kinds.every()
        ),
    ]


def _feeds():
    return [(f"/feeds/{kind.path}.atom", _label(kind)) for kind in kinds.every()]


def _address(kind, **place):
    """The address of a part of the list; "" where a place is asked for that there is not."""
    given = {name: value for name, value in place.items() if value is not None}
    if place and not given:
        return ""
    if kind:
        given = {"kind": kind.name, **given}
    query = "&".join(f"{name}={value}" for name, value in given.items())
    return f"/new/?{query}" if query else "/new/"
