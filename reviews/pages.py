"""Views that are the same for every kind of page: the live page, a version, all versions."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import register_converter
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from reviews import lists, published
from reviews.documents import read


class Address:
    """Path converter: the last part of a page's address, in any spelling."""

    regex = r"[^/\x00-\x1f]{1,100}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class Number:
    """Path converter: the number of a version."""

    regex = r"[1-9][0-9]{0,8}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


register_converter(Address, "address")
register_converter(Number, "version")


def answer_lookups(view):
    """A view that only reads; what readers of published pages raise becomes 301, 404 and 410."""

    def wrapped(request, *args, **kwargs):
        lists.refuse_unknown(request.GET, ())
        try:
            return view(request, *args, **kwargs)
        except published.NothingThere:
            raise Http404 from None
        except published.Moved as moved:
            return HttpResponsePermanentRedirect(moved.url)
        except published.Gone as gone:
            return taken_down(request, gone)

    return require_safe(wrapped)


def taken_down(request, gone):
    """410, with the reason and what to do now."""
    removal = gone.removal
    successor = removal.successor
    context = {
        "entry": published.entry_facts(gone.entry, ""),
        "reason": removal.reason,
        "what_now": removal.what_now,
        "removed_at": removal.removed_at,
        "successor_url": published.entry_url(successor) if successor and successor.slug else "",
        "nav": published.kinds.get(gone.entry.kind).path,
    }
    return render(request, "errors/410.html", context, status=410)


@answer_lookups
def live(request, kind, slug, *, more=None):
    """The live page. ``more(page, today) -> dict`` adds what stands outside the document."""
    page = published.page(kind, slug)
    return _show(request, page, more)


@answer_lookups
def permanent(request, kind, slug, number, *, more=None):
    """One version at its permanent address, with the date from which it was the page."""
    page = published.version(kind, slug, number)
    response = _show(request, page, more)
    response["Memento-Datetime"] = http_date(page.version.published_at.timestamp())
    return response


def _show(request, page, more):
    context = page.context()
    context["nav"] = page.kind.path
    if more:
        context |= more(page, context["today"])
    return render(request, page.kind.template, context)


@answer_lookups
def history(request, kind, slug):
    """All versions of a page, with what changed; also of one that was taken down."""
    entry, versions, removals = published.versions(kind, slug)
    readable = entry.live_version_id is not None
    removed = {removal.version_id for removal in removals}
    rows = []
    for version in versions:
        document = read(version.document)
        live = version.pk == entry.live_version_id
        row = published.version_facts(entry, version, is_live=live)
        if not readable or version.pk in removed:
            row["url"] = ""
        row |= {
            "change_kind": document["change"]["kind"],
            "change_note": document["change"]["note"],
            "approved_by": published.colophon(version)["approved_by"],
            "title": document["title"],
        }
        rows.append(row)
    context = {
        "entry": published.entry_facts(entry, rows[0]["title"]),
        "versions": rows,
        "removals": removals,
        "nav": kind.path,
        "list_url": f"/{kind.path}/",
        "list_label": kind.label_plural,
    }
    return render(request, "entries/versions.html", context)
