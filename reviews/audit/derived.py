"""I1, I7: listings, links, facets and search say what the live versions say, and nothing else."""

import datetime
import json

from reviews import kinds, projections, search
from reviews.audit.base import Section
from reviews.models import Advisory


def derived():
    """Compare every derived row with a fresh projection of its live version."""
    section = Section("Listings, links, facets and search (I1, I7)")
    standing = {}
    for advisory in Advisory.objects.filter(cleared_event__isnull=True):
        standing.setdefault(advisory.entry_id, set()).add(advisory.kind)
    owners, wanted_search = set(), {}
    for entry in projections.live_entries().order_by("pk").iterator(chunk_size=200):
        owners.add(entry.pk)
        known = frozenset(standing.get(entry.pk, ()))
        rows, projection = projections.of(entry.live_version, advisories=known)
        wanted_search[entry.pk] = search.row_of(entry.pk, projection)
        _compare(section, entry, rows)
    section.count("standing advisories", sum(map(len, standing.values())))
    _check_strays(section, owners)
    _check_search(section, wanted_search)
    return section


def _compare(section, entry, rows):
    stored = projections.stored(entry)
    for label, wanted in rows.items():
        section.count("derived rows", len(stored[label]))
        if _comparable(stored[label]) != _comparable(wanted):
            where = f"{entry.kind} {entry}"
            section.breach("I1", where, f"its rows in {label} are not those of its live version")


def _comparable(rows):
    return sorted(
        json.dumps({name: _plain(value) for name, value in row.items()}, sort_keys=True)
        for row in rows
    )


def _plain(value):
    return value.isoformat() if isinstance(value, datetime.date) else value


def _check_strays(section, owners):
    models = {model for kind in kinds.every() for model in projections.models_of(kind.name)}
    for model in sorted(models, key=lambda model: model._meta.label):
        owner = "from_entry_id" if model._meta.label == "reviews.Link" else "entry_id"
        strays = set(model.objects.values_list(owner, flat=True)) - owners
        for entry_id in sorted(strays):
            section.breach("I1", f"entry {entry_id}", f"not live, has {model._meta.label} rows")


def _check_search(section, wanted):
    for row in search.rows_for_audit():
        section.count("search rows")
        if wanted.pop(row.entry_id, None) != row:
            section.breach("I1", f"entry {row.entry_id}", "its search row says otherwise")
    for entry_id in wanted:
        section.breach("I1", f"entry {entry_id}", "is not in the search")
    for fault in search.index_faults():
        section.breach("I1", "search", fault)
