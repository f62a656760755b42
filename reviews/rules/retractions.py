"""R15: nothing rests on a paper that was withdrawn or is in doubt."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules.base import BLOCK, Context, Finding, Rule
from reviews.rules.walk import KINDS, rows, text


def _check(document: dict, context: Context) -> Iterator[Finding]:
    for place, source in rows(document, "sources"):
        key = text(source.get("key"))
        # What is known today counts; the document says what was known when it was made.
        known = context.sources.get(key)
        states = {text(source.get("retraction")), text(known.get("retraction")) if known else ""}
        if states & {"retracted", "concern"}:
            yield NOT_RETRACTED.blocks(
                place,
                _("This source was retracted, or its journal has expressed concern."),
                _("Take out what rests on it, or say so from another source."),
                key,
            )
        elif "corrected" in states:
            yield NOT_RETRACTED.warns(
                place,
                _("This source was corrected after it appeared."),
                _("Check that the statement still holds after the correction."),
                key,
            )


NOT_RETRACTED = Rule(
    "R15",
    "not-retracted",
    BLOCK,
    KINDS,
    "editorial",
    gettext_lazy("No source is retracted or in doubt"),
    _check,
)
RULES = (NOT_RETRACTED,)
