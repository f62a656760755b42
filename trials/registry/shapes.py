"""Reading typed values out of a record whose shape is not to be trusted.

A `Part` is one object of the record together with its JSON pointer, so that every refusal and
warning can say where. What is absent, null or blank reads as empty; what has the wrong type is
refused; an unknown word is kept and noted.
"""

import datetime
import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .gate import Refused, printable
from .text import from_markup, plain

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
MAX_COUNT = 10**9
_KINDS = {
    dict: gettext_lazy("an object"),
    list: gettext_lazy("a list"),
    str: gettext_lazy("a text"),
    int: gettext_lazy("a whole number"),
    bool: gettext_lazy("true or false"),
}
YEARS = range(1900, 2101)


class RecordRefused(Refused):
    """A record that is not a study of the registry, or a damaged one."""


class Part:
    """One object of a record, its JSON pointer, and the list that takes the record's warnings."""

    __slots__ = ("values", "place", "notes")

    def __init__(self, values: dict, place: str, notes: list) -> None:
        self.values, self.place, self.notes = values, place, notes

    def part(self, key: str) -> "Part":
        """Return the object under a key; an empty one where it is absent."""
        value = self._get(key, dict)
        return Part(value or {}, f"{self.place}/{key}", self.notes)

    def parts(self, key: str) -> list["Part"]:
        """Return the objects of the list under a key."""
        place = f"{self.place}/{key}"
        return [
            Part(self._is(item, dict, f"{place}/{i}"), f"{place}/{i}", self.notes)
            for i, item in enumerate(self._get(key, list) or ())
        ]

    def text(self, key: str) -> str:
        """Return a short field as plain text."""
        return plain(self._get(key, str) or "")

    def markup(self, key: str) -> str:
        """Return a long field, which the registry writes in Markdown, as plain text."""
        return from_markup(self._get(key, str) or "")

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of a list that are not blank, in the registry's order."""
        return tuple(text for text in map(plain, self._strings(key)) if text)

    def word(self, key: str, known: frozenset[str]) -> str:
        """Return a word of the registry's vocabulary as it stands; an unknown one is noted."""
        found = self.text(key)
        if found:
            self._check_word(found, known, key)
        return found

    def words(self, key: str, known: frozenset[str]) -> tuple[str, ...]:
        """Return a list of such words."""
        found = self.texts(key)
        for word in found:
            self._check_word(word, known, key)
        return found

    def flag(self, key: str) -> bool | None:
        """Return true, false, or None where the registry says neither."""
        return self._get(key, bool)

    def count(self, key: str) -> int | None:
        """Return a number of people or things, from 0 to a thousand million."""
        value = self._get(key, int)
        if value is not None and not 0 <= value <= MAX_COUNT:
            raise self._wrong(key, _("%s is not a number of people") % value)
        return value

    def date(self, key: str) -> str:
        """Return a date as written: "2018", "2018-09" or "2018-09-14"."""
        found = self.text(key)
        if found and not is_date(found):
            raise self._wrong(key, _("“%s” is not a date") % printable(found))
        return found

    def coordinate(self, key: str, limit: int) -> str:
        """Return degrees as the digits that the registry wrote, "" where absent or out of range."""
        value = self.values.get(key)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, Decimal | int | float | str):
            raise self._wrong(key, _("This should be a number"))
        degrees = _decimal(value)
        if degrees is None or not abs(degrees) <= limit:
            self.note(key, _("This is not a coordinate and is left out"))
            return ""
        return format(degrees, "f")

    def note(self, key: str, message: str) -> None:
        """Keep a warning about the value under a key."""
        self.notes.append((f"{self.place}/{key}", message))

    def _strings(self, key: str) -> list[str]:
        place = f"{self.place}/{key}"
        items = self._get(key, list) or ()
        return [self._is(item, str, f"{place}/{i}") for i, item in enumerate(items)]

    def _check_word(self, word: str, known: frozenset[str], key: str) -> None:
        if word not in known:
            self.note(key, _("“%s” is not in the registry's vocabulary") % printable(word))

    def _get(self, key: str, kind: type):
        value = self.values.get(key)
        return value if value is None else self._is(value, kind, f"{self.place}/{key}")

    def _is(self, value, kind: type, place: str):
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        raise RecordRefused(_("This should be %s") % _KINDS[kind], place, _mend())

    def _wrong(self, key: str, reason: str) -> RecordRefused:
        return RecordRefused(reason, f"{self.place}/{key}", _mend())


def is_date(text: str) -> bool:
    """True for a day, month or year that is in the calendar, from 1900 to 2100."""
    found = _DATE.fullmatch(text)
    if not found:
        return False
    year, month, day = (int(number or 1) for number in found.groups())
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return year in YEARS


def _decimal(value) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except (InvalidOperation, ValueError):  # ValueError: an integer too long to write out
        return None
    return number if number.is_finite() and number.as_tuple().exponent > -20 else None


def _mend() -> str:
    return _("Fetch the record again from the registry; it is damaged, or its format is new.")
