"""Choosing another page: its draft's title says which, and only the desk ever sees that."""

from django import forms
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from reviews import kinds
from reviews.models import Entry


def titles(entries):
    """Mapping of entry id to the title of its draft, one query a kind."""
    wanted = {}
    for entry in entries:
        wanted.setdefault(entry.kind, []).append(entry.pk)
    found = {}
    for name, ids in wanted.items():
        rows = kinds.get(name).draft_model().objects.filter(entry__in=ids)
        found.update(rows.values_list("entry_id", "title"))
    return found


def with_titles(entries):
    """Annotate entries with the titles of their drafts, for lists of many."""
    drafts = (kind.draft_model().objects.filter(entry=OuterRef("pk")) for kind in kinds.every())
    return entries.annotate(
        draft_title=Coalesce(*(Subquery(rows.values("title")[:1]) for rows in drafts))
    )


def label(entry):
    """“Riluzole (therapy, riluzole)”, or without an address before the first publication."""
    if hasattr(entry, "draft_title"):
        title = entry.draft_title or str(entry)
    else:
        title = titles([entry]).get(entry.pk) or str(entry)
    address = entry.slug or _("not published")
    return f"{title} ({kinds.get(entry.kind).label}, {address})"


def matching(entries, text):
    """Entries whose draft's title or address, or whose own address, holds this text."""
    found = set(entries.filter(slug__icontains=text).values_list("pk", flat=True))
    for kind in kinds.every():
        drafts = kind.draft_model().objects.filter(entry__in=entries)
        for field in ("title", "slug"):
            rows = drafts.filter(**{f"{field}__icontains": text})
            found |= set(rows.values_list("entry_id", flat=True)[:200])
    return entries.filter(pk__in=found)


class EntryField(forms.ModelChoiceField):
    """A choice among the entries of one kind (or of all)."""

    def __init__(self, *, kind="", **kwargs):
        rows = Entry.objects.filter(kind=kind) if kind else Entry.objects.all()
        super().__init__(rows, **kwargs)

    def label_from_instance(self, obj):
        return label(obj)
