"""The registry's vocabulary and the coded values of trial documents in plain words.

Registry values arrive raw ("ACTIVE_NOT_RECRUITING"); the raw value stays in the document and in
the API, a reader sees these words.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from therapies.words import plain

# status: (word for chips and lists, opening of the status sentence, tone, shape).
# The shape says the same as the tone for readers who do not see colour.
STATUS = {
    "RECRUITING": (_("Recruiting"), _("Looking for people now"), "good", "disc"),
    "NOT_YET_RECRUITING": (_("Not yet recruiting"), _("Not open yet"), "plain", "ring"),
    "ENROLLING_BY_INVITATION": (
        _("By invitation only"),
        _("Open only to people who are invited"),
        "plain",
        "half",
    ),
    "ACTIVE_NOT_RECRUITING": (
        _("Under way, closed to new people"),
        _("It goes on with the people who are already in it"),
        "plain",
        "half",
    ),
    "COMPLETED": (_("Finished"), _("The trial has ended"), "plain", "square"),
    "SUSPENDED": (_("Paused"), _("Nobody can join for now"), "care", "bars"),
    "TERMINATED": (_("Stopped early"), _("Ended before it was planned to"), "stop", "cross"),
    "WITHDRAWN": (
        _("Withdrawn before it began"),
        _("It never began"),
        "stop",
        "cross",
    ),
    "UNKNOWN": (_("Status unknown"), _("Nobody has updated the status"), "care", "query"),
    "AVAILABLE": (_("Expanded access open"), _("Expanded access is open"), "good", "disc"),
    "NO_LONGER_AVAILABLE": (
        _("Expanded access closed"),
        _("Expanded access has closed"),
        "plain",
        "square",
    ),
    "TEMPORARILY_NOT_AVAILABLE": (
        _("Expanded access paused"),
        _("Expanded access is paused"),
        "care",
        "bars",
    ),
    "APPROVED_FOR_MARKETING": (
        _("Approved, access programme ended"),
        _("The treatment was approved and the access programme has ended"),
        "plain",
        "square",
    ),
    "WITHHELD": (_("Status withheld"), _("The registry withholds the status"), "care", "query"),
}
# A place that has closed is no drama: its own, shorter words.
SITE_STATUS = {
    "WITHDRAWN": (_("Closed"), "plain", "square"),
    "TERMINATED": (_("Closed"), "plain", "square"),
    "COMPLETED": (_("Finished"), "plain", "square"),
    "ACTIVE_NOT_RECRUITING": (_("Closed to new people"), "plain", "half"),
}
# Said to be open, but an advisory or its age speaks against it.
UNCONFIRMED = (
    _("Was open, not confirmed"),
    _("Was open when we last checked; ask before you plan anything"),
    "care",
    "query",
)
# Open on the day it was looked at, which is a while ago.
DATED = (
    _("Recruiting when last checked"),
    _("Was looking for people when last checked; ask before you plan anything"),
    "plain",
    "half",
)
NO_STATUS = (
    _("Status not stated"),
    _("No status is stated where these facts come from"),
    "care",
    "query",
)

REGISTRY_WORDS = {
    "INTERVENTIONAL": _("Trial of a treatment"),
    "OBSERVATIONAL": _("Observational study"),
    "EXPANDED_ACCESS": _("Expanded access (treatment outside a trial)"),
    "RANDOMIZED": _("Randomised: chance decides who gets what"),
    "NON_RANDOMIZED": _("Not randomised"),
    "NA": _("Does not apply"),
    "PARALLEL": _("Groups side by side"),
    "SINGLE_GROUP": _("One group, no comparison"),
    "CROSSOVER": _("Each person gets each treatment in turn"),
    "SEQUENTIAL": _("One group after another"),
    "FACTORIAL": _("Treatments combined in several ways"),
    "NONE": _("Open label: everyone knows who gets what"),
    "SINGLE": _("Single masked"),
    "DOUBLE": _("Double masked"),
    "TRIPLE": _("Triple masked"),
    "QUADRUPLE": _("Quadruple masked"),
    "PARTICIPANT": _("people taking part"),
    "CARE_PROVIDER": _("care team"),
    "INVESTIGATOR": _("investigators"),
    "OUTCOMES_ASSESSOR": _("people who measure the results"),
    "TREATMENT": _("Treatment"),
    "PREVENTION": _("Prevention"),
    "SUPPORTIVE_CARE": _("Supportive care"),
    "BASIC_SCIENCE": _("Basic science"),
    "ALL": _("All sexes"),
    "FEMALE": _("Women only"),
    "MALE": _("Men only"),
    "EXPERIMENTAL": _("Tested treatment"),
    "ACTIVE_COMPARATOR": _("Compared with another treatment"),
    "PLACEBO_COMPARATOR": _("Placebo"),
    "SHAM_COMPARATOR": _("Sham procedure"),
    "NO_INTERVENTION": _("No treatment"),
    "INDUSTRY": _("Company"),
    "NIH": _("US National Institutes of Health"),
    "OTHER": _("University, hospital or charity"),
    "ESTIMATED": _("planned"),
    "ANTICIPATED": _("planned"),
    "ACTUAL": _("actual"),
}

PHASE = {
    "EARLY_PHASE1": _("early phase 1"),
    "PHASE1": _("1"),
    "PHASE2": _("2"),
    "PHASE3": _("3"),
    "PHASE4": _("4"),
}

POLARITY = {
    "must": _("You must"),
    "must_not": _("You must not"),
    "depends": _("It depends"),
}
POLARITY_MEANS = {
    "must": _("All of these have to be true."),
    "must_not": _("Any one of these keeps a person out."),
    "depends": _("The study team decides these case by case."),
}

RECRUITMENT = {
    "open": _("Open: looking for people"),
    "not_open": _("Not open to new people"),
    "finished": _("Finished or stopped"),
    "unknown": _("Unknown"),
}

DIRECTION = {
    "positive": _("Better than the comparison"),
    "negative": _("No better than the comparison"),
    "mixed": _("Mixed results"),
    "inconclusive": _("Could not tell"),
    "not_reported": _("Not reported"),
}

SECTION = {
    "two_minute": _("Two-minute version"),
    "why": _("Why this is being tested"),
    "what_happens": _("What happens in the trial"),
    "after": _("After the trial"),
    "professionals": _("For professionals"),
}


def registry_word(value):
    """A raw registry value in plain words."""
    return REGISTRY_WORDS.get(value) or plain(value)


def phase_words(phases):
    """The registry's list of phases in words; absent, NA and two phases differ.

    >>> str(phase_words(["PHASE2", "PHASE3"]))
    'Phase 2 and 3'
    """
    if not phases:
        return _("Phase not stated")
    if list(phases) == ["NA"]:
        return _("Not a phased trial")
    if list(phases) == ["EARLY_PHASE1"]:
        return _("Early phase 1")
    numbers = [str(PHASE.get(phase) or plain(phase)) for phase in phases]
    return _("Phase %(numbers)s") % {"numbers": str(_(" and ")).join(numbers)}


def count_words(facts):
    """How many people, or None: "26 people planned", "159 people took part"."""
    enrolment = facts.get("enrolment") or {}
    count = enrolment.get("count")
    if count is None:
        return None
    if enrolment.get("type") == "ACTUAL":
        text = ngettext("%(n)s person took part", "%(n)s people took part", count)
    else:
        text = ngettext("%(n)s person planned", "%(n)s people planned", count)
    return text % {"n": f"{count:,}"}
