"""What changed between two states of one registry record, field by field and in words.

Pure: two facts dicts in (see `study.Study.facts`), a list out. Facts do not hold the registry's
processing date, and lists are compared without their order, so that a record which was only
processed again shows no change.
"""

import dataclasses
import json

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .material import is_material
from .vocabulary import OPEN_STATUS

LABELS = {
    "brief_title": gettext_lazy("title"),
    "official_title": gettext_lazy("official title"),
    "acronym": gettext_lazy("acronym"),
    "org_study_id": gettext_lazy("sponsor's study number"),
    "secondary_ids": gettext_lazy("other ids"),
    "nct_aliases": gettext_lazy("earlier NCT ids"),
    "sponsor": gettext_lazy("sponsor"),
    "sponsor_class": gettext_lazy("kind of sponsor"),
    "collaborators": gettext_lazy("collaborators"),
    "study_type": gettext_lazy("study type"),
    "phases": gettext_lazy("phases"),
    "allocation": gettext_lazy("allocation"),
    "intervention_model": gettext_lazy("intervention model"),
    "masking": gettext_lazy("masking"),
    "who_masked": gettext_lazy("who is masked"),
    "primary_purpose": gettext_lazy("primary purpose"),
    "status": gettext_lazy("status"),
    "last_known_status": gettext_lazy("last known status"),
    "why_stopped": gettext_lazy("why stopped"),
    "status_verified": gettext_lazy("status verified"),
    "has_expanded_access": gettext_lazy("expanded access"),
    "expanded_access_ids": gettext_lazy("expanded access records"),
    "start": gettext_lazy("start"),
    "primary_completion": gettext_lazy("primary completion"),
    "completion": gettext_lazy("completion"),
    "first_posted": gettext_lazy("first posted"),
    "last_update_posted": gettext_lazy("last update posted"),
    "results_first_posted": gettext_lazy("results first posted"),
    "enrolment": gettext_lazy("enrolment"),
    "conditions": gettext_lazy("conditions"),
    "keywords": gettext_lazy("keywords"),
    "interventions": gettext_lazy("interventions"),
    "arms": gettext_lazy("arms"),
    "outcomes": gettext_lazy("outcome measures"),
    "eligibility.criteria_text": gettext_lazy("eligibility criteria"),
    "eligibility.sex": gettext_lazy("sex"),
    "eligibility.minimum_age": gettext_lazy("minimum age"),
    "eligibility.maximum_age": gettext_lazy("maximum age"),
    "eligibility.healthy_volunteers": gettext_lazy("healthy volunteers"),
    "eligibility.std_ages": gettext_lazy("age groups"),
    "sites": gettext_lazy("sites"),
    "countries": gettext_lazy("countries"),
    "has_results": gettext_lazy("results posted"),
    "references": gettext_lazy("references"),
}
_SHOWN = 300


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """One field that differs. `before` and `after` are words for a person, not values."""

    field: str
    label: str
    before: str
    after: str
    material: bool


def changes(before: dict, after: dict) -> list[Change]:
    """Return what differs between two facts dicts, in the order of the labels.

    Of lists of rows only the rows that came or went are named. What is `material` stands in the
    table of `material`.
    """
    return [
        Change(field, str(LABELS[field]), *words(old, new), is_material(field, old, new))
        for field, old, new in pairs(before, after)
    ]


def pairs(before: dict, after: dict) -> list[tuple]:
    """Return (field, old value, new value) of each field that differs, in the labels' order."""
    return [
        (field, old, new)
        for field in LABELS
        if essence(old := _get(before, field)) != essence(new := _get(after, field))
    ]


def more_cautious(before: dict, after: dict) -> bool:
    """True when the study was open to people, or soon to be, and now is not."""
    return before.get("status") in OPEN_STATUS and after.get("status") not in OPEN_STATUS


def _get(facts: dict, field: str):
    outer, _dot, inner = field.partition(".")
    value = facts.get(outer)
    return (value or {}).get(inner) if inner else value


def essence(value):
    """Return a value to compare by: without the order of lists, and with blanks folded."""
    if isinstance(value, list):
        return sorted(json.dumps(essence(item), sort_keys=True) for item in value) or None
    if isinstance(value, dict):
        return {key: essence(item) for key, item in value.items()}
    if isinstance(value, str):
        return " ".join(value.split()) or None
    return value


def words(old, new) -> tuple[str, str]:
    """Return both values in the registry's own words; of two lists the rows that differ."""
    if isinstance(old, list) and isinstance(new, list):
        gone, come = gone_and_come(old, new)
        if gone or come:
            return _rows(gone), _rows(come)
    return _value(old), _value(new)


def gone_and_come(old: list, new: list) -> tuple[list, list]:
    """Return the rows that only the old list has, and those that only the new one has."""
    kept = {_key(item) for item in old} & {_key(item) for item in new}
    gone = [item for item in old if _key(item) not in kept]
    come = [item for item in new if _key(item) not in kept]
    return gone, come


def _key(item) -> str:
    return json.dumps(essence(item), sort_keys=True)


def _rows(items: list) -> str:
    if not items:
        return _("nothing")
    shown = "; ".join(_value(item) for item in items[:5])
    more = len(items) - 5
    if more > 0:
        shown += ngettext("; and %(n)d more", "; and %(n)d more", more) % {"n": more}
    return _cut(shown)


def _value(value) -> str:
    if value is None or value == "" or value == []:
        return _("not stated")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return _cut(", ".join(_value(item) for item in value))
    if isinstance(value, dict):
        stated = (_value(item) for item in value.values() if item not in (None, "", []))
        return _cut(", ".join(stated)) or _("not stated")
    return _cut(str(value))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
