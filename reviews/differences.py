"""Differences between two documents, in words, for the page where a reviewer decides.

Nobody may approve what they could not see: every change of a leaf, of a row and of an order comes
out as a difference whose texts can be told apart on a screen.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reviews.difference_rows import SAME_ROW, identity, row_name
from reviews.difference_words import shown, word_runs
from reviews.labels import label_of, reading_order

# A citation as `reviews.citations` writes it: number in the address, the name and the text.
CITATION = re.compile(
    r'(<a class="cite" href="#ref-)(\d+)(" aria-label="[^\d"<>]*)(\d+)'
    r'([^"<>]*" rel="noopener noreferrer">\[)(\d+)([^<>]*\]</a>)'
)


@dataclass(frozen=True)
class Difference:
    """One change. `place` is a JSON pointer into the newer document (the older, if removed).

    `before` and `after` are plain texts ("" when there is none). `words` holds pairs (op, text)
    with op "same", "added" or "removed", for <ins> and <del>.
    """

    place: str
    label: str
    kind: str  # added, removed or changed
    before: str
    after: str
    words: tuple[tuple[str, str], ...]


def differences(before: dict | None, after: dict) -> list[Difference]:
    """Return every difference a reader of either document could notice, in reading order.

    Without an older document everything is an addition. HTML beside Markdown is reported only
    where the Markdown stayed the same, since it follows from it.
    """
    return list(_objects(before or {}, after, "", ()))


def _values(before, after, place: str, labels: tuple) -> Iterator[Difference]:
    if _same(before, after):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _objects(before, after, place, labels)
    elif _is_rows(before) and _is_rows(after) and (before or after):
        yield from _rows(before, after, place, labels)
    else:
        yield _changed(before, after, place, labels)


def _objects(before: dict, after: dict, place: str, labels: tuple) -> Iterator[Difference]:
    for key in reading_order(set(before) | set(after)):
        if _follows_from_markdown(key, before, after):
            continue
        here, named = f"{place}/{_escape(key)}", (*labels, label_of(key))
        if key == "html" and _only_renumbered(before.get(key), after.get(key)):
            yield _renumbered(before[key], after[key], here, labels)
        elif key in before and key in after:
            yield from _values(before[key], after[key], here, named)
        elif key in after:
            yield from _whole(None, after[key], here, named)
        else:
            yield from _whole(before[key], None, here, named)


def _follows_from_markdown(key: str, before: dict, after: dict) -> bool:
    if key != "html" or "markdown" not in after:
        return False
    return not _same(before.get("markdown"), after["markdown"])


def _only_renumbered(before: object, after: object) -> bool:
    """True if two pieces of HTML differ in the numbers of references and in nothing else."""
    if not isinstance(before, str) or not isinstance(after, str) or before == after:
        return False
    return CITATION.sub(_unnumbered, before) == CITATION.sub(_unnumbered, after)


def _unnumbered(citation: re.Match) -> str:
    same = citation[2] == citation[4] == citation[6]
    return "".join(citation.group(1, 3, 5, 7)) if same else citation[0]


def _renumbered(before: str, after: str, place: str, labels: tuple) -> Difference:
    numbers = [" ".join(f"[{m[2]}]" for m in CITATION.finditer(html)) for html in (before, after)]
    return _difference("changed", *numbers, place, (*labels, _("numbers of the citations")))


def _rows(before: list, after: list, place: str, labels: tuple) -> Iterator[Difference]:
    """Rows are matched by what they are, not by where they stand; order is reported apart."""
    pairs = _matched(before, after, place)
    gone = set(range(len(before))) - set(pairs.values())
    for new, row in enumerate(after):
        named = (*labels, row_name(row, new))
        if new in pairs:
            yield from _values(before[pairs[new]], row, f"{place}/{new}", named)
        else:
            yield from _whole(None, row, f"{place}/{new}", named)
    for old in sorted(gone):
        named = (*labels, row_name(before[old], old))
        yield from _whole(before[old], None, f"{place}/{old}", named)
    if list(pairs.values()) != sorted(pairs.values()):
        yield _order(before, after, pairs, place, labels)


def _matched(before: list, after: list, place: str) -> dict[int, int]:
    """Return {index in after: index in before}, in the order of `after`."""
    old = {name: i for i, name in enumerate(_numbered(before, place))}
    pairs = {new: old.pop(name) for new, name in enumerate(_numbered(after, place)) if name in old}
    for new, row in enumerate(after):
        if new not in pairs:
            similar = (name for name, i in old.items() if _alike(before[i], row) >= SAME_ROW)
            name = next(similar, None)
            if name is not None:
                pairs[new] = old.pop(name)
    return dict(sorted(pairs.items()))


def _numbered(rows: list, place: str) -> list[tuple]:
    """Return the identities of rows; the second of two twins is the second."""
    seen: Counter = Counter()
    names = []
    for row in rows:
        name = identity(row, place)
        seen[name] += 1
        names.append((name, seen[name]))
    return names


def _alike(one: dict, other: dict) -> float:
    """Return the share of fields with a value that two rows have in common."""
    keys = [key for key in set(one) | set(other) if one.get(key) or other.get(key)]
    same = sum(_same(one.get(key), other.get(key)) for key in keys)
    return same / len(keys) if keys else 0.0


def _order(before: list, after: list, pairs: dict, place: str, labels: tuple) -> Difference:
    old = [row_name(before[i], i) for i in sorted(pairs.values())]
    new = [row_name(before[i], i) for i in pairs.values()]
    texts = ["\n".join(f"{n}. {name}" for n, name in enumerate(rows, 1)) for rows in (old, new)]
    return _difference("changed", *texts, place, (*labels, _("order of the rows")))


def _whole(before, after, place: str, labels: tuple) -> Iterator[Difference]:
    """Report a part that is new or gone: row by row where it has rows."""
    part = after if before is None else before
    kind = "added" if before is None else "removed"
    if _is_rows(part) and part:
        for index, row in enumerate(part):
            yield from _one(kind, row, f"{place}/{index}", (*labels, row_name(row, index)))
    else:
        yield from _one(kind, part, place, labels)


def _one(kind: str, part, place: str, labels: tuple) -> Iterator[Difference]:
    text = _text(part)
    texts = ("", text) if kind == "added" else (text, "")
    yield _difference(kind, *texts, place, labels)


def _changed(before, after, place: str, labels: tuple) -> Difference:
    texts = _text(before), _text(after)
    if texts[0] == texts[1]:  # "no" as a word and as a value
        texts = tuple(shown(json.dumps(v, ensure_ascii=False)) for v in (before, after))
    return _difference("changed", *texts, place, labels)


def _difference(kind: str, before: str, after: str, place: str, labels: tuple) -> Difference:
    label = " · ".join(str(part) for part in labels)
    return Difference(place, label, kind, before, after, word_runs(before, after))


def _text(value) -> str:
    """Return any part of a document as lines of text, nothing left out but HTML of Markdown."""
    if value is None:
        return _("not stated")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str):
        return shown(value) or _("empty")
    if isinstance(value, list):
        return "\n".join(f"– {_indented(item)}" for item in value) or _("empty list")
    if isinstance(value, dict):
        keys = [key for key in reading_order(value) if key != "html" or "markdown" not in value]
        lines = (f"{shown(label_of(key))}: {_indented(value[key])}" for key in keys)
        return "\n".join(lines) or _("empty")
    return str(value)


def _indented(value) -> str:
    text = _text(value)
    if isinstance(value, dict | list) and value:
        return "\n  " + text.replace("\n", "\n  ")
    return text


def _is_rows(value) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _same(one, other) -> bool:
    """Equality that tells True from 1, at any depth."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[k], other[k]) for k in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return one == other


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
