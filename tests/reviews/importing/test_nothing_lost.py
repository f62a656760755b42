"""Random and hostile pages: reading never fails, loses no line, and takes time as their length."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.importing import gate, guessing, reading

WORDS = (
    "Overview", "Mechanism of Action", "Sex", "All", "Status and phase", "Completed", "Phase 2",
    "Enrollment", "26 patients", "Inclusion criteria", "1. definite ALS", "- an item", "• other",
    "# Title", "### Deep", "| a | b |", "| --- | --- |", "<table>", "</table>", "<tr><td>x</td>",
    "<td>y</td></tr>", "Masking: None (Open label)", "A sentence, which goes on.", "[@key2020]",
    "▸Metadata", "About", "NCT12345678", "```", "    four blanks", "Ages", "18 to 65 years old",
    "12 participants in 1 patient group", "2. 3. twice marked", "**bold**", "\\| x", "References",
    "<p>", "</p>", "&amp;", "written by ChatGPT", "caf\u0065\u0301", "Title #",
)  # fmt: skip
lines_of_pages = st.lists(st.sampled_from(WORDS) | st.text(max_size=30), min_size=1, max_size=40)
PIECES = (
    "<p>", "</p>", "<table>", "<tr>", "<td>", "</td>", "</table>", "words", " & ", "<b>", "</i>",
    "<li>", "<h2>", "</h2>", "<!--", "-->", "<a href='/x'>", "</a>", "<script>", "</script>",
    "<![CDATA[", "<?php", "&lt;", "&#0;", "<br>", "\n", "<pre>", "1 < 2", "<sup>5</sup>",
)  # fmt: skip


def read(text, name="page.txt"):
    """The page, or None where the gate refuses the text."""
    try:
        return reading.read(text.encode("utf-8", "surrogatepass"), name)
    except gate.PageRefused:
        return None


def raw_lines(text):
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return [line for line in text.split("\n") if line.strip()]


@settings(max_examples=200, deadline=None)
@given(lines_of_pages)
def test_every_line_of_a_text_is_in_the_page_once(lines):
    text = "\n".join(lines)
    page = read(text)
    if page is None or page.media_type == "text/html" or page.infoboxes:
        return
    found = [" ".join(line.text.split()) for line in page.lines]
    assert found == [" ".join(line.split()) for line in raw_lines(text)]
    assert sum(len(part.lines) + bool(part.heading) for part in page.parts) == len(found)


@settings(max_examples=200, deadline=None)
@given(lines_of_pages)
def test_a_table_read_as_one_loses_no_word(lines):
    page = read("\n".join(lines))
    for box in page.infoboxes if page else ():
        shown = "\n".join(line.text for line in page.lines)
        for cell in (box.caption, *(cell for row in box.rows for cell in row)):
            assert cell.replace("\\", "\\\\").replace("|", "\\|") in shown or cell in shown


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_a_page_or_a_refusal(data):
    try:
        page = reading.read(data, "any.html")
    except gate.PageRefused as refused:
        assert refused.mend
    else:
        assert guessing.kind(page) in ("therapy", "guide", "trial")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_damaged_html_is_a_page_or_a_refusal(pieces):
    page = read("<html>" + "".join(pieces), "page.html")
    assert page is None or page.lines


HOSTILE = {
    "a paragraph": "word " * 79_000,
    "blank lines": "\n" * 390_000 + "x",
    "headings": "Heading of this\n" * 10_000,
    "labels": "Sex\n" * 10_000,
    "tables": "<table>\n" * 10_000,
    "closed tables": "<table>\n<tr><td>x</td></tr>\n</table>\n" * 3_000,
    "items": "- item\n" * 10_000,
    "brackets": "[@" * 190_000,
    "links": "[a](/" * 79_000,
    "pipes": "|" * 390_000,
    "labels on lines": "Sex: x\n" * 10_000,
    "digits": "1" * 390_000,
    "capitals": "Aa " * 130_000,
    "HTML comments": "<html>" + "<!--" * 90_000,
    "HTML attributes": "<html><a " + "b='" * 120_000,
    "HTML tables": "<html>" + "<table><tr><td>" * 10_000 + "x",
    "HTML tags": "<html>" + "<b>" * 39_000 + "x",
}
ENDLESS = {
    "one line": "word " * 190_000,
    "lines": "Sex\n" * 240_000,
    "less than": "<html>" + "<" * 990_000,
    "open tags": "<html>" + "<b>" * 300_000,
    "comments": "<html>" + "<!--" * 240_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_the_longest_pages_are_read_in_seconds(name):
    begun = time.process_time()
    page = reading.read(HOSTILE[name].encode(), "page.txt")
    assert page.lines
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("name", ENDLESS)
def test_a_megabyte_of_anything_is_refused_in_seconds(name):
    begun = time.process_time()
    with pytest.raises(gate.PageRefused, match="more text than one page"):
        reading.read(ENDLESS[name].encode(), "page.txt")
    assert time.process_time() - begun < 5
