"""How a query is read: typing errors mended, and what is searched along with it, each with why.

Nothing is done behind the reader's back: whatever is returned here is shown, and can be undone.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from reviews.search.lookup import Known, look_up, mendable, spans
from reviews.search.query import Query, QueryRefused, parse, phrase
from reviews.search.spelling import MOST_OFFERED, Verdict, judge
from reviews.search.synonyms import LONGEST_SPAN, added_by
from reviews.search.words import chunks, fold, key

MOST_ADDED = 6
# 3-methyl-1-phenyl-2-pyrazolin-5-one: a chemist's name, understood, but no text is found by it.
_SYSTEMATIC = re.compile(r"\d[\d,]*-[^\W\d_]{3,}")
_RUN = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Added:
    """A word or name that is searched along, and why; ``because`` is for the reader."""

    word: str
    because: str


@dataclass(frozen=True)
class Corrected:
    """The query as it was typed, and as it was searched."""

    typed: str
    searched: str


@dataclass(frozen=True)
class Understood:
    """What is searched. ``left``: words found for this query that the reader took away.

    ``suggestions`` are whole queries to choose from; ``is_hopeless``: no page has all the words.
    """

    query: Query
    added: tuple[Added, ...] = ()
    left: tuple[str, ...] = ()
    corrected: Corrected | None = None
    suggestions: tuple[str, ...] = ()
    is_hopeless: bool = False


def understand(
    text: str, *, language: str | None, exact: bool, without: tuple[str, ...], using: str
) -> Understood:
    """One statement, and a second one where a typing error was mended. Raises ``QueryRefused``.

    ``exact`` is the query as it stands: no word endings, nothing mended, nothing added.
    """
    query = parse(text, language=language, exact=exact)
    if exact:
        return _widened(Understood(query), [], without, language)
    known = look_up(query, language, using)
    understood = _spelled(query, known, language)
    if understood.corrected:
        known = look_up(understood.query, language, using)
    return _widened(understood, _others(understood.query, known, language), without, language)


def _spelled(query: Query, known: Known, language: str | None) -> Understood:
    """The query with the words mended that surely are typing errors, and other ways to write it."""
    verdicts = _verdicts(query, known, language)
    applied = {word: verdict.applied for word, verdict in verdicts.items() if verdict.applied}
    mended = _reparsed(query, applied, language) if applied else None
    base = mended or query
    offered = [
        respelled(base, {word: other})
        for word, verdict in verdicts.items()
        for other in (verdict.offered or () if mended else (verdict.applied, *verdict.offered))
        if other
    ]
    return Understood(
        base,
        corrected=Corrected(query.text, mended.text) if mended else None,
        suggestions=tuple(dict.fromkeys(offered))[:MOST_OFFERED],
        is_hopeless=len(verdicts) > len(applied if mended else ()),
    )


def _verdicts(query: Query, known: Known, language: str | None) -> dict[str, Verdict]:
    """A verdict for each word that neither a page has nor a phrase of the synonyms holds."""
    held = {
        word.key
        for (first, last), name in spans(query).items()
        if added_by(name, "", language)
        for word in query.words[first:last]
    }
    return {
        word: judge(word, known.near[word])
        for word in mendable(query)
        if word in known.near and word not in held
    }


def _reparsed(query: Query, applied: dict[str, str], language: str | None) -> Query | None:
    try:
        return parse(respelled(query, applied), language=language)
    except QueryRefused:  # the right words made it longer than a query may be
        return None


def respelled(query: Query, instead: dict[str, str]) -> str:
    """The text as typed with some words written otherwise; signs and the other words stay."""
    text = unicodedata.normalize("NFC", query.text)
    text = _RUN.sub(lambda run: instead.get(fold(run[0]), run[0]), text)
    if {parts[0] for parts in chunks(text) if len(parts) == 1} & instead.keys():
        return " ".join(instead.get(word.key, "-".join(word.parts)) for word in query.words)
    return text


def _others(
    query: Query, known: Known, language: str | None
) -> list[tuple[tuple[int, int], list[Added]]]:
    """For each span of words that has others: what may be searched along, at most MOST_ADDED."""
    runs = spans(query)
    typed = set(runs.values())
    found = {}
    for span, name in runs.items():
        added = [a for a in _added(query, span, name, known, language) if key(a.word) not in typed]
        if added:
            found[span] = added
    chosen, room = [], MOST_ADDED
    for span in query.apart(found):
        chosen.append((span, found[span][:room]))
        room -= len(found[span][:room])
    return chosen


def _added(
    query: Query, span: tuple[int, int], name: str, known: Known, language: str | None
) -> list[Added]:
    """Words of our own first, then names of live pages, the title before the others."""
    typed = " ".join("-".join(word.parts) for word in query.words[slice(*span)])
    found = {key(word): Added(word, because) for word, because in added_by(name, typed, language)}
    names = sorted(known.names.get(name, ()), key=lambda n: (n.text != n.title, n.text, n.title))
    for other in names:
        too_long = len(list(chunks(other.text))) > LONGEST_SPAN
        if not (too_long or _SYSTEMATIC.match(other.text)):
            because = _("Another name on the page “%(title)s”.") % {"title": other.title}
            found.setdefault(key(other.text), Added(other.text, because))
    return list(found.values())


def _widened(
    understood: Understood, others: list, without: tuple[str, ...], language: str | None
) -> Understood:
    """The query with the others that the reader has not taken away."""
    every = {key(added.word): added for _span, adds in others for added in adds}
    away = {key(word) for word in without}
    for word in without:
        if key(word) not in every:
            raise _not_searched(word)
    if len(away) < len(without):
        raise _twice()
    nodes = {
        span: [phrase(a.word, language) for a in adds if key(a.word) not in away]
        for span, adds in others
    }
    nodes = {span: alternatives for span, alternatives in nodes.items() if alternatives}
    return replace(
        understood,
        query=understood.query.widened(nodes) if nodes else understood.query,
        added=tuple(added for name, added in every.items() if name not in away),
        left=tuple(added.word for name, added in every.items() if name in away),
    )


def _not_searched(word: str) -> QueryRefused:
    return QueryRefused(
        "without",
        _("“%(word)s” is not searched along with these words.") % {"word": word[:60]},
        _("Take it out of “without”."),
    )


def _twice() -> QueryRefused:
    return QueryRefused(
        "without",
        _("A word stands more than once in “without”."),
        _("Name each word once, with commas between."),
    )
