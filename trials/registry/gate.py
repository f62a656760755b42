"""The gate in front of every registry file: bytes in, harmless Python values out.

Python's own reader takes NaN, doubled keys, lone surrogates and escaped NULs, which SQLite keeps
and PostgreSQL refuses. So a file is read in two steps: `parse` makes sure that it is one JSON
value, and `clean` looks at every leaf of one record. A page of a hundred studies with one bad
string thus loses one study and not a hundred.
"""

import json
import re
import unicodedata
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from reviews.canonical import FORBIDDEN as FORBIDDEN_CHARACTERS
from reviews.canonical import MAX_INTEGER
from reviews.textgate import BIDI_CONTROLS

MAX_BYTES = 64 * 1024 * 1024
MAX_VALUES = 3_000_000  # of one file; each costs up to 100 bytes of memory, however short it is
MAX_DEPTH = 32  # within one study; the registry's own records reach 15
MAX_DECIMAL = Decimal("1e15")
MAX_NUMBER_LENGTH = 40
MAX_PLACE = 200

_FORBIDDEN = re.compile(f"{FORBIDDEN_CHARACTERS.pattern}|[{BIDI_CONTROLS}]")
_UTF8_MARK = b"\xef\xbb\xbf"
_OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Refused(ValueError):
    """Something that may not come in.

    `reason` says what is wrong, `place` where (a JSON pointer, or "line 3, character 7") and `mend`
    what to do about it. All three are plain text and hold no character that the gate refuses.
    """

    def __init__(self, reason: str, place: str, mend: str) -> None:
        self.reason = str(reason)
        self.place = printable(place, MAX_PLACE)
        self.mend = str(mend)
        super().__init__(f"{reason} ({self.place}). {mend}" if place else f"{reason}. {mend}")


class JsonRefused(Refused):
    """A file that is no JSON value, or a value of it that may not come in."""


class _Bad:
    """Stands in a parsed value for something refused, until `clean` knows where it stands."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


class _Found(Exception):
    """Something refused deep in a value; the way to it is noted from within outwards."""

    def __init__(self, reason: str, mend: str) -> None:
        self.reason, self.mend = reason, mend
        self.trail: list[str] = []

    def pointer(self, place: str) -> str:
        return "/".join([place, *reversed(self.trail)])


def read(data: bytes):
    """Return the value of a JSON file: dict, list, str, int, Decimal, bool or None.

    Raises JsonRefused, and nothing else, for whatever bytes it is given.
    """
    return clean(parse(data))


def parse(data: bytes):
    """Return the value of a JSON file, with its leaves not yet looked at: see `clean`.

    Raises JsonRefused for more than 64 MB or three million values, another encoding than UTF-8, and
    text that is no JSON.
    """
    try:
        return _decode_json(_text(data))
    except json.JSONDecodeError as error:
        raise _broken(error) from None
    except RecursionError:
        reason, mend = _too_deep()
        raise JsonRefused(reason, "", mend) from None
    except MemoryError:
        raise _too_large(_("The file needs more memory than there is")) from None


def clean(value, place: str = ""):
    """Return one parsed value with its strings in NFC and line feeds for line ends.

    `place` is the JSON pointer of the value in its file. Numbers with a point come as Decimal, so
    that a coordinate keeps the digits that the registry wrote.
    Raises JsonRefused for doubled keys, NaN and Infinity, integers beyond 53 bits, decimals beyond
    1e15, control characters but line feed and tab, lone surrogates, direction controls,
    noncharacters, and more than 32 levels.
    """
    try:
        return _clean(value, 0)
    except _Found as found:
        raise JsonRefused(found.reason, found.pointer(place), found.mend) from None


def printable(text: str, limit: int = 60) -> str:
    """Return a text for a message: bad characters written as U+…, cut to `limit` characters."""
    cut = text if len(text) <= limit else text[:limit] + "…"
    return _FORBIDDEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", cut)


def is_harmless(text: str) -> bool:
    """True when no character of the text is one that the gate refuses."""
    return _FORBIDDEN.search(text) is None


def _text(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise _too_large(_("The file is larger than 64 MB"))
    if sum(map(data.count, (b",", b"[", b"{"))) > MAX_VALUES:
        raise _too_large(_("The file holds more than three million values"))
    if data.startswith(_OTHER_MARKS):
        raise JsonRefused(_("The file is not UTF-8"), "", _("Save it as UTF-8."))
    try:
        return data.removeprefix(_UTF8_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        place = _("line %(line)d, byte %(byte)d") % {"line": line, "byte": error.start}
        raise JsonRefused(_("The file is not UTF-8"), place, _("Save it as UTF-8.")) from None


def _decode_json(text: str):
    return json.loads(
        text,
        object_pairs_hook=_object,
        parse_int=_integer,
        parse_float=_decimal,
        parse_constant=lambda name: _Bad(_("%s is not a number of JSON") % name),
    )


def _object(pairs: list):
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    twice = next(key for key, _value in pairs if key in seen or seen.add(key))
    return _Bad(_("The key “%s” stands twice") % printable(twice))


def _integer(text: str):
    if len(text) <= 17 and abs(number := int(text)) <= MAX_INTEGER:
        return number
    return _Bad(_("The number %s is too large") % printable(text, 20))


def _decimal(text: str):
    if len(text) > MAX_NUMBER_LENGTH:
        return _Bad(_("The number %s has too many digits") % printable(text, 20))
    try:
        number = Decimal(text)
    except InvalidOperation:  # an exponent beyond what Decimal can hold
        return _Bad(_("The number %s is out of range") % text)
    if abs(number) > MAX_DECIMAL or number.as_tuple().exponent < -MAX_NUMBER_LENGTH:
        return _Bad(_("The number %s is out of range") % text)
    return number


def _clean(value, depth: int):
    kind = type(value)
    if kind is str:
        return value if value.isascii() and value.isprintable() else _clean_text(value)
    if kind is dict or kind is list:
        if depth >= MAX_DEPTH:
            raise _Found(*_too_deep())
        return (_clean_object if kind is dict else _clean_list)(value, depth + 1)
    if kind is _Bad:
        raise _Found(value.reason, _fetch_again())
    return value


def _clean_list(value: list, depth: int) -> list:
    cleaned: list = []
    try:
        for item in value:
            cleaned.append(_clean(item, depth))
    except _Found as found:
        found.trail.append(str(len(cleaned)))
        raise
    return cleaned


def _clean_object(value: dict, depth: int) -> dict:
    cleaned: dict = {}
    key = None
    try:
        for key, item in value.items():
            cleaned[key if key.isascii() and key.isprintable() else _clean_text(key)] = _clean(
                item, depth
            )
    except _Found as found:
        found.trail.append(_escaped(key))
        raise
    if len(cleaned) != len(value):
        raise _Found(_("Two keys are one after normalisation"), _fetch_again())
    return cleaned


def _clean_text(value: str) -> str:
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    if found := _FORBIDDEN.search(value):
        raise _Found(
            _("A character that may not stand in a text: U+%04X") % ord(found[0]), _fetch_again()
        )
    return unicodedata.normalize("NFC", value)


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1") if "~" in key or "/" in key else key


def _too_large(reason: str) -> JsonRefused:
    return JsonRefused(reason, "", _("Split it into pages of fewer studies."))


def _too_deep() -> tuple[str, str]:
    return _("The value is nested too deeply"), _("A registry record has at most 32 levels.")


def _fetch_again() -> str:
    return _("Fetch the record again from the registry.")


def _broken(error: json.JSONDecodeError) -> JsonRefused:
    place = _("line %(line)d, character %(character)d") % {
        "line": error.lineno,
        "character": error.colno,
    }
    return JsonRefused(
        _("The file is not JSON: %s") % printable(error.msg), place, _("Fetch the file again.")
    )
