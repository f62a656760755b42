"""References in plain text from a subset of CSL-JSON, close to the AMA style.

Plain text all through: whoever shows a reference escapes it. A part that is missing is left out
with its punctuation; nothing is invented in its place.
"""

import re
import unicodedata
from collections.abc import Mapping

MOST_AUTHORS = 6
ARTICLES = "article article-journal article-magazine article-newspaper review".split()
RETRACTIONS = ("none", "concern", "retracted", "corrected")
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def reference_text(item: Mapping) -> str:
    """Return the whole reference as one line of plain text.

    Articles: "Miller RG, Mitchell JD. Title. Journal. 2012;3(4):1-9. doi:10.1002/x. PMID 123."
    Webpages, reports and all else: "Author. Title. Publisher. 12 May 2024. https://…"
    """
    if text_of(item.get("type")) in ARTICLES:
        parts = [*_head(item), _venue(item), _journal_place(item)]
    else:
        parts = [*_head(item), _publisher(item), written_date(issued(item))]
    return " ".join([*(_stopped(part) for part in parts if part), *_identifiers(item)])


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


def authors(item: Mapping) -> str:
    """Return "Miller RG, Mitchell JD", or the first six names and "et al"."""
    people = item.get("author")
    names = [_name(person) for person in people] if isinstance(people, list) else []
    names = [name for name in names if name]
    if len(names) > MOST_AUTHORS:
        names = [*names[:MOST_AUTHORS], "et al"]
    return ", ".join(names)


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


def written_date(iso: str) -> str:
    """Return "12 May 2024", "May 2024" or "2024" for an ISO date, partial or whole."""
    parts = iso.split("-") if iso else []
    if len(parts) > 1 and parts[1].isdecimal() and 1 <= int(parts[1]) <= 12:
        day = [str(int(parts[2]))] if len(parts) > 2 and parts[2].isdecimal() else []
        return " ".join([*day, _MONTHS[int(parts[1]) - 1], parts[0]])
    return parts[0] if parts else ""


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


def _head(item: Mapping) -> list[str]:
    who, title = authors(item), text_of(item.get("title"))
    return [part for part in (who, title) if part]


def _name(person) -> str:
    if not isinstance(person, Mapping):
        return ""
    if person.get("literal"):
        return text_of(person["literal"])
    particle = text_of(person.get("non-dropping-particle"))
    family = " ".join(part for part in (particle, text_of(person.get("family"))) if part)
    suffix = text_of(person.get("suffix"))
    initials = _initials(text_of(person.get("given")))
    return " ".join(part for part in (family, initials, suffix) if part)


def _initials(given: str) -> str:
    """Return "RG" for "Robert G", "R. G." or "RG", and "JP" for "Jean-Pierre"."""
    if given.isupper() and given.isalpha() and len(given) <= 3:
        return given
    return "".join(word[0].upper() for word in re.split(r"[\s.\-‐]+", given) if word)


def _venue(item: Mapping) -> str:
    return text_of(item.get("container-title-short")) or text_of(item.get("container-title"))


def _journal_place(item: Mapping) -> str:
    """Return "2012;3(4):1-9" from what is known of it."""
    volume, issue = text_of(item.get("volume")), text_of(item.get("issue"))
    page = text_of(item.get("page")) or text_of(item.get("number"))
    place = volume + (f"({issue})" if issue else "")
    year = issued(item)[:4]
    text = f"{year};{place}" if year and place else year or place
    return f"{text}:{page}" if page and text else text or page


def _publisher(item: Mapping) -> str:
    parts = [text_of(item.get("container-title")), text_of(item.get("publisher"))]
    who = authors(item)
    return ". ".join(part for part in dict.fromkeys(parts) if part and part != who)


def _identifiers(item: Mapping) -> list[str]:
    doi, pmid = bare_doi(text_of(item.get("DOI"))), text_of(item.get("PMID"))
    url, registry_id = text_of(item.get("URL")), text_of(item.get("registry_id"))
    found = [registry_id + "."] if registry_id and registry_id not in url else []
    found += [f"doi:{doi}."] if doi else []
    found += [f"PMID {pmid}."] if pmid else []
    return found + ([url] if url and not doi else [])


def _stopped(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else text + "."
