"""Which row of one document is which row of the other."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from reviews.difference_words import shown
from reviews.labels import section_label

# Fields that say which row it is, by the name of the list; the others may change in place.
IDENTITY = {
    "names": ("kind", "name"),
    "blocks": ("section", "heading"),
    "links": ("kind", "slug", "title"),
    "people": ("name",),
    "sources": ("key",),
    "notices": ("kind",),
    "citations": ("key", "locator"),
    "regulatory": ("agency", "date", "kind"),
    "statuses": ("jurisdiction",),
    "trials": ("slug",),
    "therapies": ("slug",),
    "secondary_ids": ("id",),
    "interventions": ("type", "name"),
    "arms": ("label",),
    "sites": ("facility", "city", "country"),
    "references": ("pmid", "citation"),
    "criteria": ("polarity", "text"),
}
# Lists whose rows are known by their wording.
BY_WORDING = ("statement", "measure", "text", "name", "title", "id")
# Two rows with this share of equal fields are one row that was edited.
SAME_ROW = 0.5


def identity(row: Mapping, place: str) -> tuple:
    """Return what makes a row of the list at `place` the same row in another document."""
    fields = IDENTITY.get(place.rpartition("/")[2])
    if fields is None:
        fields = next(((name,) for name in BY_WORDING if name in row), tuple(sorted(row)))
    return tuple(repr(_plain(row.get(name))) for name in fields)


def row_name(row: Mapping, index: int) -> str:
    """Return a few words by which a reviewer recognises a row."""
    if row.get("heading"):
        return f"“{shown(str(row['heading']))}”"
    if row.get("section"):
        return str(section_label(str(row["section"])))
    if row.get("agency") and row.get("date"):
        return f"{index + 1} “{shown(str(row['agency']))}, {shown(str(row['date']))}”"
    for name in (
        "title",
        "name",
        "key",
        "statement",
        "measure",
        "label",
        "text",
        "jurisdiction",
        "kind",
    ):
        words = " ".join(shown(str(_plain(row.get(name)) or "")).split())
        if words:
            return f"{index + 1} “{words[:60]}{'…' if len(words) > 60 else ''}”"
    return _("row %d") % (index + 1)


def _plain(value):
    return value.get("markdown") if isinstance(value, Mapping) else value
