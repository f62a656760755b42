"""Tables as wiki pages carry them: HTML in the middle of a text, or Markdown."""

import re

from bs4 import BeautifulSoup, Tag
from bs4.exceptions import ParserRejectedMarkup

from reviews.importing.page import Infobox

MAX_TAGS = 40_000  # tags and entities; the longest honest pages of a wiki have half of that
_NO_TAG = re.compile(r"<(?!/?[a-z][^<>]{0,9999}>|!doctype[^<>]{0,999}>)", re.I)
_OPEN = re.compile(r"<table\b", re.I)
_CLOSE = re.compile(r"</table\s*>", re.I)


def opens(line: str) -> bool:
    """Whether an HTML table begins with this line."""
    return _OPEN.match(line.strip()) is not None


def closes(line: str) -> bool:
    """Whether an HTML table ends with this line."""
    stripped = line.rstrip()
    return stripped.endswith(">") and bool(_CLOSE.search(stripped[-20:]))


def read(markup: str) -> Infobox | None:
    """Return the table of a piece of HTML, or None if that would lose or move a word of it."""
    if "<!" in markup or "<?" in markup:
        return None
    soup = parsed(markup)
    tables = simple_tables(soup) if soup else []
    if len(tables) != 1:
        return None
    box = of_table(tables[0])
    words = [box.caption, *(cell for row in box.rows for cell in row)]
    return box if " ".join(words).split() == soup.get_text(" ").split() else None


def parsed(markup: str) -> BeautifulSoup | None:
    """Return the tree of a piece of HTML, or None where there is too much markup to read.

    What looks like a tag and is none is text. Damaged markup would otherwise cost the parser more
    than its length: an open comment, a declaration or a quotation mark makes it start again.
    """
    plain = _NO_TAG.sub("&lt;", _without_comments(markup))
    if plain.count("<") + plain.count("&") > MAX_TAGS:
        return None
    try:
        return BeautifulSoup(plain, "html.parser")
    except (AssertionError, RecursionError, ValueError, ParserRejectedMarkup):
        return None


def _without_comments(markup: str) -> str:
    kept, position = [], 0
    while (start := markup.find("<!--", position)) >= 0:
        end = markup.find("-->", start + 4)
        if end < 0:
            break
        kept.append(markup[position:start])
        position = end + 3
    return "".join(kept) + markup[position:]


def walk(root, passes=lambda tag: False):
    """Yield (node, True) before what is in it and (tag, False) after it; nothing is recursive.

    What is in a tag is left out where ``passes(tag)`` says so, once the tag was yielded.
    """
    waiting = [(root, True)]
    while waiting:
        node, opening = waiting.pop()
        yield node, opening
        if opening and isinstance(node, Tag):
            waiting.append((node, False))
            if passes(node):
                continue
            waiting.extend((child, True) for child in reversed(node.contents))


def simple_tables(root) -> list:
    """Return the tables that have no table, row or cell inside another one of the same."""
    found, around, nested = [], [], set()
    for node, opening in walk(root):
        name = node.name if isinstance(node, Tag) else ""
        if name == "table":
            if not opening:
                around.pop()
                continue
            nested |= {id(tag) for tag, _open in around[-1:]}
            around.append((node, {"tr": 0, "td": 0, "th": 0}))
            found.append(node)
        elif around and name in around[-1][1]:
            table, open_now = around[-1]
            if opening and open_now[name]:
                nested.add(id(table))
            open_now[name] += 1 if opening else -1
    return [tag for tag in found if id(tag) not in nested]


def of_table(table) -> Infobox:
    """Return the cells of a table without tables in it. A first row of one cell is its caption."""
    found = [_cells(row) for row in table.find_all("tr")]
    rows = [row for row in found if any(row)]
    above = table.find("caption")
    if above is not None:
        return Infobox(_words(above), tuple(rows))
    if len(rows) > 1 and len(rows[0]) == 1:
        return Infobox(rows[0][0], tuple(rows[1:]))
    return Infobox("", tuple(rows))


def _cells(row) -> tuple[str, ...]:
    return tuple(_words(cell) for cell in row.find_all(["td", "th"], recursive=False))


def _words(tag) -> str:
    return " ".join(tag.get_text(" ").split())


def as_lines(box: Infobox) -> list[str]:
    """Return the table as lines of Markdown: its caption, its first row as the head, the rest."""
    width = max((len(row) for row in box.rows), default=0)
    lines = [f"| {' | '.join(_escaped(row, width))} |" for row in box.rows]
    if lines:
        lines.insert(1, "|" + " --- |" * width)
    return [box.caption, *lines] if box.caption else lines


def _escaped(row, width):
    cells = [cell.replace("\\", "\\\\").replace("|", "\\|") for cell in row]
    return cells + [""] * (width - len(cells))
