"""What is kept of a registry record: the record as fetched, less what must not or need not be kept.

Left out: everybody's contact details (central and site contacts, officials, named investigators,
telephone numbers and e-mail addresses, also those typed into a text); the results section, of which
only the flag `hasResults` stays; and the registry's derived section (its index terms and processing
date), which changes without the study changing. The processing date is kept beside the text.
Lists whose order says nothing are put in order, so that the same study always gives the same text.
"""

import json
import re
from decimal import Decimal

from django.utils.translation import gettext as _

from reviews.canonical import MAX_BYTES

from .shapes import RecordRefused

LEFT_OUT = frozenset(
    (
        "centralContacts",
        "contacts",
        "overallOfficials",
        "pointOfContact",
        "phone",
        "phoneExt",
        "email",
        "investigatorFullName",
        "investigatorTitle",
        "oldNameTitle",
        "unpostedResponsibleParty",
    )
)
_SECTIONS_LEFT_OUT = frozenset(("resultsSection", "derivedSection"))
_WITHOUT_ORDER = frozenset(
    "nctIdAliases secondaryIdInfos collaborators conditions keywords phases whoMasked"
    " interventionNames armGroupLabels otherNames stdAges locations references"
    " seeAlsoLinks".split()
)
_EMAIL = re.compile(r"[\w.+-]+(?:\\?@|\s?\[at\]\s?)[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"((?:[Tt]el(?:ephone)?|[Pp]hone|[Mm]obile|[Ff]ax|TEL|PHONE|FAX)\b[.:\s]*(?:[Nn]o\.?|number)?[.:\s]*)"
    r"\+?[\d(][\d\s().\\-]{5,}\d"
)


def lightened(record):
    """Return a freshly read record without the sections that nothing here reads.

    The results section, often nine tenths of a record, leaves only `hasResults`, and of the derived
    section only the module with the processing date stays. Other values come back as they are.
    """
    if not isinstance(record, dict):
        return record
    light = {key: value for key, value in record.items() if key not in _SECTIONS_LEFT_OUT}
    if record.get("resultsSection"):
        light["hasResults"] = True
    if "derivedSection" in record:
        light["derivedSection"] = _only(record["derivedSection"], "miscInfoModule", "versionHolder")
    return light


def without_contacts(record):
    """Return a copy of a record with nobody's contact details in it. Decimals come as strings.

    It is lightened too (see `lightened`), and still says when the registry processed it. A value
    that is no record is left for the parser to refuse.
    """
    return _copy(lightened(record), "")


def kept_text(payload: dict) -> str:
    """Return the text to keep of a payload made by `without_contacts`: canonical JSON.

    The processing date is not in it, so that processing alone does not make another text.
    Raises RecordRefused when it is larger than a document may be (1 MB).
    """
    study = {key: value for key, value in payload.items() if key != "derivedSection"}
    text = json.dumps(
        study, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise RecordRefused(
            _("The record is larger than 1 MB, even without its results"),
            "",
            _("Such a record cannot be a page; enter its header facts by hand."),
        )
    return text


def _only(value, *keys: str):
    """Return nested objects with nothing but the value under a row of keys; other values as is."""
    if not keys or not isinstance(value, dict):
        return value
    return {keys[0]: _only(value[keys[0]], *keys[1:])} if keys[0] in value else {}


def _copy(value, key: str):
    kind = type(value)
    if kind is str:
        return _scrubbed(value)
    if kind is dict:
        return {name: _copy(item, name) for name, item in value.items() if name not in LEFT_OUT}
    if kind is list:
        items = [_copy(item, "") for item in value]
        return sorted(items, key=_order) if key in _WITHOUT_ORDER and len(items) > 1 else items
    if kind is Decimal or kind is float:
        return format(Decimal(str(value)), "f")
    return value


def _order(item) -> str:
    return item if type(item) is str else json.dumps(item, sort_keys=True)


def _scrubbed(text: str) -> str:
    """Return a text with the e-mail addresses and telephone numbers in it taken out."""
    if len(text) < 6:
        return text
    if "@" in text or "[at]" in text:
        text = _EMAIL.sub("[…]", text)
    return _PHONE.sub(r"\1[…]", text) if _may_hold_phone(text) else text


def _may_hold_phone(text: str) -> bool:
    """A quick look, since nearly no text does: the words before a number, written out for speed."""
    return (
        "hone" in text
        or "el." in text
        or "el:" in text
        or "el " in text
        or "obile" in text
        or "ax" in text
        or "TEL" in text
        or "FAX" in text
        or "HONE" in text
    )
