"""Words that nobody wrote: which word of the pages was meant. Pure, and careful.

Only plain words of five letters and more are looked at, and only if no live page has them, whatever
its language: so no code, no dose, no name of a page and no short word is ever touched. A near word
begins with the same two letters or ends with the same three, and is one slip away (a letter
wrong, missing, too many, or two exchanged), or two where the word has eight letters and more.

One near word is *applied* if it is alone at its distance (endings apart), has the same first letter
and the typed one has at least six. Two slips never lead to a word that stands in a name or title: a
medicine that we have no page of must not become one that we have. All others are *offered*.
"""

from dataclasses import dataclass

from rapidfuzz.distance import OSA

SHORTEST = 5
SHORTEST_APPLIED = 6
LONG = 8  # from so many letters on, two slips are forgiven
MOST_OFFERED = 3
MOST_MENDED = 4  # words of one query that are looked at


@dataclass(frozen=True)
class Near:
    """A word of live pages; ``named`` says that one has it in its title or names."""

    word: str
    stem: str
    named: bool = False


@dataclass(frozen=True)
class Verdict:
    """``applied``: the word to search instead, or nothing. ``offered``: words to choose from."""

    applied: str = ""
    offered: tuple[str, ...] = ()


def may_be_mended(word: str) -> bool:
    """Whether a typed word is of the kind that spelling may touch at all."""
    return word.isascii() and word.isalpha() and len(word) >= SHORTEST


def slips(word: str) -> int:
    """How many slips are forgiven in a word."""
    return 2 if len(word) >= LONG else 1


def in_reach(typed: str, word: str) -> bool:
    """Whether a word is so near that the typed one may be a slip of it."""
    return OSA.distance(typed, word, score_cutoff=slips(typed)) <= slips(typed)


def judge(typed: str, near: list[Near]) -> Verdict:
    """What to do about a word that no live page has, given the words that begin or end alike."""
    if not may_be_mended(typed):
        return Verdict()
    most = slips(typed)
    far = {word: OSA.distance(typed, word.word, score_cutoff=most) for word in near}
    found = sorted((word for word in near if 0 < far[word] <= most), key=lambda w: (far[w], w.word))
    if not found:
        return Verdict()
    best = [word for word in found if far[word] == far[found[0]]]
    first = min(best, key=lambda word: (abs(len(word.word) - len(typed)), word.word))
    if len({word.stem for word in best}) == 1 and _is_safe(typed, best, far[first]):
        return Verdict(applied=first.word)
    return Verdict(offered=tuple(dict.fromkeys(word.word for word in found))[:MOST_OFFERED])


def _is_safe(typed: str, best: list[Near], distance: int) -> bool:
    return (
        len(typed) >= SHORTEST_APPLIED
        and all(word.word[0] == typed[0] for word in best)
        and not (distance > 1 and any(word.named for word in best))
    )
