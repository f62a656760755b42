"""The document of a therapy."""

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
    whole,
)
from therapies.status import STATUSES
from therapies.words import CERTAINTY, DESIGN, REGULATORY_KIND, THERAPY_TYPE

CITATIONS = rows(ref("Citation"))

SCHEMAS = {
    "TherapyItem": item("therapy", "TherapyDocument"),
    "TherapyDocument": obj(
        "The approved document, without its notices.",
        **DOCUMENT,
        therapy_type=open_words(THERAPY_TYPE),
        route=text("How it is given."),
        als_type=text("The form of ALS it is for, such as any or SOD1."),
        outcomes=rows(ref("Outcome"), "What studies found."),
        harms=rows(ref("Harm")),
        regulatory=rows(ref("RegulatoryEvent"), "What regulators did, oldest first."),
        statuses=rows(ref("Status"), "Derived from `regulatory`, one for each jurisdiction."),
        trials=rows(ref("LinkedTrial")),
    ),
    "Outcome": obj(
        "What studies found for one outcome.",
        statement=ref("RichText"),
        comparator=text(),
        effect_absolute=text(),
        effect_relative=text(),
        people_studied=or_null(whole()),
        time_span=text(),
        certainty=open_words(CERTAINTY, "In the words of GRADE."),
        design=open_words(DESIGN),
        citations=CITATIONS,
    ),
    "Harm": obj(
        "A possible harm.",
        statement=ref("RichText"),
        frequency=text(),
        serious=flag(),
        citations=CITATIONS,
    ),
    "RegulatoryEvent": obj(
        "What a regulator or applicant did.",
        agency=text(),
        jurisdiction=text(examples=["US", "EU"]),
        date=partial_day(),
        kind=open_words(REGULATORY_KIND),
        indication=text(),
        for_als=flag("False: for another condition."),
        as_of=or_null(day("When this was last known to be true.")),
        citations=CITATIONS,
    ),
    "Status": obj(
        "The regulatory status in one jurisdiction.",
        jurisdiction=text(),
        status=open_words(STATUSES),
        since=partial_day(),
        agency=text(),
    ),
    "LinkedTrial": obj(
        "A trial of this therapy.",
        slug=text("The registry number."),
        title=text(),
        result=text("Its result in one sentence; or empty."),
    ),
}
