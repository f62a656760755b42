"""R34: no label without a value, no "Loading", no nothing where something was meant."""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules.base import BLOCK, Context, Finding, Rule
from reviews.rules.walk import (
    KINDS,
    Text,
    part,
    rich,
    rows,
    strings,
    text,
)

PLACEHOLDER = re.compile(
    r"None|null|NULL|nil|undefined|NaN|nan|n/?a|N/?A|Not available|TBD|TBA|tbd|TODO|todo|xxx+|XXX+"
    r"|[Ll]orem ipsum.*|[Uu]ntitled.*|[-–—?.…]+|Loading(?: ?\.{3}|…)?|loading(?: ?\.{3}|…)"
    r"|\[object Object\]"
)
# "None" is an answer here.
NONE_ALLOWED = ("funding", "interests", "comparator")
# Fields a reader cannot do without, by list.
NEEDED = {
    "names": ("name",),
    "regulatory": ("agency", "jurisdiction", "date", "kind"),
    "criteria": ("text",),
    "trials": ("title",),
    "therapies": ("title",),
    "links": ("title",),
}
_LABEL = re.compile(r"(?:[-*+]\s+)?(?:\*\*|__)?[A-Z][^\n:.?!@\[\]]{0,40}:(?:\*\*|__)?:?\s*\Z")
_HEADING = re.compile(r"(#{1,6})\s+\S")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s|\||\s*>")
_DEAD_LINE = re.compile(
    r"(?:[-*+]\s+)?(?:Loading(?: ?\.{3}|…)?|0|0 (?:results?|trials?|sites?|locations?"
    r"|participants?|patients?|people|records?|studies|references)(?: found)?\.?"
    r"|No (?:\w+ ){1,3}(?:found|available)\.?|None|undefined|null|N/?A)\Z"
)
# Labels of registry pages; three of them, one a line, are a table that lost its values.
_BARE_LABELS = re.compile(
    r"(?:Enrol?lment|Sex|Gender|Ages?|Volunteers|Conditions?|Treatments|Phase"
    r"|Status(?: and phase)?|(?:Inclusion|Exclusion) criteria|(?:Primary )?[Pp]urpose"
    r"|Allocation|Masking|Sponsors?|Interventional model|Study type"
    r"|Identifiers|Locations?|Dose|Results)\Z"
)
_EMPTY = gettext_lazy("Fill it in, or take it out; say “not known” where nobody knows.")


def _check(document: dict, context: Context) -> Iterator[Finding]:
    for key in ("title", "summary"):
        if not text(document.get(key)):
            yield _missing(f"/{key}")
    yield from _missing_parts(document)
    left_out = ("facts", "notices") if part(document, "registry").get("held") else ("notices",)
    for found in strings(document, without=left_out):
        if _is_placeholder(found):
            message = _("A placeholder stands where a value was meant.")
            yield _finding(found.place, message, found.value)
    for found in rich(document):
        for line in _dead_lines(found.value.split("\n")):
            message = _("A label has no value, or a value was never loaded.")
            yield _finding(found.place, message, line)
    yield from _zeros(document)


def _missing_parts(document: Mapping) -> Iterator[Finding]:
    for place, _key, markdown in rich(document):
        if not markdown:
            yield _missing(place)
    for key, fields in NEEDED.items():
        for place, row in rows(document, key):
            yield from (_missing(f"{place}/{name}") for name in fields if not text(row.get(name)))


def _is_placeholder(found: Text) -> bool:
    value = found.value.strip()
    if len(value) > 60 or not PLACEHOLDER.fullmatch(value):
        return False
    if found.place.startswith("/facts/") and value.isupper():
        return False  # NA and NONE are words of the registry
    return not (found.key in NONE_ALLOWED and value == "None")


def _dead_lines(lines: list[str]) -> Iterator[str]:
    bare = 0
    for line, following in zip(lines, _following(lines), strict=True):
        stripped = line.strip()
        said = stripped.lstrip("# ")
        if stripped:
            bare = bare + 1 if _BARE_LABELS.match(stripped) else 0
        if (stripped and bare == 3) or _DEAD_LINE.match(said):
            yield stripped
        elif _LABEL.match(stripped) and _ends(stripped, following):
            yield stripped
        elif (level := _HEADING.match(stripped)) and _is_over(level[1], following):
            yield stripped


def _following(lines: list[str]) -> list[str]:
    """Return for each line the next one that is not blank, or ""."""
    found, after = [], ""
    for line in reversed(lines):
        found.append(after)
        after = line if line.strip() else after
    return found[::-1]


def _ends(label: str, following: str) -> bool:
    """A label has no value if nothing follows it, another label, or a heading."""
    if not following or _HEADING.match(following) or _LABEL.match(following.strip()):
        return True
    return bool(_ITEM.match(label)) and bool(re.match(r"\S", following))


def _is_over(level: str, following: str) -> bool:
    """A heading has no content if nothing follows it, or a heading of its own rank or above."""
    if not following:
        return True
    after = _HEADING.match(following)
    return after is not None and len(after[1]) <= len(level)


def _zeros(document: Mapping) -> Iterator[Finding]:
    for place, row in rows(document, "outcomes"):
        if row.get("people_studied") == 0 and row.get("people_studied") is not False:
            yield _finding(f"{place}/people_studied", _("Nobody was studied?"), "0")
    facts = part(document, "facts")
    count = part(facts, "enrolment").get("count")
    if count == 0 and count is not False and facts.get("status") != "WITHDRAWN":
        if not part(document, "registry").get("held"):
            yield _finding("/facts/enrolment/count", _("Nobody takes part?"), "0")


def _missing(place: str) -> Finding:
    return _finding(place, _("This field is empty."), "")


def _finding(place: str, message: str, evidence: str) -> Finding:
    return NO_EMPTY_FIELD.blocks(place, message, str(_EMPTY), evidence)


NO_EMPTY_FIELD = Rule(
    "R34",
    "no-empty-field",
    BLOCK,
    KINDS,
    "editorial",
    gettext_lazy("No field is empty, holds a placeholder or shows a label without a value"),
    _check,
)
RULES = (NO_EMPTY_FIELD,)
