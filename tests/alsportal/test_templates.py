"""Templates and styles: what holds for all of them, whoever writes the next one."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from alsportal import dates, reading
from alsportal.templatetags import portal
from therapies import words

TEMPLATES = sorted(
    path
    for path in (settings.BASE_DIR / "templates").rglob("*.html")
    if path.relative_to(settings.BASE_DIR / "templates").parts[0] not in ("admin", "desk")
)
CSS = settings.BASE_DIR / "static" / "css"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_inline_script_style_or_handler(path):
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(
        r"<script(?![^>]*(\bsrc=|type=\"application/json\"))", text
    )  # data is none


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_document_html_is_trusted_by_one_tag_only(path):
    text = path.read_text()
    assert "|safe" not in text
    assert "autoescape off" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_pages_load_nothing_from_elsewhere(path):
    loaded = re.findall(
        r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"(https?:[^\"]*)", path.read_text()
    )
    assert loaded == []


def test_fonts_come_with_their_licence():
    fonts = settings.BASE_DIR / "static" / "fonts"
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL.txt").read_text()
    named = re.findall(r"fonts/([\w-]+\.woff2)", (CSS / "tokens.css").read_text())
    assert named
    assert all((fonts / name).exists() for name in named)


def test_the_first_view_is_light():
    files = [CSS / "tokens.css", CSS / "site.css", CSS.parent / "fonts/atkinson-next-latin.woff2"]
    assert sum(path.stat().st_size for path in files) < 80_000


def test_nothing_moves():
    text = (CSS / "site.css").read_text()
    assert not re.search(
        r"(animation|transition)[a-z-]*:|@keyframes|position:\s*(fixed|sticky)", text
    )


TEXT_PAIRS = [
    (ink, ground)
    for ink in ("ink", "ink-soft", "link", "visited")
    for ground in ("paper", "surface", "note-ground")
] + [(name, f"{name}-ground") for name in ("stop", "care", "good")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_eight_to_one_and_lines_three_to_one(scheme):
    tokens = _tokens(scheme)
    weak = [
        f"{ink} on {ground}"
        for ink, ground in TEXT_PAIRS
        if _contrast(tokens[ink], tokens[ground]) < (7 if ground == "note-ground" else 8)
    ]
    assert weak == []
    assert _contrast(tokens["line"], tokens["paper"]) > 3
    assert _contrast(tokens["on-link"], tokens["link"]) > 8


def _tokens(scheme):
    text = (CSS / "tokens.css").read_text()
    light, dark = text.split("@media (prefers-color-scheme: dark)")[:2]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    if scheme == "dark":
        dark = dark.split("@media (prefers-contrast")[0]
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark))
    return found


def _contrast(one, other):
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("certainty", "filled"), words.CERTAINTY_BARS.items())
def test_the_certainty_line_says_in_words_what_its_bars_show(certainty, filled):
    html = render_to_string("components/certainty.html", {"certainty": certainty})
    assert html.count('class="bar on"') == filled
    assert html.count("<rect") == 4
    assert str(words.CERTAINTY[certainty]) in html
    assert 'aria-hidden="true"' in html


@pytest.mark.parametrize(
    ("value", "spelt"),
    [
        ("2024-03-08", "8 March 2024"),
        ("2018-09", "September 2018"),
        ("2018", "2018"),
        ("2024-03-08T10:00:00+00:00", "8 March 2024"),
        ("2024-13-40", "2024-13-40"),
        ("soon", "soon"),
        ("", ""),
        (None, ""),
    ],
)
def test_dates_are_spelt_for_people(value, spelt):
    assert dates.human(value) == spelt


def test_dates_keep_their_precision_for_machines():
    assert portal.time("2018-09") == '<time datetime="2018-09">September 2018</time>'
    assert portal.time("<b>soon</b>") == "<b>soon</b>"


def test_only_rich_text_is_trusted():
    assert portal.prose({"html": "<p>x&lt;y</p>"}) == "<p>x&lt;y</p>"
    assert portal.prose("<script>") == ""
    assert portal.prose(None) == ""


def test_a_code_without_a_word_is_shown_readably():
    assert portal.word("open_label", "status") == "Open label"


def test_a_reference_knows_the_parts_of_the_page_that_cite_it():
    document = {
        "kind": "therapy",
        "blocks": [{"section": "not_known", "html": '<a class="cite" href="#ref-2">[2]</a>'}],
        "harms": [{"statement": {"html": ""}, "citations": [{"number": 2}]}],
    }
    places = reading.cited_in(document, 2)
    assert [place["anchor"] for place in places] == ["not-known", "harms"]
    assert reading.cited_in(document, 1) == []


def test_a_citation_shown_in_a_sentence_is_not_repeated_beside_it():
    row = {
        "statement": {"html": '<a class="cite" href="#ref-1">[1]</a>'},
        "citations": [{"number": 1}, {"number": 2}],
    }
    assert [c["number"] for c in reading.citations_beside(row)] == [2]


@pytest.mark.parametrize("name", ["500", "503"])
def test_the_last_pages_need_no_context_and_no_database(name):
    html = render_to_string(f"errors/{name}.html")
    assert "<h1>" in html
    assert "What you can do" in html


def test_templates_are_found_where_kinds_say():
    from reviews import kinds

    folder = Path(settings.BASE_DIR) / "templates"
    assert all((folder / kind.template).exists() for kind in kinds.every())
