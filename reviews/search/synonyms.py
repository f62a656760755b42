"""Words of our own that mean the same, from ``synonyms.toml``: everyday words and Spanish."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from reviews.search.words import key

TABLE = Path(__file__).with_name("synonyms.toml")
LONGEST_SPAN = 6  # words of a phrase that is understood as one


@dataclass(frozen=True)
class Group:
    """Words and phrases of one meaning; the fields are those of the table."""

    english: tuple[str, ...]
    spoken: tuple[str, ...] = ()
    spanish: tuple[str, ...] = ()
    drug: bool = False

    def said_in(self, language: str | None) -> tuple[str, ...]:
        """What to search pages of a language for."""
        return self.spanish if language == "es" else self.english

    def because(self, typed: str, language: str | None) -> str:
        """Why a word of the group is searched along with the one typed, for the reader."""
        if key(typed) in map(key, self.spoken):
            return _("Often meant by “%(typed)s”.") % {"typed": typed}
        if key(typed) in map(key, self.said_in(language)):
            return _("Means the same as “%(typed)s”.") % {"typed": typed}
        return _("Means “%(typed)s” in the language of the pages.") % {"typed": typed}


@cache
def groups() -> tuple[Group, ...]:
    """All groups of the table, in its order."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["group"]
    return tuple(
        Group(**{name: tuple(v) if isinstance(v, list) else v for name, v in row.items()})
        for row in rows
    )


@cache
def _by_key() -> dict[str, tuple[Group, ...]]:
    found: dict[str, tuple[Group, ...]] = {}
    for group in groups():
        for name in dict.fromkeys(map(key, (*group.english, *group.spoken, *group.spanish))):
            found[name] = (*found.get(name, ()), group)
    return found


def added_by(typed_key: str, typed: str, language: str | None) -> list[tuple[str, str]]:
    """(word, because) for each word of our own that is searched along with the typed ones."""
    return [
        (word, group.because(typed, language))
        for group in _by_key().get(typed_key, ())
        for word in group.said_in(language)
        if key(word) != typed_key
    ]
