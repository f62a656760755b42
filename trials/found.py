"""A found page of a registry record as the draft of a trial."""

import re
from datetime import date
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from reviews.importing import keeping
from reviews.importing.drafting import Plan, fitting, sorted_parts, title_of
from reviews.importing.lines import bare
from reviews.models import Source
from trials.found_facts import facts_of
from trials.models import Criterion, RegistryRecord, StatedFacts, Trial

SECTIONS = {
    "about": "why",
    "brief summary": "why",
    "study overview": "why",
    "summary": "why",
    "purpose": "why",
    "full description": "what_happens",
    "detailed description": "what_happens",
    "study plan": "what_happens",
}
_AGES = re.compile(r"(\d{1,3}) (?:years? )?(?:to|-|–) (\d{1,3}) years?(?: old)?\Z", re.I)
_OLDER = re.compile(r"(\d{1,3})\+? years?(?: old)?(?: and older|,? or older| or more)?\Z", re.I)


def plan(page):
    """Prose becomes sections, criteria become rows that nobody has verified, facts are stated.

    The fields stay in the text as found too, for whoever verifies those rows.
    No registry record is attached, even where one is held: that is for an editor to accept.
    """
    ids = page.identifiers.get("nct", ())
    title = title_of(page)
    known, rest = sorted_parts(page, SECTIONS)
    criteria = list(_criteria(page))
    for number, row in enumerate(criteria, start=1):
        row.group = number  # rows of one group would be alternatives
    facts = _stated(page, ids, title)
    blocks = [
        {"section": section, "text": keeping.of_parts(parts, without=title)}
        for section, parts in known.items()
    ]
    blocks.append({"section": "found", "text": keeping.of_parts(rest, without=title)})
    return Plan(
        title=title,
        slug=ids[0] if ids else f"untitled-{page.digest.removeprefix('sha256:')[:8]}",
        blocks=blocks,
        rows=[*facts, *criteria],
        remarks=list(_remarks(ids)),
    )


def _criteria(page):
    """One row for each item of the page's lists, in its own words; the ages as a comparison."""
    for field, polarity in (("inclusion", "must"), ("exclusion", "must_not")):
        for line in page.fields.get(field, ()):
            words = bare(line)
            if words != keeping.folded(line) and len(words) <= 500:
                yield Criterion(polarity=polarity, text=words)
    for line in page.fields.get("ages", ())[:1]:
        yield from _age(keeping.folded(line))


def _age(words):
    if found := _AGES.match(words):
        values = {"operator": "between", "value": found[1], "value_high": found[2]}
    elif found := _OLDER.match(words):
        values = {"operator": "ge", "value": found[1]}
    else:
        return
    yield Criterion(polarity="must", text=words, concept="age", unit="years", **values)


def _stated(page, ids, title):
    """The facts of the fields, and the page itself as their source; nothing if there are none.

    They are as of the day that the page gives for itself, or else of today, when it was brought in.
    """
    facts = fitting(StatedFacts, **facts_of(page))
    if not facts:
        return []
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    key = f"page-{page.digest.removeprefix('sha256:')[:10]}"
    source = Source.objects.filter(key=key).first() or Source(
        key=key,
        type=Source.Type.REGISTRY if host == "clinicaltrials.gov" else Source.Type.WEBPAGE,
        title=title[:500],
        container=host[:300],
        url=page.url,
        registry_id=ids[0] if ids else "",
    )
    day = page.retrieved_on or page.made_on
    as_of = date.fromisoformat(day) if day else date.today()
    return [source, StatedFacts(source=source, as_of=as_of, **facts)]


def _remarks(ids):
    if not ids:
        yield _("The page names no registry id: type it as the draft's address.")
    if len(ids) > 1:
        yield _("The page names more than one registry id: %s.") % ", ".join(ids[:10])
    for number in ids[:1]:
        if RegistryRecord.objects.filter(registry_id=number).exists():
            yield _("The registry record of %s is held: choose it in the draft.") % number
        if Trial.objects.filter(slug__iexact=number).exists():
            yield _("There is a draft for %s already: keep one of the two.") % number
