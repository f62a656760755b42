"""The journal of a draft and its rows in words: who changed what, field by field."""

from dataclasses import dataclass

from django.db.models import CharField, ForeignKey, TextField
from django.utils.translation import gettext as _

from reviews import journal
from reviews.difference_words import shown, word_runs

HIDDEN = {"id", "entry", "row_version", "updated_at"}


@dataclass(frozen=True)
class FieldChange:
    """One field. ``words`` holds (op, text), op being same, added or removed.

    ``is_prose`` tells a text that was edited from a value that took another's place.
    """

    label: str
    before: str
    after: str
    words: tuple
    is_prose: bool = True
    name: str = ""
    raw_before: object = None
    raw_after: object = None


@dataclass(frozen=True)
class Change:
    """What became of one row between two of its journal rows."""

    what: str
    name: str
    op: str  # added, changed or removed
    who: str
    when: object
    why: str
    fields: list
    record: object


def since(draft, marks):
    """Changes of a draft and its rows after these journal marks, oldest first.

    ``marks`` is what ``journal.marks`` gave then: {table: number of its newest journal row}.
    """
    found = []
    for table in journal.tables(draft):
        mark = marks.get(table.label, 0)
        later = table.rows.filter(history_id__gt=mark).select_related("history_user")
        newest = {row.id: row for row in later.order_by("history_id")}
        for row in newest.values():
            before = _latest(table.rows.filter(id=row.id, history_id__lte=mark))
            change = between(before, row)
            if change.fields or change.op != "changed":
                found.append(change)
    return sorted(found, key=lambda change: change.when)


def between(before, row, targets=None):
    """The Change that leads from one journal row of an object (or none) to a later one.

    ``targets`` remembers what keys point to, so that many changes ask for each once.
    """
    targets = {} if targets is None else targets
    gone = row.history_type == "-"
    if gone:
        op = "removed"
    else:
        op = "added" if before is None or before.history_type == "-" else "changed"
    return Change(
        what=str(row.instance_type._meta.verbose_name),
        name=shown(_name(row))[:100],
        op=op,
        who=row.history_user.public_name if row.history_user else "",
        when=row.history_date,
        why=row.history_change_reason or "",
        fields=[] if gone else _fields(before if op == "changed" else None, row, targets),
        record=row,
    )


def _name(row):
    """What a row is called; a section by its heading."""
    section = getattr(row, "get_section_display", None)
    return str(section() if section else row.instance)


def _latest(rows):
    return rows.order_by("-history_id").first()


def _fields(before, row, targets):
    found = []
    for field in row.tracked_fields:
        if field.name in HIDDEN or _is_owner(field, row):
            continue
        old = value_words(before, field, targets) if before else ""
        new = value_words(row, field, targets)
        if old != new:
            raw = getattr(before, field.attname, None), getattr(row, field.attname)
            found.append(_field(field, old, new, raw))
    return found


def _field(field, old, new, raw):
    """Prose is compared word by word; a choice or a date is one value or another."""
    prose = isinstance(field, CharField | TextField) and not field.choices
    values = tuple((op, text) for op, text in (("removed", old), ("added", new)) if text)
    words = word_runs(old, new) if prose else values
    return FieldChange(str(field.verbose_name), old, new, words, prose, field.name, *raw)


def _is_owner(field, row):
    """The key from a row to its draft says nothing that the page does not."""
    return (
        isinstance(field, ForeignKey)
        and hasattr(field.related_model, "row_version")
        and (field.related_model._meta.label != "reviews.Source")
    )


def value_words(row, field, targets=None):
    """A field of a journal row as people read it; the target of a key may be gone by now."""
    value = getattr(row, field.attname)
    if value is None or value == "":
        return ""
    if isinstance(field, ForeignKey):
        return target_words(field.related_model, value, {} if targets is None else targets)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    return shown(str(value))


def target_words(model, pk, targets):
    if (model, pk) not in targets:
        target = model._base_manager.filter(pk=pk).first()
        targets[model, pk] = shown(str(target)) if target else f"({pk})"
    return targets[model, pk]
