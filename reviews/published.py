"""Readers of what is public. Nothing here knows drafts, submissions or decisions.

A page costs one query: its address, its version and its standing advisories come together.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from reviews import advisories, canonical, kinds, roles
from reviews.documents import read
from reviews.models.published import Entry, Listing, Removal, Slug, Version

SHORT = 12  # digits of a digest that people compare by eye


class NothingThere(LookupError):
    """No page was ever public at this address."""


class Moved(LookupError):
    """The page stands at another address. ``url`` is its path."""

    def __init__(self, url):
        self.url = url
        super().__init__(url)


class Gone(LookupError):
    """The page was taken down. ``entry`` has an address, ``removal`` says why."""

    def __init__(self, entry, removal):
        self.entry, self.removal = entry, removal
        super().__init__(str(entry))


@dataclass(frozen=True)
class Page:
    """One version as a page shows it. ``standing``: [(advisory kind, raised at)]."""

    entry: Entry
    version: Version
    document: dict
    standing: tuple
    is_live: bool

    @property
    def kind(self):
        return kinds.get(self.entry.kind)

    @property
    def advisory_kinds(self):
        return frozenset(kind for kind, _since in self.standing)

    def context(self, *, today=None):
        """What every detail template is given."""
        today = today or timezone.now().date()
        return {
            "document": self.document,
            "version": version_facts(self.entry, self.version, is_live=self.is_live),
            "colophon": colophon(self.version),
            "advisories": self.warnings(today),
            "entry": entry_facts(self.entry, self.document["title"]),
            "canonical_url": settings.SITE_URL + self.kind.url(self.entry.slug),
            "today": today,
        }

    def warnings(self, today):
        """Advisories in their approved wording; a live page past its date is overdue untold."""
        rows = [(kind, since.date().isoformat()) for kind, since in self.standing]
        due = self.document["review"]["next_review"]
        told = advisories.OVERDUE in self.advisory_kinds
        if self.is_live and due and due < today.isoformat() and not told:
            rows.append((advisories.OVERDUE, due))
        return [{"kind": k, "since": since, "text": advisories.text(k)} for k, since in rows]


def page(kind, slug, *, language="en"):
    """The live page at an address. Raises Moved, Gone or NothingThere."""
    clean = kind.clean_slug(slug)
    rows = list(
        Slug.objects.filter(kind=kind.name, language=language, slug=clean)
        .alias(
            standing=FilteredRelation(
                "entry__advisories",
                condition=Q(entry__advisories__cleared_event__isnull=True),
            )
        )
        .annotate(warning=F("standing__kind"), warned_at=F("standing__raised_at"))
        .select_related("entry__live_version")
        .order_by("standing__raised_at", "standing__kind")
    )
    if not rows:
        raise NothingThere(slug)
    entry = rows[0].entry
    if entry.live_version is None:
        raise gone(entry)
    if entry.slug != slug:
        raise Moved(kind.url(entry.slug))
    return _page(entry, entry.live_version, rows, is_live=True)


def version(kind, slug, number, *, language="en"):
    """One version, live or old, at its permanent address. Raises as ``page`` does."""
    rows = list(
        Version.objects.filter(
            number=number,
            entry__slugs__kind=kind.name,
            entry__slugs__language=language,
            entry__slugs__slug=kind.clean_slug(slug),
        )
        .alias(
            standing=FilteredRelation(
                "entry__advisories",
                condition=Q(entry__advisories__cleared_event__isnull=True),
            )
        )
        .annotate(warning=F("standing__kind"), warned_at=F("standing__raised_at"))
        .select_related("entry", "removal__successor")
        .order_by("standing__raised_at", "standing__kind")
    )
    if not rows:
        raise NothingThere(f"{slug} {number}")
    found, entry = rows[0], rows[0].entry
    if entry.live_version_id is None or hasattr(found, "removal"):
        raise gone(entry, getattr(found, "removal", None))
    if entry.slug != slug:
        raise Moved(version_url(entry, number))
    return _page(entry, found, rows, is_live=entry.live_version_id == found.pk)


def _page(entry, found, rows, *, is_live):
    standing = tuple((row.warning, row.warned_at) for row in rows if row.warning)
    return Page(entry, found, read(found.document), standing, is_live)


def gone(entry, removal=None):
    """The Gone of an entry without a live version, with the newest removal."""
    if removal is None:
        rows = Removal.objects.filter(entry=entry).select_related("successor")
        removal = rows.order_by("-event_id").first()
    return Gone(entry, removal) if removal else NothingThere(entry.slug)


def versions(kind, slug, *, language="en"):
    """(entry, its versions newest first, its removals newest first). Raises Moved, NothingThere."""
    rows = Slug.objects.filter(kind=kind.name, language=language, slug=kind.clean_slug(slug))
    found = rows.select_related("entry").first()
    if found is None:
        raise NothingThere(slug)
    if found.entry.slug != slug:
        raise Moved(versions_url(found.entry))
    listed = list(found.entry.versions.order_by("-number"))
    return found.entry, listed, list(found.entry.removals.order_by("-event_id"))


def entry_url(entry):
    return kinds.get(entry.kind).url(entry.slug)


def versions_url(entry):
    return f"{entry_url(entry)}versions/"


def version_url(entry, number):
    return f"{versions_url(entry)}{number}/"


def entry_facts(entry, title):
    """What templates may know of an entry."""
    return {
        "kind": entry.kind,
        "slug": entry.slug,
        "title": title,
        "url": entry_url(entry),
        "versions_url": versions_url(entry),
    }


def version_facts(entry, found, *, is_live):
    """What templates may know of a version."""
    path = kinds.get(entry.kind).path
    data = f"/api/v1/{path}/{entry.slug}"
    return {
        "number": found.number,
        "digest": found.digest,
        "digest_short": found.digest.removeprefix("sha256:")[:SHORT],
        "published_at": found.published_at,
        "is_live": is_live,
        "url": version_url(entry, found.number),
        "json_url": data if is_live else f"{data}/versions/{found.number}",
    }


def colophon(found):
    """The frozen colophon with roles in words."""
    frozen = canonical.load(found.colophon)
    people = [{**row, "role": roles.label(row["role"])} for row in frozen["approved_by"]]
    return {**frozen, "approved_by": people}


def listings(kind=None, *, language="en"):
    """Live pages as lists show them."""
    rows = Listing.objects.filter(language=language)
    return rows.filter(kind=kind.name) if kind else rows


def card(listing):
    """A listing as its kind's card."""
    return import_string(kinds.get(listing.kind).card)(listing)
