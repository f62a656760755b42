"""A text as its lines, each with what it is as far as its own marks tell."""

import re
import unicodedata

from reviews.importing import infobox
from reviews.importing.page import HEADING, ITEM, ROW, TEXT, Line

BULLETS = "-*+•▪◦‣·–"
_ITEM = re.compile(rf"(?:[{re.escape(BULLETS)}]|\d{{1,3}}[.)]|\(?[a-z]\))\s+\S")
_MARK = re.compile(rf"(?:[{re.escape(BULLETS)}]|\d{{1,3}}[.)]|\(?[a-z]\)|#{{1,6}})\s+")
_HEADING = re.compile(r"(#{1,6})\s+\S")
_ENDING_MARKS = re.compile(r"\s#+\Z")


def read(text: str):
    """Return the lines that are not blank, as `Line`s, and the tables among them."""
    raw = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    ends = _table_ends(raw)
    lines, boxes, position = [], [], 0
    while position < len(raw):
        box = None
        if position in ends:
            box = infobox.read("\n".join(raw[position : ends[position] + 1]))
        if box:
            boxes.append(box)
            lines += [_line(position + 1, row) for row in infobox.as_lines(box)]
            position = ends[position] + 1
            continue
        if raw[position].strip():
            lines.append(_line(position + 1, raw[position]))
        position += 1
    return lines, boxes


def _table_ends(raw):
    """{index of the line on which an HTML table begins: index of the line on which it ends}."""
    ends, end = {}, None
    for index in range(len(raw) - 1, -1, -1):
        if "<" not in raw[index]:
            continue
        if infobox.closes(raw[index]):
            end = index
        if infobox.opens(raw[index]):
            if end is not None:
                ends[index] = end
            end = None
    return ends


def _line(number, raw):
    text = raw.strip()
    if marked := _HEADING.match(text):
        return Line(number, text, HEADING, len(marked[1]))
    if _ITEM.match(text):
        return Line(number, raw.expandtabs(4).rstrip(), ITEM)
    if text.startswith("|") and text.endswith("|") and len(text) > 1:
        return Line(number, text, ROW)
    return Line(number, text, TEXT)


def bare(text: str) -> str:
    """Return the words of a line: without its mark of an item or a heading, blanks folded."""
    words = " ".join(text.split())
    marked = _MARK.match(words)
    if not marked:
        return words
    words = words[marked.end() :]
    return _ENDING_MARKS.sub("", words) if marked[0].startswith("#") else words


def is_bullet(text: str) -> bool:
    """Whether an item is marked with a bullet of any kind, not with a number."""
    return text.lstrip()[:1] in BULLETS
