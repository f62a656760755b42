"""What trial pages and cards ask of a document, answered by pure functions."""

from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviews import advisories
from trials import status as states
from trials import words

RECRUITING_SITE = ("RECRUITING", "AVAILABLE", "ENROLLING_BY_INVITATION")
CLOSING = frozenset({advisories.REGISTRY_CHANGED, advisories.RECALLED})


def criteria_groups(criteria):
    """Criteria as a reader needs them: Must, Must not, Depends.

    Rows that share a group number are alternatives, joined by OR. Returns
    [{polarity, label, means, rows: [[criterion, ...], ...]}], polarities without rows left out.
    """
    groups = []
    for polarity, label in words.POLARITY.items():
        mine = [c for c in criteria or () if c["polarity"] == polarity]
        mine.sort(key=lambda c: c.get("group") or 0)
        rows = [list(rows) for _group, rows in groupby(mine, key=lambda c: c.get("group") or 0)]
        if rows:
            means = words.POLARITY_MEANS[polarity]
            groups.append({"polarity": polarity, "label": label, "means": means, "rows": rows})
    return groups


def sites_by_country(facts):
    """Sites grouped by country, countries with recruiting sites first, then by name.

    Returns [{country, sites, open_count}], recruiting sites first in each.
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


def chip(row):
    """A row of the words as what a chip shows: {word, tone, shape}."""
    return {"word": row[0], "tone": row[-2], "shape": row[-1]}


def site_state(status):
    """The status of one place, worded for a place."""
    return chip(words.SITE_STATUS.get(status) or status_row(status))


def status_row(status, recruitment=None, *, fresh=True):
    """The row of words for a registry status.

    A status that says open while ``recruitment``, derived with advisories and age, does not, is
    shown as not confirmed, and one that nobody looked at lately as of its day: a page may be more
    cautious than the registry, never less.
    """
    if states.STATES.get(status) == states.OPEN and recruitment not in (None, states.OPEN):
        return words.UNCONFIRMED
    if status == "RECRUITING" and not fresh:
        return words.DATED
    return words.STATUS.get(status or "", words.NO_STATUS)


def standing(document, warnings, today, *, is_live=True):
    """Where a trial stands today: {state: chip, sentence, confirmed}.

    ``warnings``: kinds of standing advisories. Not confirmed (by age, an advisory, or on an old
    version), neither the trial nor any of its places is called open.
    """
    facts, as_of = document["facts"], document["registry"]["as_of"]
    recruitment = states.recruitment_state(facts, as_of=as_of or "", today=today)
    if CLOSING & warnings or not is_live:
        recruitment = states.UNKNOWN
    row = status_row(facts["status"], recruitment, fresh=states.is_fresh(as_of, today))
    confirmed = row not in (words.UNCONFIRMED, words.DATED) and not CLOSING & warnings
    said = sentence(row[1], facts, confirmed)
    return {"state": chip(row), "sentence": said, "confirmed": confirmed}


def sentence(opening, facts, confirmed=True):
    """Several short ones: Looking for people now. 26 people planned. 3 places in Germany."""
    parts = [str(opening), words.count_words(facts), _places(facts, confirmed)]
    return ". ".join(part for part in parts if part) + "."


def _places(facts, confirmed):
    sites, countries = facts.get("sites") or (), facts.get("countries") or ()
    if not countries:
        return None
    where = ngettext("%(n)s country", "%(n)s countries", len(countries)) % {"n": len(countries)}
    if len(countries) == 1:
        where = countries[0]
    if not sites:
        return _("In %(where)s") % {"where": where}
    opened = confirmed and sum(1 for site in sites if _open(site))
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
