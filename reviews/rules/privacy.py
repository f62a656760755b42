"""R35: no personal address or telephone number, and nobody named as a trial's contact."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules.base import BLOCK, Context, Finding, Rule
from reviews.rules.walk import KINDS, rich, strings

EMAIL = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@(?:[\w-]{1,63}\.){1,5}[a-z]{2,12}\b", re.I)
PHONE = re.compile(
    r"(?<![\w/.+-])(?:\+\d{1,3}[\s.-]?(?:\(\d{1,4}\)[\s.-]?)?\d(?:[\s.-]?\d){6,12}"
    r"|\(\d{3}\)\s?\d{3}[-.\s]\d{4}|\d{3}[-.]\d{3}[-.]\d{4}"
    r"|(?:tel(?:ephone)?|phone|fax|mobile|call)\b\.?:?\s{0,2}\(?\d(?:[\s().-]{0,2}\d){6,13})(?![\w-])",
    re.I,
)
_NAME = r"[A-ZÀ-Ž][\w'’.-]+(?:[ \t]+[A-ZÀ-Ž][\w'’.-]*){1,3}"
_DEGREE = r",?[ \t]*(?:Ph\.?D|M\.?D|R\.?N|M\.?Sc|B\.?Sc|MBBS|MPH|DPhil|Dr)\b"
PERSON = re.compile(
    rf"\b(?i:contacts?(?: person)?|principal investigator|(?:study )?co-?ordinator|recruiter)"
    rf"(?: is|:)?\s*\n*\s*(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms)\.?[ \t]+{_NAME}|{_NAME}{_DEGREE})"
    rf"|\b(?i:contact person|study contact|central trial contact|site contact):?\s*\n*\s*{_NAME}"
)
# Boxes of offices, not of people.
_OFFICE = re.compile(
    r"(?i:info|information|contact|help|helpline|office|enquir\w+|inquir\w+|support|trials?|studies"
    r"|clinical[.-]?trials?|research|press|media|service|hello|mail|admin|als|mnd|patients?|registry"
    r"|questions|feedback|corrections|privacy)(?:[.+_-]\w+)?\Z"
)
_HELPLINE = re.compile(
    r"helpline|hotline|\bline\b|charity|association|society|foundation|emergency|switchboard|office",
    re.I,
)
# Seven digits close together; a text without them holds no telephone number.
_DIGITS = re.compile(r"\d(?:[\s().-]{0,4}\d){6}")
_CONTACT_WORDS = ("contact", "investigator", "ordinator", "recruiter")
_SENTENCES = ("title", "summary", "heading", "result", "note")
_NOT_TYPED = ("markdown", "url", "key", "slug", "digest")


def _check(document: dict, context: Context) -> Iterator[Finding]:
    for place, key, value in strings(document, without=("facts", "notices", "sources", "registry")):
        if key in _SENTENCES:
            yield from (_finding(CONTACT_PRIVACY.warns, place, one) for one in _personal(value))
        elif key not in _NOT_TYPED and (found := _any_address(value)):
            yield _finding(CONTACT_PRIVACY.blocks, place, found)
    for place, _key, markdown in rich(document):
        yield from (_finding(CONTACT_PRIVACY.warns, place, one) for one in _personal(markdown))


def _any_address(value: str) -> str:
    """A field for a name, a role or a short fact has no room for any address."""
    found = (EMAIL.search(value) if "@" in value else None) or _phone(value)
    return found[0] if found else ""


def _phone(value: str) -> re.Match | None:
    return PHONE.search(value) if _DIGITS.search(value) else None


def _personal(markdown: str) -> Iterator[str]:
    """In prose the boxes and lines of offices and charities are useful; people's are not ours."""
    for found in EMAIL.finditer(markdown) if "@" in markdown else ():
        if not _OFFICE.match(found[1]):
            yield found[0]
    for line in markdown.split("\n") if _DIGITS.search(markdown) else ():
        number = _phone(line)
        if number and not _HELPLINE.search(line):
            yield number[0]
    lowered = markdown.lower()
    named = any(word in lowered for word in _CONTACT_WORDS) and PERSON.search(markdown)
    if named:
        yield " ".join(named[0].split())


def _finding(say, place: str, evidence: str) -> Finding:
    return say(
        place,
        _("This is somebody's personal contact."),
        _("Take it out and lead readers to the registry record, or to an office or help line."),
        evidence,
    )


CONTACT_PRIVACY = Rule(
    "R35",
    "contact-privacy",
    BLOCK,
    KINDS,
    "editorial",
    gettext_lazy("No personal e-mail address, telephone number or contact person"),
    _check,
)
RULES = (CONTACT_PRIVACY,)
