"""R00: another outline is refused, since rules read what they do not know as empty."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules.base import BLOCK, Context, Finding, Rule
from reviews.rules.walk import KINDS, STATEMENT_ROWS

TEXTS = ("language", "slug", "title", "summary", "funding")
OBJECTS = ("review", "change")
LISTS = ("names", "blocks", "people", "sources", "notices")
KIND_LISTS = {
    "therapy": ("outcomes", "harms", "regulatory", "statuses", "trials"),
    "trial": ("criteria", "results", "contradictions", "therapies"),
    "guide": ("links",),
    "term": ("links",),
}
KIND_OBJECTS: dict[str, tuple[str, ...]] = {"trial": ("registry", "facts")}
KIND_TEXTS = {"guide": ("topic", "audience"), "term": ("pronunciation", "spanish")}
CITED = ("outcomes", "harms", "regulatory", "results", "contradictions")


def _check(document: dict, context: Context) -> Iterator[Finding]:
    kind = document.get("kind")
    for place in _misfits(document, kind if kind in KINDS else "therapy"):
        yield OUTLINE.blocks(
            place,
            _("This part of the document is missing or is not what it should be."),
            _("Save the draft again. If this stays, tell an administrator: it is not your fault."),
        )


def _misfits(document: dict, kind: str) -> Iterator[str]:
    if document.get("schema") != 1 or isinstance(document.get("schema"), bool):
        yield "/schema"
    for key in (*TEXTS, *KIND_TEXTS.get(kind, ())):
        if not isinstance(document.get(key), str):
            yield f"/{key}"
    for key in (*OBJECTS, *KIND_OBJECTS.get(kind, ())):
        if not isinstance(document.get(key), Mapping):
            yield f"/{key}"
    if kind == "term" and not _is_rich(document.get("meaning")):
        yield "/meaning"
    for key in (*LISTS, *KIND_LISTS[kind]):
        yield from _rows(document, key)


def _rows(document: Mapping, key: str) -> Iterator[str]:
    value = document.get(key)
    if not isinstance(value, list):
        yield f"/{key}"
        return
    for index, row in enumerate(value):
        place = f"/{key}/{index}"
        if not isinstance(row, Mapping):
            yield place
            continue
        if key in CITED and not _is_rows(row.get("citations")):
            yield f"{place}/citations"
        if key in STATEMENT_ROWS and not _is_rich(row.get("statement")):
            yield f"{place}/statement"
        if key == "blocks" and not _is_rich(row):
            yield place


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(row, Mapping) for row in value)


def _is_rich(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(value.get(key), str) for key in ("markdown", "html")
    )


OUTLINE = Rule(
    "R00",
    "outline",
    BLOCK,
    KINDS,
    "page",
    gettext_lazy("The document has the outline that all rules and pages expect"),
    _check,
)
RULES = (OUTLINE,)
