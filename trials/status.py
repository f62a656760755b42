"""Whether a trial takes people, derived from the registry's status and its age."""

from collections.abc import Mapping
from datetime import date

OPEN = "open"
NOT_OPEN = "not_open"
FINISHED = "finished"
UNKNOWN = "unknown"

STATES = {
    "RECRUITING": OPEN,
    "AVAILABLE": OPEN,
    "NOT_YET_RECRUITING": NOT_OPEN,
    "ENROLLING_BY_INVITATION": NOT_OPEN,
    "ACTIVE_NOT_RECRUITING": NOT_OPEN,
    "SUSPENDED": NOT_OPEN,
    "TEMPORARILY_NOT_AVAILABLE": NOT_OPEN,
    "COMPLETED": FINISHED,
    "TERMINATED": FINISHED,
    "WITHDRAWN": FINISHED,
    "NO_LONGER_AVAILABLE": FINISHED,
    "APPROVED_FOR_MARKETING": FINISHED,
}
# The registry itself calls an open study that was not verified for two years "unknown".
STALE_MONTHS = 24
# Said of an open trial only so long after somebody looked; later its date is said with it (R36).
FRESH_DAYS = 30


def recruitment_state(facts: Mapping, *, as_of: str | None, today: date) -> str:
    """Return "open", "not_open", "finished" or "unknown".

    `as_of` is the ISO date on which the facts were true or retrieved. An open or not yet open
    trial of which nobody has said anything for 24 months is "unknown"; so is one without a date.
    """
    state = STATES.get(facts.get("status") or "", UNKNOWN)
    if state in (FINISHED, UNKNOWN):
        return state
    age = months_since(last_word(facts, as_of), today)
    return UNKNOWN if age is None or age > STALE_MONTHS else state


def last_word(facts: Mapping, as_of: str | None) -> str:
    """Return the newest date on which the registry says somebody looked at the record."""
    said = [facts.get("status_verified"), facts.get("last_update_posted")]
    return max((day for day in said if isinstance(day, str) and day), default=as_of or "")


def months_since(iso: str, today: date) -> int | None:
    """Return whole calendar months from a date (partial: its end) to today; None if unreadable."""
    parts = iso.split("-")
    if not all(part.isdecimal() for part in parts[:2]):
        return None
    month = int(parts[1]) if len(parts) > 1 else 12
    return (today.year - int(parts[0])) * 12 + today.month - month


def is_fresh(as_of: str | None, today: date) -> bool:
    """Return whether somebody looked recently enough to say "now" of an open trial."""
    try:
        return (today - date.fromisoformat(as_of or "")).days <= FRESH_DAYS
    except ValueError:
        return False
