"""What templates ask of a document, answered by pure functions.

A document is the frozen dictionary of a version. Nothing here touches the database or changes the
document: each function picks, groups or words what is there.
"""

import re
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from therapies import words as therapy_words
from trials import words as trial_words

CITE = re.compile(r'href="#ref-(\d+)"')
RECRUITING_SITE = ("RECRUITING", "AVAILABLE", "ENROLLING_BY_INVITATION")


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
    return [b for b in document.get("blocks", ()) if b.get("origin", "human") != "human"]


def criteria_groups(criteria):
    """Criteria as a reader needs them: Must, Must not, Depends.

    Rows that share a group number are alternatives, joined by OR. Returns
    [{polarity, label, means, rows: [[criterion, ...], ...]}], polarities without rows left out.
    """
    groups = []
    for polarity, label in trial_words.POLARITY.items():
        mine = [c for c in criteria or () if c["polarity"] == polarity]
        mine.sort(key=lambda c: c.get("group") or 0)
        rows = [list(rows) for _group, rows in groupby(mine, key=lambda c: c.get("group") or 0)]
        if rows:
            means = trial_words.POLARITY_MEANS[polarity]
            groups.append({"polarity": polarity, "label": label, "means": means, "rows": rows})
    return groups


def sites_by_country(facts):
    """Sites grouped by country, countries with recruiting sites first, then by name.

    Returns [{country, sites, open_count, count_text}], recruiting sites first in each.
    """
    countries = {}
    for site in facts.get("sites") or ():
        countries.setdefault(site.get("country") or _("Country not stated"), []).append(site)
    rows = []
    for country, sites in countries.items():
        sites = sorted(sites, key=lambda s: (not _open(s), s.get("city") or ""))
        open_count = sum(1 for site in sites if _open(site))
        rows.append({"country": country, "sites": sites, "open_count": open_count})
    return sorted(rows, key=lambda row: (-bool(row["open_count"]), row["country"]))


def _open(site):
    return site.get("status") in RECRUITING_SITE


def trial_state(status):
    """A registry status as {word, tone, shape} for the chip beside a title."""
    word, _sentence, tone, shape = trial_words.STATUS.get(status or "", trial_words.NO_STATUS)
    return {"word": word, "tone": tone, "shape": shape}


def site_state(status):
    """The status of one place, worded for a place: {word, tone, shape}."""
    if status in trial_words.SITE_STATUS:
        return dict(zip(("word", "tone", "shape"), trial_words.SITE_STATUS[status], strict=True))
    return trial_state(status)


def status_sentence(facts):
    """Where a trial stands: "Open: looking for people now. 26 people planned. …"."""
    opening = trial_words.STATUS.get(facts.get("status") or "", trial_words.NO_STATUS)[1]
    parts = [str(opening), trial_words.count_words(facts), _places(facts)]
    return ". ".join(part for part in parts if part) + "."


def _places(facts):
    sites, countries = facts.get("sites") or (), facts.get("countries") or ()
    if not countries:
        return None
    where = ngettext("%(n)s country", "%(n)s countries", len(countries)) % {"n": len(countries)}
    if len(countries) == 1:
        where = countries[0]
    if not sites:
        return _("In %(where)s") % {"where": where}
    opened = sum(1 for site in sites if _open(site))
    if opened and len(sites) > 1:
        # Translators: "2 of 5 places are open, in Germany"
        text = ngettext(
            "%(o)s of %(n)s places is open, in %(where)s",
            "%(o)s of %(n)s places are open, in %(where)s",
            opened,
        )
        return text % {"o": opened, "n": len(sites), "where": where}
    places = ngettext("%(n)s place in %(where)s", "%(n)s places in %(where)s", len(sites))
    return places % {"n": len(sites), "where": where}


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
    ("found", _lazy("What studies found"), "outcomes"),
    ("harms", _lazy("Possible harms"), "harms"),
    ("status", _lazy("Status by country"), "regulatory"),
    ("results", _lazy("Results"), "results"),
    ("disagreements", _lazy("Where the record disagrees"), "contradictions"),
)


def cited_in(document, number):
    """Where on the page a source is cited: [{anchor, label}], for the way back."""
    places = []
    for block in document.get("blocks") or ():
        if str(number) in CITE.findall(block.get("html") or ""):
            section = block["section"]
            table = trial_words if document.get("kind") == "trial" else therapy_words
            label = therapy_words.word(table.SECTION, section)
            places.append({"anchor": section.replace("_", "-"), "label": label})
    for anchor, label, part in PARTS:
        if any(_cites(row, number) for row in document.get(part) or ()):
            places.append({"anchor": anchor, "label": label})
    if _cites(document.get("registry") or {}, number):
        places.append({"anchor": "registry", "label": _("Where the facts come from")})
    return places


def citations_beside(row):
    """Citations of a row that its sentence does not already show."""
    shown = CITE.findall((row.get("statement") or {}).get("html") or "")
    return [c for c in row.get("citations") or () if str(c.get("number")) not in shown]


def _cites(row, number):
    cited = [c.get("number") for c in row.get("citations") or ()]
    html = (row.get("statement") or {}).get("html") or ""
    return number in cited or str(number) in CITE.findall(html)
