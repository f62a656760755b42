"""Comparing two kept records once, and keeping the answer."""

import json

from reviews import canonical
from trials.documents import facts_of
from trials.drift.differences import Difference, between, key_of
from trials.models import Comparison, Trial
from trials.registry.material import EDITION

# A value longer than this is not kept: the page about one trial reads it from the record.
_KEPT = 1000


def compare(before, after) -> Comparison:
    """The comparison of two records of one trial, made and kept if it is not there yet."""
    found = Comparison.objects.filter(before=before, after=after, edition=EDITION).first()
    return found or _compared(before, after)


def compare_drafts(record) -> None:
    """Compare a record that was just kept with what drafts of its trial show now."""
    shown = Trial.objects.filter(
        record__registry=record.registry, record__registry_id=record.registry_id
    ).exclude(record=record)
    for trial in shown.select_related("record").order_by("pk"):
        compare(trial.record, record)


def _compared(before, after):
    old, new = facts_of(before), facts_of(after)
    found = between(old, new)
    turned = old["status"] != new["status"]
    row, _made = Comparison.objects.get_or_create(
        before=before,
        after=after,
        edition=EDITION,
        defaults={
            "key": key_of(old, new),
            "material": any(one.material for one in found),
            "status_before": old["status"][:40] if turned else "",
            "status_after": new["status"][:40] if turned else "",
            "differences": canonical.dump({"differences": [_kept(one) for one in found]}),
        },
    )
    return row


def _kept(one):
    values = [one.field, one.before, one.after, one.material]
    fits = len(json.dumps(values, ensure_ascii=False)) <= _KEPT
    return values if fits else [one.field, None, None, one.material]


def told(comparison) -> list[tuple[Difference, bool]]:
    """The differences of a comparison, each with whether its values were kept."""
    rows = canonical.load(comparison.differences)["differences"]
    return [(Difference(*row), row[1] is not None or row[2] is not None) for row in rows]
