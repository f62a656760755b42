"""The addresses that are measured, chosen from what is published."""

from urllib.parse import quote

from reviews.models import Listing
from tests.bench.queries import QUERIES

MOST = 40


def scenarios() -> dict[str, list[str]]:
    """Name of the page -> the addresses that are asked for in turn."""
    therapies, trials = _slugs("therapy"), _slugs("trial")
    return {
        "home": ["/"],
        "therapy page": [f"/therapies/{slug}/" for slug in therapies],
        "trial page": [f"/trials/{slug}/" for slug in trials],
        "filtered list": ["/trials/?phase=PHASE2&recruitment=open", "/trials/?country=Italy"],
        "search": [search_address(query) for query in QUERIES],
        "API list of 50": ["/api/v1/trials?limit=50"],
        "API detail": [f"/api/v1/trials/{slug}" for slug in trials],
        "API search": [f"/api/v1/search?q={quote(query)}" for query in QUERIES],
    }


def search_address(query: str) -> str:
    return f"/search/?q={quote(query)}"


def _slugs(kind: str) -> list[str]:
    """Up to ``MOST`` addresses spread evenly over a kind."""
    slugs = list(Listing.objects.filter(kind=kind).order_by("entry").values_list("slug", flat=True))
    return slugs[:: max(1, len(slugs) // MOST)][:MOST]
