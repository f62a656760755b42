"""R38 and R40: no words of hype or false hope, none that wound, and no orders to readers."""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules.base import WARN, Context, Finding, Rule
from reviews.rules.walk import KINDS, passages, rows, sentences, text

HYPE = re.compile(
    r"\bbreakthroughs?\b(?! (?:therapy designation|(?:therapy|device) status|pain|bleeding"
    r"|infection))"
    r"|\bmiracul\w+|\bmiracles?\b|\bpromising(?:ly)?\b|\bshow(?:s|ed|ing|n)? (?:\w+ )?promise\b"
    r"|\bgame[- ]chang\w+|\bcornerstones?\b|\brevolution(?:ary|i[sz]\w+)\b|\bground[- ]?breaking\b"
    r"|\bcutting[- ]edge\b|\bwonder (?:drug|cure|treatment)|\bon the horizon\b|\blife[- ]changing\b"
    r"|\bexciting\b|\bdramatic(?:ally)?\b|\bunprecedented\b|\bremarkabl[ey]\b|\bastonishing\w*"
    r"|\b(?:ray|glimmer|beacon) of hope\b|\bmagic bullet\b|\bholy grail\b|\bamazing\w*"
    r"|\b(?:hold|offer|giv|bring|provid)\w* (?:out )?(?:\w+ ){0,2}hope\b"
    r"|\b(?:new|fresh|real|great|some|renewed) hope\b",
    re.I,
)
_HYPE_STEMS = (
    "breakthrough", "mirac", "promis", "chang", "cornerstone", "revolution", "break", "cutting",
    "wonder", "horizon", "excit", "dramatic", "unprecedent", "remarkabl", "astonish", "hope",
    "magic", "holy", "amazing", "cure", "curing",
)  # fmt: skip
_CURE = re.compile(r"\b(?:cures?|cured|curing)\b", re.I)
_NO_CURE = re.compile(
    r"\b(?:no|not|never|nobody|nothing|cannot|without|neither|nor|unproven|claim\w*|beware|until"
    r"|search\w*|promise[sd]?)\b|n['’]t\b|\?",
    re.I,
)
_WARNED_OF = re.compile(
    r"\b(?:beware|careful|caution|sceptical|wary|red flags?|words like)\b", re.I
)

_ILLNESS = (
    r"(?:ALS|MND|amyotrophic|motor neurone?|this (?:disease|illness)|the (?:disease|illness))"
)
WOUNDING = re.compile(
    rf"\b(?:ALS|MND|disease|fellow)[- ]?sufferers?\b|\bsufferers?\b"
    rf"|\bsuffer(?:s|ing|ed)? (?:from|with) {_ILLNESS}"
    rf"|\b(?:ALS|MND) victims?\b|\bvictims? (?:of|to) {_ILLNESS}"
    r"|\bwheel-?chair[- ]bound\b|\b(?:confined|bound) to (?:a|an|their|his|her|the) "
    r"(?:electric )?(?:wheelchair|bed)\b|\bbed-?ridden\b|\bafflict\w+\b"
    r"|\bstricken (?:with|by)\b|\bcrippl(?:ed|ing)\b"
    r"|\b(?:lost|losing|lose) (?:\w+ ){1,2}(?:battle|fight) (?:with|against|to)\b",
    re.I,
)
_WOUND_STEMS = (
    "suffer", "victim", "bound", "confined", "ridden", "afflict", "stricken", "crippl", "battle",
    "fight",
)  # fmt: skip
_TREATMENT = (
    r"(?:mg|ml|mcg|dos(?:e|es|age|ing)|tablets?|capsules?|pills?|medicines?|medications?|drugs?"
    r"|treatment|therapy|supplements?|vitamins?|infusions?|injections?|daily|twice)"
)
_DO = (
    r"(?:take|start|stop|begin|increase|decrease|reduce|raise|lower|double|halve|discontinue|switch"
    r"|skip|inject|swallow|titrate|continue|quit|restart|resume|combine)"
)
# "Lower doses were tested" and "Start of treatment" tell; up to the first "if" an order has no verb
# of telling.
_ORDER_BEGINS = re.compile(
    rf"(?:[-*+]\s+|\d+[.)]\s+)?(?:please |always |then |first,? )?{_DO}\b"
    r"(?! (?:of|date|and end|scores?|values?|levels?|rates?)\b)"
    r"(?!(?:(?!\b(?:if|when|until|unless|while)\b)[^.]){0,120}"
    r"\b(?:is|are|was|were|has|have|had|did|does|led)\b)",
    re.I,
)
_YOU_MUST = re.compile(
    rf"\byou (?:should|must|need to|have to|ought to|had better) (?:(?!not\b)\w+ ){{0,2}}?"
    rf"(?:{_DO}|stop taking|avoid|use)\b",
    re.I,
)
_BARE_ORDER = re.compile(rf"[;:,]\s+{_DO}\b(?: (?:at|with|to|by))? \d", re.I)
_OBJECT = re.compile(rf"\b{_TREATMENT}\b|\d\s?(?:mg|mcg|ml)\b", re.I)
_HARMLESS = re.compile(
    r"\b(?:ask|asks|talk|speak|discuss|doctor|neurologist|care team|pharmacist|with you|list|notes"
    r"|part in|copy|questions?|trial|study|without talking)\b|[“\"«]|\?",
    re.I,
)
_TREATMENT_STEMS = (
    "mg", "ml", "mcg", "dos", "tablet", "capsule", "pill", "medic", "drug", "treat", "therap",
    "supplement", "vitamin", "infusion", "injection", "daily", "twice", "start", "titrate",
)  # fmt: skip
_NO_ORDERS_IN = ("questions",)


def _hype(document: dict, context: Context) -> Iterator[Finding]:
    for passage in passages(document, _HYPE_STEMS):
        for sentence in sentences(passage.value):
            found = _praise(sentence)
            if found:
                yield HYPE_AND_HOPE.warns(
                    passage.place,
                    _("This is a word of praise or hope, not of evidence."),
                    _("Say what was measured, in how many people, with which result."),
                    found,
                )


def _praise(sentence: str) -> str:
    if _WARNED_OF.search(sentence):
        return ""
    found = HYPE.search(sentence)
    if not found and not _NO_CURE.search(sentence):
        found = _CURE.search(sentence)
    return found[0] if found else ""


def _person_first(document: dict, context: Context) -> Iterator[Finding]:
    may_order = _free_of_orders(document)
    for passage in passages(document, _WOUND_STEMS):
        found = WOUNDING.search(passage.value)
        if found:
            yield PERSON_FIRST.warns(
                passage.place,
                _("Words like this wound people with ALS."),
                _("Speak of people with ALS, people who use a wheelchair, and the like."),
                found[0],
            )
    for passage in passages(document, _TREATMENT_STEMS):
        if passage.place in may_order or passage.place.startswith("/criteria/"):
            continue
        for sentence in sentences(passage.value):
            if is_order(sentence):
                yield PERSON_FIRST.warns(
                    passage.place,
                    _("This tells readers what to do with a treatment."),
                    _("Say what the product text or the guideline says, or what to ask the team."),
                    sentence,
                )


def _free_of_orders(document: Mapping) -> set[str]:
    return {
        f"{place}/markdown"
        for place, block in rows(document, "blocks")
        if text(block.get("section")) in _NO_ORDERS_IN
    }


def is_order(sentence: str) -> bool:
    """True if a sentence tells its reader to start, stop or change a treatment."""
    bare = _BARE_ORDER.search(sentence)
    if not bare and not _OBJECT.search(sentence):
        return False
    told = bare or _ORDER_BEGINS.match(sentence) or _YOU_MUST.search(sentence)
    return bool(told) and not _HARMLESS.search(sentence)


HYPE_AND_HOPE = Rule(
    "R38", "hype-and-hope", WARN, KINDS, "editorial",
    gettext_lazy("No breakthrough, miracle or promise; “cure” only where there is none"), _hype,
)  # fmt: skip
PERSON_FIRST = Rule(
    "R40", "person-first-and-no-orders", WARN, KINDS, "editorial",
    gettext_lazy("Words that put the person first, and no orders to start or stop a treatment"),
    _person_first,
)  # fmt: skip
RULES = (HYPE_AND_HOPE, PERSON_FIRST)
