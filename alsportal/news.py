"""What happened in public, newest first: pages published, changed and taken down, and warnings.

Read from the events that have an edition and from what they point to. No draft has a date here.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from reviews import advisories, events, kinds, lists, published
from reviews.documents import read
from reviews.models.published import Event, Removal, Version

SHOWN = ("page.published", "page.removed", "advisory.raised", "advisory.cleared")
SIZE = 25
PAGING = ("before", "after")
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)  # the date of a list in which nothing stands yet
HIGHEST = 2**63 - 1  # what the column holds


@dataclass
class Item:
    """One public event in words. ``what``: first, changed, removed, warning or settled."""

    edition: int
    at: datetime
    what: str
    headline: str
    title: str
    kind: str
    url: str
    reason: str
    number: int
    more: dict = field(default_factory=dict)  # what_now, successor_url, compare_url, approved_by
    notices: tuple = ()


@dataclass
class Window:
    """Some items, and the editions before and after which there are more (or None)."""

    items: list
    older: int | None = None
    newer: int | None = None


def edition_in(query, name):
    """An edition from a query, or None. Raises BadParameters."""
    text = query.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= HIGHEST):
        raise lists.BadParameters(_("“%(name)s” has to be a whole number.") % {"name": name})
    return int(text)


def window(query, *, kind=None, entry=None, size=SIZE):
    """The items that a query with `before` or `after` asks for. Raises BadParameters."""
    before, after = (edition_in(query, name) for name in PAGING)
    if before is not None and after is not None:
        raise lists.BadParameters(_("Give “before” or “after”, not both."))
    rows = _rows(kind, entry)
    if after is not None:
        found = list(rows.filter(edition__gt=after).order_by("edition")[: size + 1])
        more, found = len(found) > size, found[:size][::-1]
        return _window(found, older=bool(found), newer=more)
    if before is not None:
        rows = rows.filter(edition__lt=before)
    found = list(rows.order_by("-edition")[: size + 1])
    return _window(found[:size], older=len(found) > size, newer=before is not None)


def _window(found, *, older, newer):
    items = _items(found)
    return Window(
        items,
        items[-1].edition if items and older else None,
        items[0].edition if items and newer else None,
    )


def _rows(kind, entry):
    rows = Event.objects.filter(edition__isnull=False, kind__in=SHOWN)
    if kind is not None:
        rows = rows.filter(entry__kind=kind.name)
    if entry is not None:
        rows = rows.filter(entry=entry)
    removed = Removal.objects.filter(
        entry=OuterRef("entry"),
        version__number__in=(OuterRef("version__number") - 1, OuterRef("version__number")),
    )
    return rows.select_related(
        "entry", "version", "removal__version", "removal__successor"
    ).annotate(live_id=F("entry__live_version_id"), torn=Exists(removed))


def _items(found):
    """The events in words. Pages with a warning are read for their title and notices."""
    datas = {event.edition: events.data_of(event) for event in found}
    wanted = Q(pk__in=())
    for event in found:
        if event.kind.startswith("advisory"):
            wanted |= Q(entry=event.entry_id, number=datas[event.edition]["version"])
    rows = Version.objects.filter(wanted) if wanted != Q(pk__in=()) else ()
    warned = {(row.entry_id, row.number): read(row.document) for row in rows}
    return [_item(event, datas[event.edition], warned) for event in found]


def _item(event, data, warned):
    document = _document(event, data, warned)
    kind = kinds.get(data["type"])
    what = _what(event, data)
    return Item(
        edition=event.edition,
        at=event.at,
        what=what,
        headline=_headline(what) % {"title": document["title"]},
        title=document["title"],
        kind=str(kind.label).capitalize(),
        url=kind.url(event.entry.slug),
        reason=_reason(what, data),
        number=data["version"],
        more=MORE[event.kind](event) if event.kind in MORE else {},
        # The words that have to travel with what is said of a page.
        notices=tuple(row["text"] for row in document["notices"] if row["must_display"]),
    )


def _document(event, data, warned):
    if event.kind == "page.published":
        return read(event.version.document)
    if event.kind == "page.removed":
        return read(event.removal.version.document)
    return warned[event.entry_id, data["version"]]


def _what(event, data):
    if event.kind == "page.published":
        return "first" if data["version"] == 1 else "changed"
    return {"page.removed": "removed", "advisory.raised": "warning"}.get(event.kind, "settled")


def _headline(what):
    return {
        "first": _("New page: %(title)s"),
        "changed": _("Changed: %(title)s"),
        "removed": _("Taken down: %(title)s"),
        "warning": _("Warning: %(title)s"),
        "settled": _("Warning taken away: %(title)s"),
    }[what]


def _reason(what, data):
    if what == "warning":
        return advisories.text(data["reason"])
    if what == "settled":
        return _("What it warned of is settled: %(text)s") % {
            "text": advisories.text(data["reason"])
        }
    return data["reason"] or _("First version.")


def _of_published(event):
    """Who approved it; its address for ever, and what changed, while both can be read."""
    more = {"approved_by": published.colophon(event.version)["approved_by"]}
    if event.live_id and not event.torn:
        number = event.version.number
        more["version_url"] = published.version_url(event.entry, number)
        if number > 1:
            more["compare_url"] = published.compare_url(event.entry, number - 1, number)
    return more


def _of_removed(event):
    successor = event.removal.successor
    url = published.entry_url(successor) if successor and successor.slug else ""
    return {"what_now": event.removal.what_now, "successor_url": url}


MORE = {"page.published": _of_published, "page.removed": _of_removed}
