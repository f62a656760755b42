"""What a rule is, what it knows and what it says."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

RULESET = "2026.1"
BLOCK = "block"
WARN = "warn"


class UnknownKind(LookupError):
    """No app has registered rules for this kind of document."""


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
    sources             {key: {"retraction": str, "checked_on": ISO date}}
    eligible_reviewers  {slot: people who could approve in that slot}
    snapshots           {registry id: facts} of the registry records held
    known_slugs         {(kind, slug): entry id}
    entry_id            the entry the document belongs to, None before its first save
    """

    today: date
    notices: Mapping[tuple[str, str], str] = field(default_factory=dict)
    sources: Mapping[str, Mapping] = field(default_factory=dict)
    eligible_reviewers: Mapping[int, int] = field(default_factory=dict)
    snapshots: Mapping[str, Mapping] = field(default_factory=dict)
    known_slugs: Mapping[tuple[str, str], int] = field(default_factory=dict)
    entry_id: int | None = None


@dataclass(frozen=True)
class Rule:
    """One check. `layer` is the part of a document it reads: page, editorial or registry."""

    id: str
    name: str
    severity: str
    kinds: tuple[str, ...]
    layer: str
    title: str
    check: Callable[[dict, Context], Iterable[Finding]]


def register(kind: str, rules: tuple[Rule, ...]) -> None:
    """Add an app's own rules for a kind of document; a second call replaces the first."""
    _own[kind] = tuple(rules)


def rules_for(kind: str) -> tuple[Rule, ...]:
    """Return the rules for a kind, by id. Raises UnknownKind."""
    if kind not in _own:
        raise UnknownKind(kind)
    return _own[kind]


def run(document: dict, context: Context) -> list[Finding]:
    """Return all findings on a document, sorted by rule, place and message."""
    return []


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that refuse a submission."""
    return [finding for finding in findings if finding.severity == BLOCK]


_own: dict[str, tuple[Rule, ...]] = {}
