"""From the bytes of a file to its text, or a refusal that says how to mend the file."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.textgate import TextRefused, check_text

MAX_BYTES = 1_000_000
_OTHER_ENCODINGS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"), (b"+/v", "UTF-7"))
# How files begin that are no text, whatever they are called.
_BINARY = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", gettext_lazy("Word, OpenDocument or ZIP")),
    (b"\xd0\xcf\x11\xe0", "Word"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "RTF"),
)
_HTML = re.compile(r"\s*(?:<!doctype\s+html|<html\b|<head\b|<body\b|<!--|<article\b)", re.I)
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|```|---$)", re.M)


class PageRefused(ValueError):
    """A file that cannot be brought in: ``reason`` says why, ``mend`` what to do about it."""

    def __init__(self, reason, mend, place=""):
        self.reason, self.mend, self.place = reason, mend, place
        where = f" ({place})" if place else ""
        super().__init__(f"{reason}{where}. {mend}")


def text_of(data: bytes) -> str:
    """Return the text of a file, letter for letter (a mark of the encoding is none).

    Raises PageRefused for more than 1 MB, an empty file, another encoding than UTF-8, files that
    are no text, and characters that no text of an editor may hold.
    """
    if len(data) > MAX_BYTES:
        raise PageRefused(
            _("The file is larger than 1 MB"),
            _("Save the page as text alone, without images and scripts, or divide it."),
        )
    _refuse_binary(data)
    text = _decoded(data)
    if not text.strip():
        raise PageRefused(_("The file is empty"), _("Save the page again and look into the file."))
    return gated(text)


def gated(text: str) -> str:
    """Return the text as it is, or raise PageRefused for what the project's text gate refuses."""
    if len(text) > MAX_BYTES:
        raise PageRefused(
            _("The text is longer than 1 MB"), _("Divide it, or leave out what was pasted.")
        )
    try:
        check_text(text, multiline=True, most=MAX_BYTES)
    except TextRefused as refused:
        raise PageRefused(refused.reason, refused.mend, refused.place) from None
    return text


def media_type(text: str, name: str) -> str:
    """Return text/html, text/markdown or text/plain, by the text first and then by the name."""
    ending = name.rpartition(".")[2].lower()
    if _HTML.match(text) or (ending in ("html", "htm", "xhtml") and "<" in text):
        return "text/html"
    if ending in ("md", "markdown") or _MARKDOWN.search(text):
        return "text/markdown"
    return "text/plain"


def _refuse_binary(data: bytes) -> None:
    for start, encoding in _OTHER_ENCODINGS:
        if data.startswith(start):
            raise PageRefused(_("The file is %s, not UTF-8") % encoding, _("Save it as UTF-8."))
    for start, kind in _BINARY:
        if data.startswith(start):
            raise PageRefused(
                _("The file is no text but %s") % kind,
                _("Open it, and save it as plain text or as a web page."),
            )
    if b"\x00" in data:
        raise PageRefused(
            _("The file is no text"), _("Open it, and save it as plain text or as a web page.")
        )


def _decoded(data: bytes) -> str:
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        place = _("line %(line)d, byte %(byte)d") % {
            "line": data.count(b"\n", 0, error.start) + 1,
            "byte": error.start,
        }
        raise PageRefused(_("The file is not UTF-8"), _("Save it as UTF-8."), place) from None
