"""Whether two documents of a trial differ in nothing but what the registry changed.

The review desk groups submissions by the answer (`reviews.kinds.Kind.drift`).
"""

from django.utils.translation import gettext as _
from django.utils.translation import override

from reviews.kinds import Drift
from reviews.models import Draft
from trials.drift import wording
from trials.drift.differences import between, key_of
from trials.registry.changes import LABELS

# What a newer state of the same record may change besides the facts.
_OF_THE_RECORD = frozenset(("retrieved_at", "processed_at", "digest", "as_of"))
_OF_THE_CHANGE = frozenset(("registry", "facts", "change"))
_COMPARED = frozenset(field.partition(".")[0] for field in LABELS)


def drift(before: dict, after: dict) -> Drift | None:
    """What the registry changed between two documents, if nothing else changed; or None.

    The key is equal for documents that changed alike and say so in the same change note. The words
    are lines. A change that its author calls material is material.
    """
    if elsewhere(before, after):
        return None
    old, new, change = before["facts"], after["facts"], after["change"]
    found = between(old, new)
    with override(after["language"]):
        lines = [wording.full(one) for one in found if not one.housekeeping]
        lines = lines or [_("Only dates of the registry’s own")]
        lines.append(_("Change note: “%s”") % change["note"])
    material = any(one.material for one in found)
    return Drift(
        key=key_of(old, new, change=change),
        words="\n".join(lines),
        material=material or change["kind"] != Draft.ChangeKind.MINOR,
    )


def elsewhere(before: dict, after: dict) -> list[str]:
    """Names of the parts that differ and that no newer record of the same trial explains."""
    parts = [name for name in sorted(before | after) if name not in _OF_THE_CHANGE]
    found = [name for name in parts if before.get(name) != after.get(name)]
    if not _same_record(before["registry"], after["registry"]):
        found.append("registry")
    if not _same_facts_but_compared(before["facts"], after["facts"]):
        found.append("facts")
    return found


def _same_record(before, after) -> bool:
    held = before.get("held") is True and after.get("held") is True
    names = (before.keys() | after.keys()) - _OF_THE_RECORD
    return held and all(before.get(name) == after.get(name) for name in names)


def _same_facts_but_compared(before, after) -> bool:
    names = (before.keys() | after.keys()) - _COMPARED
    return all(before.get(name) == after.get(name) for name in names)
