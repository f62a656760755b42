"""Registry records for tests, written here: none of the registry's own words."""

import copy

STUDY = {
    "protocolSection": {
        "identificationModule": {
            "nctId": "NCT01234567",
            "orgStudyIdInfo": {"id": "LIT-7"},
            "secondaryIdInfos": [{"id": "2020-000001-11", "type": "EUDRACT_NUMBER"}],
            "briefTitle": "Lithium lozenges in ALS",
            "officialTitle": "A made-up trial of lithium lozenges",
            "acronym": "LOZENGE",
            "nctIdAliases": ["NCT07654321"],
        },
        "statusModule": {
            "overallStatus": "RECRUITING",
            "statusVerifiedDate": "2024-05",
            "expandedAccessInfo": {"hasExpandedAccess": True, "nctId": "NCT02222222"},
            "startDateStruct": {"date": "2023-01-15", "type": "ACTUAL"},
            "completionDateStruct": {"date": "2026-06", "type": "ESTIMATED"},
            "studyFirstPostDateStruct": {"date": "2022-11-01", "type": "ACTUAL"},
            "lastUpdateSubmitDate": "2024-05-18",
            "lastUpdatePostDateStruct": {"date": "2024-05-20", "type": "ACTUAL"},
        },
        "sponsorCollaboratorsModule": {
            "responsibleParty": {
                "type": "PRINCIPAL_INVESTIGATOR",
                "investigatorFullName": "Ada Canary",
                "investigatorAffiliation": "Example University",
            },
            "leadSponsor": {"name": "Example University", "class": "OTHER"},
            "collaborators": [{"name": "Helpers Ltd", "class": "INDUSTRY"}],
        },
        "conditionsModule": {"conditions": ["ALS"], "keywords": ["lozenge", "lithium"]},
        "designModule": {
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE2", "PHASE3"],
            "designInfo": {
                "allocation": "RANDOMIZED",
                "interventionModel": "PARALLEL",
                "primaryPurpose": "TREATMENT",
                "maskingInfo": {"masking": "DOUBLE", "whoMasked": ["PARTICIPANT", "INVESTIGATOR"]},
            },
            "enrollmentInfo": {"count": 120, "type": "ESTIMATED"},
        },
        "armsInterventionsModule": {
            "armGroups": [
                {"label": "Active", "type": "EXPERIMENTAL", "interventionNames": ["Drug: Lithium"]}
            ],
            "interventions": [
                {
                    "type": "DRUG",
                    "name": "Lithium",
                    "otherNames": ["Li"],
                    "armGroupLabels": ["Active"],
                }
            ],
        },
        "outcomesModule": {
            "primaryOutcomes": [{"measure": "ALSFRS-R slope", "timeFrame": "48 weeks"}],
            "secondaryOutcomes": [{"measure": "Survival", "timeFrame": "2 years"}],
        },
        "eligibilityModule": {
            "eligibilityCriteria": "* Age \\> 18\n* SVC \\<70 %",
            "sex": "ALL",
            "minimumAge": "18 Years",
            "healthyVolunteers": False,
            "stdAges": ["ADULT", "OLDER_ADULT"],
        },
        "contactsLocationsModule": {
            "centralContacts": [
                {"name": "Bea Canary", "phone": "555-0100", "email": "b@x.example"}
            ],
            "overallOfficials": [{"name": "Cy Canary", "role": "PRINCIPAL_INVESTIGATOR"}],
            "locations": [
                {
                    "facility": "Example Hospital",
                    "city": "Lyon",
                    "country": "France",
                    "status": "RECRUITING",
                    "contacts": [{"name": "Di Canary", "email": "d@x.example"}],
                    "geoPoint": {"lat": "45.74846", "lon": "4.84671"},
                }
            ],
        },
        "referencesModule": {
            "references": [{"pmid": "1234", "type": "BACKGROUND", "citation": "Someone. 2020."}]
        },
    },
    "derivedSection": {"miscInfoModule": {"versionHolder": "2024-06-01"}},
    "hasResults": False,
}


def a_study(nct_id: str = "NCT01234567", **modules) -> dict:
    """Return a whole record; `statusModule={"overallStatus": "COMPLETED"}` changes one value."""
    record = copy.deepcopy(STUDY)
    record["protocolSection"]["identificationModule"]["nctId"] = nct_id
    for name, values in modules.items():
        record["protocolSection"].setdefault(name, {}).update(values)
    return record
