"""The gate in front of every text an editor types or pastes.

SQLite keeps a NUL, a lone surrogate or a direction override where PostgreSQL refuses them, and a
reader cannot see what U+202E does to "50 mg". So one gate stands in front of both databases.
"""

import re
import unicodedata

from django.utils.translation import gettext as _

MAX_BYTES = 200_000

# Direction controls: they change the order in which a dose or an identifier is read.
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufff9-\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
    "|[" + "".join(chr((p << 16) + c) for p in range(1, 17) for c in (0xFFFE, 0xFFFF)) + "]"
)


class TextRefused(ValueError):
    """A text with something in it that may not be kept.

    `reason` says what, `place` where ("line 2, character 14") and `mend` what to do about it.
    """

    def __init__(self, reason: str, place: str, mend: str) -> None:
        self.reason = reason
        self.place = place
        self.mend = mend
        super().__init__(f"{reason} ({place}). {mend}")


def check_text(value: str, *, multiline: bool) -> str:
    """Return the text in NFC with line feeds for line ends, or raise TextRefused.

    One-line texts are stripped and may hold neither line feeds nor tabs. The cap is 200 KB.
    """
    raise NotImplementedError


def is_suspect(character: str) -> bool:
    """True for a character that no text of ours may hold."""
    return _SUSPECT.match(character) is not None
