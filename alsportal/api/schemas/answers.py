"""Lists, the change feed, search, the service itself, and errors."""

from alsportal.api.problems import PROBLEMS
from alsportal.api.schemas.common import DIGEST
from alsportal.api.schemas.parts import (
    flag,
    moment,
    obj,
    open_words,
    or_null,
    ref,
    rows,
    text,
    texts,
    whole,
)

TYPES = ("therapy", "trial", "guide", "term")
OPS = ("upsert", "remove", "advisory", "recall", "merge")
META = obj("About the list.", data_as_of=or_null(moment("When anything public last changed.")))
PAGE = obj(
    "Where to go on.",
    next=or_null(text("The `cursor` of the next page; null on the last one.")),
    has_more=flag(),
)


def page_of(name, description):
    return obj(description, data=rows(ref(name)), page=PAGE, meta=META)


def _with(schema, description, **properties):
    """An object schema with further properties that are always there."""
    return {
        "type": "object",
        "description": description,
        "properties": {**schema["properties"], **properties},
        "required": [*schema["required"], *properties],
    }


SCHEMAS = {
    "TherapyList": page_of("TherapyItem", "A page of therapies."),
    "TrialList": page_of("TrialItem", "A page of trials."),
    "GuideList": page_of("GuideItem", "A page of guides."),
    "WordList": page_of("WordItem", "A page of words."),
    "VersionList": page_of("VersionRow", "A page of versions, newest first."),
    "VersionRow": obj(
        "A version without its document.",
        version=whole(minimum=1),
        digest=DIGEST,
        edition=whole(minimum=1),
        published_at=moment(),
        note=text("What changed."),
        current=flag("Whether this is what the page shows now."),
        removed_at=or_null(moment("When it was taken down; null where it never was.")),
        removal_reason=or_null(text()),
        url=text(format="uri"),
    ),
    "ChangeList": obj(
        "Public changes, oldest first.",
        data=rows(ref("Change")),
        page=obj(
            "Where to go on.",
            next=text("The `after` to ask with next."),
            has_more=flag("Whether there are more already."),
        ),
        meta=obj(
            "About the feed.",
            edition=whole(
                "The newest edition. If it is below yours, the portal was restored from an older "
                "backup: begin from 0.",
                minimum=0,
            ),
            data_as_of=or_null(moment()),
        ),
    ),
    "Change": {
        **obj(
            "One public change.",
            edition=whole("Rises by 1 from change to change.", minimum=1),
            op=open_words(OPS, "On `upsert` and `advisory` read the page again."),
            type=open_words(TYPES),
            slug=text(),
            language=text(),
            version=whole(minimum=1),
            digest=DIGEST,
            reason=text("The change note, the reason of a removal, or the kind of an advisory."),
            successor=or_null(text("The slug of a page to show instead.")),
            renamed_from=or_null(text("The slug that this page had before: drop that copy.")),
            cleared=flag("True where an advisory was taken away."),
            at=moment(),
        ),
        "examples": [
            {
                "edition": 48211,
                "op": "upsert",
                "type": "therapy",
                "slug": "riluzole",
                "language": "en",
                "version": 3,
                "digest": "sha256:" + "0" * 64,
                "reason": "Status in Japan added.",
                "successor": None,
                "renamed_from": None,
                "cleared": False,
                "at": "2026-02-03T10:00:00Z",
            }
        ],
    },
    "SearchResults": obj(
        "Pages that match, best first.",
        data=rows(ref("SearchHit")),
        also_searched=rows(
            obj(
                "A word or name that was searched along with the typed ones.",
                word=text(),
                because=text("Why, in a sentence."),
            )
        ),
        corrected=or_null(
            obj(
                "The query had words that no page has, and was searched with others.",
                **{"from": text("As it was typed."), "to": text("As it was searched.")},
            )
        ),
        exact=flag("Whether only the words as they stand were searched."),
        meta=obj(
            "About the result.",
            count=whole("How many pages match.", minimum=0),
            count_capped=flag("True: there are more than `count`."),
            notes=texts("What the reader should know about how the query was read."),
            suggestions=texts("Other queries that may have been meant, best first."),
        ),
    ),
    "SearchHit": {
        **obj(
            "A page that matches.",
            type=open_words(TYPES),
            slug=text(),
            language=text(),
            title=text(),
            url=text(format="uri"),
            snippet=text("Plain text around the first match."),
        ),
        "examples": [
            {
                "type": "therapy",
                "slug": "riluzole",
                "language": "en",
                "title": "Riluzole",
                "url": "https://als.example.org/therapies/riluzole/",
                "snippet": "A medicine for ALS, taken by mouth.",
            }
        ],
    },
    "Meta": obj(
        "About this service.",
        api_version=text(),
        site=text(format="uri"),
        languages=texts(),
        types=texts(),
        edition=whole("The newest edition.", minimum=0),
        data_as_of=or_null(moment()),
        registries=rows(
            obj(
                "How old the facts of a registry are.",
                registry=text(),
                trials=whole("Trials with a dated record."),
                oldest_as_of=or_null(text()),
                newest_as_of=or_null(text()),
            )
        ),
        ruleset=text("The editorial rules in force."),
        limits=obj(
            "The highest `limit` of each kind of list.",
            list=whole(),
            search=whole(),
            changes=whole(),
        ),
        notices=rows(ref("Notice"), "The editions in force."),
        license=text("SPDX identifier of the licence of the content."),
    ),
    "ProblemType": obj(
        "A kind of problem.",
        type=text(format="uri"),
        title=text(),
        status=whole(),
        mend=text("What it means and what to do."),
    ),
    "Problem": {
        "type": "object",
        "description": "An error (RFC 9457).",
        "properties": {
            "type": text(f"The address of one of: {', '.join(PROBLEMS)}.", format="uri"),
            "title": text(),
            "status": whole(),
            "detail": text("What happened and how to mend it."),
            "instance": text("The path that was asked for."),
            "errors": rows(ref("ParameterError"), "What is wrong with each parameter."),
            "request_id": text(
                "Names this request in our logs. Absent from 404 and 410, which are the same for "
                "everybody."
            ),
        },
        "required": ["type", "title", "status", "detail", "instance", "errors"],
        "examples": [
            {
                "type": "https://als.example.org/api/v1/problems/invalid-parameters",
                "title": "Query parameters were refused",
                "status": 400,
                "detail": "Refused: statuss.",
                "instance": "/api/v1/therapies",
                "errors": [
                    {
                        "parameter": "statuss",
                        "value": None,
                        "mend": "This parameter is unknown here. Known: status, limit, cursor.",
                    }
                ],
                "request_id": "5f0c1c2e9d3b7a46",
            }
        ],
    },
    "ParameterError": obj(
        "A parameter that was refused.",
        parameter=text(),
        value=or_null(text("The value as given, shortened.")),
        mend=text("What to send instead."),
    ),
}
SCHEMAS["Removed"] = _with(
    SCHEMAS["Problem"],
    "A page that was taken down.",
    reason=text("Show this where the page stood."),
    what_now=text("What readers should do."),
    removed_at=moment(),
    successor=or_null(obj("A page to show instead.", type=text(), slug=text(), url=text())),
)
