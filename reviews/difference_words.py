"""Two texts as runs of kept, added and removed words, with nothing left invisible."""

import re
import unicodedata
from difflib import SequenceMatcher

from reviews.textgate import show_hidden

# Above this many comparisons a difference by words would keep a reviewer waiting.
MAX_WORK = 2_000_000
_TOKEN = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")
_SPACES = re.compile(r"[^\S\n ]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z0-9]")
_WORD = re.compile(r"\w+")


def shown(text: str) -> str:
    """Return a text with what deceives the eye written out, as ⟦U+202E⟧.

    That is hidden characters, unusual blanks, and Cyrillic letters inside Latin words.
    """
    if text.isascii() and text.isprintable():
        return text
    visible = _SPACES.sub(_written_out, show_hidden(text))
    visible = _WORD.sub(_unmixed, visible) if _CYRILLIC.search(visible) else visible
    return "".join(_written_out(c) if _has_no_shape(c) else c for c in visible)


def word_runs(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Return pairs (op, text), op being "same", "added" or "removed".

    The kept and removed runs put together read as `before`, the kept and added ones as `after`,
    but for blanks that alone were changed: they are drawn as ␣ and ⏎.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = old[start : len(old) - end], new[start : len(new) - end]
    runs = [("same", old[:start]), *_middle(*middle), ("same", old[len(old) - end :])]
    return tuple((op, _drawn(op, "".join(tokens))) for op, tokens in runs if tokens)


def _middle(old: list[str], new: list[str]) -> list[tuple[str, list[str]]]:
    if len(old) * len(new) > MAX_WORK:
        return [("removed", old), ("added", new)]
    runs = []
    for op, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            runs.append(("same", old[a:b]))
        else:
            runs += [("removed", old[a:b]), ("added", new[c:d])]
    return runs


def _common(old: list[str], new: list[str]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _drawn(op: str, text: str) -> str:
    if op == "same" or text.strip():
        return text
    return text.replace(" ", "␣").replace("\n", "⏎\n")


def _unmixed(word: re.Match) -> str:
    return _CYRILLIC.sub(_written_out, word[0]) if _LATIN.search(word[0]) else word[0]


def _written_out(found) -> str:
    character = found if isinstance(found, str) else found[0]
    return f"⟦U+{ord(character):04X}⟧"


def _has_no_shape(character: str) -> bool:
    """Format characters, unassigned ones and variation selectors look like nothing."""
    if character.isascii():
        return False
    code = ord(character)
    return (
        unicodedata.category(character) in ("Cf", "Cc", "Cn", "Cs", "Co")
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0100 <= code <= 0xE01EF
        or code in (0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0)
    )
