"""Which kind of page this is, when nobody says."""

import re

from reviews.importing.headings import key

# Headings of pages about one treatment.
OF_THERAPY = (
    "mechanism of action", "mechanism", "how it works", "dosage", "dosage and administration",
    "side effects", "adverse effects", "indications", "clinical and regulatory status",
    "regulatory status", "pharmacology", "safety", "summary of published evidence",
)  # fmt: skip
_SUBJECT = re.compile(
    r"(?:overview|about|what is|profile)?[: ]*"
    r"([A-Za-z0-9][\w'’-]*(?: [\w'’-]+){0,2}?(?: \([\w /-]{1,40}\))?)"
    r"(?: (?:and|in|for) (?:ALS|MND|amyotrophic lateral sclerosis|motor neuron disease))?\??\Z",
    re.I,
)
_MANY = re.compile(
    r"\b(?:therap(?:y|ies)|treatments?|strateg|overview|guide|drugs|care|living)", re.I
)


def kind(page) -> str:
    """Return "trial" for a registry's fields, "therapy" for one treatment, or else "guide"."""
    if page.fields:
        return "trial"
    of_therapy = {key(part.heading) for part in page.parts} & set(OF_THERAPY)
    if subject(page) and len(of_therapy) >= 2:
        return "therapy"
    return "guide"


def subject(page) -> str:
    """Return the treatment that a page names in its title as its one subject, or ""."""
    found = _SUBJECT.match(page.title)
    if not found or _MANY.search(found[1]):
        return ""
    name = found[1].strip()
    mentions = page.text.casefold().count(name.partition(" (")[0].casefold())
    return name if mentions >= 3 else ""
