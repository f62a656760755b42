"""Canonical JSON: one text, and so one digest, for one document.

The text is what reviewers approve and what a version holds, so two documents that read the same
must give the same bytes and two that read differently must not. Keys are sorted, strings are NFC
(never NFKC, which turns 10⁵ into 105), there is no white space between tokens and there are no
floats: decimals travel as strings.
"""

import hashlib
import json
import re
import unicodedata

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_INTEGER = 2**53 - 1  # beyond it JSON readers in other languages lose digits

# Controls (C0 and C1 but line feed and tab), lone surrogates and noncharacters.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr((plane << 16) + end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)


class NotCanonical(ValueError):
    """A value or a text that may not stand in a document. `place` is a JSON pointer."""

    def __init__(self, reason: str, place: str = "") -> None:
        self.reason = reason
        self.place = place
        super().__init__(f"{reason} (at {place or 'the top'})")


def dump(document: dict) -> str:
    """Return the canonical text of a document.

    Raises NotCanonical for floats, keys that are no strings or fall together after NFC, lone
    surrogates, control characters other than line feed and tab, noncharacters, integers beyond
    53 bits, nesting beyond 40 levels and more than 1 MB of UTF-8.
    """
    if not isinstance(document, dict):
        raise NotCanonical("a document is an object")
    text = json.dumps(
        _clean(document, "", 0),
        ensure_ascii=False,
        allow_nan=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    _check_size(text)
    return text


def load(text: str) -> dict:
    """Return the document of a canonical text.

    Raises NotCanonical for text that is no JSON object, for keys that stand twice, for floats and
    for characters that `dump` refuses. It does not normalise again: whether the bytes are the
    approved ones is for the digest to say, and a newer Unicode must not make an old text
    unreadable.
    """
    if not isinstance(text, str):
        raise NotCanonical("a canonical text is a string")
    _check_size(text)
    try:
        document = json.loads(
            text, object_pairs_hook=_pairs, parse_float=_no_float, parse_constant=_no_float
        )
    except RecursionError:
        raise NotCanonical("nested too deeply") from None
    except json.JSONDecodeError as error:
        raise NotCanonical(f"not JSON: {error.msg} at character {error.pos}") from None
    except ValueError as error:
        if isinstance(error, NotCanonical):
            raise
        raise NotCanonical("a number too long to read") from None
    if not isinstance(document, dict):
        raise NotCanonical("a document is an object")
    if FORBIDDEN.search(text) or "\\u" in text:  # an escape can hide a character from the search
        dump(document)
    return document


def digest(text: str) -> str:
    """Return "sha256:" and the hexadecimal digest of the UTF-8 bytes of a text."""
    try:
        return "sha256:" + hashlib.sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError:
        raise NotCanonical("a lone surrogate") from None


def _clean(value, place: str, depth: int):
    if depth > MAX_DEPTH:
        raise NotCanonical("nested too deeply", place)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _clean_text(value, place)
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise NotCanonical("an integer beyond 53 bits", place)
        return int(value)
    if isinstance(value, list | tuple):
        return [_clean(item, f"{place}/{i}", depth + 1) for i, item in enumerate(value)]
    if isinstance(value, dict):
        return _clean_object(value, place, depth)
    raise NotCanonical(f"{type(value).__name__} has no canonical form", place)


def _clean_object(value: dict, place: str, depth: int) -> dict:
    cleaned = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise NotCanonical("a key that is no string", place)
        name = _clean_text(key, place)
        if name in cleaned:
            raise NotCanonical("two keys that are one after NFC", place)
        cleaned[name] = _clean(item, f"{place}/{_escape(name)}", depth + 1)
    return cleaned


def _clean_text(value: str, place: str) -> str:
    found = FORBIDDEN.search(value)
    if found:
        raise NotCanonical(f"the character U+{ord(found[0]):04X}", place)
    return str(value) if value.isascii() else unicodedata.normalize("NFC", value)


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _check_size(text: str) -> None:
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise NotCanonical("larger than 1 MB")


def _pairs(pairs: list) -> dict:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotCanonical("a key that stands twice")
    return found


def _no_float(text: str):
    raise NotCanonical(f"the number {text[:40]}: decimals are strings")
