"""What lists and search show of a live trial page. From its listing alone."""

from django.utils import timezone

from reviews import canonical
from therapies.cards import NAMES, warnings
from trials import reading, status, words


def card(listing):
    """The card of a trial: {kind, title, summary, url, names, state, status_line, meta}."""
    data = canonical.load(listing.card)
    fresh = status.is_fresh(data["status_as_of"], timezone.now().date())
    row = reading.status_row(data["status"], recruitment(data), fresh=fresh)
    ids = [name for name in [data["registry_id"], *data["names"]] if name]
    return {
        "kind": "trial",
        "title": listing.title,
        "summary": listing.summary,
        "url": f"/trials/{listing.slug}/",
        "names": ", ".join(list(dict.fromkeys(ids))[:NAMES]),
        "state": reading.chip(row),
        "status_line": str(row[0]),
        "meta": [str(words.phase_words(data["phases"])), *_places(data), *warnings(listing, data)],
    }


def recruitment(data, today=None):
    """The stored state, unless what it rests on has grown too old since."""
    today = today or timezone.now().date()
    age = status.months_since(data["status_as_of"] or "", today)
    stale = age is None or age > status.STALE_MONTHS
    return status.UNKNOWN if stale else data["recruitment"]


def _places(data):
    countries = data["countries"]
    return [", ".join(countries)] if 0 < len(countries) <= 3 else []
