"""Search over live pages."""

import html

from django.conf import settings

from alsportal.api import paging, parameters
from alsportal.api.parameters import Parameter
from alsportal.api.reading import LANGUAGE
from alsportal.api.views import ApiView
from reviews import kinds, search

MOST = 50
DEFAULT = 10
TYPES = ("therapy", "trial")
QUERY = Parameter(
    "q",
    "Names, codes, registry numbers or words; at most 200 characters. There are no operators.",
    {"type": "string"},
    str,  # the search itself says what it cannot search
    required=True,
)


class Search(ApiView):
    """Live pages that match, best first: exact names, codes and registry numbers before words.
    `snippet` is plain text."""

    operation = ("search", "Search")
    tag = "Search"
    shape = "SearchResults"
    parameters = (
        QUERY,
        parameters.choice("type", TYPES, "Only pages of this type."),
        parameters.flag("exact", "Search the words as they stand, without word endings."),
        paging.limit(default=DEFAULT, most=MOST),
    )

    def answer(self, asked):
        try:
            found = search.find(
                asked["q"],
                kind=asked["type"],
                language=LANGUAGE,
                exact=bool(asked["exact"]),
                limit=asked["limit"],
            )
        except search.QueryRefused as refusal:
            mend = f"{refusal} {refusal.mend}"
            raise parameters.refused([parameters.error("q", asked["q"], mend)]) from None
        return {
            "data": [_hit(hit) for hit in found.hits],
            "meta": {
                "count": found.count,
                "count_capped": found.count_capped,
                "notes": [str(note) for note in found.notes],
            },
        }


def _hit(hit):
    return {
        "type": hit.kind,
        "slug": hit.slug,
        "language": hit.language,
        "title": hit.title,
        "url": settings.SITE_URL + kinds.get(hit.kind).url(hit.slug),
        "snippet": plain(hit.snippet_html),
    }


def plain(marked):
    """The text of a snippet, whose only tags are ``mark``."""
    return html.unescape(str(marked).replace("<mark>", "").replace("</mark>", ""))
