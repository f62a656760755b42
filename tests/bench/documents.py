"""Made-up documents of both kinds, of the shape that the builders make from drafts."""

import datetime
import functools
import random

from reviews import documents, references
from tests.bench.studies import nct_id, study
from tests.bench.vocabulary import code, drug, prose
from therapies import status
from trials.documents import registry_url
from trials.registry.parse import parse_study

FIRST_DAY = datetime.date(2024, 1, 1)
THERAPY_SECTIONS = "two_minute what_it_is mechanism burden not_known other_options".split()
TRIAL_SECTIONS = "two_minute why what_happens after".split()


def therapy(number: int) -> dict:
    """Therapy ``number``, about 700 words."""
    rng = random.Random(f"therapy {number}")  # noqa: S311
    title = f"{drug(rng).title()} {prose(rng, 1)[:-1].lower()} {number}"
    names = [{"name": code(rng), "kind": "code"}, {"name": drug(rng).title(), "kind": "brand"}]
    regulatory = [_regulatory(rng) for _ in range(2)]
    return {
        **_common(
            rng, "therapy", title.lower().replace(" ", "-"), title, THERAPY_SECTIONS, words=90
        ),
        "names": names,
        "therapy_type": "small_molecule",
        "route": "by mouth",
        "als_type": "any",
        "outcomes": [_outcome(rng) for _ in range(4)],
        "harms": [_harm(rng) for _ in range(3)],
        "regulatory": regulatory,
        "statuses": status.derive(regulatory),
        "trials": [_trial_link(rng) for _ in range(5)],
    }


def trial(number: int) -> dict:
    """Trial ``number``, about 165 words of prose beside its registry facts."""
    rng = random.Random(f"trial {number}")  # noqa: S311
    record = parse_study(study(number))
    facts = record.facts()
    return {
        **_common(rng, "trial", record.nct_id, facts["brief_title"], TRIAL_SECTIONS, words=30),
        "names": [{"name": record.nct_id, "kind": "id"}],
        "registry": _registry(record),
        "facts": facts,
        "criteria": [_criterion(rng, group) for group in range(1, 5)],
        "results": [],
        "contradictions": [],
        "therapies": [],
    }


def _common(rng, kind, slug, title, sections, *, words) -> dict:
    reviewed = FIRST_DAY + datetime.timedelta(days=rng.randint(0, 500))
    notices = ["short_disclaimer", "medical_disclaimer"]
    if kind == "trial":
        notices.append("no_snapshot")
    return {
        "schema": documents.SCHEMA,
        "kind": kind,
        "language": "en",
        "slug": slug,
        "title": title,
        "summary": prose(rng, 25)[:300],
        "blocks": [_block(rng, section, words) for section in sections],
        "people": [_person(rng, "author"), _person(rng, "reviewer")],
        "funding": "None.",
        "review": {
            "last_reviewed": reviewed.isoformat(),
            "next_review": (reviewed + datetime.timedelta(days=3650)).isoformat(),
        },
        "change": {"kind": "first", "note": "First edition."},
        "notices": _notices(tuple(notices)),
        "sources": [_source(rng, place) for place in range(1, 7)],
    }


@functools.cache
def _notices(wanted: tuple[str, ...]) -> list[dict]:
    return documents.notices("en", wanted)


def _block(rng, section, words) -> dict:
    text = prose(rng, words)
    cite = '<a class="cite" href="#ref-1">[1]</a>'
    return {
        "section": section,
        "markdown": f"{text} [@s1]",
        "html": f"<p>{text} {cite}</p>\n",
        "origin": "human",
        "tool": "",
        "made_on": None,
        "verified_by": "",
    }


def _person(rng, role) -> dict:
    name = f"{drug(rng).title()} {drug(rng).title()}"
    return {"name": name, "role": role, "credential": "", "kind": "human", "interests": "None."}


def _source(rng, number) -> dict:
    item = {
        "id": f"s{number}",
        "type": "article-journal",
        "title": prose(rng, 10)[:-1],
        "author": [{"family": drug(rng).title(), "given": "A"}],
        "container-title": "Letters of the Benchmark",
        "issued": {"date-parts": [[rng.randint(1994, 2025)]]},
        "checked_on": "2025-06-01",
    }
    return references.source_entry(item, number=number)


def _cited(rng) -> dict:
    text = prose(rng, 18)
    citations = [{"key": "s2", "number": 2, "locator": "p. 3", "quote": ""}]
    return {"statement": {"markdown": text, "html": f"<p>{text}</p>\n"}, "citations": citations}


def _outcome(rng) -> dict:
    return {
        **_cited(rng),
        "comparator": "placebo",
        "effect_absolute": "2 of 100",
        "effect_relative": "0.9",
        "people_studied": rng.randint(20, 900),
        "time_span": "18 months",
        "certainty": rng.choice(("high", "moderate", "low", "very_low")),
        "design": "randomised_trial",
    }


def _harm(rng) -> dict:
    return {**_cited(rng), "frequency": "1 in 10", "serious": rng.random() < 0.3}


def _regulatory(rng) -> dict:
    agency, jurisdiction = rng.choice((("FDA", "US"), ("EMA", "EU"), ("MHRA", "GB")))
    return {
        "agency": agency,
        "jurisdiction": jurisdiction,
        "date": f"{rng.randint(1996, 2024)}-05",
        "kind": rng.choice(("approved", "conditional", "refused")),
        "indication": "ALS",
        "for_als": True,
        "as_of": "2025-06-01",
        "citations": [{"key": "s3", "number": 3, "locator": "", "quote": ""}],
    }


def _trial_link(rng) -> dict:
    number = rng.randint(0, 200)
    return {"slug": nct_id(number), "title": f"Trial {number}", "result": ""}


def _registry(record) -> dict:
    """No snapshot held, as for facts that an editor states from a source."""
    return {
        "name": "ClinicalTrials.gov",
        "id": record.nct_id,
        "url": registry_url(record.nct_id),
        "held": False,
        "retrieved_at": None,
        "processed_at": None,
        "digest": None,
        "modifications": "",
        "as_of": "2025-06-03",
        "citations": [{"key": "s2", "number": 2, "locator": "", "quote": ""}],
    }


def _criterion(rng, group) -> dict:
    return {
        "polarity": rng.choice(("must", "must_not", "depends")),
        "group": group,
        "text": prose(rng, 9),
        "concept": "age",
        "operator": "ge",
        "value": "18",
        "value_high": "",
        "unit": "years",
        "cohort": "",
        "registry_sentence": prose(rng, 9),
        "verified_by": "A Person",
        "verified_on": "2025-06-03",
    }
