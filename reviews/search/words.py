"""Words as the search sees them: folded, cut, stemmed. Pure, and the same for both databases.

The databases never read text themselves: they are handed ready tokens of ``[a-z0-9_]`` only, so
that neither one's parser, dictionary or collation can change a result.

A changed rule or stemmer makes stored rows stale: ``audit`` says so, ``rebuild`` mends it.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# By class, not by ``snowballstemmer.stemmer()``: that one takes PyStemmer where it happens to be
# installed, and another release of the algorithm would no longer meet the stored tokens.
from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.spanish_stemmer import SpanishStemmer

STEMMERS = {"en": EnglishStemmer, "es": SpanishStemmer}
OTHER = "xx"
TONGUES = (*STEMMERS, OTHER)
LONGEST_WORD = 40

_DROPPED = dict.fromkeys(map(ord, "®™©℠℗"))
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\uff0d"), "-")
_GREEK = dict(
    zip(
        "αβγδεζηθικλνξοπρστυφχψω",
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda nu xi omicron pi rho "
        "sigma tau upsilon phi chi psi omega".split(),
        strict=True,
    )
)
_LONE_GREEK = re.compile("(?<![\u0370-\u03ff])[α-ω](?![\u0370-\u03ff])")
_APOSTROPHE = re.compile(r"(?<=[^\W_])['\u2019\u02bc](?:s\b)?")
_CHUNK = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def fold(text: str) -> str:
    """Lower case without accents, trade marks, invisible characters or curly hyphens.

    A Greek letter that stands alone is spelled (``TNF-α`` is ``tnf-alpha``); ``μ`` becomes ``u``
    as in units. Folding twice changes nothing.
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.translate(_DROPPED | _HYPHENS)).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_HYPHENS)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Mn", "Cf"))
    return _LONE_GREEK.sub(_spell, text)


def _spell(match: re.Match) -> str:
    return _GREEK.get(match[0].replace("ς", "σ"), "u")


def chunks(text: str) -> Iterator[list[str]]:
    """Each run of letters and digits, hyphens inside allowed, as its list of parts."""
    plain = _APOSTROPHE.sub("", fold(text))
    for match in _CHUNK.finditer(plain):
        yield [part[:LONGEST_WORD] for part in match[0].split("-")]


def joined(parts: list[str]) -> str:
    """``anti-sense`` is also looked up as ``antisense``, ``CNM-Au8`` as ``cnmau8``."""
    return "".join(parts)[:LONGEST_WORD]


def words(text: str) -> Iterator[str]:
    """All words of a text in order, the joined forms of hyphenated ones after their parts."""
    for parts in chunks(text):
        yield from parts
        if len(parts) > 1:
            yield joined(parts)


def key(text: str) -> str:
    """A whole name without spaces and signs: ``CNM-Au8``, ``CNM Au8``, ``cnmau8`` are one name."""
    return "".join("".join(parts) for parts in chunks(text))


def tongue(language: str) -> str:
    """The language whose rules a text is read by, or ``OTHER`` where we have none for it."""
    return language if language in STEMMERS else OTHER


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """The word's stem by the rules of its language, or else by those of English."""
    return STEMMERS.get(language, EnglishStemmer)().stemWord(word)


def whole_token(word: str, language: str) -> str:
    """The token of a word as it stands: ``een…``."""
    return f"e{tongue(language)}{spell(word)}"


def stem_token(word: str, language: str) -> str:
    """The token of a word's stem: ``sen…``. A word with a digit (a code, a gene) has none."""
    if not word.isalpha():
        return whole_token(word, language)
    return f"s{tongue(language)}{spell(stem(word, language))}"


def tokens_of(word: str, language: str) -> set[str]:
    """The tokens to store for a word.

    They name the language, so that a search in one language needs no other list to narrow it.
    """
    return {whole_token(word, language), stem_token(word, language)}


def word_of(token: str) -> str:
    """The word or stem that a token spells."""
    return token[3:]


def spell(word: str) -> str:
    """The word in ``[a-z0-9_]``: both databases agree on those, not on newer letters."""
    return word if word.isascii() else "_" + word.encode().hex()


def level(token: str, number: int) -> str:
    """The token as stored for one level of prominence (1 title … 4 anywhere)."""
    return f"{token[0]}{number}{token[1:]}"
