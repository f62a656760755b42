"""The trial's part of a document: the registry layer from its record, the editors' own layer."""

import re

from reviews import canonical
from reviews.documents import iso
from reviews.rules.walk import rich
from trials.models.drafts import StatedFacts
from trials.models.registry import RegistryRecord
from trials.registry.parse import parse_study

NCT = re.compile(r"\bNCT[0-9]{8}\b")
MOST_NAMED = 50  # in prose; a page that names more is a list, not a text

# Frozen into documents, so it stays in the document's language and out of gettext.
MODIFICATIONS = (
    "Contacts, telephone numbers, e-mail addresses, free-text descriptions and results are left "
    "out, lists without an order of their own are sorted, and values are also put into plain words."
)


def build(draft, citations):
    """What ``reviews.documents.build`` adds for a trial; no registry fact is typed twice."""
    registry, facts = _registry_layer(draft, citations)
    return {
        "registry": registry,
        "facts": facts,
        "criteria": [_criterion(row) for row in draft.criteria.select_related("verified_by")],
        "results": [_result(row, citations) for row in draft.results.all()],
        "contradictions": [_contradiction(row, citations) for row in draft.contradictions.all()],
        "therapies": [
            {"slug": row.entry.slug or "", "title": row.label}
            for row in draft.therapy_links.select_related("entry")
        ],
        "notice_kinds": ["registry_attribution" if registry["held"] else "no_snapshot"],
    }


def _registry_layer(draft, citations):
    if draft.record:
        return _held(draft.record), facts_of(draft.record)
    stated = StatedFacts.objects.filter(trial=draft).select_related("source").first()
    return _not_held(draft, stated, citations), stated_facts(stated)


def facts_of(record):
    """The facts of a held record."""
    return parse_study(canonical.load(record.payload)).facts()


def _held(record):
    return {
        "name": record.registry,
        "id": record.registry_id,
        "url": registry_url(record.registry_id),
        "held": True,
        "retrieved_at": record.retrieved_at.date().isoformat(),
        "processed_at": iso(record.processed_at),
        "digest": record.digest,
        "modifications": MODIFICATIONS,
        "as_of": (iso(record.processed_at) or record.retrieved_at.date().isoformat()),
        "citations": [],
    }


def _not_held(draft, stated, citations):
    return {
        "name": "ClinicalTrials.gov",
        "id": draft.slug.upper(),
        "url": registry_url(draft.slug.upper()),
        "held": False,
        "retrieved_at": None,
        "processed_at": None,
        "digest": None,
        "modifications": "",
        "as_of": iso(stated.as_of) if stated else None,
        "citations": citations.of_source(stated.source) if stated else [],
    }


def registry_url(registry_id):
    """The public page of a ClinicalTrials.gov record."""
    return f"https://clinicaltrials.gov/study/{registry_id}"


def _dated(date, kind=""):
    return {"date": date, "type": kind}


def stated_facts(stated):
    """A facts dict of the registry's shape from an editor's stated facts (or from none)."""
    facts = parse_study(_EMPTY).facts()
    facts.update(brief_title="", status="", nct_aliases=[])
    if stated is None:
        return facts
    facts.update(
        official_title=stated.official_title,
        acronym=stated.acronym,
        sponsor=stated.sponsor,
        study_type=stated.study_type,
        phases=stated.phases.split() or None,
        allocation=stated.allocation,
        intervention_model=stated.intervention_model,
        masking=stated.masking,
        status=stated.status,
        why_stopped=stated.why_stopped,
        start=_dated(stated.start),
        completion=_dated(stated.completion),
        enrolment={"count": stated.enrolment, "type": stated.enrolment_type},
        interventions=[_intervention(line) for line in _lines(stated.interventions)],
        outcomes=[{"role": "primary", "measure": stated.primary_outcome, "time_frame": ""}]
        if stated.primary_outcome
        else [],
        countries=sorted(_lines(stated.countries)),
    )
    return facts


_EMPTY = {
    "protocolSection": {
        "identificationModule": {"nctId": "NCT00000000", "briefTitle": "-"},
        "statusModule": {"overallStatus": "UNKNOWN"},
    }
}


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def _intervention(line):
    kind, colon, name = line.partition(":")
    if not colon:
        kind, name = "", line
    return {"type": kind.strip(), "name": name.strip(), "other_names": [], "arm_labels": []}


def _criterion(row):
    return {
        "polarity": row.polarity,
        "group": row.group,
        "text": row.text,
        "concept": row.concept,
        "operator": row.operator,
        "value": row.value,
        "value_high": row.value_high,
        "unit": row.unit,
        "cohort": row.cohort,
        "registry_sentence": row.registry_sentence,
        "verified_by": row.verified_by.public_name if row.verified_by else "",
        "verified_on": iso(row.verified_on),
    }


def _result(row, citations):
    return {
        "statement": citations.rich(row.statement),
        "direction": row.direction,
        "citations": citations.of_row(row, row.statement),
    }


def _contradiction(row, citations):
    return {
        "statement": citations.rich(row.statement),
        "citations": citations.of_row(row, row.statement),
    }


def snapshots(document):
    """Facts of the newest held records of the trials a document names: {registry id: facts}."""
    wanted = {document.get("registry", {}).get("id")}
    wanted |= {row["slug"] for row in document.get("trials", ())}
    wanted |= {row["slug"] for row in document.get("links", ()) if row["kind"] == "trial"}
    wanted |= set(_numbers_in_prose(document)[:MOST_NAMED])
    rows = RegistryRecord.objects.filter(registry_id__in=wanted - {None, ""}).order_by("pk")
    return {row.registry_id: facts_of(row) for row in rows}


def _numbers_in_prose(document):
    """Trial numbers that the prose names, so that what is said beside them can be compared."""
    return sorted({number for text in rich(document) for number in NCT.findall(text.value)})


def audit(document):
    """I7: a version that shows a registry record shows one that is held, unchanged."""
    registry = document["registry"]
    if not registry["held"]:
        return []
    held = RegistryRecord.objects.filter(
        registry_id=registry["id"], digest=registry["digest"]
    ).first()
    if held is None:
        return [f"the registry record {registry['digest']} it shows is not held"]
    unchanged = canonical.digest(held.payload) == held.digest
    return [] if unchanged else ["its registry record was changed"]
