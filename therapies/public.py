"""The public pages of therapies. They read live versions and rows derived from them."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Substr
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from reviews import canonical, kinds, lists, pages, published
from reviews.models.published import Link
from therapies.filters import TherapyFilters
from therapies.kind import THERAPY

PANEL = 50  # trials shown on a therapy page


@require_safe
def therapies(request):
    """The list from A to Z, filtered by what the address says."""
    rows = published.listings(THERAPY)
    filters = TherapyFilters.checked(request.GET, rows)
    page = lists.page(filters.qs, request.GET, make_card=published.card)
    total = ngettext("%(n)s therapy", "%(n)s therapies", page.total) % {"n": page.total}
    context = {
        "page": page,
        "next_url": page.next_url,
        "previous_url": page.previous_url,
        "filter_form": filters.form,
        "chips": filters.chips(),
        "letters": letters(rows, request.GET),
        "total_text": total,
        "nav": "therapies",
    }
    return render(request, "therapies/list.html", context)


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


def trials_now(page, today):
    """The dated panel beside the document: live trials that this page or they themselves name.

    Whole as it stands today; open ones first.
    """
    named = [row["slug"] for row in page.document["trials"] if row["slug"]]
    naming = Link.objects.filter(
        from_entry=OuterRef("pk"), to_kind=THERAPY.name, to_slug=page.entry.slug
    )
    rows = published.listings(kinds.get("trial"), language=page.entry.language)
    rows = rows.filter(Q(slug__in=named) | Exists(naming)).order_by("sort_title", "slug")
    found = sorted(rows[:PANEL], key=lambda row: not _open(row))
    return {"panel": {"trials": [published.card(row) for row in found], "as_of": today}}


def _open(listing):
    return canonical.load(listing.card).get("recruitment") == "open"
