"""Editorial rules: pure checks of a document, each with an id, a severity and a way to mend.

    findings = run(document, context)      sorted, never raises on a document of the right outline
    blocking(findings)                     those that refuse a submission

Rules of all kinds stand here; an app adds its own with `register("therapy", RULES)`. The catalogue
is docs/rules.md.
"""

from reviews.rules import (
    authority,
    claims,
    dates,
    doses,
    doubles,
    empty,
    funding,
    identifiers,
    notices,
    outline,
    predictions,
    privacy,
    records,
    references,
    rendering,
    results,
    retractions,
    scores,
    wording,
)
from reviews.rules.base import BLOCK, RULESET, WARN, Context, Finding, Rule, blocking
from reviews.rules.walk import Reading

__all__ = [
    "BLOCK",
    "COMMON",
    "RULESET",
    "WARN",
    "Context",
    "Finding",
    "Rule",
    "UnknownKind",
    "blocking",
    "register",
    "rules_for",
    "run",
]

COMMON: tuple[Rule, ...] = (
    *outline.RULES,
    *authority.RULES,
    *funding.RULES,
    *claims.RULES,
    *references.RULES,
    *identifiers.RULES,
    *retractions.RULES,
    *scores.RULES,
    *results.RULES,
    *predictions.RULES,
    *records.RULES,
    *empty.RULES,
    *privacy.RULES,
    *wording.RULES,
    *doses.RULES,
    *notices.RULES,
    *dates.RULES,
    *rendering.RULES,
    *doubles.RULES,
)
_kinds: dict[str, tuple[Rule, ...]] = {}


class UnknownKind(LookupError):
    """No app has registered rules for this kind of document."""


def register(kind: str, rules: tuple[Rule, ...]) -> None:
    """Make a kind known with the rules it has of its own; a second call replaces the first."""
    found = (rule for rule in (*COMMON, *rules) if kind in rule.kinds)
    _kinds[kind] = tuple(sorted(found, key=lambda rule: rule.id))


def rules_for(kind: str) -> tuple[Rule, ...]:
    """Return the rules for a kind, by id. Raises UnknownKind."""
    if kind not in _kinds:
        raise UnknownKind(kind)
    return _kinds[kind]


def run(document: dict, context: Context) -> list[Finding]:
    """Return all findings on a document, each once, sorted by rule, place and message."""
    page = Reading(document)
    rules = rules_for(page["kind"])
    found = {finding for rule in rules for finding in rule.check(page, context)}
    return sorted(found, key=lambda one: (one.rule, one.place, one.message, one.evidence))
