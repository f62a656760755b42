"""The status of a therapy per jurisdiction, derived from dated regulatory events."""

from collections.abc import Iterable, Mapping


def derive(events: Iterable[Mapping]) -> list[dict]:
    """Return [{jurisdiction, status, since, agency}] sorted by jurisdiction.

    `events` are the rows of a document's `regulatory`. `since` is the (partial) date of the event
    that decided the status.
    """
    raise NotImplementedError
