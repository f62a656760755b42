"""A found page as a draft of a therapy or of a guide."""

import re

from reviews.importing import guessing, keeping
from reviews.importing.drafting import Plan, fitting, sorted_parts, title_of
from reviews.importing.headings import key
from therapies.models import GuideBlock, TherapyName

OF_THERAPY = {
    "two_minute": "summary, in brief, key points, at a glance, key facts",
    "what_it_is": "overview, about, introduction, background, what it is, description",
    "mechanism": "mechanism of action, mechanism, how it works, how it might work, mode of action,"
    " pharmacodynamics",
    "burden": "administration, dosage and administration, how it is given, burden of treatment",
    "not_known": "limitations, important limitations, what we do not know, what is not known,"
    " open questions, uncertainties",
    "if_not_used": "if it is not used, without treatment",
    "other_options": "other options, alternatives, alternative treatments",
    "quality_of_life": "quality of life",
    "questions": "questions for your neurologist, questions for your doctor, questions to ask,"
    " questions to ask your doctor, what patients and caregivers should know",
    "professionals": "for professionals, for clinicians, pharmacology, pharmacokinetics",
}
OF_GUIDE = {
    "two_minute": "summary, in brief, key points, at a glance, key facts, two-minute version",
    "meaning": "what this means for you, what it means for you, what you can do",
    "not_known": "limitations, important limitations, what we do not know, what is not known,"
    " open questions",
    "questions": "questions to ask, questions to ask your doctor, questions for your doctor",
}
# Rows of an infobox that hold other names of the treatment: label -> kind of name.
NAMES = {
    "brand name": "brand",
    "brand names": "brand",
    "trade name": "brand",
    "trade names": "brand",
    "other names": "synonym",
    "also known as": "synonym",
    "synonyms": "synonym",
    "code name": "code",
    "code names": "code",
}
_CODE = re.compile(r"\(([A-Z]{1,5}-?\d{2,6}[A-Z]?)\)")
_SEPARATOR = re.compile(r"\s*[,;/]\s*")


def _known(table):
    return {words.strip(): name for name, row in table.items() for words in row.split(",")}


SECTIONS_OF_THERAPY = _known(OF_THERAPY)
SECTIONS_OF_GUIDE = _known(OF_GUIDE)


def plan_therapy(page):
    """Headings that a therapy page knows become its sections; names come from title and infobox."""
    subject = guessing.subject(page)
    title = title_of(page, subject.partition(" (")[0])
    known, rest = sorted_parts(page, SECTIONS_OF_THERAPY)
    blocks = [
        {"section": section, "text": keeping.of_parts(parts, without=title)}
        for section, parts in known.items()
    ]
    blocks.append({"section": "found", "text": keeping.of_parts(rest, without=title)})
    return Plan(title=title, slug=title, blocks=blocks, rows=list(_names(page, title)))


def _names(page, title):
    """Other names that the page states as such, each once."""
    found = {}
    for name in _CODE.findall(page.title):
        found[name] = "code"
    for box in page.infoboxes:
        for row in box.rows:
            kind = NAMES.get(key(row[0])) if len(row) == 2 else None
            for name in _SEPARATOR.split(row[1]) if kind else ():
                found.setdefault(name, kind)
    for name, kind in found.items():
        if name != title and (values := fitting(TherapyName, name=name, kind=kind)).get("name"):
            yield TherapyName(**values)


def plan_guide(page):
    """Each part with a heading stays a part, in the order of the page; the rest is to be sorted."""
    title = title_of(page)
    known, rest = sorted_parts(page, SECTIONS_OF_GUIDE)
    blocks = [
        {"section": section, "text": keeping.of_parts(parts, without=title)}
        for section, parts in known.items()
    ]
    loose = []
    for head, below in _with_parts_below(rest):
        block = _part(head, below, title)
        if block:
            blocks.append({**block, "position": len(blocks) + 1})
        else:
            loose += [head, *below]
    text = keeping.of_parts(loose, without=title)
    blocks.append({"section": "found", "text": text, "position": len(blocks) + 1})
    return Plan(title=title, slug=title, blocks=blocks)


def _with_parts_below(parts):
    """Pairs of a part and the parts below it."""
    groups = []
    for part in parts:
        if groups and part.heading and part.level > 2:
            groups[-1][1].append(part)
        else:
            groups.append((part, []))
    return groups


def _part(head, below, title):
    """The block of a part, or None where it has no heading, no text, or too long a heading."""
    most = GuideBlock._meta.get_field("heading").max_length
    if not head.heading or len(head.heading) > most:
        return None
    above = keeping.markdown(head.lines, without=title)
    text = "\n\n".join(filter(None, (above, keeping.of_parts(below, without=title, top=3))))
    return {"section": "part", "heading": head.heading, "text": text} if text else None
