"""The gate in front of every text an editor types or pastes.

SQLite keeps a NUL, a lone surrogate or a direction override where PostgreSQL refuses them, and a
reader cannot see what U+202E does to "50 mg". So one gate stands in front of both databases. It
never mends silently, except for line ends, the NFC form and the blanks around a one-line text.
"""

import re
import unicodedata

from django.utils.translation import gettext as _

from reviews.canonical import FORBIDDEN

MAX_BYTES = 200_000

# They change the order in which a dose or an identifier is read.
BIDI_CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# They cannot be seen, but hide a word from the search and make equal texts differ.
INVISIBLE = (
    "\u00ad\u034f\u180e\u200b\u2028\u2029\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
# Left over from a damaged encoding or from a font of one word processor.
DAMAGED = "\ufffc\ufffd\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"

_BIDI = re.compile(f"[{BIDI_CONTROLS}]")
_DAMAGED = re.compile(f"[{DAMAGED}]")
_REFUSED = re.compile(f"{FORBIDDEN.pattern}|[{BIDI_CONTROLS}{INVISIBLE}{DAMAGED}]")


class TextRefused(ValueError):
    """A text with something in it that may not be kept.

    `reason` says what, `place` where ("line 2, character 14") and `mend` what to do about it.
    """

    def __init__(self, reason: str, place: str, mend: str) -> None:
        self.reason = reason
        self.place = place
        self.mend = mend
        super().__init__(f"{reason} ({place}). {mend}" if place else f"{reason}. {mend}")


def check_text(value: str, *, multiline: bool, most: int = MAX_BYTES) -> str:
    """Return the text in NFC with line feeds for line ends, or raise TextRefused.

    One-line texts are stripped and may hold neither line feeds nor tabs. ``most`` is in bytes.
    """
    if len(value) > most or len(value.encode("utf-8", "replace")) > most:
        raise TextRefused(
            _("The text is longer than %d KB") % (most // 1000),
            "",
            _("Divide it, or leave out what was pasted."),
        )
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    if not multiline:
        text = text.strip()
    found = _REFUSED.search(text) or (None if multiline else re.search(r"[\n\t]", text))
    if found:
        raise _refusal(text, found)
    return text


def is_refused(character: str) -> bool:
    """True for a character that no text of an editor may hold."""
    return _REFUSED.match(character) is not None


def first_refused(text: str) -> str:
    """Return the first character that no text of an editor may hold, or ""."""
    found = _REFUSED.search(text)
    return found[0] if found else ""


def show_hidden(text: str) -> str:
    """Return the text with every character that cannot be seen written out, as ⟦U+202E⟧."""
    return _REFUSED.sub(lambda found: f"⟦U+{ord(found[0]):04X}⟧", text)


def _refusal(text: str, found: re.Match) -> TextRefused:
    line = text.count("\n", 0, found.start()) + 1
    column = found.start() - text.rfind("\n", 0, found.start())
    place = _("line %(line)d, character %(column)d") % {"line": line, "column": column}
    return TextRefused(_reason(found[0]), place, _mend(found[0]))


def _reason(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if character == "\n":
        return _("A line break in a text of one line")
    if character == "\t":
        return _("A tab in a text of one line")
    if _BIDI.match(character):
        return _("A hidden character that changes the reading direction: %s") % code
    if _DAMAGED.match(character):
        return _("A character that was damaged on its way: %s") % code
    return _("A character that cannot be seen: %s") % code


def _mend(character: str) -> str:
    if character in "\n\t":
        return _("Put a space in its place.")
    if _DAMAGED.match(character):
        return _("Look up in the original what stood there and type it.")
    return _("Delete it: place the cursor there, remove the letters around it and type them again.")
