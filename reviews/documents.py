"""From a draft row to the document that is frozen: the parts every kind has."""

import json

from reviews import canonical, kinds, markdown, references
from reviews.models import Notice, Source

SCHEMA = 1


class Citations:
    """Numbers sources by their first citation and remembers them for the list of references.

    Keys that no source has are left as typed, for rule R12 to find.
    """

    def __init__(self, language):
        self.language = language
        self.numbers = {}
        self._sources = {}

    def _number(self, key):
        if key not in self.numbers and self._known(key):
            self.numbers[key] = len(self.numbers) + 1
        return self.numbers.get(key)

    def _known(self, key):
        if key not in self._sources:
            self._sources[key] = Source.objects.filter(key=key).first()
        return self._sources[key] is not None

    def rich(self, text):
        """Markdown with its sanitised HTML: ``{"markdown", "html"}``."""
        for key in markdown.cited_keys(text):
            self._number(key)
        rendered = markdown.render(text, self.numbers, language=self.language, strict=False)
        return {"markdown": text, "html": rendered.html}

    def of_row(self, row, *texts):
        """The citations of a typed row: its own source first, then the keys in its texts."""
        found = self.of_source(row.source, row.locator, row.quote) if row.source_id else []
        cited = {item["key"] for item in found}
        for text in texts:
            for key in markdown.cited_keys(text):
                if key not in cited and self._number(key):
                    cited.add(key)
                    number = self.numbers[key]
                    found.append({"key": key, "number": number, "locator": "", "quote": ""})
        return found

    def of_source(self, source, locator="", quote=""):
        """One citation of a source row."""
        self._sources.setdefault(source.key, source)
        number = self._number(source.key)
        return [{"key": source.key, "number": number, "locator": locator, "quote": quote}]

    def sources(self):
        """The list of references of the document, in the order of their numbers."""
        ordered = sorted(self.numbers.items(), key=lambda item: item[1])
        return [
            references.source_entry(csl(self._sources[key]), number=number)
            for key, number in ordered
        ]


def csl(source):
    """A source row as CSL-JSON with our own additions."""
    return {
        "id": source.key,
        "type": source.type,
        "title": source.title,
        "author": [_author(line) for line in source.authors.splitlines() if line.strip()],
        "container-title": source.container,
        "publisher": source.publisher,
        "issued": {"date-parts": [[int(part) for part in source.issued.split("-")]]}
        if source.issued
        else None,
        "volume": source.volume,
        "issue": source.issue,
        "page": source.pages,
        "DOI": source.doi,
        "PMID": source.pmid,
        "URL": source.url,
        "registry_id": source.registry_id,
        "checked_on": source.checked_on.isoformat() if source.checked_on else None,
        "retraction": source.retraction,
    }


def _author(line):
    family, comma, given = line.partition(",")
    if not comma:
        return {"literal": family.strip()}
    return {"family": family.strip(), "given": given.strip()}


def iso(day):
    """A date as ISO text, or None."""
    return day.isoformat() if day else None


def block(row, citations):
    """A section of prose with where it came from; with a heading where its kind has them."""
    return {
        "section": row.section,
        **({"heading": row.heading} if hasattr(row, "heading") else {}),
        **citations.rich(row.text),
        "origin": row.origin,
        "tool": row.tool,
        "made_on": iso(row.made_on),
        "verified_by": row.verified_by,
    }


def blocks(draft, citations):
    """Sections in the order of the kind's list of sections."""
    order = [value for value, _label in draft.blocks.model.Section.choices]
    rows = sorted(draft.blocks.all(), key=lambda row: order.index(row.section))
    return [block(row, citations) for row in rows]


def notices(language, wanted):
    """Copies of the current editions of the notices of these kinds."""
    current = current_notices(language)
    return [
        {
            "kind": notice.kind,
            "edition": notice.edition,
            "digest": notice.digest,
            "text": notice.text,
            "must_display": True,
        }
        for notice in (current.get(kind) for kind in wanted)
        if notice
    ]


def current_notices(language):
    """Mapping of notice kind to its newest edition in a language."""
    rows = Notice.objects.filter(language=language).order_by("edition")
    return {notice.kind: notice for notice in rows}


def _notice_kinds(part, rows):
    wanted = ["short_disclaimer", "medical_disclaimer", *part.pop("notice_kinds", ())]
    if any(row["origin"] in ("ai_assisted", "ai_generated") for row in rows):
        wanted.append("ai_origin")
    return wanted


def build(draft):
    """Return the document of a draft as it stands, of the shape that ``docs/document.md`` gives.

    Pure but for reading: calling it twice on an unchanged draft gives the same bytes.
    """
    kind = kinds.get(draft.entry.kind)
    language = draft.entry.language
    citations = Citations(language)
    if kind.opens_with:
        citations.rich(getattr(draft, kind.opens_with))
    rows = blocks(draft, citations)
    part = kind.build_part(draft, citations)
    wanted = _notice_kinds(part, rows)
    return {
        "schema": SCHEMA,
        "kind": kind.name,
        "language": language,
        "slug": kind.clean_slug(draft.slug),
        "title": draft.title,
        "summary": draft.summary,
        "names": [{"name": row.name, "kind": row.kind} for row in draft.names.all()],
        "blocks": rows,
        "people": [
            {
                "name": row.name,
                "role": row.role,
                "credential": row.credential,
                "kind": row.kind,
                "interests": row.interests,
            }
            for row in draft.people.all()
        ],
        "funding": draft.funding,
        "review": {
            "last_reviewed": iso(draft.last_reviewed),
            "next_review": iso(draft.next_review),
        },
        "change": {"kind": draft.change_kind, "note": draft.change_note},
        "notices": notices(language, wanted),
        **part,
        "sources": citations.sources(),
    }


def frozen(document):
    """Return ``(text, digest)`` of a document."""
    text = canonical.dump(document)
    return text, canonical.digest(text)


# One pure step per schema number, applied in turn so that old versions are read for ever.
UPGRADES = {}


def read(text):
    """The document of a stored text, brought to today's schema."""
    document = json.loads(text)
    while document["schema"] < SCHEMA:
        document = UPGRADES[document["schema"]](document)
    return document
