"""Models of the editorial engine: what is public, the road to it, and what drafts share."""

from reviews.models.batches import Batch, BatchItem, SubmissionDrift
from reviews.models.drafts import BlockRow, CitedRow, Draft, Journaled, NameRow, PersonRow
from reviews.models.found import FoundPage
from reviews.models.people import Conflict, User
from reviews.models.published import (
    Advisory,
    Entry,
    Event,
    Head,
    Link,
    Listing,
    Removal,
    Slug,
    Version,
)
from reviews.models.review import (
    Contributor,
    Decision,
    PersonalPart,
    RequiredRole,
    Submission,
)
from reviews.models.sources import Notice, Source
from reviews.search.models import SearchDocument, SearchName, SearchTokens

__all__ = [
    "Advisory",
    "Batch",
    "BatchItem",
    "BlockRow",
    "CitedRow",
    "Conflict",
    "Contributor",
    "Decision",
    "Draft",
    "Entry",
    "Event",
    "FoundPage",
    "Head",
    "Journaled",
    "Link",
    "Listing",
    "NameRow",
    "Notice",
    "PersonRow",
    "PersonalPart",
    "Removal",
    "RequiredRole",
    "SearchDocument",
    "SearchName",
    "SearchTokens",
    "Slug",
    "Source",
    "Submission",
    "SubmissionDrift",
    "User",
    "Version",
]
