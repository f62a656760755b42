"""Pandoc's `[@key, p. 3; @other]` as an inline rule of markdown-it.

The rule scans to the closing bracket within 600 characters and splits: one regular expression
for the whole group costs quadratic time.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_inline import StateInline

MAX_GROUP = 600
KEY = re.compile(r"@([A-Za-z0-9](?:[A-Za-z0-9_:.+-]{0,98}[A-Za-z0-9_+])?)\Z")


@dataclass(frozen=True)
class Citation:
    """A key and, where given, the place in the source ("p. 3")."""

    key: str
    locator: str


def citation_plugin(parser: MarkdownIt) -> None:
    """Teach a parser the token "citations"."""
    parser.inline.ruler.before("link", "citations", _rule)
    parser.add_render_rule("citations", _render)


def citations(tokens: Iterable) -> Iterator[Citation]:
    """Yield the citations among inline tokens, in order."""
    for token in tokens:
        if token.type == "citations":
            yield from token.meta["citations"]


def _rule(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not state.src.startswith("[@", start) or state.linkLevel:
        return False
    end = state.src.find("]", start, min(start + MAX_GROUP, state.posMax))
    if end < 0 or state.src.startswith("(", end + 1):
        return False
    group = _parse(state.src[start + 1 : end])
    if not group:
        return False
    if not silent:
        state.push("citations", "", 0).meta["citations"] = group
    state.pos = end + 1
    return True


def _parse(text: str) -> list[Citation]:
    """Return the citations of a group, or an empty list if any part is none."""
    found = []
    for part in text.split(";"):
        head, _comma, locator = part.strip().partition(",")
        key = KEY.match(head.rstrip())
        if not key or "[" in locator:
            return []
        found.append(Citation(key[1], " ".join(locator.split())))
    return found


def _render(renderer, tokens, index, options, env) -> str:
    numbers = env["numbers"]
    return "".join(_link(citation, numbers) for citation in tokens[index].meta["citations"])


def _link(citation: Citation, numbers) -> str:
    number = numbers.get(citation.key)
    if number is None:
        return f'<span class="cite-unknown">[{escapeHtml(citation.key)}?]</span>'
    label = f"{int(number)}, {citation.locator}" if citation.locator else f"{int(number)}"
    name = _("Reference %s") % label
    return (
        f'<a class="cite" href="#ref-{int(number)}" aria-label="{escapeHtml(name)}">'
        f"[{escapeHtml(label)}]</a>"
    )
