"""Queries of the lists. Every one starts from what is public; no draft table is reachable."""

from django.conf import settings
from django.db.models import Subquery

from alsportal.api.envelope import moment
from reviews import kinds, published
from reviews.models.published import Advisory, Entry, Event, Slug

LANGUAGE = settings.LANGUAGE_CODE  # translations get a parameter of their own when there are some


def newest_change():
    """A subquery: when the newest public change happened."""
    return Subquery(public_events().order_by("-edition").values("at")[:1])


def public_events():
    """The events that have an edition, which makes them public."""
    return Event.objects.filter(edition__isnull=False)


def live(kind):
    """Live entries of a kind, each with its version, in order of their unique addresses."""
    return (
        Entry.objects.filter(kind=kind, language=LANGUAGE, live_version__isnull=False)
        .select_related("live_version__event")
        .defer("live_version__event__body")
        .annotate(data_as_of=newest_change())
        .order_by("slug")
    )


def data_as_of(rows):
    """The ``data_as_of`` of a list, from its rows or (without rows) from the log."""
    if rows:
        return moment(rows[0].data_as_of)
    return moment(public_events().order_by("-edition").values_list("at", flat=True).first())


def standing(entries):
    """``{entry id: [(kind, raised at)]}`` of standing advisories, oldest first, in one query."""
    found = {}
    ids = [entry.pk for entry in entries]
    rows = Advisory.objects.filter(entry__in=ids, cleared_event__isnull=True) if ids else ()
    for row in sorted(rows, key=lambda row: (row.raised_at, row.kind)):
        found.setdefault(row.entry_id, []).append((row.kind, row.raised_at))
    return found


def pages(entries):
    """Live entries as pages."""
    warnings = standing(entries)
    return [
        published.Page(
            entry,
            entry.live_version,
            published.read(entry.live_version.document),
            tuple(warnings.get(entry.pk, ())),
            is_live=True,
        )
        for entry in entries
    ]


def entry_at(kind, slug):
    """The entry that has this address, live or taken down, without its document.

    Raises ``published.NothingThere``, drafts or not, and ``published.Moved``.
    """
    rows = Slug.objects.filter(kind=kind, language=LANGUAGE, slug=kinds.get(kind).clean_slug(slug))
    found = rows.select_related("entry").annotate(data_as_of=newest_change()).first()
    if found is None:
        raise published.NothingThere(slug)
    if found.entry.slug != slug:
        raise published.Moved(published.versions_url(found.entry))
    found.entry.data_as_of = found.data_as_of
    return found.entry
