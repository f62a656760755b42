"""Differences between two documents, in words, for the page where a reviewer decides."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """One change. `place` is a JSON pointer into the newer document (the older, if removed).

    `before` and `after` are plain texts ("" when there is none). `words` is a list of (op, text)
    with op "same", "added" or "removed", for <ins> and <del>.
    """

    place: str
    label: str
    kind: str  # added, removed or changed
    before: str
    after: str
    words: tuple[tuple[str, str], ...]


def differences(before: dict | None, after: dict) -> list[Difference]:
    """Return every difference a reader of either document could notice, in reading order."""
    raise NotImplementedError
