"""Pages that lead to a page and pages it leads to, as they stand today: one statement for both.

They stand beside the document and outside its digest. Only listings of live pages are looked at, so
nothing is named here before it is public. A page is found under every address it ever had; and a
document that could only name a page, since that was not yet public, leads to the one of that name.
"""

import re
from dataclasses import dataclass, field

from django.db.models import F, Q

from reviews import canonical, kinds, published
from reviews.models.published import Link, Listing, Slug
from reviews.search.models import SearchName
from reviews.search.words import key

SHOWN = 12  # pages of one kind in the panel; the rest is a search away
MOST = 400  # rows read
# Parts of documents that name other pages, and the kind they name where the row does not say it.
NAMING = {"trials": "trial", "therapies": "therapy", "links": ""}


@dataclass
class Neighbour:
    """A live page beside another, with every address and name it is known by."""

    listing: Listing
    slugs: set = field(default_factory=set)

    def is_meant_by(self, row, kind):
        """Whether a row of a document names this page."""
        if kind != self.listing.kind:
            return False
        return row["slug"] in self.slugs if row["slug"] else bool(_keys(row) & self._names())

    def _names(self):
        names = canonical.load(self.listing.card).get("names", ())
        return {key(name) for name in (self.listing.title, self.listing.slug, *names)}


def related(page, today):
    """The panel "Also on this site" of a live page, as template context."""
    return panel(page, neighbours(page), today)


def neighbours(page):
    """Live pages that this one names or that name it, in order of their titles."""
    rows = published.listings(language=page.entry.language).filter(entry__in=_beside(page))
    rows = rows.exclude(entry=page.entry).annotate(known_as=F("entry__slugs__slug"))
    found = {}
    for row in rows.order_by("sort_title", "slug")[:MOST]:
        found.setdefault(row.pk, Neighbour(row)).slugs.add(row.known_as)
    return list(found.values())


def panel(page, found, today, *, without=()):
    """``{"related": {"groups": [{label, url, cards, more}], "as_of"}}`` without some kinds."""
    groups = [_group(page, kind, found) for kind in kinds.every() if kind.name not in without]
    return {"related": {"groups": [group for group in groups if group["cards"]], "as_of": today}}


def linked(page, found):
    """The links of a guide or word with the pages they lead to today: [(row, card or None)].

    Second value: the neighbours that no link names.
    """
    rows = [(row, _meant(row, row["kind"], found)) for row in page.document["links"]]
    named = [neighbour for _row, neighbour in rows if neighbour]
    others = [neighbour for neighbour in found if neighbour not in named]
    return [(row, one and published.card(one.listing)) for row, one in rows], others


def _meant(row, kind, found):
    return next((one for one in found if one.is_meant_by(row, kind)), None)


def _group(page, kind, found):
    rows = [one.listing for one in found if one.listing.kind == kind.name]
    return {
        "label": str(kind.label_plural).capitalize(),
        "kind": kind.name,
        "cards": [published.card(row) for row in rows[:SHOWN]],
        "more": max(0, len(rows) - SHOWN),
        "title": page.document["title"],
    }


def _beside(page):
    """The entries that name the page or that it names, as one query for their ids."""
    entry = page.entry
    its_addresses = Slug.objects.filter(entry=entry).values("slug")
    naming = Link.objects.filter(to_kind=entry.kind, to_slug__in=its_addresses)
    slugs, names = _named(page.document)
    named = []
    if slugs:
        rows = Slug.objects.filter(_any("kind", "slug", slugs), language=entry.language)
        named.append(rows.values("entry"))
    if names:
        rows = SearchName.objects.filter(_any("document__kind", "key", names))
        named.append(rows.values("document__entry"))
    return naming.values("from_entry").union(*named)  # PostgreSQL walks an OR row by row


def _named(document):
    """({kind: addresses}, {kind: names}) of the other pages that a document names."""
    slugs, names = {}, {}
    for part, of_kind in NAMING.items():
        for row in document.get(part) or ():
            kind = of_kind or row["kind"]
            if row["slug"]:
                slugs.setdefault(kind, set()).add(row["slug"])
            else:
                names.setdefault(kind, set()).update(_keys(row))
    return slugs, names


def _keys(row):
    """What a page may be called that a row names: "Riluzole (Rilutek)" is any of the two."""
    label = row.get("title") or ""
    return {found for part in (label, *re.split(r"[()]", label)) if (found := key(part))}


def _any(kind_field, field_name, wanted):
    condition = Q(pk__in=())
    for kind, values in sorted(wanted.items()):
        condition |= Q(**{kind_field: kind, f"{field_name}__in": sorted(values)})
    return condition
