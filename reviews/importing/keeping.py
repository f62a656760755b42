"""Nothing of a page is lost: each of its lines stands somewhere in the draft."""

from collections.abc import Iterable

from reviews.importing.lines import bare, is_bullet
from reviews.importing.page import HEADING, ITEM, LABEL, ROW, TITLE, Line, Part


def folded(text: str) -> str:
    """Return a text with its blanks folded."""
    return " ".join(text.split())


def missing(lines: Iterable[Line], texts: Iterable[str]) -> list[Line]:
    """Return the lines that stand in none of the texts, with or without their marks."""
    kept = set()
    for text in texts:
        for line in text.split("\n"):
            kept |= {folded(line), bare(line)}
    return [line for line in lines if folded(line.text) not in kept and bare(line.text) not in kept]


def markdown(lines: Iterable[Line], *, without: str = "") -> str:
    """Return lines as Markdown: a paragraph each, items and rows together.

    A title that says exactly ``without`` is left out, since it stands above the page.
    """
    written: list[str] = []
    before = ""
    for line in lines:
        if line.role == TITLE and bare(line.text).strip("*_ ") == without:
            continue
        together = line.role == before and line.role in (ITEM, ROW)
        if written and not together:
            written.append("")
        written.append(_written(line))
        before = line.role
    return "\n".join(written)


def _written(line):
    if line.role == HEADING and line.level:
        return f"# {bare(line.text)}"
    text = line.text
    if line.role == ITEM and is_bullet(text) and text.lstrip()[0] not in "-*+":
        indent = text[: len(text) - len(text.lstrip())]
        return f"{indent}- {bare(text)}"
    return text.strip() if line.role in (LABEL, TITLE) else text


def of_parts(parts: Iterable[Part], *, without: str = "", top: int = 2) -> str:
    """Return parts as Markdown, each below its heading; ``top`` is the level that gets one "#"."""
    written = []
    for part in parts:
        if part.heading:
            written.append(f"{'#' * max(part.level - top + 1, 1)} {part.heading}")
        written.append(markdown(part.lines, without=without))
    return "\n\n".join(text for text in written if text)
