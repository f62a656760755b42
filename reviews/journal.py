"""Reading django-simple-history's journal: who changed a draft, and since when.

Rows are told apart by their number, never by the clock. Child rows count as changes of their
draft, deletions too, since they carry the draft's key.
"""

from dataclasses import dataclass

from django.db.models import Max, Q

from reviews.errors import UnattributedEdit
from reviews.models import Journaled


@dataclass(frozen=True)
class Table:
    """A journal table and the condition that picks the rows of one draft."""

    label: str
    rows: object  # a queryset of historical rows


def tables(draft):
    """The journal tables of a draft and of its typed rows."""
    model = type(draft)
    yield Table(model._meta.label_lower, model.history.filter(**{model._meta.pk.name: draft.pk}))
    for relation in model._meta.related_objects:
        child = relation.related_model
        if issubclass(child, Journaled) and relation.field.model is child:
            rows = child.history.filter(**{f"{relation.field.name}_id": draft.pk})
            yield Table(child._meta.label_lower, rows)


def marks(draft):
    """Mapping of table to the number of its newest journal row about this draft."""
    return {
        table.label: newest
        for table in tables(draft)
        if (newest := table.rows.aggregate(newest=Max("history_id"))["newest"])
    }


def contributors(draft, *, since):
    """Ids of the users who changed the draft after the ``since`` marks.

    Raises UnattributedEdit when a change names nobody: it might be anybody's.
    """
    people = set()
    for table in tables(draft):
        later = table.rows.filter(Q(history_id__gt=since.get(table.label, 0)))
        people |= set(later.order_by().values_list("history_user_id", flat=True).distinct())
    if None in people:
        raise UnattributedEdit()
    return people
