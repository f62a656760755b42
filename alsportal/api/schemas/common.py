"""What the documents of all kinds share, and the envelope around them."""

from alsportal.api.envelope import ORIGINS
from alsportal.api.schemas.parts import (
    day,
    flag,
    moment,
    obj,
    open_words,
    or_null,
    partial_day,
    ref,
    rows,
    text,
    texts,
    whole,
)
from reviews.advisories import WORDING

DIGEST = text("SHA-256 of the bytes.", pattern="^sha256:[0-9a-f]{64}$")
NAME_KINDS = ("brand", "code", "synonym", "acronym", "id")
STATES = ("current", "overdue", "superseded", "removed")

DOCUMENT = {
    "schema": whole("The number of the document's schema."),
    "kind": text("The same as `type`."),
    "language": text("BCP 47 language tag."),
    "slug": text("The address at the time of this version."),
    "title": text(),
    "summary": text("Plain text for cards and lists."),
    "names": rows(ref("Name"), "Other names."),
    "blocks": rows(ref("Block"), "Sections of prose, in reading order."),
    "people": rows(ref("Person"), "Who wrote the page."),
    "funding": text("Who paid for the page."),
    "review": ref("ReviewDates"),
    "change": ref("ChangeNote"),
    "sources": rows(ref("Source"), "The numbered references."),
}

BLOCK = dict(
    section=open_words(
        ("two_minute", "what_it_is", "mechanism", "not_known", "part", "why", "professionals"),
        "What the section is about; headings are for the client to word.",
    ),
    markdown=text(),
    html=text(),
    origin=open_words(ORIGINS),
    tool=text("The AI tool, if there was one."),
    made_on=or_null(day()),
    verified_by=text("Who checked every sentence of a section that a machine helped with."),
)


def item(kind, attributes):
    """The envelope around a document of one kind."""
    return obj(
        "One version with all that has to be shown beside it.",
        type={"const": kind, "type": "string"},
        slug=text("The address now in use; with `type` and `language` the identity of a page."),
        language=text("BCP 47 language tag.", examples=["en"]),
        version=whole("Counts the published versions of the page from 1.", minimum=1),
        digest={
            **DIGEST,
            "description": "SHA-256 of the approved document: of the canonical JSON of "
            "`attributes` with `notices` put back in as a member.",
        },
        edition=whole("The edition that published this version.", minimum=1),
        url=text("The page for readers.", format="uri"),
        published_at=moment(),
        last_reviewed=or_null(day()),
        next_review=or_null(day()),
        state=open_words(STATES, "`overdue`: past its date of review. `superseded`: an old one."),
        advisories=rows(ref("Advisory"), "Show these with the page, before its text."),
        attributes=ref(attributes),
        provenance=ref("Provenance"),
        sources=rows(ref("RegistrySource"), "Where facts of trial registries come from."),
        notices=rows(ref("Notice"), "Texts that belong to the page."),
        license=ref("License"),
    )


SCHEMAS = {
    "Name": obj("Another name.", name=text(), kind=open_words(NAME_KINDS)),
    "RichText": obj(
        "Approved prose. The HTML is sanitised; references are links to `#ref-` and a number.",
        markdown=text("Markdown with pandoc citations, as in [@key, p. 3]."),
        html=text(),
    ),
    "Block": obj("A section of prose, and where it came from.", **BLOCK),
    "GuideBlock": obj(
        "A part of a guide, and where it came from.",
        heading=text("Its heading; empty for sections whose heading is the client's to word."),
        **BLOCK,
    ),
    "Person": obj(
        "Somebody who wrote the page.",
        name=text(),
        role=text(),
        credential=text(),
        kind=open_words(("human", "ai")),
        interests=text("Declared interests."),
    ),
    "ReviewDates": obj(
        "The dates of review.", last_reviewed=or_null(day()), next_review=or_null(day())
    ),
    "ChangeNote": obj(
        "What changed with this version.",
        kind=open_words(("first", "material", "minor")),
        note=text(),
    ),
    "Citation": obj(
        "What a statement rests on.",
        key=text("The key of the source."),
        number=whole("The number of the source on this page."),
        locator=text("Where in the source."),
        quote=text("The words it rests on."),
    ),
    "Source": obj(
        "A numbered reference.",
        number=whole(),
        key=text(),
        type=open_words(
            ("article", "review", "label", "regulator", "registry", "report", "webpage", "press")
        ),
        title=text(),
        text=text("The whole reference as plain text."),
        url=text(),
        doi=text(),
        pmid=text(),
        registry_id=text(),
        publisher=text(),
        issued=partial_day(),
        checked_on=text("The day on which somebody last looked; or empty."),
        retraction=open_words(("none", "concern", "retracted", "corrected")),
    ),
    "Advisory": obj(
        "A dated notice in fixed, approved wording.",
        kind=open_words(WORDING),
        since=day(),
        text=text("Show exactly these words."),
    ),
    "Approval": obj("Who approved.", name=text(), role=text(examples=["clinical reviewer"])),
    "Provenance": obj(
        "Who wrote and who approved exactly these bytes.",
        origin=open_words(ORIGINS, "The most machine-made of the sections."),
        authors=texts("People; AI tools stand in `attributes.people`."),
        approved_by=rows(ref("Approval")),
        ruleset=text("The editorial rules it passed.", examples=["2026.2"]),
        checks=obj(
            "Results of the rules.",
            passed=whole(),
            warnings=whole("Warnings that a reviewer has acknowledged with a reason."),
        ),
    ),
    "RegistrySource": obj(
        "A registry record that facts come from: held, or known through what is cited.",
        registry=or_null(text()),
        id=or_null(text()),
        url=or_null(text()),
        held=flag("Whether the registry's own record is held."),
        retrieved_at=or_null(day("When we fetched it.")),
        processed_at=or_null(day("When the registry processed its data.")),
        modifications=or_null(text("What we changed; has to be shown with the facts.")),
        as_of=or_null(day("The day of which the facts are known to be true.")),
        cited=texts("What the facts were taken from where no record is held."),
    ),
    "Notice": obj(
        "A text that belongs to the page, word for word.",
        kind=open_words(
            (
                "short_disclaimer",
                "medical_disclaimer",
                "registry_attribution",
                "no_snapshot",
                "ai_origin",
            )
        ),
        edition=whole("The edition of this notice."),
        digest=DIGEST,
        text=text(),
        must_display=flag("Wherever the page is shown, this text is shown with it."),
    ),
    "License": obj(
        "The licence of the content.",
        content=text("SPDX identifier.", examples=["CC-BY-4.0"]),
        third_party=rows(
            obj(
                "A part that belongs to somebody else.",
                part=text("Where it stands."),
                owner=text(),
                terms=or_null(text()),
            )
        ),
    ),
}
