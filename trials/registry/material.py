"""Which changes of a registry record matter to a reader: one table for import, desk and review.

A change is *material* when somebody who reads the page may have to act or to think differently for
it. Such a change is decided on one page at a time. What is not material may be decided in a batch.

| Fields | Material |
|---|---|
| status, last known status, why stopped | always, whether the trial turned more cautious or less |
| phases, study type, allocation, model, masking, purpose | always: another design, another trial |
| arms, interventions, conditions, titles, acronym, sponsor, collaborators | always |
| outcome measures | when a primary one came, went or was reworded |
| eligibility: criteria, ages, sex, healthy volunteers | always |
| enrolment | when it turns from planned to actual or back, or differs by a fifth or more |
| start | always |
| primary completion, completion | unless both the old and the new date are estimates |
| results posted, results first posted | always |
| expanded access, earlier NCT ids | always |
| sites | when one went or changed its status; not when others only came beside them |
| references | when one came or went that the sponsor names as a result |
| status verified, last update posted | never; they also do not tell two changes apart |
| first posted, other ids, keywords, age groups, countries, kind of sponsor | never: book-keeping, \
or told by another field |

A field that is not in the table is material.
"""

from collections import Counter

# Counted up when this table gives another answer, so that old comparisons are made again.
EDITION = 1
# Dates that every record turns over whenever anybody touches it. Two changes that differ in nothing
# else are the same change.
HOUSEKEEPING = frozenset({"status_verified", "last_update_posted"})

_NEVER = HOUSEKEEPING | frozenset(
    "org_study_id secondary_ids keywords first_posted sponsor_class eligibility.std_ages"
    " countries".split()
)
A_FIFTH = 5


def is_material(field: str, old, new) -> bool:
    """Say whether this change of one fact matters; `old` and `new` are values of a facts dict."""
    if field in _NEVER:
        return False
    rule = _RULES.get(field)
    return rule is None or rule(old, new)


def _outcomes(old, new) -> bool:
    return _bag(old, "primary", *_MEASURE) != _bag(new, "primary", *_MEASURE)


def _enrolment(old, new) -> bool:
    old, new = old or {}, new or {}
    before, after = old.get("count"), new.get("count")
    if old.get("type") != new.get("type") or before is None or after is None:
        return True
    return abs(after - before) * A_FIFTH >= max(before, 1)


def _completion(old, new) -> bool:
    return not all((date or {}).get("type") == "ESTIMATED" for date in (old, new))


def _sites(old, new) -> bool:
    """True unless every site of the old record still stands in the new one as it was."""
    return bool(_bag(old, None, *_PLACE) - _bag(new, None, *_PLACE))


def _references(old, new) -> bool:
    return _bag(old, "RESULT", *_CITED) != _bag(new, "RESULT", *_CITED)


_MEASURE = ("role", "measure", "time_frame")
_PLACE = ("facility", "city", "country", "status")
_CITED = ("type", "pmid", "citation")


def _bag(rows, of: str | None, *fields: str) -> Counter:
    """Return rows as a bag, blanks folded; with `of`, those whose first field says so."""
    return Counter(
        tuple(" ".join(str(row.get(name) or "").split()) for name in fields)
        for row in rows or ()
        if of is None or row.get(fields[0]) == of
    )


_RULES = {
    "outcomes": _outcomes,
    "enrolment": _enrolment,
    "primary_completion": _completion,
    "completion": _completion,
    "sites": _sites,
    "references": _references,
}
