"""The therapy's part of a document, from its draft and typed rows."""

from reviews.documents import iso
from therapies import status


def build(draft, citations):
    """What ``reviews.documents.build`` adds for a therapy. Status is derived, never typed."""
    regulatory = [_regulatory(row, citations) for row in draft.regulatory_events.all()]
    return {
        "therapy_type": draft.therapy_type,
        "route": draft.route,
        "als_type": draft.als_type,
        "outcomes": [_outcome(row, citations) for row in draft.outcomes.all()],
        "harms": [_harm(row, citations) for row in draft.harms.all()],
        "regulatory": regulatory,
        "statuses": status.derive(regulatory),
        "trials": [_trial(row) for row in draft.trial_links.select_related("entry")],
    }


def _outcome(row, citations):
    return {
        "statement": citations.rich(row.statement),
        "comparator": row.comparator,
        "effect_absolute": row.effect_absolute,
        "effect_relative": row.effect_relative,
        "people_studied": row.people_studied,
        "time_span": row.time_span,
        "certainty": row.certainty,
        "design": row.design,
        "citations": citations.of_row(row, row.statement),
    }


def _harm(row, citations):
    return {
        "statement": citations.rich(row.statement),
        "frequency": row.frequency,
        "serious": row.serious,
        "citations": citations.of_row(row, row.statement),
    }


def _regulatory(row, citations):
    return {
        "agency": row.agency,
        "jurisdiction": row.jurisdiction,
        "date": row.date,
        "kind": row.kind,
        "indication": row.indication,
        "for_als": row.for_als,
        "as_of": iso(row.as_of),
        "citations": citations.of_row(row),
    }


def _trial(row):
    """A link as this page words it; the address is empty while the other page is not public."""
    return {"slug": row.entry.slug or "", "title": row.label, "result": row.result}
