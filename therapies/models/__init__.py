"""Drafts of therapies, and the facet rows derived from their live versions."""

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
from therapies.models.facets import TherapyFacets, TherapyStatus

__all__ = [
    "Harm",
    "Outcome",
    "RegulatoryEvent",
    "Therapy",
    "TherapyBlock",
    "TherapyFacets",
    "TherapyName",
    "TherapyPerson",
    "TherapyStatus",
    "TherapyTrial",
]
