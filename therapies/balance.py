"""R21, R25 and R26: a therapy page weighs benefit and harm, and says what it does not know."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules import BLOCK, Context, Finding, Rule
from reviews.rules.walk import citations, part, rows, text

SIDES = ("outcomes", "harms")
LEAST_SHARE = 25  # per cent of the words on benefit that those on harm should reach
NEEDED_SECTIONS = ("not_known", "if_not_used", "other_options", "questions")
CERTAINTIES = ("high", "moderate", "low", "very_low", "unknown")
IN_PEOPLE = ("systematic_review", "randomised_trial", "open_label", "observational")
DESIGNS = (*IN_PEOPLE, "animal", "laboratory", "expert")


def _both_sides(document: dict, context: Context) -> Iterator[Finding]:
    counted = {key: _cited_words(document, key) for key in SIDES}
    for key in SIDES:
        if not counted[key]:
            yield BOTH_SIDES.blocks(
                f"/{key}",
                _("The page has no cited statement on benefit.")
                if key == "outcomes"
                else _("The page has no cited statement on harm."),
                _("Add at least one row with its source; “none was found” is a statement too."),
            )
    benefit, harm = counted["outcomes"], counted["harms"]
    if benefit and harm and 100 * harm < LEAST_SHARE * benefit:
        yield BOTH_SIDES.warns(
            "/harms",
            _("The page says much on benefit and little on harm."),
            _("See whether the sources say more on harms, and how often they occur."),
            f"{harm}:{benefit}",
        )


def _cited_words(document: Mapping, key: str) -> int:
    """Words of the statements of a list that cite a source."""
    return sum(
        len(text(part(row, "statement").get("markdown")).split())
        for place, row in rows(document, key)
        if citations(place, row)
    )


def _sections(document: dict, context: Context) -> Iterator[Finding]:
    filled = {
        text(block.get("section"))
        for _place, block in rows(document, "blocks")
        if text(block.get("markdown"))
    }
    for section in NEEDED_SECTIONS:
        if section not in filled:
            yield UNCERTAINTY.blocks(
                "/blocks",
                _("A section that every therapy page needs is missing."),
                _("Add it: what is not known, if it is not used, other options, questions to ask."),
                section,
            )
    if "quality_of_life" not in filled and not _speaks_of_quality(document):
        yield UNCERTAINTY.warns(
            "/blocks",
            _("The page says nothing on quality of life."),
            _("Add the section; that the studies did not ask is worth saying, too."),
            "quality_of_life",
        )


def _speaks_of_quality(document: Mapping) -> bool:
    statements = (part(row, "statement") for _place, row in rows(document, "outcomes"))
    return any("quality of life" in text(one.get("markdown")).lower() for one in statements)


def _grades(document: dict, context: Context) -> Iterator[Finding]:
    for place, row in rows(document, "outcomes"):
        if row.get("certainty") not in CERTAINTIES:
            yield _incomplete(f"{place}/certainty", row.get("certainty"))
        if row.get("design") not in DESIGNS:
            yield _incomplete(f"{place}/design", row.get("design"))
        known = row.get("certainty") != "unknown" and row.get("design") in IN_PEOPLE
        if known and not isinstance(row.get("people_studied"), int):
            yield GRADE_COMPLETE.warns(
                f"{place}/people_studied",
                _("The number of people studied is missing."),
                _("Look it up in the source; leave it out only if no source states it."),
            )


def _incomplete(place: str, evidence: object) -> Finding:
    return GRADE_COMPLETE.blocks(
        place,
        _("How sure this outcome is cannot be judged: a part of the answer is missing."),
        _("Give the certainty, which may be “unknown”, and the design of the studies."),
        evidence or "",
    )


BOTH_SIDES = Rule(
    "R21", "benefits-and-harms", BLOCK, ("therapy",), "editorial",
    gettext_lazy("Benefit and harm both have cited statements, and harm is not an aside"),
    _both_sides,
)  # fmt: skip
UNCERTAINTY = Rule(
    "R25", "uncertainty-and-options", BLOCK, ("therapy",), "editorial",
    gettext_lazy("What is not known, doing without, other options and questions have a section"),
    _sections,
)  # fmt: skip
GRADE_COMPLETE = Rule(
    "R26", "grade-complete", BLOCK, ("therapy",), "editorial",
    gettext_lazy("Each outcome says how sure it is, from which design and how many people"),
    _grades,
)  # fmt: skip
RULES = (BOTH_SIDES, UNCERTAINTY, GRADE_COMPLETE)
