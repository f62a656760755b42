"""R28: a page does not foretell what a regulator will do."""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules.base import WARN, Context, Finding, Rule
from reviews.rules.walk import KINDS, prose, rows, sentences, text

_AGENCY = (
    r"(?:FDA|EMA|CHMP|MHRA|PMDA|Health Canada|Swissmedic|TGA|European Commission"
    r"|regulators?|agency)"
)
_GRANT = r"(?:approv\w*|licen[cs]\w*|authori[sz]\w*|clear(?:ed|ance)|launch\w*|marketing)"
PREDICTION = re.compile(
    rf"\b(?:approval|authori[sz]ation|licen[cs]e|launch)\b[^.;]{{0,40}}"
    rf"\b(?:expected|anticipated|likely|imminent|forthcoming|on the horizon|awaited|pending)\b"
    rf"|\b(?:expected|anticipated|likely|set|poised|due|about|slated|hoped)"
    rf" to (?:be |receive |get |gain |win )(?:\w+ ){{0,3}}{_GRANT}"
    rf"|\b(?:awaiting|awaits|pending) (?:\w+ ){{0,3}}(?:approval|authori[sz]ation)\b"
    rf"|\bwill (?:soon |probably |likely |then )?(?:be (?:{_GRANT}|available on prescription)"
    rf"|(?:receive|gain|get|win) (?:\w+ ){{0,2}}(?:approval|authori[sz]ation))"
    rf"|\b{_AGENCY}\b[^.;]{{0,30}}"
    rf"\b(?:will|is expected to|is likely to|is due to|should soon|plans to)"
    rf" (?:\w+ ){{0,2}}(?:approve|grant|decide|authori[sz]e|license|rule|accept|clear)"
    rf"|\b(?:expected|anticipated|imminent|upcoming) (?:\w+ ){{0,3}}(?:approval|authori[sz]ation)\b"
    rf"|\bunder (?:\w+ )?(?:regulatory |{_AGENCY} )?review (?:in|by|at) [A-Zt]",
    re.I,
)
# Every prediction holds one of these; most texts hold none and need no closer look.
_STEMS = (
    "approv",
    "authori",
    "licen",
    "launch",
    "review",
    "clear",
    "prescription",
    *("expected to", "likely to", "due to", "should soon", "plans to", "will"),
)
_NOT_REGULATORY = re.compile(r"\b(?:ethic\w*|institutional|review board|committee|peer) ", re.I)
_CITED = re.compile(r"@([A-Za-z0-9][A-Za-z0-9_:.+-]*)")


def _check(document: dict, context: Context) -> Iterator[Finding]:
    official = {
        text(source.get("key"))
        for _place, source in rows(document, "sources")
        if _is_dated_regulator(source)
    }
    for place, _key, value in prose(document):
        lowered = value.lower()
        if not any(stem in lowered for stem in _STEMS):
            continue
        for sentence in sentences(value):
            found = PREDICTION.search(sentence)
            if not found or _NOT_REGULATORY.search(sentence):
                continue
            if official.isdisjoint(_CITED.findall(sentence)):
                yield _finding(place, found[0])


def _is_dated_regulator(source: Mapping) -> bool:
    dated = text(source.get("issued")) or text(source.get("checked_on"))
    return source.get("type") in ("regulator", "label") and bool(dated)


def _finding(place: str, evidence: str) -> Finding:
    return NO_PREDICTIONS.warns(
        place,
        _("This foretells what a regulator will do. Such sentences age badly and raise hope."),
        _("Say what has happened, with its date, or cite the regulator's own dated page."),
        evidence,
    )


NO_PREDICTIONS = Rule(
    "R28",
    "no-predictions",
    WARN,
    KINDS,
    "editorial",
    gettext_lazy("No sentence foretells an approval or a decision"),
    _check,
)
RULES = (NO_PREDICTIONS,)
