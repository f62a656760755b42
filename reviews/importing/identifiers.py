"""Identifiers, citation keys, dates and links as a page writes them. Nothing is checked here."""

import re
from datetime import date

IDENTIFIERS = {
    "nct": re.compile(r"\bNCT ?(\d{8})\b", re.I),
    "doi": re.compile(r"\b(10\.\d{4,9}/[^\s\"'<>()\[\]{}|,;]{1,200})"),
    "pmid": re.compile(r"(?:\bPMID:? {0,3}|pubmed\.ncbi\.nlm\.nih\.gov/)(\d{1,8})\b", re.I),
    "pmcid": re.compile(r"\b(PMC\d{4,9})\b"),
    "eudract": re.compile(r"\b((?:19|20)\d{2}-\d{6}-\d{2})\b"),
    "isrctn": re.compile(r"\b(ISRCTN\d{8})\b", re.I),
}
_KEYS = re.compile(r"\[(@[^\[\]\n]{1,600})\]")
_KEY = re.compile(r"@([A-Za-z0-9](?:[A-Za-z0-9_:.+-]{0,98}[A-Za-z0-9_+])?)")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\(((?:https?:/)?/[^\s()<>]{1,500})\)", re.I)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?"
)
_DATES = (
    (re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b"), (1, 2, 3)),
    (re.compile(rf"\b(\d\d?) {_MONTH}\.? ((?:19|20)\d\d)\b", re.I), (3, 2, 1)),
    (re.compile(rf"\b{_MONTH}\.? (\d\d?),? ((?:19|20)\d\d)\b", re.I), (3, 1, 2)),
)
_WORDS = re.compile(
    r"\b(?:(last (?:updated|modified|edited|reviewed)|updated|modified)"
    r"|(published|posted|created|generated)|(retrieved|accessed|fetched|captured))\b",
    re.I,
)


def identifiers(text: str) -> dict[str, tuple[str, ...]]:
    """Return {kind: ids} in the order of the page, each once; kinds without any are left out."""
    found = {kind: _once(pattern.findall(text)) for kind, pattern in IDENTIFIERS.items()}
    found["nct"] = tuple("NCT" + digits for digits in found["nct"])
    found["doi"] = _once(doi.rstrip(".:") for doi in found["doi"])
    return {kind: ids for kind, ids in found.items() if ids}


def citation_keys(text: str) -> tuple[str, ...]:
    """Return the keys of pandoc's citations, [@key] and [@one; @other], each once."""
    return _once(key for group in _KEYS.findall(text) for key in _KEY.findall(group))


def links(text: str) -> tuple[tuple[str, str], ...]:
    """Return (words, address) of the links in Markdown, each once."""
    return _once(_LINK.findall(text))


def dates(lines) -> tuple[tuple[str, str], ...]:
    """Return (updated, published or retrieved; ISO date) of the lines that date the page."""
    found = []
    for text in lines:
        if len(text) > 300 or not any(digit in text for digit in ("19", "20")):
            continue
        word = _WORDS.search(text)
        if not word:
            continue
        kind = "retrieved" if word[3] else "published" if word[2] else "updated"
        found += [(kind, day) for day in _days(text)]
    return _once(found)


def day(text: str) -> str:
    """Return the first date in a text as ISO text, or ""."""
    return next(iter(_days(text)), "")


def _days(text):
    for pattern, order in _DATES:
        for match in pattern.finditer(text):
            year, month, number = (match[place] for place in order)
            month = month if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
            try:
                yield date(int(year), int(month), int(number)).isoformat()
            except ValueError:
                continue


def _once(items):
    return tuple(dict.fromkeys(items))
