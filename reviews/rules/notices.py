"""R44: the disclaimers are there, in the right language and in the words approved last."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews import canonical
from reviews.rules.base import BLOCK, Context, Finding, Rule
from reviews.rules.walk import KINDS, rows, text

REQUIRED = ("short_disclaimer", "medical_disclaimer")


def _check(document: dict, context: Context) -> Iterator[Finding]:
    notices = rows(document, "notices")
    kinds = [row.get("kind") for _place, row in notices]
    for kind in REQUIRED:
        if kind not in kinds:
            yield DISCLAIMERS.blocks(
                "/notices",
                _("A disclaimer is missing."),
                _("Ask an administrator for a current edition in the page's language, save again."),
                kind,
            )
    language = text(document.get("language"))
    for place, notice in notices:
        yield from _notice(place, notice, context.notices, language)
    for kind in sorted({str(kind) for kind in kinds if kinds.count(kind) > 1}):
        yield DISCLAIMERS.blocks(
            "/notices", _("A notice stands twice."), _("Save the draft again."), kind
        )


def _notice(place: str, notice: Mapping, current: Mapping, language: str) -> Iterator[Finding]:
    kind = text(notice.get("kind"))
    if notice.get("must_display") is not True:
        yield DISCLAIMERS.blocks(
            f"{place}/must_display",
            _("A notice may be left out when the page is displayed."),
            _("Save the draft again: notices always have to be displayed."),
            kind,
        )
    approved = current.get((kind, language))
    if approved is None or notice.get("digest") != approved:
        yield DISCLAIMERS.blocks(
            f"{place}/digest",
            _("This is not the current edition of the notice in the page's language."),
            _("Save the draft again: it takes the current edition."),
            kind,
        )
    elif not _reads_as(notice, approved):
        yield DISCLAIMERS.blocks(
            f"{place}/text",
            _("The words of the notice are not the approved ones."),
            _("Save the draft again: it takes the approved words."),
            kind,
        )


def _reads_as(notice: Mapping, approved: str) -> bool:
    words = notice.get("text")
    if not isinstance(words, str) or not words.strip():
        return False
    try:
        return canonical.digest(words) == approved
    except canonical.NotCanonical:
        return False


DISCLAIMERS = Rule(
    "R44",
    "disclaimer-present",
    BLOCK,
    KINDS,
    "page",
    gettext_lazy("The short and the medical disclaimer are there in their approved words"),
    _check,
)
RULES = (DISCLAIMERS,)
