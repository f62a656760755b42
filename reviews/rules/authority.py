"""R01, R02 and R06: who wrote a page, who could review it, and what was not written here."""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules.base import BLOCK, Context, Finding, Rule
from reviews.rules.walk import KINDS, day, rich, rows, text

MADE_BY_AI = ("ai_assisted", "ai_generated")
ORIGINS = ("human", *MADE_BY_AI, "third_party")
UNSORTED = "found"
_TOOL_NAME = re.compile(r"\bAI\b|\bLLM\b|\bGPT|ChatGPT|\b[Aa]gent\b|\b[Ss]warm|\b[Bb]ot\b")
_MACHINE_SPEAKS = re.compile(
    r"\bas an AI (?:language )?model\b|\bI am an AI\b|\bmy (?:training data|knowledge cutoff)\b"
    r"|\bAI[- ]generated\b|\b(?:written|generated|created|summari[sz]ed) (?:by|with) (?:an )?"
    r"(?:AI|artificial intelligence|ChatGPT|(?:large )?language models?)\b",
    re.I,
)

# A text without any of these gives no machine away.
_STEMS = (" ai", "ai-", "artificial", "chatgpt", "language model", "training data", "cutoff")


def _named_author(document: dict, context: Context) -> Iterator[Finding]:
    people = rows(document, "people")
    if not any(_is_author(person) for _place, person in people):
        yield NAMED_AUTHOR.blocks(
            "/people",
            _("No person stands behind this page."),
            _("Name at least one person with role and credential, or with lived experience."),
        )
    for place, person in people:
        name = text(person.get("name"))
        if person.get("kind") == "human" and _TOOL_NAME.search(name):
            yield NAMED_AUTHOR.warns(
                f"{place}/name",
                _("This reads like the name of a tool, not of a person."),
                _("Name the person, or set the kind to AI."),
                name,
            )


def _is_author(person: Mapping) -> bool:
    filled = all(text(person.get(key)) for key in ("name", "role", "credential"))
    return person.get("kind") == "human" and filled


def _reviewers(document: dict, context: Context) -> Iterator[Finding]:
    slots = context.eligible_reviewers
    missing = sorted(str(slot) for slot, people in slots.items() if not people)
    if missing or not slots:
        yield INDEPENDENT_REVIEW.blocks(
            "",
            _("Nobody could review this page: everyone in a needed role has worked on it."),
            _("Ask an administrator to appoint a reviewer who has not edited this draft."),
            ", ".join(missing),
        )


def _origin(document: dict, context: Context) -> Iterator[Finding]:
    machine = False
    for place, block in rows(document, "blocks"):
        machine = machine or block.get("origin") in MADE_BY_AI
        yield from _block_origin(place, block, context)
    named = {text(row.get("kind")) for _place, row in rows(document, "notices")}
    if machine and "ai_origin" not in named:
        yield AI_ORIGIN.blocks(
            "/notices",
            _("A section was made with AI, but the page does not say so."),
            _("Ask an administrator for a current edition of the AI notice, then save again."),
        )
    yield from _undeclared(document, machine)


def _block_origin(place: str, block: Mapping, context: Context) -> Iterator[Finding]:
    origin = block.get("origin")
    if block.get("section") == UNSORTED:
        yield AI_ORIGIN.blocks(
            f"{place}/section",
            _("This is text as it was found, not yet sorted."),
            _("Move what holds true into the sections it belongs to, and delete the rest."),
        )
    if origin not in ORIGINS:
        yield AI_ORIGIN.blocks(
            f"{place}/origin",
            _("The section does not say whether a person or an AI wrote it."),
            _("Choose the origin of the section."),
            origin,
        )
    elif origin in MADE_BY_AI:
        yield from _ai_block(place, block, context)
    elif origin == "third_party" and not text(block.get("verified_by")):
        yield AI_ORIGIN.blocks(
            f"{place}/verified_by",
            _("Text of another site needs a person who checked every sentence of it."),
            _("Check it against its sources, or rewrite it; then name who verified it."),
        )
    elif origin == "human" and text(block.get("tool")):
        yield AI_ORIGIN.blocks(
            f"{place}/tool",
            _("The section names an AI tool, but says that a person wrote it."),
            _("Choose “written with AI assistance”, or empty the field for the tool."),
            block.get("tool"),
        )


def _ai_block(place: str, block: Mapping, context: Context) -> Iterator[Finding]:
    made_on = day(block.get("made_on"))
    missing = [key for key in ("tool", "verified_by") if not text(block.get(key))]
    if made_on is None or made_on > context.today:
        missing.append("made_on")
    for key in missing:
        yield AI_ORIGIN.blocks(
            f"{place}/{key}",
            _("A section made with AI needs its tool, its date and the person who verified it."),
            _("Fill in what is missing; have a person check every sentence against its source."),
        )


def _undeclared(document: dict, machine: bool) -> Iterator[Finding]:
    people = rows(document, "people")
    if not machine and any(person.get("kind") == "ai" for _place, person in people):
        yield AI_ORIGIN.blocks(
            "/people",
            _("An AI is named among the authors, but no section says what it wrote."),
            _("Set the origin of the sections it worked on."),
        )
    for place, _key, markdown in rich(document) if not machine else ():
        lowered = markdown.lower()
        if not any(stem in lowered for stem in _STEMS):
            continue
        found = _MACHINE_SPEAKS.search(markdown)
        if found:
            yield AI_ORIGIN.warns(
                place,
                _("The text says that an AI made it, but its origin says a person did."),
                _("Set the origin of the section, or take the sentence out."),
                found[0],
            )


NAMED_AUTHOR = Rule(
    "R01", "named-author", BLOCK, KINDS, "page",
    gettext_lazy("A named person with role and credential wrote the page"), _named_author,
)  # fmt: skip
INDEPENDENT_REVIEW = Rule(
    "R02", "independent-clinical-review", BLOCK, KINDS, "page",
    gettext_lazy("Somebody who did not work on the page could review it"), _reviewers,
)  # fmt: skip
AI_ORIGIN = Rule(
    "R06", "ai-origin-declared", BLOCK, KINDS, "page",
    gettext_lazy("Each section says who or what wrote it and who verified it; none is unsorted"),
    _origin,
)  # fmt: skip
RULES = (NAMED_AUTHOR, INDEPENDENT_REVIEW, AI_ORIGIN)
