"""What the first page shows: doors, what changed and why, and living figures."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from reviews import canonical, kinds
from reviews.documents import read
from reviews.models.published import Event, Listing, Removal, Version

RECENT = 6
LOOKED_AT = 40  # events read to find that many pages
SHOWN = ("page.published", "page.removed")


def doors():
    """The four ways in: [{title, url, text}]."""
    return [
        {
            "title": _("Find a trial"),
            "url": "/trials/?recruitment=open",
            "text": _("Which trials are looking for people now, and where"),
        },
        {
            "title": _("Look up a treatment"),
            "url": "/therapies/",
            "text": _("What it does, what it asks of you, and how sure that is"),
        },
        {
            "title": _("Understand the words"),
            "url": "/words/",
            "text": _("What the words in letters and records mean"),
        },
        {
            "title": _("See what is new"),
            "url": "/new/",
            "text": _("Pages that changed, each with its reason"),
        },
    ]


def recent():
    """Pages that changed last, each once: [{title, url, reason, at, kind}]."""
    events = Event.objects.filter(edition__isnull=False, kind__in=SHOWN).order_by("-edition")
    events = events.select_related("entry__listing", "removal__version")[:LOOKED_AT]
    rows, seen = [], set()
    for event in events:
        if event.entry_id not in seen and len(rows) < RECENT:
            seen.add(event.entry_id)
            rows.append(_recent(event))
    return rows


def _recent(event):
    data = canonical.load(event.body)["data"]
    kind = kinds.get(data["type"])
    listing = getattr(event.entry, "listing", None)
    removed = event.kind == "page.removed"
    if listing is None and removed:
        title = read(event.removal.version.document)["title"]
    else:
        title = listing.title if listing else data["slug"]
    reason = data["reason"] or _("First version.")
    return {
        "title": title,
        "url": kind.url(data["slug"]),
        "reason": _("Taken down: %(reason)s") % {"reason": reason} if removed else reason,
        "at": event.at,
        "kind": str(kind.label).capitalize(),
    }


def figures():
    """Counts of what is public, and of nothing else: drafts and their reviews leave no trace."""
    live = Listing.objects.aggregate(
        **{kind.path: Count("pk", filter=Q(kind=kind.name)) for kind in kinds.every()}
    )
    return {
        **live,
        "versions": Version.objects.count(),
        "removals": Removal.objects.count(),
    }
