"""Fields of a registry page in the registry's own vocabulary. Pure."""

import re

from reviews.importing.identifiers import day
from reviews.importing.keeping import folded
from trials.registry import vocabulary

STATUS = {word.replace("_", " ").lower(): word for word in vocabulary.STATUS} | {
    "active, not recruiting": "ACTIVE_NOT_RECRUITING",
    "unknown status": "UNKNOWN",
    "enrolling": "RECRUITING",
}
PHASES = {
    "early phase 1": "EARLY_PHASE1",
    "phase 1": "PHASE1",
    "phase 2": "PHASE2",
    "phase 3": "PHASE3",
    "phase 4": "PHASE4",
    "phase i": "PHASE1",
    "phase ii": "PHASE2",
    "phase iii": "PHASE3",
    "phase iv": "PHASE4",
    "not applicable": "NA",
    "n/a": "NA",
}
ALLOCATION = {
    "randomized": "RANDOMIZED",
    "randomised": "RANDOMIZED",
    "non-randomized": "NON_RANDOMIZED",
    "n/a": "NA",
    "na": "NA",
    "not applicable": "NA",
}
MODEL = {f"{word.replace('_', ' ').lower()} assignment": word for word in
         vocabulary.INTERVENTION_MODEL}  # fmt: skip
MASKING = {word.lower(): word for word in vocabulary.MASKING}
STUDY_TYPE = {word.replace("_", " ").lower(): word for word in vocabulary.STUDY_TYPE}
_COUNT = re.compile(r"(\d{1,7})(?: (?:patients?|participants?|people|subjects?))?\b")
_INTERVENTION = re.compile(r"([A-Z][a-z]+(?: [A-Za-z]+)?): +\S")


def facts_of(page) -> dict:
    """Return values for StatedFacts, each only where the page states it in the registry's words."""
    read = page.fields
    heads = (*read.get("status_and_phase", ()), *read.get("phase", ()))
    count, kind = _enrolment(read)
    return {
        "official_title": _one(read, "official_title"),
        "acronym": _one(read, "acronym"),
        "sponsor": _one(read, "sponsor") or _sponsor_above(page),
        "status": _in(STATUS, (*read.get("status", ()), *read.get("status_and_phase", ()))),
        "phases": " ".join(_phases(heads)),
        "study_type": _in(STUDY_TYPE, read.get("study_type", ())),
        "allocation": _in(ALLOCATION, read.get("allocation", ())),
        "intervention_model": _in(MODEL, read.get("model", ())),
        "masking": _masking(read.get("masking", ())),
        "enrolment": count,
        "enrolment_type": kind,
        "start": day(_one(read, "start")),
        "completion": day(_one(read, "completion")),
        "interventions": "\n".join(_interventions(read.get("interventions", ()))),
        "primary_outcome": _one(read, "primary_outcome"),
    }


def _one(read, field):
    values = read.get(field, ())
    return folded(values[0]) if len(values) == 1 else ""


def _in(words, values):
    """The registry's word for the first value that is one of its words."""
    return next((words[found] for value in values if (found := _key(value)) in words), "")


def _key(value):
    return folded(value).strip(" .").lower()


def _phases(values):
    found = {}
    for value in values:
        for piece in re.split(r"\s*(?:/|\||,| and )\s*", _key(value)):
            piece = f"phase {piece}" if piece.isdigit() and found else piece
            if piece in PHASES:
                found[PHASES[piece]] = None
    return sorted(found)


def _masking(values):
    first = _key(values[0]).partition(" (")[0] if values else ""
    return MASKING.get(first, "")


def _enrolment(read):
    """(people, ACTUAL or ESTIMATED or "") where the page gives one number."""
    for field, kind in (
        ("enrolment_actual", "ACTUAL"),
        ("enrolment_estimated", "ESTIMATED"),
        ("enrolment", ""),
        ("arms", ""),
    ):
        values = read.get(field, ())
        if values and (found := _COUNT.match(folded(values[0]))):
            return int(found[1]), kind
    return None, ""


def _interventions(values):
    for value in values:
        words = folded(value)
        if named := _INTERVENTION.match(words):
            kind = named[1].upper().replace(" ", "_")
            if kind in vocabulary.INTERVENTION_TYPE:
                yield f"{kind}: {words.partition(':')[2].strip()}"


def _sponsor_above(page):
    """The sponsor of a page that shows it below its first letter, above all fields."""
    above = []
    for line in page.lines:
        if line.role == "label" and line.text.lower() != "menu":
            break
        above.append(line.text)
    for letter, name in zip(above, above[1:], strict=False):
        if len(letter) == 1 and letter.isalpha() and name.startswith(letter) and len(name) > 1:
            return name
    return ""
