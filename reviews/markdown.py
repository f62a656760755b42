"""Markdown with pandoc citations, rendered once and sanitised once.

A document freezes the HTML beside its Markdown, so that a newer library cannot change what was
approved. Raw HTML, images, entities and link definitions are switched off: what an editor typed
that way stays in the text as typed, where the reviewer (and rule R48) sees it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

import nh3
from django.utils.translation import gettext as _
from django.utils.translation import override
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.deflist import deflist_plugin

from reviews.citations import citation_plugin, citations

MAX_BYTES = 200_000
# Nested brackets, runs of delimiters and empty lines cost more than their length; honest prose
# has few of them.
MAX_MARKS = {
    "[": 4_000,
    "]": 4_000,
    "*": 8_000,
    "_": 8_000,
    "`": 4_000,
    "<": 8_000,
    "|": 4_000,
    "&": 8_000,
    "\n": 10_000,
}

TAGS = set(
    "p h3 h4 h5 h6 ul ol li dl dt dd em strong a blockquote br hr code pre"
    " table thead tbody tr th td span".split()
)
ATTRIBUTES = {"a": {"href", "aria-label"}, "th": {"scope"}, "ol": {"start"}}
CLASSES = {"a": {"cite"}, "span": {"cite-unknown"}, "td": {"right"}, "th": {"right"}}
LINK = re.compile(r"(https?://[^\s\\]+|mailto:[^\s\\]+|/(?![/\\])[^\s\\]*|#[^\s\\]*)\Z", re.I)


class MarkdownError(ValueError):
    """A text that cannot be rendered."""


class UnresolvedKeys(MarkdownError):
    """Citation keys that stand in no list of sources."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.keys = keys
        super().__init__(_("No source has the key: %s") % ", ".join(keys))


class SanitiserChanged(MarkdownError):
    """Sanitising would have changed words or links that a reader sees."""


class TooLong(MarkdownError):
    """More Markdown, or more marks in it, than can be rendered in bounded time."""


@dataclass(frozen=True)
class Rendered:
    """Sanitised HTML, the citation keys by first use, and those that no source has."""

    html: str
    keys: tuple[str, ...]
    unresolved: tuple[str, ...] = ()


def cited_keys(text: str) -> list[str]:
    """Return the citation keys of a text in order of first use, each once."""
    _check_size(text)
    return list(_keys(_parser.parse(text)))


def render(
    text: str, numbers: Mapping[str, int], *, language: str = "en", strict: bool = True
) -> Rendered:
    """Render Markdown; `numbers` gives each source key its number in the list of references.

    Raises TooLong, SanitiserChanged and UnresolvedKeys. With `strict=False` (previews, and the
    document a rule is to look at) an unresolved key is shown as such and reported instead.
    `language` is the document's: the names of citation links must not follow the editor's.
    """
    _check_size(text)
    tokens = _parser.parse(text)
    keys = tuple(_keys(tokens))
    unresolved = tuple(key for key in keys if key not in numbers)
    if unresolved and strict:
        raise UnresolvedKeys(unresolved)
    for token in tokens:
        _fit_page(token)
    with override(language):
        html = _parser.renderer.render(tokens, _parser.options, {"numbers": numbers})
    return Rendered(_sanitised(html), keys, unresolved)


def visible_text(html: str) -> str:
    """Return the text a reader sees in HTML of ours, with its white space."""
    return _Seen(html).text


def _check_size(text: str) -> None:
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise TooLong(_("The text is longer than 200 KB."))
    for mark, most in MAX_MARKS.items():
        if text.count(mark) > most:
            raise TooLong(
                _("The text holds more than %(most)d times the mark “%(mark)s”.")
                % {"mark": "⏎" if mark == "\n" else mark, "most": most}
            )


def _keys(tokens: list) -> dict[str, None]:
    return dict.fromkeys(
        citation.key for token in tokens for citation in citations(token.children or ())
    )


def _fit_page(token) -> None:
    """The page has h1 and h2, its policy forbids inline style, and a title hides its words."""
    for child in token.children or ():
        child.attrs.pop("title", None)
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
    if token.type in ("th_open", "td_open"):
        if "right" in token.attrs.pop("style", ""):
            token.attrs["class"] = "right"
        if token.type == "th_open":
            token.attrs["scope"] = "col"


def _sanitised(html: str) -> str:
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    before, after = _Seen(html), _Seen(cleaned)
    if before.text != after.text or before.links != after.links:
        raise SanitiserChanged(_("Cleaning the text would have changed what a reader sees."))
    return cleaned


class _Seen(HTMLParser):
    """The text and the links of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.links: list[str | None] = []
        self.feed(html)
        self.close()
        self.text = "".join(self.parts)

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag == "a":
            self.links.append(dict(attrs).get("href"))


def _is_link(url: str) -> bool:
    return LINK.match(url) is not None


def _no_image(state: StateInline, silent: bool) -> bool:
    """Keep `![text](address)` as typed: without its rule it would turn into "!" and a link."""
    if not state.src.startswith("![", state.pos):
        return False
    if not silent:
        state.pending += "!["
    state.pos += 2
    return True


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
    parser.enable("table")
    # A line of dashes under a paragraph, or four blanks before one, is an accident in prose.
    parser.disable(
        ["image", "entity", "html_inline", "html_block", "reference", "lheading", "code"]
    )
    parser.use(deflist_plugin).use(citation_plugin)
    parser.inline.ruler.before("link", "no_image", _no_image)
    parser.validateLink = _is_link
    return parser


_parser = _make_parser()
