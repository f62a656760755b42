"""The coded values of therapy documents in plain words.

Keys are the codes a document may hold; values are what a reader sees. A code that is missing
here is shown as it stands, with its underscores opened, never hidden.
"""

from django.utils.translation import gettext_lazy as _

CERTAINTY = {
    "high": _("High certainty"),
    "moderate": _("Moderate certainty"),
    "low": _("Low certainty"),
    "very_low": _("Very low certainty"),
    "unknown": _("Certainty unknown"),
}
CERTAINTY_MEANS = {
    "high": _("More research is unlikely to change this."),
    "moderate": _("The true effect is probably close to this."),
    "low": _("The true effect may be quite different."),
    "very_low": _("We know very little about the true effect."),
    "unknown": _("There is no usable evidence on this yet."),
}
# How many of the four bars are filled.
CERTAINTY_BARS = {"high": 4, "moderate": 3, "low": 2, "very_low": 1, "unknown": 0}

DESIGN = {
    "systematic_review": _("Systematic review of studies"),
    "randomised_trial": _("Randomised trial"),
    "open_label": _("Open-label study, no comparison group"),
    "observational": _("Observational study"),
    "animal": _("Animal study"),
    "laboratory": _("Laboratory study"),
    "expert": _("Expert opinion"),
}

STATUS = {
    "approved": _("Approved for ALS"),
    "conditional": _("Approved for ALS with conditions"),
    "approved_other": _("Approved for another condition, not for ALS"),
    "refused": _("Refused"),
    "withdrawn": _("Withdrawn: no longer approved or sold for ALS"),
    "application_withdrawn": _("Application withdrawn by the company"),
    "suspended": _("Approval suspended"),
    "none": _("No decision known"),
}
# Statuses that a reader must see before anything else on the page.
STATUS_STOPS = ("withdrawn", "refused", "suspended")

REGULATORY_KIND = {
    "approved": _("Approved"),
    "conditional": _("Approved with conditions"),
    "accelerated": _("Approved early, on a marker (accelerated approval)"),
    "refused": _("Refused"),
    "negative_opinion": _("Advised against (negative opinion)"),
    "application_withdrawn": _("Application withdrawn"),
    "approval_withdrawn": _("Approval withdrawn"),
    "market_withdrawal": _("Taken off the market by the company"),
    "suspended": _("Approval suspended"),
    "designation": _("Special designation, not an approval"),
}

JURISDICTION = {
    "US": _("United States"),
    "EU": _("European Union"),
    "GB": _("United Kingdom"),
    "CA": _("Canada"),
    "JP": _("Japan"),
    "CH": _("Switzerland"),
    "AU": _("Australia"),
    "CN": _("China"),
    "KR": _("South Korea"),
    "RU": _("Russia"),
    "IR": _("Iran"),
}

THERAPY_TYPE = {
    "small_molecule": _("Small-molecule medicine"),
    "antisense": _("Antisense medicine (acts on a gene’s message)"),
    "biologic": _("Biological medicine"),
    "cell": _("Cell therapy"),
    "gene": _("Gene therapy"),
    "combination": _("Combination of medicines"),
    "vitamin": _("Vitamin or supplement"),
    "device": _("Device"),
    "other": _("Other"),
}

NAME_KIND = {
    "brand": _("Brand names"),
    "synonym": _("Also called"),
    "code": _("Codes"),
    "acronym": _("Short names"),
    "id": _("Identifiers"),
}

SECTION = {
    "two_minute": _("Two-minute version"),
    "what_it_is": _("What it is"),
    "mechanism": _("How it might work"),
    "burden": _("What treatment asks of you"),
    "not_known": _("What we do not know"),
    "if_not_used": _("If it is not used"),
    "other_options": _("Other options"),
    "quality_of_life": _("Quality of life"),
    "questions": _("Questions for your neurologist"),
    "professionals": _("For professionals"),
}

GUIDE_SECTION = {
    "two_minute": _("Two-minute version"),
    "meaning": _("What this means for you"),
    "not_known": _("What we do not know"),
    "questions": _("Questions to ask"),
}
TERM_SECTION = {
    "why": _("Why it matters in ALS"),
    "example": _("An example"),
    "more": _("More"),
}
TOPIC = {
    "newly_diagnosed": _("Newly diagnosed"),
    "treatment": _("Treatment"),
    "symptoms": _("Symptoms"),
    "trials": _("Clinical trials"),
    "living": _("Living with ALS"),
    "research": _("Research"),
    "other": _("Other"),
}

# Standing advisories on a card; the page itself shows their whole approved wording.
WARNING = {
    "recalled": _("Recalled"),
    "source_retracted": _("A source was retracted"),
    "registry_changed": _("The registry has changed"),
    "overdue": _("Review overdue"),
}

ORIGIN = {
    "human": _("Written by people"),
    "ai_assisted": _("Written by people with the help of AI"),
    "ai_generated": _("Written by AI, checked by people"),
    "third_party": _("Taken from another site, checked by people"),
}


def plain(code):
    """A code nobody has put into words yet, made readable: "open_label" -> "Open label"."""
    text = str(code or "").replace("_", " ").strip().lower()
    return text[:1].upper() + text[1:]


def word(table, code):
    """The word for a code, or the code itself made readable."""
    return table.get(code) or plain(code)
