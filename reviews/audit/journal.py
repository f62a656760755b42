"""The journal: every draft row is what its newest journal row says (nothing went round it)."""

from django.apps import apps
from django.db.models import Max

from reviews.audit.base import Section


def journal():
    """Compare each journaled row with its newest journal row."""
    section = Section("Journal of drafts")
    for model in _journaled():
        newest = model.history.order_by().values(model._meta.pk.name)
        marks = [row["mark"] for row in newest.annotate(mark=Max("history_id"))]
        rows = model.history.in_bulk(marks) if marks else {}
        _compare(
            section, model, {getattr(row, model._meta.pk.attname): row for row in rows.values()}
        )
    return section


def _journaled():
    return [model for model in apps.get_models() if hasattr(model, "history")]


def _compare(section, model, latest):
    fields = [field.attname for field in model._meta.concrete_fields]
    for row in model.objects.iterator(chunk_size=500):
        section.count("draft rows")
        told = latest.pop(row.pk, None)
        where = f"{model._meta.label} {row.pk}"
        if told is None or told.history_type == "-":
            section.breach("journal", where, "is in no journal")
        elif any(getattr(told, name) != getattr(row, name) for name in fields):
            section.breach("journal", where, "was changed without the journal")
    for pk, told in latest.items():
        if told.history_type != "-":
            section.breach("journal", f"{model._meta.label} {pk}", "vanished without the journal")
