"""The public pages of therapies, guides and words. They read what is live and nothing else."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Substr
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from reviews import canonical, kinds, lists, pages, published
from reviews.models.published import Link
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
    context = {
        "page": page,
        "next_url": page.next_url,
        "previous_url": page.previous_url,
        "filter_form": filters.form,
        "chips": filters.chips(),
        "letters": letters(rows, request.GET),
        "total_text": count(page.total),
        "nav": kind.path,
    }
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
    """The pages this one leads to, with the status they have today: {(kind, slug): card}."""
    wanted = Q(pk__in=())
    for row in page.document["links"]:
        wanted |= Q(kind=row["kind"], slug=row["slug"])
    rows = published.listings(language=page.entry.language).filter(wanted)
    cards = {(row.kind, row.slug): published.card(row) for row in rows}
    linked = [(row, cards.get((row["kind"], row["slug"]))) for row in page.document["links"]]
    return {"linked": linked, "as_of": today}


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
