"""The search page: ten pages at a time, and all that was understood by the query, each undoable."""

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reviews import kinds, lists, published
from reviews import search as finder
from therapies.kind import THERAPY
from therapies.public import letters

PER_PAGE = 10
PARAMETERS = ("q", "kind", "exact", "without", "first", "page")
TRIAL = "trial"
LONGEST_WITHOUT = 1500
SHOWN = 80  # characters of the query in headings; the box keeps all of it


@require_safe
def search(request):
    """Pages for a query. One that cannot be searched is answered with 400 and what to do."""
    lists.refuse_unknown(request.GET, PARAMETERS)
    asked = _asked(request.GET)
    context = {
        "query": asked["text"].replace("\0", ""),
        "shown": _shown(asked["text"]),
        "kind": asked["kind"] or "",
        "nav": "search",
    }
    if not asked["text"].strip():
        return render(request, "search.html", context)
    try:
        found = _find(asked)
    except finder.QueryRefused as refused:
        context["refused"] = {"reason": str(refused), "mend": refused.mend}
        return render(request, "search.html", context, status=400)
    return render(request, "search.html", context | _results(request.GET, asked, found))


def page_language():
    """The language that pages are shown in, without its country: that of the pages searched."""
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def _find(asked):
    return finder.find(
        asked["text"],
        kind=asked["kind"],
        language=page_language(),
        exact=asked["exact"],
        without=asked["without"],
        recruiting_first=asked["recruiting_first"],
        offset=(asked["page"] - 1) * PER_PAGE,
        limit=PER_PAGE,
    )


def _asked(query):
    """The parameters of a search, checked. Raises BadParameters."""
    kind, page = query.get("kind") or None, query.get("page", "1")
    if kind and kind not in {known.name for known in kinds.every()}:
        raise lists.BadParameters(_("There is no such kind of page."))
    if not (page.isascii() and page.isdecimal() and 0 < len(page) < 5 and int(page)):
        raise lists.BadParameters(_("“page” has to be a number from 1 on."))
    return {
        "text": query.get("q", ""),
        "kind": kind,
        "page": int(page),
        "exact": _only(query, "exact", "1"),
        "recruiting_first": _only(query, "first", finder.RECRUITING),
        "without": _without(query.get("without", "")),
    }


def _only(query, name, value):
    """Whether a parameter is set to the one value it can have."""
    given = query.get(name, "")
    if given not in ("", value):
        text = _("“%(name)s” can only be “%(value)s”.")
        raise lists.BadParameters(text % {"name": name, "value": value})
    return bool(given)


def _without(text):
    if len(text) > LONGEST_WITHOUT:
        raise lists.BadParameters(_("“without” is too long. Take words out of it."))
    return tuple(word for word in text.split(",") if word.strip())


def _shown(text):
    """The query as headings show it: one line, without invisible signs."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]}…"


def _results(query, asked, found):
    page, last = asked["page"], asked["page"] * PER_PAGE >= found.count
    context = {
        "cards": [_card(hit) for hit in found.hits if hit.listing],
        "count": found.count,
        "found": found,
        "is_exact": asked["exact"],
        "is_named": bool(found.hits) and found.hits[0].tier == 0,
        "exact_url": "" if asked["exact"] else _changed(query, exact="1", without=""),
        "chips": _chips(query, found),
        "restore_url": _changed(query, without="") if found.left else "",
        "suggestions": [{"text": _shown(q), "url": _changed(query, q=q)} for q in _offered(found)],
        "tabs": _tabs(query, asked["kind"]),
        "order_url": _order_url(query, asked),
        "recruiting_first": asked["recruiting_first"],
        "next_url": "" if last else lists.address(query, page=page + 1),
        "previous_url": lists.address(query, page=page - 1) if page > 1 else "",
    }
    if found.corrected:
        context["corrected_to"] = _shown(found.corrected.searched)
    return context if found.count else context | _ways_on(query, asked)


def _card(hit):
    return published.card(hit.listing) | {"snippet_html": hit.snippet_html}


def _offered(found):
    """Other ways to write the query, wherever it was not found as it stands."""
    return found.suggestions if not found.count or found.tier_any else ()


def _ways_on(query, asked):
    """What a page without results offers beside another spelling."""
    every = letters(published.listings(THERAPY, language=page_language()), query)
    return {
        "letters": [
            each | {"url": f"/therapies/?letter={each['label'].lower()}", "current": False}
            for each in every
        ],
        "every_kind_url": _changed(query, kind="") if asked["kind"] else "",
        "every_form_url": _changed(query, exact="") if asked["exact"] else "",
    }


def _chips(query, found):
    """The words searched along: what each is, why, and the address without it."""
    left = [finder.key(word) for word in found.left]
    return [
        {
            "label": added.word,
            "because": added.because,
            "remove_url": _changed(query, without=",".join([*left, finder.key(added.word)])),
        }
        for added in found.added
    ]


def _tabs(query, current):
    tabs = [{"label": _("All"), "url": _changed(query, kind=""), "current": current is None}]
    for kind in kinds.every():
        label = str(kind.label_plural).capitalize()
        url = _changed(query, kind=kind.name)
        tabs.append({"label": label, "url": url, "current": current == kind.name})
    return tabs


def _order_url(query, asked):
    """The other order, where trials can be among the results."""
    if asked["kind"] not in (None, TRIAL):
        return ""
    return _changed(query, first="" if asked["recruiting_first"] else finder.RECRUITING)


def _changed(query, **changes):
    """The first page of the search with some parameters changed; blank ones go."""
    changed = query.copy()
    for name, value in changes.items():
        changed[name] = value
    if "q" in changes:  # other words, so nothing is known of what is searched along
        changed.pop("without", None)
    return lists.address(changed, without="page")
