"""The public pages of therapies, guides and words. They read what is live and nothing else."""

from django.db.models.functions import Substr
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from reviews import canonical, lists, pages, published, related
from therapies.filters import GuideFilters, LetterFilters, TherapyFilters
from therapies.kind import GUIDE, TERM, THERAPY

PANEL = 50  # trials shown on a therapy page


@require_safe
def therapies(request):
    """The list from A to Z, filtered by what the address says."""
    return _list(request, THERAPY, TherapyFilters, "therapies/list.html", _therapies)


@require_safe
def guides(request):
    """All guides from A to Z, or those of one topic."""
    return _list(request, GUIDE, GuideFilters, "guides/list.html", _guides)


@require_safe
def words(request):
    """All words from A to Z, or those of one letter."""
    return _list(request, TERM, LetterFilters, "words/list.html", _words)


def _list(request, kind, filter_class, template, count):
    rows = published.listings(kind)
    filters = filter_class.checked(request.GET, rows)
    page = lists.page(filters.qs, request.GET, make_card=published.card)
    context = lists.context(page, filters, total_text=count(page.total), kind=kind)
    context["letters"] = letters(rows, request.GET)
    return render(request, template, context)


def _therapies(n):
    return ngettext("%(n)s therapy", "%(n)s therapies", n) % {"n": n}


def _guides(n):
    return ngettext("%(n)s guide", "%(n)s guides", n) % {"n": n}


def _words(n):
    return ngettext("%(n)s word", "%(n)s words", n) % {"n": n}


def letters(rows, query):
    """First letters there are, each with the address of its part of the list."""
    found = rows.annotate(letter=Substr("sort_title", 1, 1)).order_by("letter")
    there = found.values_list("letter", flat=True).distinct()
    now = query.get("letter")
    return [
        {
            "label": letter.upper(),
            "url": lists.address(query, letter=letter),
            "current": letter == now,
        }
        for letter in there
        if letter.isascii() and letter.isalpha()
    ]


def therapy(request, slug):
    return pages.live(request, THERAPY, slug, more=trials_now)


def therapy_version(request, slug, number):
    return pages.permanent(request, THERAPY, slug, number)


def therapy_versions(request, slug):
    return pages.history(request, THERAPY, slug)


def guide(request, slug):
    return pages.live(request, GUIDE, slug, more=linked_now)


def guide_version(request, slug, number):
    return pages.permanent(request, GUIDE, slug, number)


def guide_versions(request, slug):
    return pages.history(request, GUIDE, slug)


def word(request, slug):
    return pages.live(request, TERM, slug, more=linked_now)


def word_version(request, slug, number):
    return pages.permanent(request, TERM, slug, number)


def word_versions(request, slug):
    return pages.history(request, TERM, slug)


def linked_now(page, today):
    """The links with the status their pages have today, and who else leads here."""
    linked, others = related.linked(page, related.neighbours(page))
    return {"linked": linked, "as_of": today, **related.panel(page, others, today)}


def trials_now(page, today):
    """The dated panels beside the document: trials, open ones first, and all other pages."""
    found = related.neighbours(page)
    trials = [one.listing for one in found if one.listing.kind == "trial"]
    cards = [published.card(row) for row in sorted(trials, key=lambda row: not _open(row))]
    beside = related.panel(page, found, today, without=("trial",))
    return {"panel": {"trials": cards[:PANEL], "as_of": today}, **beside}


def _open(listing):
    return canonical.load(listing.card).get("recruitment") == "open"
