"""What the rules say of a draft, each finding with the way to the field it speaks of."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from reviews import actions, rules
from reviews.desk.refusals import REFUSALS, worded
from reviews.labels import label_of, section_label
from reviews.models import Source, User


@dataclass(frozen=True)
class Item:
    """A finding, where it stands in words, and the address of its field (or "")."""

    finding: rules.Finding
    where: str
    url: str


@dataclass
class Checklist:
    """All findings on a draft as it stands; ``refusal`` when no document can be made of it."""

    blocking: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    refusal: Exception | None = None
    seen: object | None = None

    @property
    def ready(self):
        return self.refusal is None and not self.blocking

    @property
    def contributors(self):
        return User.objects.filter(pk__in=self.seen.contributors) if self.seen else []


def of_draft(draft, *, by, places, row_ids=None, base=""):
    """Examine a draft and return its Checklist.

    ``places`` names the form's part for a part of the document where the two differ, ``row_ids``
    is {(relation, pk): element id} of a form that is on the screen, ``base`` the form's address.
    """
    try:
        seen = actions.examine(draft=draft, by=by)
    except REFUSALS as error:
        return Checklist(refusal=worded(error))
    finder = Finder(draft, seen.document, places, row_ids or {}, base)
    items = [Item(f, where(seen.document, f.place), finder.url(f.place)) for f in seen.findings]
    return Checklist(
        blocking=[item for item in items if item.finding.severity == rules.BLOCK],
        warnings=[item for item in items if item.finding.severity != rules.BLOCK],
        seen=seen,
    )


def where(document, place):
    """A JSON pointer in words: “Section · What it is · Text”."""
    words, value = [], document
    for part in place.split("/")[1:]:
        part = part.replace("~1", "/").replace("~0", "~")
        value = _step(value, part)
        if part.isdigit():
            section = value.get("section") if isinstance(value, dict) else None
            words.append(section_label(section) if section else str(int(part) + 1))
        else:
            words.append(label_of(part))
    return " · ".join(words) or _("the page")


def _step(value, part):
    if isinstance(value, list):
        return value[int(part)] if part.isdigit() and int(part) < len(value) else None
    return value.get(part) if isinstance(value, dict) else None


class Finder:
    """Finds the field of a form that a place in the document comes from."""

    SAME = {"markdown": "text", "html": "text"}

    def __init__(self, draft, document, places, row_ids, base):
        self.draft = draft
        self.document = document
        self.places = places
        self.row_ids = row_ids
        self.base = base
        self._rows = {}

    def url(self, place):
        """The address of the field, its row or its part; "" for the page as a whole."""
        parts = place.split("/")[1:]
        if not parts or not parts[0]:
            return ""
        if parts[0] == "sources":
            return self._source(parts)
        name = self.places.get(parts[0], parts[0])
        if name not in self._relations():
            return f"{self.base}#id_{name}"
        if len(parts) < 2 or not parts[1].isdigit():
            return f"{self.base}#{name}-group"
        return f"{self.base}#{self._row(name, int(parts[1]), parts[2:])}"

    def _relations(self):
        related = self.draft._meta.related_objects
        return {r.get_accessor_name(): r for r in related if r.get_accessor_name()}

    def _row(self, name, index, rest):
        relation = self._relations()[name]
        if not relation.one_to_many:
            return f"{name}-group"
        rows = self._document_order(name)
        if index >= len(rows):
            return f"{name}-group"
        element = rows[index]
        fields = {f.name for f in relation.related_model._meta.fields if not f.is_relation}
        wanted = self.SAME.get(rest[0], rest[0]) if rest else ""
        return f"id_{element}-{wanted}" if wanted in fields else element

    def _document_order(self, name):
        """Element ids of the form's rows, in the order in which the document lists them."""
        if name not in self._rows:
            rows = list(getattr(self.draft, name).all())
            ids = {row.pk: f"{name}-{i}" for i, row in enumerate(rows)}
            if name == "blocks":
                order = [value for value, _label in rows[0].Section.choices] if rows else []
                rows.sort(key=lambda row: order.index(row.section))
            self._rows[name] = [self.row_ids.get((name, row.pk), ids[row.pk]) for row in rows]
        return self._rows[name]

    def _source(self, parts):
        cited = _step(self.document["sources"], parts[1]) if len(parts) > 1 else None
        row = Source.objects.filter(key=cited["key"]).first() if cited else None
        return reverse("admin:reviews_source_change", args=[row.pk]) if row else ""
