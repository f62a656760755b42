"""Drafts of trials, registry records, and the facet rows derived from live versions."""

from trials.models.drafts import (
    Contradiction,
    Criterion,
    StatedFacts,
    Trial,
    TrialBlock,
    TrialName,
    TrialPerson,
    TrialResult,
    TrialTherapy,
)
from trials.models.facets import TrialCountry, TrialFacets, TrialSite
from trials.models.registry import Comparison, ImportRun, RegistryRecord

__all__ = [
    "Comparison",
    "Contradiction",
    "Criterion",
    "ImportRun",
    "RegistryRecord",
    "StatedFacts",
    "Trial",
    "TrialBlock",
    "TrialCountry",
    "TrialFacets",
    "TrialName",
    "TrialPerson",
    "TrialResult",
    "TrialSite",
    "TrialTherapy",
]
