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
TYPES = tuple(kind.name for kind in kinds.every())
LONGEST_WITHOUT = 1500
QUERY = Parameter(
    "q",
    "Names, codes, registry numbers or words; at most 200 characters. There are no operators.",
    {"type": "string"},
    str,  # the search itself says what it cannot search
    required=True,
)


def _words(given):
    """Words with commas between. The search itself says which of them it does not know."""
    if len(given) > LONGEST_WITHOUT or not given.isprintable():
        raise parameters.Refused(f"Use at most {LONGEST_WITHOUT} printable characters.")
    return tuple(word for word in given.split(",") if word.strip())


WITHOUT = Parameter(
    "without",
    "Words of `also_searched` that are not to be searched along, with commas between; signs and "
    "blanks inside a word may be left out.",
    {"type": "string", "maxLength": LONGEST_WITHOUT},
    _words,
    default=(),
)


class Search(ApiView):
    """Live pages that match, best first: exact names, codes and registry numbers before words.
    Names of live therapy and word pages, everyday words and Spanish words stand for one another:
    `also_searched` says which were searched along, and why. A word that no page has is mended where
    only one word can be meant: `corrected` says so, else it is null. `exact=true` does neither.
    `snippet` is plain text."""

    operation = ("search", "Search")
    tag = "Search"
    shape = "SearchResults"
    parameters = (
        QUERY,
        parameters.choice("type", TYPES, "Only pages of this type."),
        parameters.flag(
            "exact",
            "Search the words as they stand: no word endings, no other names, no spelling mended.",
        ),
        WITHOUT,
        paging.limit(default=DEFAULT, most=MOST),
    )

    def answer(self, asked):
        try:
            found = search.find(
                asked["q"],
                kind=asked["type"],
                language=LANGUAGE,
                exact=bool(asked["exact"]),
                without=asked["without"],
                limit=asked["limit"],
            )
        except search.QueryRefused as refusal:
            name = "without" if refusal.code == "without" else "q"
            given = ",".join(asked[name]) if name == "without" else asked[name]
            mend = f"{refusal} {refusal.mend}"
            raise parameters.refused([parameters.error(name, given, mend)]) from None
        return {
            "data": [_hit(hit) for hit in found.hits],
            "also_searched": [{"word": a.word, "because": a.because} for a in found.added],
            "corrected": _corrected(found.corrected),
            "exact": bool(asked["exact"]),
            "meta": {
                "count": found.count,
                "count_capped": found.count_capped,
                "notes": [str(note) for note in found.notes],
                "suggestions": list(found.suggestions),
            },
        }


def _corrected(corrected):
    return corrected and {"from": corrected.typed, "to": corrected.searched}


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
