"""What a rule is, what it knows and what it says."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise

RULESET = "2026.2"
BLOCK = "block"
WARN = "warn"
MAX_EVIDENCE = 200


@dataclass(frozen=True)
class Finding:
    """What a rule found: where (`place`, a JSON pointer), why, and how to mend it."""

    rule: str
    severity: str  # block or warn
    place: str
    message: str
    mend: str
    evidence: str = ""


@dataclass(frozen=True)
class Context:
    """All a rule may know besides the document, fetched beforehand.

    today               the day of the check
    notices             {(kind, language): digest} of the current approved editions
    sources             {key: {"retraction": str, "checked_on": ISO date or None}}
    eligible_reviewers  {slot: people who could approve in that slot}
    snapshots           {registry id: facts} of the registry records held
    known_slugs         {(kind, slug): entry id}
    known_names         {name as the document writes it: title of another live page of its kind
                        and language that goes by the same name}
    entry_id            the entry the document belongs to, None before its first save
    """

    today: date
    notices: Mapping[tuple[str, str], str] = field(default_factory=dict)
    sources: Mapping[str, Mapping] = field(default_factory=dict)
    eligible_reviewers: Mapping[str, int] = field(default_factory=dict)
    snapshots: Mapping[str, Mapping] = field(default_factory=dict)
    known_slugs: Mapping[tuple[str, str], int] = field(default_factory=dict)
    known_names: Mapping[str, str] = field(default_factory=dict)
    entry_id: int | None = None


@dataclass(frozen=True)
class Rule:
    """One check.

    `severity` is the worst a finding of this rule can be. `kinds` are the kinds of document it
    runs on. `layer` is the part it reads: "page" (process, notices, dates), "editorial" (what
    editors wrote) or "registry" (facts of a record and their notices).
    """

    id: str
    name: str
    severity: str
    kinds: tuple[str, ...]
    layer: str
    title: str | Promise  # translated when shown
    check: Callable[[dict, Context], Iterable[Finding]]

    def blocks(self, place: str, message: str, mend: str, evidence: object = "") -> Finding:
        """Return a finding of this rule that refuses a submission."""
        return Finding(self.id, BLOCK, place, message, mend, str(evidence)[:MAX_EVIDENCE])

    def warns(self, place: str, message: str, mend: str, evidence: object = "") -> Finding:
        """Return a finding of this rule that a reviewer has to weigh."""
        return Finding(self.id, WARN, place, message, mend, str(evidence)[:MAX_EVIDENCE])


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that refuse a submission."""
    return [finding for finding in findings if finding.severity == BLOCK]
