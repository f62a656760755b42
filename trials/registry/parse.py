"""A study of ClinicalTrials.gov, interface version 2, from its JSON to a `Study`.

Pure: no database and no clock. The value must have come through `gate.clean`, which sees to
characters, depth and numbers; here shapes, ids and dates are checked. The field names and their
meaning are those of the registry's "study data structure".
"""

import re

from django.utils.translation import gettext as _

from . import vocabulary as words
from .gate import printable
from .kept import without_contacts
from .shapes import Part, RecordRefused
from .study import (
    Arm,
    DatedFact,
    Eligibility,
    Enrolment,
    Intervention,
    OutcomeMeasure,
    Reference,
    SecondaryId,
    Site,
    Study,
)

__all__ = ["RecordRefused", "Study", "canonical_id", "parse_study", "without_contacts"]

_NCT_ID = re.compile(r"NCT\d{8}", re.ASCII)


def parse_study(record) -> Study:
    """Return the Study of one registry record.

    Raises RecordRefused when it is not a study of the registry: no object, no valid id, no title,
    no status, a value of the wrong type, a date that is in no calendar.
    Words outside the registry's vocabulary are kept as they stand and listed in `warnings`.
    """
    if not isinstance(record, dict):
        raise _not_a_study("", _("The record is not an object"))
    notes: list[tuple[str, str]] = []
    whole = Part(record, "", notes)
    if not isinstance(record.get("protocolSection"), dict):
        raise _not_a_study("/protocolSection", _("The record has no protocol section"))
    protocol = whole.part("protocolSection")
    facts = {
        **_identification(protocol.part("identificationModule")),
        **_status(protocol.part("statusModule")),
        **_sponsors(protocol.part("sponsorCollaboratorsModule")),
        **_design(protocol.part("designModule")),
        **_arms(protocol.part("armsInterventionsModule")),
        **_sites(protocol.part("contactsLocationsModule")),
        **_conditions(protocol.part("conditionsModule")),
        "outcomes": _outcomes(protocol.part("outcomesModule")),
        "eligibility": _eligibility(protocol.part("eligibilityModule")),
        "references": _references(protocol.part("referencesModule")),
    }
    misc = whole.part("derivedSection").part("miscInfoModule")
    return Study(
        processed_at=misc.date("versionHolder"),
        has_results=_has_results(whole),
        warnings=tuple(notes),
        **facts,
    )


def canonical_id(text: str) -> str:
    """Return the id in the registry's own form, "NCT" and eight digits, or "" if it is none.

    Blanks around it and small letters are mended. Look-alike digits and invisible characters are
    not: an id that only looks right would name another study, or none.
    """
    found = text.strip(" \t\n").upper() if text.isascii() else ""
    return found if _NCT_ID.fullmatch(found) else ""


def _identification(part: Part) -> dict:
    raw = part.text("nctId")
    nct_id = canonical_id(raw)
    if not nct_id:
        reason = _("“%s” is not an NCT id") % printable(raw) if raw else _("There is no NCT id")
        raise _not_a_study(f"{part.place}/nctId", reason)
    titles = {"brief_title": part.text("briefTitle"), "official_title": part.text("officialTitle")}
    if not any(titles.values()):
        raise _not_a_study(f"{part.place}/briefTitle", _("The study has no title"))
    return {
        "nct_id": nct_id,
        **titles,
        "acronym": part.text("acronym"),
        "org_study_id": part.part("orgStudyIdInfo").text("id"),
        "secondary_ids": tuple(
            SecondaryId(item.text("id"), item.word("type", words.SECONDARY_ID_TYPE))
            for item in part.parts("secondaryIdInfos")
        ),
        "nct_aliases": _valid_ids(part, "nctIdAliases", part.texts("nctIdAliases")),
    }


def _status(part: Part) -> dict:
    status = part.word("overallStatus", words.STATUS)
    if not status:
        raise _not_a_study(f"{part.place}/overallStatus", _("The study has no status"))
    access = part.part("expandedAccessInfo")
    access_id = access.text("nctId")
    return {
        "status": status,
        "last_known_status": part.word("lastKnownStatus", words.STATUS),
        "why_stopped": part.markup("whyStopped"),
        "status_verified": part.date("statusVerifiedDate"),
        "has_expanded_access": access.flag("hasExpandedAccess"),
        "expanded_access_ids": _valid_ids(access, "nctId", (access_id,) if access_id else ()),
        "start": _dated(part.part("startDateStruct")),
        "primary_completion": _dated(part.part("primaryCompletionDateStruct")),
        "completion": _dated(part.part("completionDateStruct")),
        "first_posted": part.part("studyFirstPostDateStruct").date("date"),
        "last_update_submitted": part.date("lastUpdateSubmitDate"),
        "last_update_posted": part.part("lastUpdatePostDateStruct").date("date"),
        "results_first_posted": part.part("resultsFirstPostDateStruct").date("date"),
    }


def _sponsors(part: Part) -> dict:
    lead = part.part("leadSponsor")
    names = (item.text("name") for item in part.parts("collaborators"))
    return {
        "sponsor": lead.text("name"),
        "sponsor_class": lead.word("class", words.SPONSOR_CLASS),
        "collaborators": tuple(name for name in names if name),
    }


def _design(part: Part) -> dict:
    info = part.part("designInfo")
    masking = info.part("maskingInfo")
    enrolled = part.part("enrollmentInfo")
    return {
        "study_type": part.word("studyType", words.STUDY_TYPE),
        "phases": part.words("phases", words.PHASE) or None,
        "allocation": info.word("allocation", words.ALLOCATION),
        "intervention_model": info.word("interventionModel", words.INTERVENTION_MODEL),
        "masking": masking.word("masking", words.MASKING),
        "who_masked": masking.words("whoMasked", words.WHO_MASKED),
        "primary_purpose": info.word("primaryPurpose", words.PRIMARY_PURPOSE),
        "enrolment": Enrolment(enrolled.count("count"), enrolled.word("type", words.DATE_TYPE)),
    }


def _arms(part: Part) -> dict:
    return {
        "arms": tuple(
            Arm(
                item.text("label"),
                item.word("type", words.ARM_TYPE),
                item.texts("interventionNames"),
            )
            for item in part.parts("armGroups")
        ),
        "interventions": tuple(
            Intervention(
                item.word("type", words.INTERVENTION_TYPE),
                item.text("name"),
                item.texts("otherNames"),
                item.texts("armGroupLabels"),
            )
            for item in part.parts("interventions")
        ),
    }


def _conditions(part: Part) -> dict:
    return {"conditions": part.texts("conditions"), "keywords": part.texts("keywords")}


def _outcomes(part: Part) -> tuple[OutcomeMeasure, ...]:
    return tuple(
        OutcomeMeasure(role, item.text("measure"), item.text("timeFrame"))
        for role in ("primary", "secondary", "other")
        for item in part.parts(f"{role}Outcomes")
    )


def _eligibility(part: Part) -> Eligibility:
    return Eligibility(
        criteria_text=part.markup("eligibilityCriteria"),
        sex=part.word("sex", words.SEX),
        minimum_age=part.text("minimumAge"),
        maximum_age=part.text("maximumAge"),
        healthy_volunteers=part.flag("healthyVolunteers"),
        std_ages=part.words("stdAges", words.STANDARD_AGE),
    )


def _sites(part: Part) -> dict:
    sites = tuple(_site(item) for item in part.parts("locations"))
    return {
        "sites": sites,
        "countries": tuple(sorted({site.country for site in sites if site.country})),
    }


def _site(part: Part) -> Site:
    point = part.part("geoPoint")
    lat, lon = point.coordinate("lat", 90), point.coordinate("lon", 180)
    return Site(
        facility=part.text("facility"),
        city=part.text("city"),
        state=part.text("state"),
        zip=part.text("zip"),
        country=part.text("country"),
        status=part.word("status", words.SITE_STATUS),
        lat=lat if lon else "",
        lon=lon if lat else "",
    )


def _references(part: Part) -> tuple[Reference, ...]:
    return tuple(
        Reference(item.text("pmid"), item.word("type", words.REFERENCE_TYPE), item.text("citation"))
        for item in part.parts("references")
    )


def _has_results(whole: Part) -> bool:
    """Say whether the registry holds results; the section itself also counts as saying so."""
    return bool(whole.flag("hasResults") or whole.part("resultsSection").values)


def _dated(part: Part) -> DatedFact:
    return DatedFact(part.date("date"), part.word("type", words.DATE_TYPE))


def _valid_ids(part: Part, key: str, found: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids that are ids; what is none is noted and left out, since it leads nowhere."""
    ids = [canonical_id(text) for text in found]
    if not all(ids):
        part.note(key, _("This is not an NCT id and is left out"))
    return tuple(nct_id for nct_id in ids if nct_id)


def _not_a_study(place: str, reason: str) -> RecordRefused:
    return RecordRefused(
        reason, place, _("Fetch the whole record again: a study has an id, a title and a status.")
    )
