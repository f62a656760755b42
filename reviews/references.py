"""References in plain text from a subset of CSL-JSON."""

from collections.abc import Mapping


def reference_text(item: Mapping) -> str:
    """Return the whole reference as one line of plain text, close to the AMA style."""
    raise NotImplementedError


def source_entry(item: Mapping, *, number: int) -> dict:
    """Return the dict that stands in a document's `sources`.

    `item` is CSL-JSON with our own additions: registry_id, checked_on (ISO date) and retraction.
    """
    raise NotImplementedError
