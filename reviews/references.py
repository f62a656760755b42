"""References in the AMA style from a subset of CSL-JSON, and their entries in documents.

Plain text all through: whoever shows a reference escapes it. A part that is missing is left out
with its punctuation; nothing is invented in its place.
"""

import re
import unicodedata
from collections.abc import Mapping

from reviews import csl
from reviews.canonical import FORBIDDEN

RETRACTIONS = ("none", "concern", "retracted", "corrected")
# Our own types of source, and those of CSL-JSON, as the style knows them; all else is a webpage.
TYPES = {
    "article": "article-journal",
    "review": "article-journal",
    "label": "report",
    "preprint": "article",
    **{
        name: name
        for name in (
            "article-journal article-magazine article-newspaper book chapter dataset "
            "paper-conference report thesis"
        ).split()
    },
}
EDITED = ("book", "chapter", "paper-conference", "report")


def reference_text(item: Mapping) -> str:
    """Return the whole reference as one line of plain text, AMA style, 11th edition.

    "Miller RG, Mitchell JD. Title. Journal. 2012;3(4):1-9. doi:10.1002/x"
    "Agency. Title. Site. 29 August 2025. Accessed 10 January 2026. https://…"
    A registry number follows where nothing else shows it, a PubMed number where the style shows
    neither DOI nor address.
    """
    made = _csl(item)
    return " ".join(part for part in (csl.line(made), *_identifiers(item, made)) if part)


def source_entry(item: Mapping, *, number: int) -> dict:
    """Return the dict that stands in a document's `sources`.

    `item` is CSL-JSON with our own additions: registry_id, checked_on (ISO date) and retraction.
    """
    retraction = text_of(item.get("retraction")) or "none"
    if retraction not in RETRACTIONS:
        raise ValueError(f"retraction is one of {', '.join(RETRACTIONS)}")
    return {
        "number": number,
        "key": text_of(item.get("id")),
        "type": text_of(item.get("type")),
        "title": text_of(item.get("title")),
        "text": reference_text(item),
        "url": text_of(item.get("URL")),
        "doi": bare_doi(text_of(item.get("DOI"))),
        "pmid": text_of(item.get("PMID")),
        "registry_id": text_of(item.get("registry_id")),
        "publisher": text_of(item.get("publisher") or item.get("container-title")),
        "issued": issued(item),
        "checked_on": text_of(item.get("checked_on")),
        "retraction": retraction,
    }


def issued(item: Mapping) -> str:
    """Return the date of issue as ISO text, partial where only a part is known, or ""."""
    value = item.get("issued")
    if isinstance(value, str):
        found = re.match(r"\d{4}(-\d{2}){0,2}\Z", value.strip())
        return found[0] if found else ""
    parts = value.get("date-parts") if isinstance(value, Mapping) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = [text_of(part) for part in first[:3]]
    if not numbers or not all(number.isdecimal() for number in numbers):
        return ""
    return "-".join([numbers[0].zfill(4), *(number.zfill(2) for number in numbers[1:])])


def bare_doi(text: str) -> str:
    """Return a DOI without its resolver or its "doi:"."""
    return re.sub(r"(?i)\A(https?://(dx\.)?doi\.org/|doi:\s*)", "", text)


def text_of(value) -> str:
    """Return a CSL value as one line of NFC text; numbers as their digits, all else as ""."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return unicodedata.normalize("NFC", " ".join(str(value).split()))


def _csl(item: Mapping) -> dict:
    """The item as the style's processor may have it: known fields, clean, none of them empty."""
    kind = TYPES.get(text_of(item.get("type")), "webpage")
    people = _people(item.get("author"))
    found = {
        "title": _plain(item.get("title")),
        "author": people,
        "issued": _date(issued(item)),
        "accessed": _date(text_of(item.get("checked_on"))),
        "DOI": bare_doi(_plain(item.get("DOI"))),
        "URL": _plain(item.get("URL")),
        "page": _plain(item.get("page")) or _plain(item.get("number")),
        **{name: _plain(item.get(name)) for name in ("volume", "issue", "edition")},
        **_places(item, kind, people),
        **_editors(item, kind, people),
    }
    return {"type": kind, **{name: value for name, value in found.items() if value}}


def _places(item: Mapping, kind: str, people: list) -> dict:
    """Journal, book, site and publisher, in the fields where the style looks for them."""
    journal = _plain(item.get("container-title-short")) or _plain(item.get("container-title"))
    names = {person.get("literal") for person in people}
    publisher = _plain(item.get("publisher"))
    both = [name for name in dict.fromkeys((journal, publisher)) if name and name not in names]
    if kind in ("report", "book", "thesis"):
        return {"publisher": ". ".join(both)}
    if kind in ("webpage", "dataset"):
        return {"container-title": ". ".join(both)}
    return {"container-title": journal, "publisher": publisher}


def _editors(item: Mapping, kind: str, people: list) -> dict:
    """Editors beside authors; alone they stand where authors do, since the style doubles them."""
    editors = _people(item.get("editor")) if kind in EDITED else []
    if not editors or people or kind in ("chapter", "paper-conference"):
        return {"editor": editors}
    word = "ed" if len(editors) == 1 else "eds"
    return {"author": [*editors[:-1], {"literal": f"{_shown(editors[-1])}, {word}"}]}


def _people(people) -> list[dict]:
    """People as the processor reads them: an organisation, or a family name with initials."""
    named = [_person(person) for person in people] if isinstance(people, list) else []
    return [person for person in named if person]


def _person(person) -> dict:
    if not isinstance(person, Mapping):
        return {}
    family, given = _plain(person.get("family")), _plain(person.get("given"))
    whole = _plain(person.get("literal")) or (given if not family else "")
    if whole or not family:
        return {"literal": whole} if whole else {}
    parts = {
        "family": family,
        "given": " ".join(initials(given)),
        "non-dropping-particle": _plain(person.get("non-dropping-particle")),
        "suffix": _plain(person.get("suffix")),
    }
    return {name: value for name, value in parts.items() if value}


def _shown(person: dict) -> str:
    if "literal" in person:
        return person["literal"]
    given = person.get("given", "").replace(" ", "")
    names = (person.get("non-dropping-particle"), person["family"], given, person.get("suffix"))
    return " ".join(name for name in names if name)


def initials(given: str) -> str:
    """Return "RG" for "Robert G", "R. G." or "RG", and "JP" for "Jean-Pierre"."""
    if given.isupper() and given.isalpha() and len(given) <= 3:
        return given
    return "".join(word[0].upper() for word in re.split(r"[\s.\-‐]+", given) if word)


def _date(iso: str) -> dict | None:
    """The parts of an ISO date as far as they are real; None without a year."""
    numbers = [int(part) for part in iso.split("-") if part.isascii() and part.isdecimal()]
    if not numbers or not 0 < numbers[0] <= 9999:
        return None
    real = [numbers[0]]
    if len(numbers) > 1 and 1 <= numbers[1] <= 12:
        real.append(numbers[1])
        real += [day for day in numbers[2:3] if 1 <= day <= 31]
    return {"date-parts": [real]}


def _identifiers(item: Mapping, made: dict) -> list[str]:
    """Numbers that the style leaves out and a reader needs."""
    registry_id, pmid = _plain(item.get("registry_id")), _plain(item.get("PMID"))
    shown = " ".join(made.get(name, "") for name in ("container-title", "URL", "title"))
    found = [f"{registry_id}."] if registry_id and registry_id not in shown else []
    alone = pmid and not ("DOI" in made or "URL" in made)
    return [*found, f"PMID {pmid}."] if alone else found


def _plain(value) -> str:
    """`text_of` without characters that no document may hold."""
    return FORBIDDEN.sub("", text_of(value))
