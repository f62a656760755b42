"""One statement: what live pages know of the words of a query, before it is searched.

Three kinds of row come back. *name*: other names of a page that has one of the typed names. *near*:
a word that begins or ends like a typed word that no live page has. *unknown*: such a typed word.

Two things are never joined: a name is left out where, among pages of one kind, the typed name and
the other one stand for different pages.
"""

from dataclasses import dataclass, field

from django.db import connections

from reviews.search.models import SearchName
from reviews.search.query import Query
from reviews.search.spelling import MOST_MENDED, Near, in_reach, may_be_mended, slips
from reviews.search.synonyms import LONGEST_SPAN
from reviews.search.vocabulary import head_key, stem_key, tail_key
from reviews.search.words import TONGUES, tongue

LONGEST_KEY = SearchName._meta.get_field("key").max_length

NAMES = """SELECT 'name' AS what, a.key AS one, b.text AS two, d.title AS three, b.key AS four
 FROM reviews_searchname a
 JOIN reviews_searchdocument d ON d.id = a.document_id
 JOIN reviews_searchname b ON b.document_id = a.document_id
 WHERE a.key IN ({keys}) AND a.text <> '' AND (%s OR d.language = %s)
 AND b.text <> '' AND b.key <> a.key AND NOT b.is_foreign
 AND NOT EXISTS (
  SELECT 1 FROM reviews_searchname mine
  JOIN reviews_searchdocument typed ON typed.id = mine.document_id
  JOIN reviews_searchdocument other ON other.kind = typed.kind
   AND other.language = typed.language AND other.id <> typed.id
  JOIN reviews_searchname theirs ON theirs.document_id = other.id
  WHERE mine.key = a.key AND mine.text <> '' AND theirs.key = b.key AND theirs.text <> '')"""

WORDS = """SELECT CASE WHEN w.id IS NULL THEN 'unknown' ELSE 'near' END, asked.word, w.id, w.stem,
 CASE WHEN w.named > 0 THEN '1' ELSE '' END
 FROM ({asked}) AS asked
 LEFT JOIN reviews_searchword w ON (w.head = asked.head OR w.tail = asked.tail)
  AND length(w.id) BETWEEN asked.least AND asked.most
 WHERE NOT EXISTS (SELECT 1 FROM reviews_searchword k
  WHERE k.stem IN (asked.stem1, asked.stem2, asked.stem3))"""
ASKED = """SELECT {word} AS word, %s AS stem1, %s AS stem2, %s AS stem3,
 %s AS head, %s AS tail, %s AS least, %s AS most"""


@dataclass(frozen=True)
class OtherName:
    """A name to search along with the typed one, and the title of the page that says so."""

    text: str
    title: str


@dataclass(frozen=True)
class Known:
    """``names`` by typed key; ``near`` by typed word, for each word that no live page has."""

    names: dict[str, list[OtherName]] = field(default_factory=dict)
    near: dict[str, list[Near]] = field(default_factory=dict)


def look_up(query: Query, language: str | None, using: str) -> Known:
    """What live pages know of the query's names and words, in one statement."""
    known = Known()
    with connections[using].cursor() as cursor:
        cursor.execute(*_statement(query, language))
        for what, typed, two, three, four in cursor.fetchall():
            if what == "name":
                known.names.setdefault(typed, []).append(OtherName(two, three))
            else:
                near = known.near.setdefault(typed, [])
                if what == "near" and in_reach(typed, two[2:]):
                    near.append(Near(two[2:], three, bool(four)))
    return known


def spans(query: Query) -> dict[tuple[int, int], str]:
    """Every run of up to ``LONGEST_SPAN`` words, with its key: (first, after the last)."""
    found = {}
    for first in range(len(query.words)):
        key = ""
        for last in range(first, min(first + LONGEST_SPAN, len(query.words))):
            key += query.words[last].key
            if len(key) <= LONGEST_KEY:
                found[first, last + 1] = key
    return found


def mendable(query: Query) -> list[str]:
    """The typed words that spelling may touch: whole ones, and no parts of codes."""
    found = (
        word.key
        for word in query.words
        if len(word.parts) == 1 and word.node is not None and not word.is_code
    )
    return list(dict.fromkeys(filter(may_be_mended, found)))[:MOST_MENDED]


def _statement(query: Query, language: str | None) -> tuple[str, list]:
    keys = list(dict.fromkeys(spans(query).values()))
    sql = NAMES.format(keys=", ".join(["%s"] * len(keys)))
    parameters = [*keys, language is None, language or ""]
    if words := mendable(query):
        tongues = TONGUES if language is None else (tongue(language),)
        rows = [_asked(word, tongue_) for word in words for tongue_ in tongues]
        asked = " UNION ALL ".join([ASKED.format(word="CAST(%s AS varchar(42))")] * len(rows))
        sql += " UNION ALL " + WORDS.format(asked=asked)
        parameters += [value for row in rows for value in row]
    return sql, parameters


def _asked(word: str, tongue_: str) -> list:
    """A row of ``ASKED``. A stored word is longer by the two letters of its language."""
    length, most = len(word) + 2, slips(word)
    stems = [stem_key(word, each) for each in TONGUES]
    return [
        word,
        *stems,
        head_key(word, tongue_),
        tail_key(word, tongue_),
        length - most,
        length + most,
    ]
