"""The document of a trial: the registry's facts, and what editors wrote beside them."""

from alsportal.api.schemas.common import DOCUMENT, item
from alsportal.api.schemas.parts import (
    day,
    flag,
    obj,
    open_words,
    or_null,
    partial_day,
    ref,
    rows,
    text,
    texts,
    whole,
)
from trials.words import DIRECTION, PHASE, POLARITY, STATUS

CONCEPTS = ("age diagnosis onset fvc svc alsfrs gene medicine ventilation consent other").split()
OPERATORS = ("", "lt", "le", "ge", "gt", "eq", "between", "is")
CITATIONS = rows(ref("Citation"))
DATED = obj("A date of the registry.", date=partial_day(), type=text("ACTUAL, ESTIMATED or empty."))

SCHEMAS = {
    "TrialItem": item("trial", "TrialDocument"),
    "TrialDocument": obj(
        "The approved document, without its notices. `facts` and `registry` are the registry's "
        "layer, all else is the editors'.",
        **DOCUMENT,
        registry=ref("RegistryRecord"),
        facts=ref("TrialFacts"),
        criteria=rows(ref("Criterion"), "Who can take part, in plain words."),
        results=rows(ref("TrialResult")),
        contradictions=rows(ref("Contradiction")),
        therapies=rows(obj("A therapy it studies.", slug=text(), title=text())),
    ),
    "RegistryRecord": obj(
        "The record that the facts come from.",
        name=text(examples=["ClinicalTrials.gov"]),
        id=text(examples=["NCT04944784"]),
        url=text(),
        held=flag("False: no record is held; the facts come from `citations`, as of `as_of`."),
        retrieved_at=or_null(text()),
        processed_at=or_null(day()),
        digest=or_null(text()),
        modifications=text("What we changed."),
        as_of=or_null(day()),
        citations=CITATIONS,
    ),
    "Criterion": obj(
        "A criterion of eligibility. Rows of one group are alternatives.",
        polarity=open_words(POLARITY),
        group=whole(),
        text=text(),
        concept=open_words(CONCEPTS),
        operator=open_words(OPERATORS),
        value=text(),
        value_high=text(),
        unit=text(),
        cohort=text(),
        registry_sentence=text("The sentence of the registry it rests on."),
        verified_by=text(),
        verified_on=or_null(day()),
    ),
    "TrialResult": obj(
        "A result.",
        statement=ref("RichText"),
        direction=open_words(DIRECTION),
        citations=CITATIONS,
    ),
    "Contradiction": obj(
        "Where record, sponsor or papers disagree.", statement=ref("RichText"), citations=CITATIONS
    ),
    "TrialFacts": obj(
        "Facts in the registry's own vocabulary, unedited. Absent texts are empty.",
        brief_title=text(),
        official_title=text(),
        acronym=text(),
        org_study_id=text(),
        secondary_ids=rows(obj("An id elsewhere.", id=text(), type=text())),
        nct_aliases=texts(),
        sponsor=text(),
        sponsor_class=text(),
        collaborators=texts(),
        study_type=text(),
        phases={
            "type": ["array", "null"],
            "items": open_words([*PHASE, "NA"]),
            "description": "null: not stated. NA: stated not to apply. Two: both.",
        },
        allocation=text(),
        intervention_model=text(),
        masking=text(),
        who_masked=texts(),
        primary_purpose=text(),
        status=open_words(STATUS),
        last_known_status=text(),
        why_stopped=text(),
        status_verified=partial_day(),
        has_expanded_access=or_null(flag()),
        expanded_access_ids=texts(),
        start=DATED,
        primary_completion=DATED,
        completion=DATED,
        first_posted=partial_day(),
        last_update_posted=partial_day(),
        results_first_posted=partial_day(),
        enrolment=obj("How many people.", count=or_null(whole()), type=text()),
        conditions=texts(),
        keywords=texts(),
        interventions=rows(
            obj(
                "What is tested.",
                type=text(),
                name=text(),
                other_names=texts(),
                arm_labels=texts(),
            )
        ),
        arms=rows(obj("A group.", label=text(), type=text(), interventions=texts())),
        outcomes=rows(
            obj(
                "What is measured.",
                role=open_words(("primary", "secondary", "other")),
                measure=text(),
                time_frame=text(),
            )
        ),
        eligibility=obj(
            "Eligibility in the registry's words.",
            criteria_text=text(),
            sex=text(),
            minimum_age=text(),
            maximum_age=text(),
            healthy_volunteers=or_null(flag()),
            std_ages=texts(),
        ),
        sites=rows(
            obj(
                "A place.",
                facility=text(),
                city=text(),
                state=text(),
                zip=text(),
                country=text(),
                status=text(),
                lat=text("Degrees, as the registry wrote them; or empty."),
                lon=text(),
            )
        ),
        countries=texts(),
        has_results=flag("Whether the registry holds results."),
        references=rows(obj("A paper.", pmid=text(), type=text(), citation=text())),
    ),
}
