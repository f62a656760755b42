"""From the bytes of a file to a ``Page``. Pure: no request, no database."""

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from reviews import canonical
from reviews.importing import fields, gate, headings, html, identifiers, lines, origin
from reviews.importing.page import HEADING, TEXT, TITLE, Page

# A document holds 1 MB, with its words in Markdown and in HTML; a section of it 10,000 lines.
MAX_LENGTH = 400_000
MAX_LINES = 10_000
MAX_TITLE_LINES = 12
_BROKEN = re.compile(r"\b[A-Za-z]{2,}\d{1,3}\Z")
_REST = re.compile(r"0\d{1,4}\b")
_ADDED = re.compile(r"\s+[|–—·-]\s+[^|–—·]{2,60}\Z")  # the name of the site in a title
_LEAD = re.compile(r"overview\s*:\s*", re.I)
_AROUND = re.compile(
    r"(?:menu|home|search|log ?in|sign ?in|skip to .{0,40}|cite this.{0,40})\Z", re.I
)


def read(data: bytes, name: str) -> Page:
    """Return what was found on a page; ``name`` is that of its file.

    Raises PageRefused, and nothing else, for whatever bytes it is given.
    """
    return read_text(gate.text_of(data), name)


def read_text(text: str, name: str) -> Page:
    """``read`` of a text that has passed the gate."""
    kind = gate.media_type(text, name)
    seen = html.read(text) if kind == "text/html" else None
    remarks = []
    if kind == "text/html" and seen is None:
        kind, remarks = "text/plain", [_("Too much markup to read: kept as plain text.")]
    shown = gate.gated(seen[0]) if seen else text
    _refuse_endless(shown)
    found, boxes = lines.read(shown)
    boxes += seen[1] if seen else []
    if not found:
        raise gate.PageRefused(
            _("There is no text on this page"), _("Save the page again when it has loaded.")
        )
    found, values = _with_fields(found)
    title = _title(found, boxes, bool(values))
    found = headings.levelled([_titled(line, title) for line in found])
    words = [line.text for line in found]
    joined = "\n".join(words)
    return Page(
        name=name,
        text=text,
        digest=canonical.digest(text),
        media_type=kind,
        title=title,
        lines=tuple(found),
        parts=headings.parts(found),
        infoboxes=tuple(boxes),
        citation_keys=identifiers.citation_keys(joined),
        identifiers=identifiers.identifiers(joined),
        fields={field: tuple(line.text for line in own) for field, own in values.items()},
        dates=identifiers.dates(words),
        links=identifiers.links(joined),
        origin=origin.read(words),
        remarks=tuple([*remarks, *_remarks(found, values, title, words)]),
    )


def _refuse_endless(shown):
    if len(shown) > MAX_LENGTH or sum(map(bool, map(str.strip, shown.split("\n")))) > MAX_LINES:
        raise gate.PageRefused(
            _("There is more text than one page here can hold: 400,000 characters or 10,000 lines"),
            _("Divide it into several pages."),
        )


def _with_fields(found):
    """The lines with their roles, and the fields, where the page shows a registry record."""
    if fields.is_registry_page(found):
        return fields.read(found)
    return headings.marked(found), {}


def _title(found, boxes, is_record):
    """The title as the page has it, without the name of its site; "" if it has none."""
    first = found[:MAX_TITLE_LINES]
    if is_record:
        return _title_of_record(first)
    marked = next((line for line in found if line.role == HEADING and line.level == 1), None)
    if marked:
        return headings.name(marked)
    captions = {box.caption for box in boxes if box.caption}
    for line in first:
        words = headings.name(line)
        bare = _LEAD.sub("", words)
        known = headings.key(bare) in headings.TOP
        if line.role == HEADING and not known and not _AROUND.match(words) or words in captions:
            return _ADDED.sub("", bare)
    return ""


def _title_of_record(first):
    """The longest line above the first field, when it is long enough to be no name or menu."""
    above = []
    for line in first:
        if fields.label_of(line) or headings.key(line.text) in fields.PROSE:
            break
        if line.role in (TEXT, HEADING):
            above.append(headings.name(line))
    longest = max(above, key=len, default="")
    return longest if len(longest.split()) >= 4 else ""


def _titled(line, title):
    is_title = line.role in (TEXT, HEADING) and title and headings.name(line) == title
    return replace(line, role=TITLE) if is_title else line


def _remarks(found, values, title, words):
    if not title:
        yield _("The page has no title.")
    empty = [field.replace("_", " ") for field, own in values.items() if not own]
    if empty:
        yield _("Labels without a value: %s.") % ", ".join(empty)
    for line, after in zip(found, found[1:], strict=False):
        broken = _BROKEN.search(line.text[-60:]) if after.role == TEXT else None
        if broken and _REST.match(after.text):
            pieces = (broken[0], _REST.match(after.text)[0], line.number)
            yield _("A word may be broken in two: %s, %s (line %d).") % pieces
    if origin.read(words).kind == "third_party" and (said := origin.hint(words)):
        yield _("Ask whether a machine wrote this; the page says: “%s”") % said
