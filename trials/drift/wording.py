"""Differences in words that people know; the registry's own words stand beside them."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reviews.difference_words import shown, word_runs
from trials import reading, words
from trials.registry.changes import LABELS
from trials.registry.changes import words as raw_words

# Where the label of the import's report is not what readers call it.
OWN_LABELS = {
    "status": gettext_lazy("recruitment"),
    "status_verified": gettext_lazy("status verified on"),
    "sites": gettext_lazy("places"),
}
# A text as long as this is shown with its changed words marked, and in a note only as "changed".
LONG = 100
_CODED = frozenset(
    "study_type allocation intervention_model masking primary_purpose sponsor_class"
    " eligibility.sex".split()
)
_DATED = frozenset(("start", "primary_completion", "completion"))
_DAYS = frozenset("first_posted last_update_posted results_first_posted status_verified".split())
# Numbers of a row that no reader reads as words; they stand among the registry's own.
_LEFT_OUT = frozenset(("lat", "lon", "zip", "pmid"))
_ROW_CODES = frozenset(("type", "status", "role"))
# What a row begins with, so that it reads the same whether it was kept or just parsed.
_FIRST = ("name", "label", "measure", "facility", "id", "time_frame", "city", "state", "country")


def label(field: str) -> str:
    """What people call a fact: "Recruitment"."""
    text = str(OWN_LABELS.get(field) or LABELS.get(field) or field)
    return text[:1].upper() + text[1:]


def value(field: str, raw) -> str:
    """A raw value in words: "Recruiting" for RECRUITING."""
    if raw is None or raw == "" or raw == []:
        return _("nothing") if isinstance(raw, list) else _("not stated")
    if isinstance(raw, bool):
        return _("yes") if raw else _("no")
    if field in ("status", "last_known_status"):
        return str(words.STATUS[raw][0] if raw in words.STATUS else raw)
    if field == "phases":
        return str(words.phase_words(raw))
    if field == "enrolment":
        return words.count_words({"enrolment": raw}) or _("not stated")
    if field in _DATED:
        return _dated(raw)
    if field in _DAYS:
        return day(raw)
    if field in _CODED:
        return str(words.registry_word(raw))
    return _plain(field, raw)


def raw(difference) -> tuple[str, str]:
    """Both values in the registry's own words, cut to what fits beside the others."""
    before, after = raw_words(difference.before, difference.after)
    return shown(before), shown(after)


def both(difference) -> tuple[str, str]:
    """Both values in words, nothing left out; what cannot be seen is written out."""
    return tuple(
        shown(value(difference.field, one)) for one in (difference.before, difference.after)
    )


def runs(difference):
    """The words that changed, marked, where both values are texts and one is long; else ()."""
    before, after = difference.before, difference.after
    texts = isinstance(before, str) and isinstance(after, str)
    return word_runs(*both(difference)) if texts and max(len(before), len(after)) > LONG else ()


def short(difference) -> str:
    """One line: "Recruitment: recruiting → finished", "Places: 3 added", "Eligibility: changed"."""
    name = label(difference.field)
    counted = _counted(difference)
    if counted:
        return f"{name}: {counted}"
    old, new = both(difference)
    if max(len(old), len(new)) > LONG or "\n" in old + new:
        return _("%(what)s: changed") % {"what": name}
    return f"{name}: {_lower(difference, old)} → {_lower(difference, new)}"


def full(difference) -> str:
    """Everything that came and went, for whoever decides without opening each page."""
    name, (old, new) = label(difference.field), both(difference)
    if old == new:  # it lies in numbers that no reader reads as words
        old, new = raw(difference)
    if _counted(difference):
        lines = [*_signed("+", difference.after, new), *_signed("−", difference.before, old)]
        return "\n".join([f"{name}: {_counted(difference)}", *lines])
    return f"{name}: {_lower(difference, old)} → {_lower(difference, new)}"


def _signed(sign: str, rows, words: str) -> list[str]:
    return [f"  {sign} {line}" for line in words.splitlines()] if rows else []


def _counted(difference) -> str:
    """How many rows came and went, where there are more than a line can name."""
    gone, come = difference.before, difference.after
    if not (isinstance(gone, list) and isinstance(come, list)) or difference.field == "phases":
        return ""
    parts = [
        ngettext("%(n)d added", "%(n)d added", len(come)) % {"n": len(come)} if come else "",
        ngettext("%(n)d removed", "%(n)d removed", len(gone)) % {"n": len(gone)} if gone else "",
    ]
    return ", ".join(part for part in parts if part)


def _lower(difference, text: str) -> str:
    """Our own words begin small in the middle of a line; the registry's stay as they are."""
    own = difference.field in _CODED | {"status", "last_known_status", "phases"}
    return text[:1].lower() + text[1:] if own else text


def day(iso) -> str:
    """An ISO date, also a partial one, for people; a text that is none as it stands."""
    text = str(iso or "")
    try:
        parts = [int(part) for part in text.split("-")]
        whole = datetime.date(*[*parts, 1, 1][:3])
    except (TypeError, ValueError, OverflowError):
        return text
    return date_format(whole, {3: "j F Y", 2: "F Y"}.get(len(parts), "Y"))


def _dated(fact) -> str:
    if not fact.get("date"):
        return _("not stated")
    kind = f" ({words.registry_word(fact['type'])})" if fact.get("type") else ""
    return day(fact["date"]) + kind


def _plain(field: str, raw) -> str:
    if isinstance(raw, list):
        return "\n".join(_row(item) for item in raw)
    return _row(raw)


def _row(item) -> str:
    """A row of a list in one line: "Example Hospital, Lyon, France (Recruiting)"."""
    if not isinstance(item, dict):
        return str(words.registry_word(item)) if str(item).isupper() else str(item)
    names = [*(name for name in _FIRST if name in item), *(n for n in item if n not in _FIRST)]
    told = [name for name in names if item[name] and name not in _LEFT_OUT]
    said = [_said(item[name]) for name in told if name not in _ROW_CODES]
    codes = [_code(name, item[name]) for name in told if name in _ROW_CODES]
    text = ", ".join(part for part in said if part)
    return f"{text} ({', '.join(codes)})" if codes else text


def _said(v) -> str:
    return ", ".join(map(str, v)) if isinstance(v, list) else str(v)


def _code(name: str, code: str) -> str:
    if name == "status":
        return str(reading.site_state(code)["word"])
    return str(words.registry_word(code))
