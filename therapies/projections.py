"""Rows derived from a published therapy document. Pure."""

import datetime

from reviews.kinds import Projection
from reviews.markdown import visible_text
from reviews.search.projection import SearchProjection, static_rank
from therapies.words import CERTAINTY_BARS

SEARCH_RANK = 3
STATUS_RANK = {"approved": 7, "conditional": 6, "withdrawn": 4, "refused": 3}


def project(document, advisories):
    """Card, search text, links and facets of a therapy page."""
    certainty = best_certainty(document)
    return Projection(
        card={
            "names": [row["name"] for row in document["names"]],
            "certainty": certainty,
            "statuses": document["statuses"],
            "therapy_type": document["therapy_type"],
            "advisories": sorted(advisories),
        },
        search=_search(document),
        links=tuple(
            ("studied_in", "trial", row["slug"], row["title"])
            for row in document["trials"]
            if row["slug"]
        ),
        facets={
            "therapies.TherapyFacets": (
                {"therapy_type": document["therapy_type"], "certainty": certainty},
            ),
            "therapies.TherapyStatus": tuple(
                {"jurisdiction": row["jurisdiction"], "status": row["status"]}
                for row in document["statuses"]
            ),
        },
    )


def best_certainty(document):
    """The highest certainty among the outcomes, or "unknown"."""
    words = [row["certainty"] for row in document["outcomes"]]
    return max(words, key=lambda word: CERTAINTY_BARS.get(word, 0), default="unknown")


def _search(document):
    ranks = [STATUS_RANK.get(row["status"], 1) for row in document["statuses"]]
    return SearchProjection(
        kind=document["kind"],
        language=document["language"],
        slug=document["slug"],
        title=document["title"],
        names=tuple(row["name"] for row in document["names"]),
        keywords=(document["als_type"], document["route"]),
        summary=document["summary"],
        body=body_text(document),
        static_rank=static_rank(
            kind=SEARCH_RANK, status=max(ranks, default=0), on=reviewed_on(document)
        ),
    )


def body_text(document):
    """The prose and statements of a document as plain text."""
    pieces = [block["html"] for block in document["blocks"]]
    for rows in ("outcomes", "harms", "results", "contradictions"):
        pieces += [row["statement"]["html"] for row in document.get(rows, ())]
    return "\n".join(" ".join(visible_text(piece).split()) for piece in pieces)


def reviewed_on(document):
    """The day of the last review, or None."""
    day = document["review"]["last_reviewed"]
    return datetime.date.fromisoformat(day) if day else None
