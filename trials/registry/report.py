"""The report of one registry import: counted while it runs, told in words and as JSON."""

import collections
import dataclasses
import textwrap

from django.utils.translation import gettext as _

from .gate import Refused
from .store import CHANGED, NEW, OLDER, UNCHANGED, Outcome

REFUSED = "refused"
MOST_LISTED = 1000  # refusals; more are only counted
_WIDTH = 96


@dataclasses.dataclass
class Report:
    """Outcomes and refusals in the order in which they came."""

    dry_run: bool = False
    stopped: str = ""  # the error that broke the import off; what came before it is kept
    refused: int = 0
    outcomes: list[Outcome] = dataclasses.field(default_factory=list)
    refusals: list[tuple[str, Refused]] = dataclasses.field(default_factory=list)
    odd_words: collections.Counter = dataclasses.field(default_factory=collections.Counter)

    def refuse(self, origin: str, refusal: Refused) -> None:
        self.refused += 1
        if len(self.refusals) < MOST_LISTED:
            self.refusals.append((origin, refusal))

    def add(self, outcome: Outcome, warnings=()) -> None:
        self.outcomes.append(outcome)
        self.odd_words.update(message for _place, message in warnings)

    def of_kind(self, kind: str) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.kind == kind]

    def counts(self) -> dict[str, int]:
        found = collections.Counter(outcome.kind for outcome in self.outcomes)
        return {
            **{kind: found[kind] for kind in (NEW, CHANGED, UNCHANGED, OLDER)},
            REFUSED: self.refused,
            "warned": sum(outcome.warned for outcome in self.outcomes),
        }

    def as_dict(self) -> dict:
        """Return the whole report as JSON values; what did not change is only counted."""
        return {
            "dry_run": self.dry_run,
            "counts": self.counts(),
            NEW: [outcome.nct_id for outcome in self.of_kind(NEW)],
            CHANGED: [_changed(outcome) for outcome in self.of_kind(CHANGED)],
            OLDER: [outcome.nct_id for outcome in self.of_kind(OLDER)],
            REFUSED: [
                {"origin": origin, "reason": no.reason, "place": no.place, "mend": no.mend}
                for origin, no in self.refusals
            ],
            "warnings": dict(self.odd_words),
        }

    def as_text(self) -> str:
        """Return the report for a person."""
        lines = [_("Nothing was written (dry run).")] if self.dry_run else []
        if self.stopped:
            lines.append(_("The import broke off: %s. Run it again.") % self.stopped)
        lines += self._new() + self._changed() + self._older() + self._refused() + self._odd()
        return "\n".join([*lines, self._summary()])

    def _new(self) -> list[str]:
        return _section(_("New"), _wrapped(outcome.nct_id for outcome in self.of_kind(NEW)))

    def _changed(self) -> list[str]:
        lines = []
        for outcome in self.of_kind(CHANGED):
            lines.append(f"{outcome.nct_id}  {outcome.title}")
            lines += [f"    {c.label}: {c.before} → {c.after}" for c in outcome.changes]
            if not outcome.changes:
                lines.append("    " + _("Only in parts that pages do not show."))
            if outcome.warned:
                lines.append("    " + _("The live page now carries a notice."))
        return _section(_("Changed"), lines)

    def _older(self) -> list[str]:
        ids = _wrapped(outcome.nct_id for outcome in self.of_kind(OLDER))
        return _section(_("Older than the record held, or less complete; not kept"), ids)

    def _refused(self) -> list[str]:
        lines = [f"{origin}: {no}" for origin, no in self.refusals]
        if self.refused > len(lines):
            lines.append(_("… and %d more") % (self.refused - len(lines)))
        return _section(_("Refused"), lines)

    def _odd(self) -> list[str]:
        lines = [f"{text} ({number})" for text, number in sorted(self.odd_words.items())]
        return _section(_("Kept as they stand, but odd"), lines)

    def _summary(self) -> str:
        return _(
            "%(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(older)d older, "
            "%(refused)d refused; %(warned)d live pages warned."
        ) % (self.counts())


def _changed(outcome: Outcome) -> dict:
    return {
        "id": outcome.nct_id,
        "title": outcome.title,
        "warned": outcome.warned,
        "changes": [dataclasses.asdict(change) for change in outcome.changes],
    }


def _section(heading: str, lines: list[str]) -> list[str]:
    return [f"{heading}:", *(f"  {line}" for line in lines), ""] if lines else []


def _wrapped(ids) -> list[str]:
    return textwrap.wrap(" ".join(ids), _WIDTH)
