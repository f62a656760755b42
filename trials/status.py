"""Recruitment state, derived from the registry's status and its age."""

from datetime import date


def recruitment_state(facts: dict, *, as_of: str, today: date) -> str:
    """Return recruiting, not_yet, by_invitation, active, completed, stopped, suspended,
    expanded_access or unknown."""
    raise NotImplementedError
