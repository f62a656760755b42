"""Rows derived from a published trial document. Pure."""

import datetime

from reviews import advisories as notices
from reviews.kinds import Projection
from reviews.search.projection import RECRUITING, SearchProjection, static_rank
from therapies.projections import body_text, reviewed_on
from trials import status

SEARCH_RANK = 2
STATE_RANK = {status.OPEN: 7, status.NOT_OPEN: 4, status.UNKNOWN: 2, status.FINISHED: 1}


def project(document, advisories):
    """Card, search text, links and facets of a trial page."""
    state = recruitment(document, advisories)
    facts = document["facts"]
    return Projection(
        card={
            "names": [row["name"] for row in document["names"]],
            "registry_id": document["registry"]["id"],
            "status": facts["status"],
            "recruitment": state,
            "status_as_of": document["registry"]["as_of"],
            "phases": facts["phases"],
            "sponsor": facts["sponsor"],
            "countries": facts["countries"],
            "advisories": sorted(advisories),
        },
        search=_search(document, state),
        links=tuple(
            ("studies", "therapy", row["slug"], row["title"])
            for row in document["therapies"]
            if row["slug"]
        ),
        facets={
            "trials.TrialFacets": (_facets(document, state),),
            "trials.TrialCountry": tuple({"country": name[:100]} for name in facts["countries"]),
            "trials.TrialSite": tuple(_sites(facts)),
        },
    )


def recruitment(document, advisories):
    """Whether the trial is open, as approved; an advisory can only close it.

    Age is left out here, since these rows do not change by night; pages add it when they show it.
    """
    as_of = document["registry"]["as_of"]
    today = datetime.date.fromisoformat(as_of) if as_of else datetime.date.min
    state = status.recruitment_state(document["facts"], as_of=as_of or "", today=today)
    closed = {notices.REGISTRY_CHANGED, notices.RECALLED} & advisories
    return status.UNKNOWN if closed and state == status.OPEN else state


def _facets(document, state):
    facts = document["facts"]
    return {
        "registry_id": document["registry"]["id"],
        "status": facts["status"],
        "recruitment": state,
        "phases": " ".join(facts["phases"] or ()),
        "study_type": facts["study_type"],
        "sponsor": facts["sponsor"][:300],
        "status_as_of": document["registry"]["as_of"] or "",
        "has_results": bool(facts["has_results"] or document["results"]),
    }


def _sites(facts):
    for position, site in enumerate(facts["sites"], start=1):
        yield {
            "position": position,
            "facility": site["facility"][:300],
            "city": site["city"][:150],
            "country": site["country"][:100],
            "status": site["status"][:40],
            "latitude": str(site["lat"] or ""),
            "longitude": str(site["lon"] or ""),
        }


def _search(document, state):
    facts = document["facts"]
    ids = [document["registry"]["id"], facts["acronym"], facts["org_study_id"]]
    ids += [row["id"] for row in facts["secondary_ids"]]
    names = [row["name"] for row in document["names"]]
    interventions = [row["name"] for row in facts["interventions"]]
    therapies = [row["title"] for row in document["therapies"]]
    return SearchProjection(
        kind=document["kind"],
        language=document["language"],
        slug=document["slug"],
        title=document["title"],
        names=tuple(name for name in dict.fromkeys([*ids, *names]) if name),
        keywords=(*interventions, *therapies, *facts["conditions"], facts["sponsor"]),
        summary=document["summary"],
        body=body_text(document),
        static_rank=static_rank(
            kind=SEARCH_RANK, status=STATE_RANK[state], on=reviewed_on(document)
        ),
        flags=(RECRUITING,) if state == status.OPEN else (),
    )
