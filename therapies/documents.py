"""What a therapy, a guide or a word adds to a document, from its draft and typed rows."""

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


def build_guide(draft, citations):
    """What ``reviews.documents.build`` adds for a guide."""
    return {"topic": draft.topic, "audience": draft.audience, "links": _links(draft)}


def build_term(draft, citations):
    """What ``reviews.documents.build`` adds for a word."""
    return {
        "meaning": citations.rich(draft.meaning),
        "pronunciation": draft.pronunciation,
        "spanish": draft.spanish,
        "links": _links(draft),
    }


def _links(draft):
    """Links as this page words them; the address is empty while the other page is not public."""
    return [
        {
            "kind": row.entry.kind,
            "slug": row.entry.slug or "",
            "title": row.label,
            "note": row.note,
        }
        for row in draft.links.select_related("entry")
    ]


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
