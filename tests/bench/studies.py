"""Made-up registry records of the shape that ClinicalTrials.gov's interface 2 gives."""

import random

from tests.bench.vocabulary import code, drug, prose

CONDITIONS = {
    "Amyotrophic Lateral Sclerosis": 55,
    "Motor Neuron Disease": 12,
    "Frontotemporal Dementia": 8,
    "Parkinson Disease": 7,
    "Spinal Muscular Atrophy": 6,
    "Sialorrhea": 5,
    "Multiple Sclerosis": 4,
    "Huntington Disease": 3,
}
STATUSES = {
    "COMPLETED": 52,
    "RECRUITING": 15,
    "UNKNOWN": 10,
    "TERMINATED": 8,
    "NOT_YET_RECRUITING": 6,
    "ACTIVE_NOT_RECRUITING": 5,
    "WITHDRAWN": 4,
}
PHASES = [["PHASE1"], ["PHASE2"], ["PHASE2", "PHASE3"], ["PHASE3"], ["NA"]]
CITIES = [
    ("Boston", "United States", "42.36", "-71.06"),
    ("Houston", "United States", "29.76", "-95.36"),
    ("Toronto", "Canada", "43.70", "-79.42"),
    ("London", "United Kingdom", "51.51", "-0.13"),
    ("Utrecht", "Netherlands", "52.09", "5.12"),
    ("Leuven", "Belgium", "50.88", "4.70"),
    ("Ulm", "Germany", "48.40", "9.99"),
    ("Turin", "Italy", "45.07", "7.69"),
    ("Barcelona", "Spain", "41.39", "2.16"),
    ("Tokyo", "Japan", "35.69", "139.69"),
    ("Sydney", "Australia", "-33.87", "151.21"),
]


def pick(rng: random.Random, weighted: dict[str, int]) -> str:
    return rng.choices(list(weighted), list(weighted.values()))[0]


def nct_id(number: int) -> str:
    """The id of made-up trial ``number``; different numbers have different ids."""
    return f"NCT{(number * 7_919 + 50_000_017) % 100_000_000:08d}"


def study(number: int) -> dict:
    """Registry record ``number``: the same in every run."""
    rng = random.Random(number)  # noqa: S311
    name, condition = drug(rng), pick(rng, CONDITIONS)
    return {
        "protocolSection": {
            "identificationModule": _identification(rng, number, name, condition),
            "statusModule": _status(rng),
            "sponsorCollaboratorsModule": {
                "leadSponsor": {"name": f"{drug(rng).title()} Institute", "class": "OTHER"}
            },
            "descriptionModule": {"briefSummary": prose(rng, 80)},
            "conditionsModule": {"conditions": [condition], "keywords": [drug(rng), "als"]},
            "designModule": _design(rng),
            "armsInterventionsModule": _arms(name),
            "outcomesModule": {
                "primaryOutcomes": [{"measure": prose(rng, 8), "timeFrame": "24 weeks"}],
                "secondaryOutcomes": [
                    {"measure": prose(rng, 8), "timeFrame": "48 weeks"} for _ in range(4)
                ],
            },
            "eligibilityModule": {
                "eligibilityCriteria": "Inclusion Criteria:\n\n* " + prose(rng, 60),
                "healthyVolunteers": False,
                "sex": "ALL",
                "minimumAge": "18 Years",
                "stdAges": ["ADULT", "OLDER_ADULT"],
            },
            "contactsLocationsModule": {"locations": _sites(rng)},
        },
        "derivedSection": {"miscInfoModule": {"versionHolder": "2025-06-02"}},
        "hasResults": rng.random() < 0.2,
    }


def _identification(rng, number: int, name: str, condition: str) -> dict:
    return {
        "nctId": nct_id(number),
        "orgStudyIdInfo": {"id": code(rng)},
        "briefTitle": f"{name.title()} in {condition}: {prose(rng, 4)[:-1].lower()}",
        "officialTitle": f"A study of {name} and {prose(rng, 12)[:-1].lower()} in {condition}",
    }


def _status(rng) -> dict:
    year = rng.randint(2006, 2025)
    return {
        "statusVerifiedDate": "2025-05",
        "overallStatus": pick(rng, STATUSES),
        "startDateStruct": {"date": f"{year}-{rng.randint(1, 12):02d}", "type": "ACTUAL"},
        "completionDateStruct": {"date": f"{year + 2}-06", "type": "ESTIMATED"},
        "studyFirstPostDateStruct": {"date": f"{year}-01-10", "type": "ACTUAL"},
        "lastUpdatePostDateStruct": {"date": "2025-05-20", "type": "ACTUAL"},
    }


def _design(rng) -> dict:
    return {
        "studyType": "INTERVENTIONAL",
        "phases": rng.choice(PHASES),
        "designInfo": {
            "allocation": "RANDOMIZED",
            "interventionModel": "PARALLEL",
            "primaryPurpose": "TREATMENT",
            "maskingInfo": {"masking": "DOUBLE", "whoMasked": ["PARTICIPANT", "INVESTIGATOR"]},
        },
        "enrollmentInfo": {"count": rng.randint(10, 900), "type": "ESTIMATED"},
    }


def _arms(name: str) -> dict:
    return {
        "armGroups": [
            {"label": name, "type": "EXPERIMENTAL", "interventionNames": [f"Drug: {name}"]},
            {"label": "Placebo", "type": "PLACEBO_COMPARATOR"},
        ],
        "interventions": [{"type": "DRUG", "name": name, "armGroupLabels": [name]}],
    }


def _sites(rng) -> list[dict]:
    chosen = rng.choices(CITIES, k=min(12, int(rng.paretovariate(1.1))))
    return [
        {
            "facility": f"{city} Neurology Centre {number}",
            "status": pick(rng, STATUSES),
            "city": city,
            "country": country,
            "geoPoint": {"lat": lat, "lon": lon},
        }
        for number, (city, country, lat, lon) in enumerate(chosen, start=1)
    ]
