"""R27: the status of a therapy follows from its dated events, and the prose agrees with it."""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules import BLOCK, Context, Finding, Rule
from reviews.rules.walk import day, partial_day, prose, rows, sentences, text
from therapies import balance
from therapies.status import GRANTING, OPENING, STANDING, derive

EVENT_KINDS = {*OPENING, "designation"}
JURISDICTIONS = {
    "US": r"FDA|US|U\.S\.|USA|United States|America",
    "EU": r"EMA|EU|European Union|Europe|European Commission|CHMP",
    "GB": r"MHRA|UK|United Kingdom|Britain",
    "CA": r"Health Canada|Canada|Canadian",
    "JP": r"PMDA|Japan|Japanese",
    "CH": r"Swissmedic|Switzerland",
    "AU": r"TGA|Australia",
    "CN": r"NMPA|China",
    "KR": r"MFDS|South Korea|Korea",
}
_PLACES = {code: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for code, words in JURISDICTIONS.items()}
_SAME_PLACE = {"UK": "GB"}
_GRANTED = re.compile(r"\b(?:approved|licen[cs]ed|authori[sz]ed)\b", re.I)
_STEMS = ("approv", "licen", "authori")
_DENIED = re.compile(
    r"\b(?:not|never|nowhere|no|isn['’]t|without)\b[^.;]{0,30}"
    r"\b(?:FDA-|EMA-)?(?:approv|licen[cs]|authori[sz])"
    r"|\bunapproved\b|\bunlicen[cs]ed\b",
    re.I,
)
# Other things that are approved, conditions, histories that tell their end, other conditions.
_OTHER_SENSE = re.compile(
    r"\b(?:ethic\w*|committee|protocol|review board|trials? (?:was|were|is) approved|if|where"
    r"|whether|when|once|until|unless|refus\w*|withdr\w*|revok\w*|suspend\w*|no longer|formerly"
    r"|negative opinion|instead of|other (?:condition|disease|use)s?|only)\b|\?",
    re.I,
)
_FOR_OTHER = re.compile(
    r"\b(?:approved|licen[cs]ed|authori[sz]ed)\b[^.;]{0,30}\b(?:for|to treat|against)\s+"
    r"(?!ALS\b|amyotrophic|motor neuron|adults|people|use\b|this\b|the treatment of (?:ALS|amyo))",
    re.I,
)
_IT = re.compile(
    r"\b(?:it|this|the) (?:is|was|has been|(?:medicine|drug|treatment|therapy))\b", re.I
)


def _check(document: dict, context: Context) -> Iterator[Finding]:
    events = rows(document, "regulatory")
    derived = derive([row for _place, row in events])
    if document.get("statuses") != derived:
        yield STATUS_DERIVED.blocks(
            "/statuses",
            _("The status is not the one that follows from the regulatory events."),
            _("Save the draft again: the status is derived, nobody types it."),
        )
    for place, event in events:
        yield from _event(place, event, context)
    granted = {text(event.get("date"))[:4] for _place, event in events if _grants(event)}
    for place, sentence in _of_approval(document):
        if _contradicts(sentence, derived, granted - {""}):
            yield STATUS_DERIVED.warns(
                place,
                _("The text and the regulatory events do not agree on the approval."),
                _("Correct the sentence, or enter the event with its date and source."),
                sentence,
            )


def _grants(event: Mapping) -> bool:
    return text(event.get("kind")) in GRANTING


def _event(place: str, event: Mapping, context: Context) -> Iterator[Finding]:
    date, as_of = partial_day(event.get("date")), event.get("as_of")
    if date is None or date > context.today:
        yield _wrong(
            f"{place}/date", _("Only what has happened, with its date, is an event."), event
        )
    if text(as_of) and (day(as_of) is None or day(as_of) > context.today):
        yield _wrong(f"{place}/as_of", _("The day on which this was known is wrong."), event)
    if event.get("kind") not in EVENT_KINDS:
        yield _wrong(f"{place}/kind", _("This kind of event is not known."), event)
    if not isinstance(event.get("for_als"), bool):
        yield _wrong(f"{place}/for_als", _("It is not said whether this was for ALS."), event)


def _wrong(place: str, message: str, event: Mapping) -> Finding:
    evidence = " ".join(text(event.get(key)) for key in ("agency", "date", "kind"))
    return STATUS_DERIVED.blocks(place, message, _("Correct the row."), evidence)


def _of_approval(document: Mapping) -> Iterator[tuple[str, str]]:
    """Yield the sentences that speak of an approval of this therapy, here and now."""
    names = [text(document.get("title"))]
    names += [text(row.get("name")) for _place, row in rows(document, "names")]
    named = re.compile("|".join(re.escape(name) for name in names if name) or r"(?!)", re.I)
    for place, _key, value in prose(document):
        lowered = value.lower()
        for sentence in sentences(value) if any(stem in lowered for stem in _STEMS) else ():
            if _GRANTED.search(sentence) and not _OTHER_SENSE.search(sentence):
                if named.search(sentence) or _IT.search(sentence):
                    yield place, sentence


def _contradicts(sentence: str, statuses: list[dict], granted: set[str]) -> bool:
    """True if a sentence denies an approval that stands, or states one that does not.

    `granted` are the years of approvals: a sentence with one of them tells the story.
    """
    if _FOR_OTHER.search(sentence):
        return False
    standing = {
        _SAME_PLACE.get(row["jurisdiction"], row["jurisdiction"])
        for row in statuses
        if row["status"] in STANDING
    }
    places = {code for code, pattern in _PLACES.items() if pattern.search(sentence)}
    if _DENIED.search(sentence):
        return bool(places & standing)
    if any(year in sentence for year in granted):
        return False
    return places.isdisjoint(standing) if places else not standing


STATUS_DERIVED = Rule(
    "R27",
    "status-derived",
    BLOCK,
    ("therapy",),
    "editorial",
    gettext_lazy("The status per country follows from dated events, and the text agrees"),
    _check,
)
RULES = (STATUS_DERIVED, *balance.RULES)
