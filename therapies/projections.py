"""Rows derived from published therapies, guides and words. Pure."""

import datetime
import re
from dataclasses import replace
from html import escape

from reviews.kinds import Projection
from reviews.markdown import visible_text
from reviews.search.projection import SearchProjection, static_rank
from therapies.words import CERTAINTY_BARS

IN_BRACKETS = re.compile(r"\s+\(([^()]*)\)\s*$")
SEARCH_RANK = 3
GUIDE_RANK = 2
TERM_RANK = 1
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


def project_guide(document, advisories):
    """Card, search text, links and the topic of a guide."""
    return Projection(
        card={"topic": document["topic"], "advisories": sorted(advisories)},
        search=_page_search(document, GUIDE_RANK, keywords=(document["audience"],)),
        links=_links(document),
        facets={"therapies.GuideFacets": ({"topic": document["topic"]},)},
    )


def project_term(document, advisories):
    """Card, search text and links of a word; it is found by its Spanish name too."""
    return Projection(
        card={
            "names": [row["name"] for row in document["names"]],
            "spanish": document["spanish"],
            "advisories": sorted(advisories),
        },
        search=_term_search(document),
        links=_links(document),
    )


def _links(document):
    """One link a page, in the words of the first."""
    found = {}
    for row in document["links"]:
        if row["slug"]:
            found.setdefault((row["kind"], row["slug"]), row["title"])
    return tuple(("about", kind, slug, title) for (kind, slug), title in found.items())


def _term_search(document):
    """Its names are searched for one another; its Spanish name is understood."""
    found = _page_search(document, TERM_RANK)
    spanish = (form for part in document["spanish"].split(",") for form in _forms(part))
    return replace(found, aliases=_meaning_the_same(document), foreign=tuple(spanish))


def _forms(name):
    """``ventilación no invasiva (VNI)`` is two names: the long one and the letters in brackets."""
    letters = IN_BRACKETS.search(name)
    yield from filter(None, [IN_BRACKETS.sub("", name).strip()])
    if letters and letters[1].isupper():
        yield letters[1]


def _meaning_the_same(document):
    """The title, less what stands in brackets after it, and the names that are no identifiers."""
    names = (row["name"] for row in document["names"] if row["kind"] != "id")
    return (IN_BRACKETS.sub("", document["title"]), *names)


def _page_search(document, rank, *, keywords=()):
    return SearchProjection(
        kind=document["kind"],
        language=document["language"],
        slug=document["slug"],
        title=document["title"],
        names=tuple(row["name"] for row in document["names"]),
        keywords=keywords,
        summary=document["summary"],
        body=body_text(document),
        static_rank=static_rank(kind=rank, on=reviewed_on(document)),
    )


def _search(document):
    ranks = [STATUS_RANK.get(row["status"], 1) for row in document["statuses"]]
    return SearchProjection(
        kind=document["kind"],
        language=document["language"],
        slug=document["slug"],
        title=document["title"],
        names=tuple(row["name"] for row in document["names"]),
        aliases=_meaning_the_same(document),
        keywords=(document["als_type"], document["route"]),
        summary=document["summary"],
        body=body_text(document),
        static_rank=static_rank(
            kind=SEARCH_RANK, status=max(ranks, default=0), on=reviewed_on(document)
        ),
    )


def body_text(document):
    """The prose and statements of a document as plain text."""
    pieces = [document["meaning"]["html"]] if "meaning" in document else []
    for block in document["blocks"]:
        pieces += [escape(block.get("heading", "")), block["html"]]
    for rows in ("outcomes", "harms", "results", "contradictions"):
        pieces += [row["statement"]["html"] for row in document.get(rows, ())]
    return "\n".join(" ".join(visible_text(piece).split()) for piece in pieces if piece)


def reviewed_on(document):
    """The day of the last review, or None."""
    day = document["review"]["last_reviewed"]
    return datetime.date.fromisoformat(day) if day else None
