"""What lists and search show of a live therapy, guide or word. From its listing alone."""

from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from reviews import canonical
from reviews.advisories import OVERDUE, RECALLED, REGISTRY_CHANGED, SOURCE_RETRACTED
from therapies import words

NAMES = 6  # a card names this many, the page names all


def card(listing):
    """The card of a therapy: {kind, title, summary, url, names, status_line, certainty, meta}."""
    data = canonical.load(listing.card)
    return {
        "kind": "therapy",
        "title": listing.title,
        "summary": listing.summary,
        "url": f"/therapies/{listing.slug}/",
        "names": ", ".join(data["names"][:NAMES]),
        "status_line": status_line(data["statuses"]),
        "certainty": data["certainty"],
        "meta": warnings(listing, data),
    }


def guide_card(listing):
    """The card of a guide: {kind, title, summary, url, status_line, meta}."""
    data = canonical.load(listing.card)
    return {
        "kind": "guide",
        "title": listing.title,
        "summary": listing.summary,
        "url": f"/guides/{listing.slug}/",
        "status_line": str(words.word(words.TOPIC, data["topic"])),
        "meta": warnings(listing, data),
    }


def term_card(listing):
    """The card of a word: {kind, title, summary, url, names, meta}."""
    data = canonical.load(listing.card)
    spanish = [_("in Spanish: %(word)s") % {"word": data["spanish"]}] if data["spanish"] else []
    return {
        "kind": "term",
        "title": listing.title,
        "summary": listing.summary,
        "url": f"/words/{listing.slug}/",
        "names": ", ".join([*data["names"][:NAMES], *spanish]),
        "meta": warnings(listing, data),
    }


def status_line(statuses):
    """Statuses by word: "Approved for ALS: United States, Japan · Refused: European Union"."""
    order = {code: place for place, code in enumerate(words.STATUS)}
    rows = sorted(statuses, key=lambda row: order.get(row["status"], len(order)))
    parts = []
    for status, group in groupby(rows, key=lambda row: row["status"]):
        places = ", ".join(str(words.word(words.JURISDICTION, r["jurisdiction"])) for r in group)
        parts.append(f"{words.word(words.STATUS, status)}: {places}")
    return " · ".join(parts) or str(words.STATUS["none"])


def warnings(listing, data, today=None):
    """Standing advisories in two or three words; a page past its date is overdue untold."""
    today = today or timezone.now().date()
    kinds = set(data["advisories"])
    if listing.next_review and listing.next_review < today:
        kinds.add(OVERDUE)
    order = (RECALLED, SOURCE_RETRACTED, REGISTRY_CHANGED, OVERDUE)
    return [str(words.WARNING[kind]) for kind in order if kind in kinds]
