"""Drafts of therapies, guides and words, and the facet rows derived from their live versions."""

from therapies.models.drafts import (
    Harm,
    Outcome,
    RegulatoryEvent,
    Therapy,
    TherapyBlock,
    TherapyName,
    TherapyPerson,
    TherapyTrial,
)
from therapies.models.facets import GuideFacets, TherapyFacets, TherapyStatus
from therapies.models.guides import Guide, GuideBlock, GuideLink, GuideName, GuidePerson
from therapies.models.terms import Term, TermBlock, TermLink, TermName, TermPerson

__all__ = [
    "Guide",
    "GuideBlock",
    "GuideFacets",
    "GuideLink",
    "GuideName",
    "GuidePerson",
    "Harm",
    "Outcome",
    "RegulatoryEvent",
    "Term",
    "TermBlock",
    "TermLink",
    "TermName",
    "TermPerson",
    "Therapy",
    "TherapyBlock",
    "TherapyFacets",
    "TherapyName",
    "TherapyPerson",
    "TherapyStatus",
    "TherapyTrial",
]
