"""Editorial rules: pure checks of a document, each with an id, a severity and a way to mend.

    findings = run(document, context)      sorted, never raises on a document of the right outline
    blocking(findings)                     those that refuse a submission

Rules of all kinds stand here; an app adds its own with `register("therapy", RULES)`.
"""

from reviews.rules.base import (
    BLOCK,
    RULESET,
    WARN,
    Context,
    Finding,
    Rule,
    UnknownKind,
    blocking,
    register,
    rules_for,
    run,
)

__all__ = [
    "BLOCK",
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
