"""R48: what a reader sees holds no markup, no braces, no raw keys and no hidden characters."""

import html
import re
from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from reviews.rules.base import BLOCK, Context, Finding, Rule
from reviews.rules.walk import KINDS, rich_parts, strings, text
from reviews.textgate import first_refused, show_hidden

_TAGS = (
    "abbr|article|big|blockquote|body|br|button|center|code|dd|div|dl|dt|em|embed|font|footer"
    "|form|h[1-6]|head|header|hr|html|iframe|img|input|label|li|link|main|meta|nav|object|ol"
    "|option|pre|script|section|select|small|span|strong|style|sub|sup|svg|table|tbody|td"
    "|textarea|tfoot|th|thead|title|tr|ul|video"
)
# One pattern for each way in which markup or data shows through, and what to call it.
LEAKS: tuple[tuple[str | Promise, re.Pattern], ...] = (
    (_lazy("HTML"), re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*|/)?>|<!--|-->|<!doctype", re.I)),
    # After one letter, "p<b and c>d" is a comparison.
    (_lazy("HTML"), re.compile(r"</?[abipsu](?:\s+[\w-]+=[^<>]*)?\s?/?>", re.I)),
    (_lazy("an entity"), re.compile(r"&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});", re.I)),
    (_lazy("a citation"), re.compile(r"\[(?:see |cf\.? )?-?@|\[\^\w+\]|\[\[|\]\]")),
    (_lazy("a link or an image"), re.compile(r"\]\(|!\[|\]\[")),
    (
        _lazy("Markdown"),
        re.compile(r"\*\*|~~|```|(?<!\w)__\w|^#{1,6} ?[A-Z]|^\|.*\|[^\S\n]*$", re.M),
    ),
    (_lazy("a template"), re.compile(r"\{\{|\}\}|\{%|%\}|\$\{|<%|%>|%\(\w+\)[sd]")),
    (
        _lazy("program output"),
        re.compile(r"\[object Object\]|Traceback \(most|\{['\"]\w+['\"]:"),
    ),
    (
        _lazy("an empty value"),
        re.compile(r"[:|=]\s*(?:None|null|undefined|NaN)[^\S\n]*(?:$|[|,;.])", re.M),
    ),
    (
        _lazy("a raw key"),
        re.compile(
            r"(?<![\w/@.#-])(?:_{0,2}[a-z]+[a-z0-9]*(?:_[a-z0-9]+)+|[A-Z]{2,}(?:_[A-Z]{2,})+)\b(?!@)"
        ),
    ),
    (_lazy("a broken word"), re.compile(r"\b[A-Za-z]{2,}\d\n\s{1,20}0\d+\b")),
)
# Every leak holds one of these; most texts hold none and need no closer look.
_SUSPECT = re.compile(r"[][<&{}*~`|_$]|\n[^\S\n]{0,3}[#0]")
_SUSPECT_WORDS = ("None", "null", "undefined", "NaN", "%(", "%>", "-->", "Traceback")
# Fields of codes, numbers and addresses, which no reader sees as they stand.
NOT_SHOWN = (
    "kind", "section", "origin", "certainty", "design", "therapy_type", "polarity", "concept",
    "operator", "direction", "key", "slug", "url", "digest", "registry_id", "doi", "language",
    "markdown", "status", "type", "retraction", "jurisdiction",
    "topic",
)  # fmt: skip
_CODE = re.compile(
    r"<code>[^<]*</code>|<pre>[^<]*</pre>|<span class=\"cite-unknown\">[^<]*</span>"
    r"|<a class=\"cite\"[^>]*>[^<]*</a>"
)
_MARKUP = re.compile(r"<[^<>]*>")
_URL = re.compile(r"(?:https?://|mailto:|www\.|\b10\.\d{4,9}/)\S+")
_ATTRIBUTE = re.compile(r" (?:aria-label|href|rel)=\"[^\"]*\"")


def _check(document: dict, context: Context) -> Iterator[Finding]:
    for place, value in _shown(document):
        yield from _leaks(place, value)
    for place, _key, value in strings(document, without=("facts",)):
        yield from _hidden(place, value)


def _shown(document: Mapping) -> Iterator[tuple[str, str]]:
    """Yield what readers see: the words of rendered prose, and plain fields as they are."""
    for place, value in rich_parts(document):
        yield f"{place}/markdown", _visible(text(value.get("html")))
    for place, key, words in strings(document, without=("facts", "notices")):
        if key not in NOT_SHOWN:
            yield place, words


def _visible(markup: str) -> str:
    """Return the words of HTML of ours, without code and citations, which look as they should."""
    bare = _CODE.sub(" ", _ATTRIBUTE.sub("", markup)).replace("</p>", "\n")
    return html.unescape(_MARKUP.sub("", bare))


def _leaks(place: str, value: str) -> Iterator[Finding]:
    if not _is_suspect(value):
        return
    words = _URL.sub(" ", value)
    for what, pattern in LEAKS:
        found = pattern.search(words)
        if found:
            yield CLEAN_RENDER.blocks(
                place,
                _("The reader would see %s.") % what,
                _("Write it as plain text or as simple Markdown, and look at the preview."),
                found[0].strip(),
            )


def _is_suspect(value: str) -> bool:
    if value.startswith("#") or _SUSPECT.search(value):
        return True
    return any(word in value for word in _SUSPECT_WORDS)


def _hidden(place: str, value: str) -> Iterator[Finding]:
    if value.isascii() and value.isprintable():
        return
    character = first_refused(value)
    if character:
        yield CLEAN_RENDER.blocks(
            place,
            _("There is a character that nobody can see."),
            _("Delete the words around it and type them again."),
            show_hidden(character),
        )


CLEAN_RENDER = Rule(
    "R48",
    "clean-render",
    BLOCK,
    KINDS,
    "editorial",
    _lazy("No markup, braces, raw keys or hidden characters reach the reader"),
    _check,
)
RULES = (CLEAN_RENDER,)
