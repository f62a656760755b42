"""R13: identifiers have their form and their check digits, wherever they stand."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules.base import BLOCK, Context, Finding, Rule
from reviews.rules.checkdigits import (
    is_doi,
    is_eudract,
    is_isbn,
    is_isrctn,
    is_nct,
    is_orcid,
    is_pmcid,
    is_pmid,
    is_registry_id,
)
from reviews.rules.walk import KINDS, part, rows, strings, text


class Mention(NamedTuple):
    """How an identifier of a kind is announced in running text.

    A text without one of the `stems` (lower case) holds none. The pattern's group is the
    identifier as written: a wrong one has to be caught too, so the patterns are generous.
    """

    kind: str
    stems: tuple[str, ...]
    pattern: re.Pattern
    is_valid: Callable[[str], bool]


CYRILLIC_NCT = "n\u0441t"
MENTIONS = (
    Mention(
        "NCT",
        ("nct", CYRILLIC_NCT),
        re.compile(r"(?<![\w/])((?:N[C\u0421]|n[c\u0441])[Tt][\s:#_–-]{0,2}\d[\dOoIl]*)"),
        is_nct,
    ),
    Mention(
        "ISRCTN", ("isrctn",), re.compile(r"(?<![\w/])(ISRCTN[\s:#-]{0,2}\d+)\b", re.I), is_isrctn
    ),
    Mention(
        "EU",
        ("eudract", "eu ct", "eu-ct", "euct", "ctis"),
        re.compile(
            r"\b(?:EudraCT|EU[ -]?CT|EUCTR?|CTIS)(?:\s*(?:number|no\.?|nr\.?|:))*\s*"
            r"(\d{4}-\d[\d-]*\d)",
            re.I,
        ),
        is_eudract,
    ),
    Mention("ORCID", ("-",), re.compile(r"\b(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])\b"), is_orcid),
    Mention(
        "ORCID",
        ("orcid",),
        re.compile(r"\bORCID(?:\s*(?:iD|:))*\s*(\d[\dXx-]{5,})", re.I),
        is_orcid,
    ),
    Mention(
        "ISBN",
        ("isbn",),
        re.compile(r"\bISBN(?:-1[03])?:?\s*(\d[\dXx\s-]{6,16}[\dXx])", re.I),
        is_isbn,
    ),
    Mention(
        "DOI",
        ("doi",),
        re.compile(r"\bdoi:?\s*(?:https?://(?:dx\.)?doi\.org/)?(10[^\s\])};]*)", re.I),
        is_doi,
    ),
    Mention("PMID", ("pmid",), re.compile(r"\bPMID:?\s*(\w*\d\w*)", re.I), is_pmid),
    Mention("PMCID", ("pmc",), re.compile(r"(?<![\w/])(PMC[\s:-]?\d+)\b", re.I), is_pmcid),
)
_DIGIT = re.compile(r"\d")
_URL = re.compile(r"https?://[^\s)>\]]+", re.I)


def _check(document: dict, context: Context) -> Iterator[Finding]:
    for place, key, value in strings(document, without=("facts", "sources")):
        if key != "key" and _DIGIT.search(value):
            yield from _mentions(place, value)
    for place, source in rows(document, "sources"):
        yield from _source(place, source)
    registry = part(document, "registry")
    if registry:
        yield from _field("/registry/id", registry.get("id"), is_registry_id)
        yield from _url("/registry/url", text(registry.get("url")))


def _mentions(place: str, value: str) -> Iterator[Finding]:
    lowered = value.lower()
    for mention in MENTIONS:
        if not any(stem in lowered for stem in mention.stems):
            continue
        # Addresses write identifiers their own way.
        for found in mention.pattern.finditer(_URL.sub(" ", value)):
            if not mention.is_valid(found[1].rstrip(".,;:")):
                yield _wrong(place, found[1], mention.kind)


def _source(place: str, source: Mapping) -> Iterator[Finding]:
    yield from _field(f"{place}/doi", source.get("doi"), is_doi)
    yield from _field(f"{place}/pmid", source.get("pmid"), is_pmid)
    yield from _field(f"{place}/registry_id", source.get("registry_id"), is_registry_id)
    url = text(source.get("url"))
    yield from _url(f"{place}/url", url)
    yield from _disagreement(place, source, url)
    for key in ("title", "publisher"):
        yield from _mentions(f"{place}/{key}", text(source.get(key)))


def _field(place: str, value: object, is_valid: Callable[[str], bool]) -> Iterator[Finding]:
    if text(value) and not is_valid(text(value)):
        yield _wrong(place, text(value), place.rpartition("/")[2])


def _url(place: str, url: str) -> Iterator[Finding]:
    if url and not _is_web_address(url):
        yield _wrong(place, url, "url")


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = parts.hostname or ""
    return parts.scheme in ("http", "https") and "." in host and not re.search(r"\s", url)


def _disagreement(place: str, source: Mapping, url: str) -> Iterator[Finding]:
    """A link to one paper beside the number of another is worse than no link."""
    doi, pmid = text(source.get("doi")).lower(), text(source.get("pmid"))
    path = unquote(url.partition("://")[2]).lower()
    other_doi = re.match(r"(?:dx\.)?doi\.org/(10\.[^?#]+)", path)
    other_pmid = re.match(
        r"(?:pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov/pubmed)/(\d+)", path
    )
    for mine, other in ((doi, other_doi), (pmid, other_pmid)):
        if mine and other and other[1].rstrip("/") != mine:
            yield IDENTIFIER_VALID.blocks(
                f"{place}/url",
                _("The link leads to another paper than the identifier."),
                _("Look the paper up and correct the source."),
                f"{mine} ≠ {other[1]}",
            )


def _wrong(place: str, value: str, kind: str) -> Finding:
    return IDENTIFIER_VALID.blocks(
        place,
        _("This is no valid identifier (%s).") % kind,
        _("Copy it again from the source; a digit may be missing or exchanged."),
        value,
    )


IDENTIFIER_VALID = Rule(
    "R13",
    "identifier-valid",
    BLOCK,
    KINDS,
    "editorial",
    gettext_lazy("Identifiers have their form, and their check digits are right"),
    _check,
)
RULES = (IDENTIFIER_VALID,)
