"""What templates ask of a document, answered by pure functions.

A document is the frozen dictionary of a version. Nothing here touches the database or changes the
document: each function picks, groups or words what is there.
"""

import re

from django.utils.translation import gettext_lazy as _

from therapies import words as therapy_words
from trials import words as trial_words

CITE = re.compile(r'href="#ref-(\d+)"')


def block_of(document, section):
    """The first block of a section, or None."""
    return next((b for b in document.get("blocks", ()) if b.get("section") == section), None)


def notices_of(document, *kinds):
    """Notices of the kinds asked for, in the order asked."""
    notices = document.get("notices", ())
    return [notice for kind in kinds for notice in notices if notice.get("kind") == kind]


def names_of(document):
    """Names grouped by kind, in a fixed order: [{label, names: [text]}]."""
    groups = []
    for kind, label in therapy_words.NAME_KIND.items():
        found = [n["name"] for n in document.get("names", ()) if n.get("kind") == kind]
        if found:
            groups.append({"kind": kind, "label": label, "names": found})
    return groups


def stop_statuses(document):
    """Statuses that belong above everything else: withdrawn, refused, suspended."""
    return [s for s in document.get("statuses", ()) if s["status"] in therapy_words.STATUS_STOPS]


def ai_blocks(document):
    """Blocks that a machine helped to write."""
    return [b for b in document.get("blocks", ()) if b.get("origin", "").startswith("ai_")]


def parts_of(document):
    """The parts of a guide that have headings of their own, each with its anchor."""
    parts = [b for b in document.get("blocks", ()) if b.get("section") == "part"]
    return [{**part, "anchor": f"part-{n}"} for n, part in enumerate(parts, 1)]


def quotes_of(document, number):
    """Quotes kept with the citations of one source, each once: [{quote, locator}]."""
    seen, quotes = set(), []
    for row in _cited_rows(document):
        for citation in row.get("citations") or ():
            quote = citation.get("quote")
            if citation.get("number") == number and quote and quote not in seen:
                seen.add(quote)
                quotes.append({"quote": quote, "locator": citation.get("locator") or ""})
    return quotes


def _cited_rows(document):
    for part in ("outcomes", "harms", "regulatory", "results", "contradictions"):
        yield from document.get(part) or ()
    if document.get("registry"):
        yield document["registry"]


# Parts of a page that cite: (anchor, label, rows or block). The anchors are those of the templates.
PARTS = (
    ("found", _("What studies found"), "outcomes"),
    ("harms", _("Possible harms"), "harms"),
    ("status", _("Status by country"), "regulatory"),
    ("results", _("Results"), "results"),
    ("disagreements", _("Where the record disagrees"), "contradictions"),
)


def cited_in(document, number):
    """Where on the page a source is cited: [{anchor, label}], for the way back."""
    places = []
    if str(number) in CITE.findall((document.get("meaning") or {}).get("html") or ""):
        places.append({"anchor": "meaning", "label": _("What it means")})
    for anchor, label, block in _labelled(document):
        if str(number) in CITE.findall(block.get("html") or ""):
            places.append({"anchor": anchor, "label": label})
    for anchor, label, part in PARTS:
        if any(_cites(row, number) for row in document.get(part) or ()):
            places.append({"anchor": anchor, "label": label})
    if _cites(document.get("registry") or {}, number):
        places.append({"anchor": "registry", "label": _("Where the facts come from")})
    return places


SECTIONS = {
    "trial": trial_words.SECTION,
    "therapy": therapy_words.SECTION,
    "guide": therapy_words.GUIDE_SECTION,
    "term": therapy_words.TERM_SECTION,
}


def _labelled(document):
    """(anchor, label, block) of each block, by the anchors of the templates."""
    table = SECTIONS.get(document.get("kind"), therapy_words.SECTION)
    part = 0
    for block in document.get("blocks") or ():
        section = block["section"]
        part += section == "part"
        anchor = f"part-{part}" if section == "part" else section.replace("_", "-")
        yield anchor, block.get("heading") or therapy_words.word(table, section), block


def citations_beside(row):
    """Citations of a row that its sentence does not already show."""
    shown = CITE.findall((row.get("statement") or {}).get("html") or "")
    return [c for c in row.get("citations") or () if str(c.get("number")) not in shown]


def _cites(row, number):
    cited = [c.get("number") for c in row.get("citations") or ()]
    html = (row.get("statement") or {}).get("html") or ""
    return number in cited or str(number) in CITE.findall(html)
