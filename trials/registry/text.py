"""How the registry writes text, and how it is read.

Its long fields are Markdown with escapes ("age \\> 18"), in which older records carry HTML entities
that were encoded once or twice ("\\&amp;lt;1 cm"). Short fields (titles, names) are plain, but the
entities occur there too. What is read here is plain text: nothing is ever treated as HTML, so
"x<y" stays as it is.
"""

import html
import re
import unicodedata

from .gate import is_harmless

# CommonMark: a backslash before ASCII punctuation stands for the punctuation.
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLANKS_AT_LINE_END = re.compile(r"[ \t]+(?=\n)")
_MOST_ENCODINGS = 3


def plain(text: str) -> str:
    """Return a short field of the registry as one stripped line or paragraph of plain text."""
    return _decoded(text).strip() if "&" in text else text.strip()


def from_markup(text: str) -> str:
    """Return a long field of the registry as plain text.

    Escapes and entities are read; bullets and paragraphs stay as they were typed.
    """
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    text = plain(text)
    return _BLANKS_AT_LINE_END.sub("", text) if "\n" in text else text


def _decoded(text: str) -> str:
    for _round in range(_MOST_ENCODINGS):
        found = _ENTITY.sub(_character, text)
        if found == text:
            break
        text = found
    return unicodedata.normalize("NFC", text)


def _character(found: re.Match) -> str:
    """Return what an entity stands for; one that hides a forbidden character stays as it is."""
    entity = found[0]
    if not entity.startswith("&#") and entity[1:] not in html.entities.html5:
        return entity
    character = html.unescape(entity)
    if character in ("", "\r", "\ufffd") or not is_harmless(character):
        return entity
    return character
