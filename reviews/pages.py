"""Views that are the same for every kind of page: the live page, a version, all versions."""

import re
from collections import Counter
from functools import partial

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import register_converter
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reviews import lists, published
from reviews.differences import differences
from reviews.documents import read

SIDES = ("from", "to")
NUMBER = re.compile("[1-9][0-9]{0,8}")


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


def answer_lookups(view, *, allowed=()):
    """A view that only reads; what readers of published pages raise becomes 301, 404 and 410."""

    def wrapped(request, *args, **kwargs):
        lists.refuse_unknown(request.GET, allowed)
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
        "comparable": _comparable(rows),
        "removals": removals,
        "nav": kind.path,
        "list_url": f"/{kind.path}/",
        "list_label": str(kind.label_plural).capitalize(),
    }
    return render(request, "entries/versions.html", context)


def _comparable(rows):
    """Versions that can be compared, none if there is but one to read."""
    readable = [row for row in rows if row["url"]]
    return readable if len(readable) > 1 else []


@partial(answer_lookups, allowed=SIDES)
def compare(request, kind, slug):
    """What differs between two published versions of a page, in words."""
    kind = published.kinds.get(kind)
    older, newer = (_number(request.GET, side) for side in SIDES)
    if older == newer:
        raise lists.BadParameters(_("Choose two different versions of the page."))
    if older > newer:
        older, newer = newer, older
    entry, before, after = published.two_versions(kind, slug, older, newer)
    documents = read(before.document), read(after.document)
    found = differences(*documents)
    context = {
        "entry": published.entry_facts(entry, documents[1]["title"]),
        "older": _side(entry, before, documents[0]),
        "newer": _side(entry, after, documents[1]),
        "newest": after.newest,
        "differences": found,
        "counts": Counter(difference.kind for difference in found),
        "document": documents[1],
        "nav": kind.path,
        "list_url": f"/{kind.path}/",
        "list_label": str(kind.label_plural).capitalize(),
    }
    return render(request, "entries/compare.html", context)


def _number(query, side):
    """The number of a version from a query. Raises BadParameters."""
    text = query.get(side, "")
    if not NUMBER.fullmatch(text):
        raise lists.BadParameters(
            _("“%(side)s” has to be the number of a version, for example 1.") % {"side": side}
        )
    return int(text)


def _side(entry, version, document):
    facts = published.version_facts(entry, version, is_live=version.pk == entry.live_version_id)
    return {**facts, "note": document["change"]["note"]}
