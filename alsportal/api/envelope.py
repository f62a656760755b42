"""What surrounds every document: identity, state, advisories, provenance, sources, licence."""

from datetime import UTC

from django.conf import settings
from django.utils import timezone

from reviews import published
from reviews.advisories import OVERDUE

CONTENT_LICENCE = "CC-BY-4.0"
REGISTRY_TERMS = {
    "ClinicalTrials.gov": "https://clinicaltrials.gov/about-site/terms-conditions",
}
# From our own people's words to words least our own; a page is what its last section is.
ORIGINS = ("human", "third_party", "ai_assisted", "ai_generated")


def moment(value):
    """A moment in UTC to the second, as in 2026-02-03T10:00:00Z; None stays None."""
    if value is None:
        return None
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def item(page, *, today=None, permanent=False):
    """The envelope of a ``published.Page``. ``permanent``: with the address of that version alone.

    ``attributes`` and ``notices`` together are the approved document; its digest can be made again
    from them.
    """
    entry, version = page.entry, page.version
    document = {key: value for key, value in page.document.items() if key != "notices"}
    warnings = page.warnings(today or timezone.now().date())
    url = published.version_url(entry, version.number) if permanent else published.entry_url(entry)
    return {
        "type": entry.kind,
        "slug": entry.slug,
        "language": entry.language,
        "version": version.number,
        "digest": version.digest,
        "edition": version.event.edition,
        "url": settings.SITE_URL + url,
        "published_at": moment(version.published_at),
        **document["review"],
        "state": _state(page, warnings),
        "advisories": warnings,
        "attributes": document,
        "provenance": _provenance(document, published.colophon(version)),
        "sources": registry_sources(document),
        "notices": page.document["notices"],
        "license": _licence(document),
    }


def _state(page, warnings):
    if not page.is_live:
        return "superseded"
    overdue = any(warning["kind"] == OVERDUE for warning in warnings)
    return "overdue" if overdue else "current"


def _provenance(document, colophon):
    origins = {block["origin"] for block in document["blocks"]} or {"human"}
    return {
        "origin": max(origins, key=ORIGINS.index),
        "authors": [row["name"] for row in document["people"] if row["kind"] == "human"],
        "approved_by": [
            {"name": row["name"], "role": str(row["role"])} for row in colophon["approved_by"]
        ],
        "ruleset": colophon["ruleset"],
        "checks": {"passed": colophon["checks_passed"], "warnings": len(colophon["warnings"])},
    }


def registry_sources(document):
    """Where registry facts come from: the held record with its dates, or what was cited instead."""
    registry = document.get("registry")
    if registry is None:
        return [_cited_record(row) for row in document["sources"] if row["type"] == "registry"]
    numbers = {citation["number"] for citation in registry["citations"]}
    return [
        {
            "registry": registry["name"],
            "id": registry["id"],
            "url": registry["url"],
            "held": registry["held"],
            "retrieved_at": registry["retrieved_at"],
            "processed_at": registry["processed_at"],
            "modifications": registry["modifications"] or None,
            "as_of": registry["as_of"],
            "cited": [row["text"] for row in document["sources"] if row["number"] in numbers],
        }
    ]


def _cited_record(source):
    return {
        "registry": source["publisher"] or None,
        "id": source["registry_id"] or None,
        "url": source["url"] or None,
        "held": False,
        "retrieved_at": None,
        "processed_at": None,
        "modifications": None,
        "as_of": source["checked_on"] or None,
        "cited": [source["text"]],
    }


def _licence(document):
    registry = document.get("registry")
    third_party = []
    if registry and registry["held"]:
        terms = REGISTRY_TERMS.get(registry["name"])
        third_party = [{"part": "attributes.facts", "owner": registry["name"], "terms": terms}]
    return {"content": CONTENT_LICENCE, "third_party": third_party}
