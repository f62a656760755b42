"""Markdown with pandoc citations, rendered once and sanitised once."""

from collections.abc import Mapping
from dataclasses import dataclass

MAX_BYTES = 200_000


class MarkdownError(ValueError):
    """A text that cannot be rendered."""


class UnresolvedKeys(MarkdownError):
    """Citation keys that stand in no list of sources."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.keys = keys
        super().__init__(", ".join(keys))


class SanitiserChanged(MarkdownError):
    """Sanitising would have changed words that a reader sees."""


class TooLong(MarkdownError):
    """More than 200 KB of Markdown."""


@dataclass(frozen=True)
class Rendered:
    """Sanitised HTML and the citation keys in the order of their first use."""

    html: str
    keys: tuple[str, ...]


def cited_keys(text: str) -> list[str]:
    """Return the citation keys of a text in order of first use, each once."""
    raise NotImplementedError


def render(text: str, numbers: Mapping[str, int]) -> Rendered:
    """Render Markdown; `numbers` gives each source key its number in the list of references.

    Raises UnresolvedKeys, SanitiserChanged or TooLong.
    """
    raise NotImplementedError
