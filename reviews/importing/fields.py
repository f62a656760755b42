"""The fields of a registry page: a label on one line, its value on it or on the next ones."""

import re
from dataclasses import replace

from reviews.importing.headings import key
from reviews.importing.page import HEADING, LABEL, ROW, Line

# The words of ClinicalTrials.gov and of the sites that show its records: label -> field.
LABELS = {
    "status and phase": "status_and_phase",
    "status": "status",
    "overall status": "status",
    "recruitment status": "status",
    "phase": "phase",
    "phases": "phase",
    "study phase": "phase",
    "condition": "conditions",
    "conditions": "conditions",
    "condition or disease": "conditions",
    "treatments": "interventions",
    "intervention": "interventions",
    "interventions": "interventions",
    "intervention / treatment": "interventions",
    "intervention/treatment": "interventions",
    "study type": "study_type",
    "funder types": "funders",
    "funder type": "funders",
    "identifiers": "ids",
    "other study id numbers": "ids",
    "clinicaltrials.gov id": "ids",
    "clinicaltrials.gov identifier": "ids",
    "nct number": "ids",
    "nct id": "ids",
    "sponsor": "sponsor",
    "lead sponsor": "sponsor",
    "sponsors": "sponsor",
    "collaborators": "collaborators",
    "collaborator": "collaborators",
    "enrollment": "enrolment",
    "enrolment": "enrolment",
    "enrollment (actual)": "enrolment_actual",
    "enrollment (estimated)": "enrolment_estimated",
    "actual enrollment": "enrolment_actual",
    "estimated enrollment": "enrolment_estimated",
    "sex": "sex",
    "sexes eligible for study": "sex",
    "gender": "sex",
    "ages": "ages",
    "ages eligible for study": "ages",
    "age": "ages",
    "volunteers": "volunteers",
    "accepts healthy volunteers": "volunteers",
    "inclusion criteria": "inclusion",
    "exclusion criteria": "exclusion",
    "primary purpose": "purpose",
    "allocation": "allocation",
    "interventional model": "model",
    "intervention model": "model",
    "masking": "masking",
    "official title": "official_title",
    "study start": "start",
    "study start (actual)": "start",
    "study start (estimated)": "start",
    "start date": "start",
    "study completion": "completion",
    "study completion (actual)": "completion",
    "study completion (estimated)": "completion",
    "completion date": "completion",
    "primary completion": "primary_completion",
    "primary completion (actual)": "primary_completion",
    "primary completion (estimated)": "primary_completion",
    "acronym": "acronym",
    "primary outcome measure": "primary_outcome",
    "primary outcome measures": "primary_outcome",
    "countries": "countries",
    "trial design": "",
    "details and patient eligibility": "",
    "eligibility criteria": "",
    "trial contacts and locations": "contacts",
    "contacts and locations": "contacts",
    "central trial contact": "contacts",
    "contacts": "contacts",
}
# Labels whose value is prose: headings of sections.
PROSE = frozenset(
    (
        "about", "brief summary", "full description", "detailed description", "study overview",
        "description", "summary", "purpose", "study plan",
    )
)  # fmt: skip
# Words around a record, on the sites that show it; no value of the field above them.
AROUND = re.compile(
    r"(?:loading(?:\.{3}|…)?|data sourced from .{0,60}|clinical trials|research sites|resources"
    r"|legal|menu|(?:find|search) clinical trials.{0,40}|©.{0,80}|trial locations?)\Z",
    re.I,
)
ARMS = re.compile(r"\d{1,7} (?:participants?|patients?) in \d{1,3} (?:patient )?groups?\Z", re.I)
_SAME_LINE = re.compile(r"([A-Za-z][A-Za-z ().'/-]{1,40}?) ?: +(\S.{0,2000})\Z")
ENOUGH = 4


def label_of(line: Line):
    """Return (field, value on the same line) of a label, or None. The field "" has no value."""
    if line.role == ROW or len(line.text) > 2100:
        return None
    if ARMS.match(line.text):
        return "arms", line.text
    words = key(line.text)
    if words in LABELS:
        return LABELS[words], ""
    if same := _SAME_LINE.match(line.text):
        label = key(same[1])
        if LABELS.get(label):
            return LABELS[label], same[2]
    return None


def is_registry_page(lines: list[Line]) -> bool:
    """Whether a page shows a registry record: four different fields, each with its label."""
    return len({found[0] for line in lines if (found := label_of(line)) and found[0]}) >= ENOUGH


def read(lines: list[Line]):
    """Return the lines with labels and prose headings marked, and {field: lines of its value}."""
    kept: list[Line] = []
    found: dict[str, list[Line]] = {}
    field = None
    for line in lines:
        if label := label_of(line):
            field = label[0]
            kept.append(replace(line, role=LABEL, level=0))
            if field:
                found.setdefault(field, [])
            if field and label[1]:
                found[field].append(replace(line, text=label[1]))
            continue
        if _is_prose(line) or line.role == HEADING or AROUND.match(line.text):
            field = None
            is_head = line.role == HEADING or not AROUND.match(line.text)
            kept.append(replace(line, role=HEADING if is_head else LABEL))
            continue
        kept.append(line)
        if field:
            found[field].append(line)
    return kept, found


def _is_prose(line):
    return key(line.text) in PROSE and not line.text.endswith(":")
