"""The words of live pages, counted, in the transaction that writes or removes a page.

They come from the stored tokens of a page and from nothing else, so a word goes with the last live
page that has it. Kept are words of plain letters: what has a digit is a code and is never mended.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connections, transaction

from reviews.search.words import LONGEST_WORD, level, stem_token, whole_token

SHORTEST = 4
HEAD, TAIL = 2, 3
ANYWHERE, IN_A_NAME = level("e", 4), level("e", 1)
_WORD = re.compile(rf"..([a-z]{{2}}[a-z]{{{SHORTEST},{LONGEST_WORD}}})")
BATCH = 500

ADD = """INSERT INTO reviews_searchword (id, stem, head, tail, pages, named) VALUES {values}
 ON CONFLICT (id) DO UPDATE SET pages = reviews_searchword.pages + excluded.pages,
 named = reviews_searchword.named + excluded.named"""
DROP = "DELETE FROM reviews_searchword WHERE pages <= 0 AND id IN ({ids})"
TOKENS = {
    "sqlite": "SELECT tokens FROM reviews_searchtokens",
    "postgresql": "SELECT array_to_string(tsvector_to_array(tokens), ' ')"
    " FROM reviews_searchtokens",
}
OF_PAGE = " WHERE rowid = %s"


def add(pages: Iterable[Iterable[str]], *, using: str) -> None:
    """Count the words of pages that were just written; each page is its tokens."""
    _change(_counted(pages), 1, using)


def take_away(row_id: int, *, using: str) -> None:
    """Count the words of a stored page no more; to be called before its tokens are deleted."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(TOKENS[connection.vendor] + OF_PAGE, [row_id])
        pages = [tokens.split() for (tokens,) in cursor.fetchall()]
    _change(_counted(pages), -1, using)


def recount(using: str) -> None:
    """Count anew, from the stored tokens of all pages."""
    with transaction.atomic(using=using):
        wanted = counts(using)
        with connections[using].cursor() as cursor:
            cursor.execute("DELETE FROM reviews_searchword")
        _change(wanted, 1, using)


def faults(using: str) -> list[str]:
    """Words that no live page accounts for, or that stand with another count."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT id, stem, head, tail, pages, named FROM reviews_searchword")
        stored = {row[0]: tuple(row) for row in cursor.fetchall()}
    wanted = {word: (*_keys(word), *numbers) for word, numbers in counts(using).items()}
    wrong = len(dict(stored.items() - wanted.items()).keys() | (wanted.keys() - stored.keys()))
    return [f"{wrong} words of the search are not those of the live pages"] if wrong else []


def counts(using: str) -> dict[str, tuple[int, int]]:
    """``{language and word: (pages that have it, pages that have it in a name)}``."""
    return _counted(_stored(using))


def _stored(using: str) -> Iterator[list[str]]:
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(TOKENS[connection.vendor])
        for (tokens,) in cursor:
            yield tokens.split()


def _counted(pages: Iterable[Iterable[str]]) -> dict[str, tuple[int, int]]:
    found: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for tokens in pages:
        for token in tokens:
            if token[:2] in (ANYWHERE, IN_A_NAME) and (match := _WORD.fullmatch(token)):
                (found if token[:2] == ANYWHERE else named)[match[1]] += 1
    return {word: (found[word], named[word]) for word in sorted(found)}


def _change(counted: dict[str, tuple[int, int]], sign: int, using: str) -> None:
    """Always in order of the words, so that two writers cannot wait for each other."""
    rows = iter(counted.items())
    with connections[using].cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            values = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(batch))
            parameters = [
                value
                for word, (pages, named) in batch
                for value in (*_keys(word), sign * pages, sign * named)
            ]
            cursor.execute(ADD.format(values=values), parameters)
            if sign < 0:
                ids = ", ".join(["%s"] * len(batch))
                cursor.execute(DROP.format(ids=ids), [word for word, _counts in batch])


def _keys(word: str) -> tuple[str, str, str, str]:
    """What a word is looked up by: itself, its stem, its beginning and its end."""
    return word, stem_key(word[2:], word[:2]), head_key(word[2:], word[:2]), word[:2] + word[-TAIL:]


def stem_key(word: str, tongue: str) -> str:
    """The language and the stem of a word."""
    return stem_token(word, tongue)[1:]


def head_key(word: str, tongue: str) -> str:
    """The language and the first letters of a word."""
    return tongue + word[:HEAD]


def tail_key(word: str, tongue: str) -> str:
    """The language and the last letters of a word."""
    return tongue + word[-TAIL:]


def word_key(word: str, tongue: str) -> str:
    """The language and the word."""
    return whole_token(word, tongue)[1:]
