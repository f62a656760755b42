"""R42: a dose stands only where a dated product text or a regulator is cited beside it."""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules.base import WARN, Context, Finding, Rule
from reviews.rules.walk import KINDS, Passage, passages, rows, sentences, text

_AMOUNT = r"\d[\d.,]{0,9}(?:\s?[–-]\s?\d[\d.,]{0,9})?\s?"
DOSE = re.compile(
    rf"(?<![\w.])(?:{_AMOUNT}(?:mg|mcg|µg|μg|ug|IU|milligrams?|micrograms?)(?:\s?/\s?(?:kg|day|d|m2|h))*"
    rf"(?!\w|\s?/\s?d?m?[Ll]\b)|{_AMOUNT}(?:ml|mL|millilit(?:er|re)s?|g|grams?|units)"
    rf"(?:\s?/\s?(?:kg|day|d))*(?!\w|\s?/\s?[dm]?[Ll]\b))"
)
_OFTEN = re.compile(
    r"\b(?:once|twice|(?:two|three|four|five|\d) times)[- ](?:a |per |each )?(?:day|daily)\b"
    r"|\bevery (?:\d+|four|six|eight|twelve) hours\b|\b(?:BID|TID|QID|b\.i\.d|t\.i\.d|q\.i\.d)\b"
    r"|\b(?:\d+(?:[–-]\d+)?|one|two|three|half a) (?:tablets?|capsules?|packets?|sachets?"
    r"|drops|puffs|pills?|patch(?:es)?)\b[^.;]{0,30}"
    r"\b(?:daily|a day|per day|each day|twice|at bedtime|every)\b",
    re.I,
)
_MEDICINE = re.compile(
    r"\b(?:taken?|takes|taking|dos(?:e|es|ed|age|ing)|tablets?|capsules?|pills?|medicines?"
    r"|medications?|drugs?|infusions?|inject\w*|by mouth|orally|given|administer\w*|packets?"
    r"|patch\w*|syrup|suspension|\w+(?:ine|ole|mab|sen|nib|gine|pam|olol|pril|statin))\b",
    re.I,
)
# Millilitres and grams measure many things besides medicines.
_OTHER_MEASURE = re.compile(
    r"\b(?:blood|samples?|breath\w*|capacity|lungs?|air|water|urine|saliva|volume|thicken\w*|protein"
    r"|fat|fibre|fiber|weigh\w*|food|meals?|drinks?|feeds?|brain|tissue|care units|cough\w*)\b",
    re.I,
)
_BROAD = re.compile(r"(?:ml|mL|lit(?:er|re)s?|\bg|grams?|units)(?:/\w+)*\Z|\d\s?g(?:/\w+)*\Z")
_STEMS = (
    "mg", "mcg", "µg", "μg", "ug", "iu", "gram", "ml", "millilit", "unit", "daily", "day", "hours",
    "bid", "tid", "qid", "b.i.d", "t.i.d", "q.i.d", "bedtime", "every", "twice", " g",
)  # fmt: skip
_DIGIT_GRAM = re.compile(r"\d\s?g\b")
OFFICIAL = ("label", "regulator")


def _check(document: dict, context: Context) -> Iterator[Finding]:
    allowed = {
        text(source.get("key"))
        for _place, source in rows(document, "sources")
        if document.get("kind") == "trial" or _is_dated_label(source)
    }
    for passage in passages(document, _STEMS):
        if _is_free(passage, allowed):
            continue
        for sentence in sentences(passage.value):
            found = dose_in(sentence)
            if found:
                yield DOSE_POLICY.warns(
                    passage.place,
                    _("This names a dose, and no dated product text is cited for it."),
                    _("Take the dose out, or cite the product text or regulator's page beside it."),
                    found,
                )


def _is_dated_label(source: Mapping) -> bool:
    dated = text(source.get("issued")) or text(source.get("checked_on"))
    return source.get("type") in OFFICIAL and bool(dated)


def _is_free(passage: Passage, allowed: set[str]) -> bool:
    return passage.place.startswith("/criteria/") or not allowed.isdisjoint(passage.cited)


def dose_in(sentence: str) -> str:
    """Return the first dose of a medicine that a sentence names, or ""."""
    for found in DOSE.finditer(sentence):
        if not (_BROAD.search(found[0]) and _OTHER_MEASURE.search(sentence)):
            return found[0].strip()
    often = _OFTEN.search(sentence)
    return often[0] if often and _MEDICINE.search(sentence) else ""


DOSE_POLICY = Rule(
    "R42",
    "dose-policy",
    WARN,
    KINDS,
    "editorial",
    gettext_lazy("A dose stands only beside the product text it is taken from"),
    _check,
)
RULES = (DOSE_POLICY,)
