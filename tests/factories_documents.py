"""Documents for tests: one clean page of each kind, and the context in which it is clean.

    document = clean_therapy()
    document["outcomes"][0]["citations"] = []      break what the test is about
    findings = run(document, context_for(document))

The medical content is real and short, the people are invented.
"""

import copy
from datetime import date

from reviews import canonical, markdown
from reviews.references import source_entry
from reviews.rules import Context

TODAY = date(2026, 6, 15)
NOTICES = {
    "short_disclaimer": "This page informs. It does not replace the advice of your care team.",
    "medical_disclaimer": "Do not start, stop or change a treatment because of this page. "
    "Talk to your care team first.",
    "registry_attribution": "The facts of this trial come from ClinicalTrials.gov, a registry of "
    "the U.S. National Library of Medicine, which does not endorse this page.",
    "no_snapshot": "No registry snapshot is held for this trial. Its facts come from the sources "
    "named here, as of the date shown.",
    "ai_origin": "Parts of this page were written with the help of AI and checked by a person.",
}
SOURCES = {
    "miller2012": {
        "type": "review",
        "title": "Riluzole for amyotrophic lateral sclerosis (ALS)",
        "author": [{"family": "Miller", "given": "RG"}, {"family": "Mitchell", "given": "JD"}],
        "container-title": "Cochrane Database of Systematic Reviews",
        "issued": "2012-03-14",
        "DOI": "10.1002/14651858.CD001447.pub3",
        "PMID": "22419278",
    },
    "ema-rilutek": {
        "type": "regulator",
        "title": "Rilutek: European public assessment report",
        "publisher": "European Medicines Agency",
        "issued": "2024-01-26",
        "URL": "https://www.ema.europa.eu/en/medicines/human/EPAR/rilutek",
        "checked_on": "2026-05-02",
    },
    "fda-1995": {
        "type": "regulator",
        "title": "Riluzole approved",
        "publisher": "US FDA",
        "issued": "1995-12-12",
        "URL": "https://www.fda.gov/",
        "checked_on": "2026-05-02",
    },
    "mora2020": {
        "type": "article",
        "title": "Masitinib as an add-on therapy to riluzole",
        "author": [{"family": "Mora", "given": "JS"}],
        "container-title": "Amyotrophic Lateral Sclerosis and Frontotemporal Degeneration",
        "issued": "2020",
        "PMID": "31280619",
    },
    "ctgov-nct02588677": {
        "type": "registry",
        "title": "Masitinib in combination with riluzole in ALS",
        "registry_id": "NCT02588677",
        "URL": "https://clinicaltrials.gov/study/NCT02588677",
        "checked_on": "2026-05-02",
    },
}


def clean_therapy() -> dict:
    """Return a therapy document on which no rule finds anything."""
    return copy.deepcopy(_THERAPY)


def clean_guide() -> dict:
    """Return a guide without findings."""
    return copy.deepcopy(_GUIDE)


def clean_term() -> dict:
    """Return the page of a word without findings."""
    return copy.deepcopy(_TERM)


def clean_trial(*, held: bool = True) -> dict:
    """Return a trial document without findings, with or without a registry snapshot."""
    return copy.deepcopy(_TRIAL_HELD if held else _TRIAL_STATED)


def context_for(document: dict, **changes) -> Context:
    """Return a context in which a clean document stays clean; `changes` replace its fields."""
    snapshots = {}
    registry, facts = document.get("registry"), document.get("facts")
    if isinstance(registry, dict) and registry.get("held"):
        snapshots = {registry.get("id"): copy.deepcopy(facts)}
    notices = {(kind, "en"): canonical.digest(text) for kind, text in NOTICES.items()}
    fields = {
        "today": TODAY,
        "notices": notices,
        "eligible_reviewers": {"clinical": 2},
        "snapshots": snapshots,
        "entry_id": 1,
    }
    return Context(**{**fields, **changes})


def rich(text: str, *keys: str) -> dict:
    """Return {"markdown", "html"}; `keys` are the sources of the page, in order of number."""
    numbers = {key: number for number, key in enumerate(keys, 1)}
    return {"markdown": text, "html": markdown.render(text, numbers, strict=False).html}


def notice(kind: str) -> dict:
    """Return the current notice of a kind as a document holds it."""
    text = NOTICES[kind]
    digest = canonical.digest(text)
    return {"kind": kind, "edition": 1, "digest": digest, "text": text, "must_display": True}


def citation(key: str, *keys: str, quote: str = "") -> dict:
    """Return a citation of one of the page's sources `keys`."""
    return {"key": key, "number": keys.index(key) + 1, "locator": "", "quote": quote}


def sources(*keys: str) -> list[dict]:
    """Return the list of references for these keys."""
    return [source_entry({"id": k, **SOURCES[k]}, number=n) for n, k in enumerate(keys, 1)]


def block(section: str, text: str, *keys: str, **more) -> dict:
    """Return a section written by a person."""
    origin = {"origin": "human", "tool": "", "made_on": None, "verified_by": ""}
    return {"section": section, **rich(text, *keys), **origin, **more}


def _common(kind: str, notices: list[str]) -> dict:
    return {
        "schema": 1,
        "kind": kind,
        "language": "en",
        "people": [
            {
                "name": "Ada Example",
                "role": "author",
                "credential": "Neurologist",
                "kind": "human",
                "interests": "None",
            }
        ],
        "funding": "None",
        "review": {"last_reviewed": "2026-06-01", "next_review": "2027-05-31"},
        "change": {"kind": "first", "note": "First version."},
        "notices": [notice(name) for name in notices],
    }


def _therapy() -> dict:
    keys = ("miller2012", "ema-rilutek", "fda-1995")
    return {
        **_common("therapy", ["short_disclaimer", "medical_disclaimer"]),
        "slug": "riluzole",
        "title": "Riluzole",
        "summary": "A medicine for ALS, taken by mouth. It lengthens life a little on average.",
        "names": [{"name": "Rilutek", "kind": "brand"}, {"name": "RP 54274", "kind": "code"}],
        "therapy_type": "small_molecule",
        "route": "by mouth",
        "als_type": "any",
        "blocks": [
            block(
                "two_minute",
                "Riluzole is a medicine for ALS. In trials, people who took it lived about two to "
                "three months longer on average [@miller2012]. It is approved in the European "
                "Union and the United States [@ema-rilutek; @fda-1995].\n\nIt is no cure.",
                *keys,
            ),
            block("mechanism", "It lowers the messenger glutamate [@ema-rilutek, p. 2].", *keys),
            block("not_known", "Nobody knows who gains most from it."),
            block("if_not_used", "Care by a team goes on without it."),
            block("other_options", "Other medicines have pages of their own."),
            block(
                "quality_of_life", "The trials did not ask how people felt [@miller2012].", *keys
            ),
            block(
                "questions",
                "- Could riluzole fit me?\n- Who arranges the blood tests?\n\n"
                "| Test | When |\n|---|---|\n| Liver | monthly |\n",
            ),
        ],
        "outcomes": [
            {
                "statement": rich("Riluzole probably lengthens life [@miller2012].", *keys),
                "comparator": "placebo",
                "effect_absolute": "two to three months on average",
                "effect_relative": "",
                "people_studied": 1477,
                "time_span": "18 months",
                "certainty": "moderate",
                "design": "systematic_review",
                "citations": [citation("miller2012", *keys)],
            }
        ],
        "harms": [
            {
                "statement": rich("Liver values can rise [@ema-rilutek].", *keys),
                "frequency": "very common",
                "serious": True,
                "citations": [citation("ema-rilutek", *keys)],
            }
        ],
        "regulatory": [
            _approval("FDA", "US", "1995-12-12", citation("fda-1995", *keys)),
            _approval("European Commission", "EU", "1996-06", citation("ema-rilutek", *keys)),
        ],
        "statuses": [
            {
                "jurisdiction": "EU",
                "status": "approved",
                "since": "1996-06",
                "agency": "European Commission",
            },
            {"jurisdiction": "US", "status": "approved", "since": "1995-12-12", "agency": "FDA"},
        ],
        "trials": [{"slug": "NCT02588677", "title": "AB10015", "result": "Mixed results."}],
        "sources": sources(*keys),
    }


def _approval(agency: str, jurisdiction: str, day: str, *citations: dict) -> dict:
    return {
        "agency": agency,
        "jurisdiction": jurisdiction,
        "date": day,
        "kind": "approved",
        "indication": "ALS",
        "for_als": True,
        "as_of": "2026-05-02",
        "citations": list(citations),
    }


def _trial(*, held: bool) -> dict:
    keys = ("mora2020", "ctgov-nct02588677")
    return {
        **_common(
            "trial",
            [
                "short_disclaimer",
                "medical_disclaimer",
                "registry_attribution" if held else "no_snapshot",
            ],
        ),
        "slug": "NCT02588677",
        "title": "Masitinib added to riluzole (AB10015)",
        "summary": "A finished trial of masitinib added to riluzole in people with ALS.",
        "names": [{"name": "AB10015", "kind": "code"}],
        "blocks": [
            block(
                "two_minute",
                "This trial (NCT02588677) tested masitinib, added to riluzole, in 394 people "
                "[@mora2020].",
                *keys,
            ),
            block("what_happens", "Everyone took tablets for 48 weeks [@mora2020, p. 6].", *keys),
        ],
        "registry": _registry(held, citation("ctgov-nct02588677", *keys)),
        "facts": _facts(),
        "criteria": [
            {
                "polarity": "must",
                "group": 1,
                "text": "You are 18 to 75 years old.",
                "concept": "age",
                "operator": "between",
                "value": "18",
                "value_high": "75",
                "unit": "years",
                "cohort": "",
                "registry_sentence": "",
                "verified_by": "",
                "verified_on": None,
            }
        ],
        "results": [
            {
                "statement": rich("People on the higher dose declined less [@mora2020].", *keys),
                "direction": "mixed",
                "citations": [citation("mora2020", *keys)],
            }
        ],
        "contradictions": [
            {
                "statement": rich("The record and the paper count people differently.", *keys),
                "citations": [citation("ctgov-nct02588677", *keys)],
            }
        ],
        "therapies": [{"slug": "masitinib", "title": "Masitinib"}],
        "sources": sources(*keys),
    }


def _guide() -> dict:
    keys = ("miller2012", "ema-rilutek")
    return {
        **_common("guide", ["short_disclaimer", "medical_disclaimer"]),
        "slug": "medicines",
        "title": "Medicines for ALS",
        "summary": "Which medicines exist for ALS, and where they are approved.",
        "names": [{"name": "ALS drugs", "kind": "synonym"}],
        "topic": "treatment",
        "audience": "people with ALS",
        "blocks": [
            block(
                "two_minute",
                "Riluzole lengthens life a little on average [@miller2012].",
                *keys,
                heading="",
            ),
            block(
                "part",
                "It is taken by mouth. Blood is tested from time to time [@ema-rilutek].",
                *keys,
                heading="Riluzole",
            ),
            block(
                "part",
                "A mask can ease the work of breathing. It is fitted at home.",
                heading="Help with breathing",
            ),
            block("questions", "- Which medicine could fit me?", heading=""),
        ],
        "links": [
            {"kind": "therapy", "slug": "riluzole", "title": "Riluzole", "note": "The first."},
            {"kind": "term", "slug": "", "title": "Glutamate", "note": ""},
        ],
        "sources": sources(*keys),
    }


def _term() -> dict:
    keys = ("ema-rilutek",)
    return {
        **_common("term", ["short_disclaimer", "medical_disclaimer"]),
        "slug": "glutamate",
        "title": "Glutamate",
        "summary": "A messenger between nerve cells.",
        "names": [{"name": "glutamic acid", "kind": "synonym"}],
        "meaning": rich("A substance with which nerve cells talk [@ema-rilutek].", *keys),
        "pronunciation": "GLOO-tuh-mayt",
        "spanish": "glutamato",
        "blocks": [block("why", "Too much of it may harm nerve cells.")],
        "links": [{"kind": "therapy", "slug": "riluzole", "title": "Riluzole", "note": ""}],
        "review": {"last_reviewed": "2026-06-01", "next_review": "2029-06-01"},
        "sources": sources(*keys),
    }


def _registry(held: bool, cited: dict) -> dict:
    known = {
        "name": "ClinicalTrials.gov",
        "id": "NCT02588677",
        "url": "https://clinicaltrials.gov/study/NCT02588677",
    }
    if held:
        return {
            **known,
            "held": True,
            "retrieved_at": "2026-05-02T06:00:00Z",
            "processed_at": "2026-05-01",
            "digest": canonical.digest("record"),
            "modifications": "Contacts are left out; values are shown in plain words.",
            "as_of": "2026-05-02",
            "citations": [],
        }
    nothing = {"retrieved_at": None, "processed_at": None, "digest": "", "modifications": ""}
    return {**known, "held": False, **nothing, "as_of": "2026-05-02", "citations": [cited]}


def _facts() -> dict:
    return {
        "brief_title": "Masitinib in Combination With Riluzole for ALS",
        "official_title": "A Phase 2/3 Study of Masitinib in Patients With ALS",
        "acronym": "",
        "org_study_id": "AB10015",
        "secondary_ids": [{"id": "2010-024423-24", "type": "EUDRACT_NUMBER"}],
        "nct_aliases": [],
        "sponsor": "AB Science",
        "sponsor_class": "INDUSTRY",
        "collaborators": [],
        "study_type": "INTERVENTIONAL",
        "phases": ["PHASE2", "PHASE3"],
        "allocation": "RANDOMIZED",
        "intervention_model": "PARALLEL",
        "masking": "QUADRUPLE",
        "who_masked": ["PARTICIPANT"],
        "primary_purpose": "TREATMENT",
        "status": "COMPLETED",
        "last_known_status": "",
        "why_stopped": "",
        "status_verified": "2020-01",
        "has_expanded_access": False,
        "expanded_access_ids": [],
        "start": {"date": "2013-04", "type": "ACTUAL"},
        "primary_completion": {"date": "2016-12", "type": "ACTUAL"},
        "completion": {"date": "2018-03", "type": "ACTUAL"},
        "first_posted": "2015-10-27",
        "last_update_posted": "2020-01-18",
        "results_first_posted": "",
        "enrolment": {"count": 394, "type": "ACTUAL"},
        "conditions": ["Amyotrophic Lateral Sclerosis"],
        "keywords": [],
        "interventions": [
            {
                "type": "DRUG",
                "name": "Masitinib",
                "other_names": ["AB1010"],
                "arm_labels": ["High", "Low"],
            },
            {"type": "DRUG", "name": "Riluzole", "other_names": [], "arm_labels": ["High"]},
        ],
        "arms": [{"label": "High", "type": "EXPERIMENTAL", "interventions": ["Drug: Masitinib"]}],
        "outcomes": [
            {"role": "primary", "measure": "Change in ALSFRS-R", "time_frame": "48 weeks"}
        ],
        "eligibility": {
            "criteria_text": "Inclusion: ALS. Exclusion: none stated.",
            "sex": "ALL",
            "minimum_age": "18 Years",
            "maximum_age": "75 Years",
            "healthy_volunteers": False,
            "std_ages": ["ADULT"],
        },
        "sites": [
            {
                "facility": "Hospital Carlos III",
                "city": "Madrid",
                "state": "",
                "zip": "",
                "country": "Spain",
                "status": "",
                "lat": "40.4165",
                "lon": "-3.70256",
            }
        ],
        "countries": ["Spain"],
        "has_results": False,
        "references": [{"pmid": "31280619", "type": "RESULT", "citation": "Mora JS, 2020."}],
    }


_THERAPY = _therapy()
_GUIDE = _guide()
_TERM = _term()
_TRIAL_HELD = _trial(held=True)
_TRIAL_STATED = _trial(held=False)
