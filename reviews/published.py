"""Readers of what is public. Nothing here knows drafts, submissions or decisions.

A page costs one query: its address, its version and its standing advisories come together.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Value
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
    newest: int = 0  # the number of the live version
    torn: bool = False  # the version before was taken down and cannot be read

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
            "version": {
                **version_facts(self.entry, self.version, is_live=self.is_live),
                **self.ways_back(),
            },
            "colophon": colophon(self.version),
            "advisories": self.warnings(today),
            "entry": entry_facts(self.entry, self.document["title"]),
            "canonical_url": settings.SITE_URL + self.kind.url(self.entry.slug),
            "today": today,
        }

    def ways_back(self):
        """Addresses of the version before and of what changed, "" where there is none to read."""
        entry, number = self.entry, self.version.number
        before = number > 1 and not self.torn
        older = self.newest > number
        return {
            "previous_url": version_url(entry, number - 1) if before else "",
            "changed_url": compare_url(entry, number - 1, number) if before else "",
            "changed_since_url": compare_url(entry, number, self.newest) if older else "",
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
        .annotate(
            warning=F("standing__kind"),
            warned_at=F("standing__raised_at"),
            torn=_torn("entry__live_version__number"),
        )
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
        .annotate(
            warning=F("standing__kind"),
            warned_at=F("standing__raised_at"),
            newest=F("entry__live_version__number"),
            torn=_torn("number"),
        )
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
    live = entry.live_version_id == found.pk
    return _page(entry, found, rows, is_live=live, newest=found.newest)


def _torn(number):
    """Whether the version before the one of that number was taken down."""
    before = Removal.objects.filter(
        entry=OuterRef("entry"), version__number=OuterRef(number) - Value(1)
    )
    return Exists(before)


def _page(entry, found, rows, *, is_live, newest=0):
    standing = tuple((row.warning, row.warned_at) for row in rows if row.warning)
    return Page(
        entry,
        found,
        read(found.document),
        standing,
        is_live,
        newest=newest or found.number,
        torn=rows[0].torn,
    )


def two_versions(kind, slug, older, newer, *, language="en"):
    """(entry, older version, newer version), both readable. Raises as ``version`` does."""
    rows = Version.objects.filter(
        number__in=(older, newer),
        entry__slugs__kind=kind.name,
        entry__slugs__language=language,
        entry__slugs__slug=kind.clean_slug(slug),
    )
    rows = rows.annotate(newest=F("entry__live_version__number"))
    found = {row.number: row for row in rows.select_related("entry", "removal__successor")}
    if len(found) < 2:
        raise NothingThere(f"{slug} {older} {newer}")
    entry = found[older].entry
    for row in found.values():
        if entry.live_version_id is None or hasattr(row, "removal"):
            raise gone(entry, getattr(row, "removal", None))
    if entry.slug != slug:
        raise Moved(compare_url(entry, older, newer))
    return entry, found[older], found[newer]


def gone(entry, removal=None):
    """The Gone of an entry without a live version, with the newest removal."""
    if removal is None:
        rows = Removal.objects.filter(entry=entry).select_related("successor")
        removal = rows.order_by("-event_id").first()
    return Gone(entry, removal) if removal else NothingThere(entry.slug)


def versions(kind, slug, *, language="en"):
    """(entry, its versions newest first, its removals newest first). Raises Moved, NothingThere."""
    entry = entry_at(kind, slug, language=language)
    if entry.slug != slug:
        raise Moved(versions_url(entry))
    listed = list(entry.versions.order_by("-number"))
    return entry, listed, list(entry.removals.order_by("-event_id"))


def entry_at(kind, slug, *, language="en"):
    """The entry that has or had this address, live or taken down. Raises NothingThere."""
    rows = Slug.objects.filter(kind=kind.name, language=language, slug=kind.clean_slug(slug))
    found = rows.select_related("entry").first()
    if found is None:
        raise NothingThere(slug)
    return found.entry


def entry_url(entry):
    return kinds.get(entry.kind).url(entry.slug)


def versions_url(entry):
    return f"{entry_url(entry)}versions/"


def version_url(entry, number):
    return f"{versions_url(entry)}{number}/"


def compare_url(entry, older, newer):
    return f"{versions_url(entry)}compare/?from={older}&to={newer}"


def feed_url(entry):
    return f"{entry_url(entry)}feed.atom"


def entry_facts(entry, title):
    """What templates may know of an entry."""
    return {
        "kind": entry.kind,
        "slug": entry.slug,
        "title": title,
        "url": entry_url(entry),
        "versions_url": versions_url(entry),
        "feed_url": feed_url(entry),
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
