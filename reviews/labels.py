"""Words for the fields of a document, where people read about one field: differences, findings."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

# In reading order.
LABELS = {
    "title": _("Title"),
    "kind": _("Kind"),
    "slug": _("Address"),
    "language": _("Language"),
    "schema": _("Schema"),
    "topic": _("Topic"),
    "audience": _("For whom"),
    "meaning": _("Meaning"),
    "pronunciation": _("How to say it"),
    "spanish": _("In Spanish"),
    "heading": _("Heading"),
    "name": _("Name"),
    "agency": _("Agency"),
    "jurisdiction": _("Country or region"),
    "status": _("Status"),
    "section": _("Section"),
    "statement": _("Statement"),
    "markdown": _("Text"),
    "html": _("Text as rendered"),
    "text": _("Words"),
    "summary": _("Summary"),
    "names": _("Names"),
    "therapy_type": _("Type of therapy"),
    "route": _("How it is given"),
    "als_type": _("Type of ALS"),
    "registry": _("Registry record"),
    "facts": _("Registry facts"),
    "blocks": _("Section"),
    "outcomes": _("Outcomes"),
    "harms": _("Harms"),
    "regulatory": _("Regulatory events"),
    "statuses": _("Status by country or region"),
    "criteria": _("Eligibility criteria"),
    "results": _("Results"),
    "contradictions": _("Contradictions"),
    "therapies": _("Therapies"),
    "trials": _("Trials"),
    "links": _("Linked pages"),
    "people": _("People"),
    "funding": _("Funding"),
    "review": _("Review dates"),
    "change": _("Change note"),
    "sources": _("Sources"),
    "notices": _("Notices"),
    "citations": _("Citations"),
    "last_reviewed": _("Last reviewed"),
    "next_review": _("Next review"),
    "origin": _("Origin"),
    "tool": _("Tool"),
    "made_on": _("Made on"),
    "verified_by": _("Verified by"),
    "verified_on": _("Verified on"),
    "role": _("Role"),
    "credential": _("Credential"),
    "interests": _("Interests"),
    "comparator": _("Compared with"),
    "effect_absolute": _("Absolute effect"),
    "effect_relative": _("Relative effect"),
    "people_studied": _("People studied"),
    "time_span": _("Time span"),
    "certainty": _("Certainty"),
    "design": _("Study design"),
    "frequency": _("How often"),
    "serious": _("Serious"),
    "date": _("Date"),
    "indication": _("Indication"),
    "for_als": _("For ALS"),
    "as_of": _("As of"),
    "since": _("Since"),
    "result": _("Result"),
    "direction": _("Direction of the result"),
    "note": _("Note"),
    "number": _("Number"),
    "key": _("Key"),
    "locator": _("Place in the source"),
    "quote": _("Quotation"),
    "type": _("Type"),
    "url": _("Link"),
    "doi": _("DOI"),
    "pmid": _("PMID"),
    "registry_id": _("Registry number"),
    "publisher": _("Publisher"),
    "issued": _("Issued"),
    "checked_on": _("Checked on"),
    "retraction": _("Retraction"),
    "edition": _("Edition"),
    "digest": _("Digest"),
    "must_display": _("Must be displayed"),
    "id": _("Number"),
    "held": _("Snapshot held"),
    "retrieved_at": _("Retrieved"),
    "processed_at": _("Processed by the registry"),
    "modifications": _("What we changed"),
    "polarity": _("Must or must not"),
    "group": _("Group of alternatives"),
    "concept": _("Concept"),
    "operator": _("Comparison"),
    "value": _("Value"),
    "value_high": _("Upper value"),
    "unit": _("Unit"),
    "cohort": _("Cohort"),
    "registry_sentence": _("Sentence of the registry"),
}

SECTIONS = {
    "two_minute": _("Two-minute version"),
    "what_it_is": _("What it is"),
    "mechanism": _("How it may work"),
    "burden": _("Burden of treatment"),
    "not_known": _("What is not known"),
    "if_not_used": _("If it is not used"),
    "other_options": _("Other options"),
    "quality_of_life": _("Quality of life"),
    "questions": _("Questions for the neurologist"),
    "professionals": _("For professionals"),
    "why": _("Why this trial"),
    "what_happens": _("What happens in the trial"),
    "after": _("After the trial"),
    "part": _("Part"),
    "meaning": _("What this means for you"),
    "example": _("An example"),
    "more": _("More"),
    "found": _("Text as found, still to be sorted"),
}

_ORDER = {key: number for number, key in enumerate(LABELS)}


def label_of(key: str) -> str:
    """Return the words for a field; one without a label reads as its name."""
    return str(LABELS.get(key) or key.replace("_", " ").capitalize())


def section_label(section: str) -> str:
    """Return the heading of a section of prose."""
    return str(SECTIONS.get(section) or section.replace("_", " ").capitalize())


def reading_order(keys: Iterable[str]) -> list[str]:
    """Return field names in the order in which people read them."""
    return sorted(keys, key=lambda key: (_ORDER.get(key, len(_ORDER)), key))
