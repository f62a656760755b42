"""Markdown in, sanitised HTML out, and not one word lost."""

import re
import time

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews import markdown
from reviews.markdown import (
    MarkdownError,
    SanitiserChanged,
    TooLong,
    UnresolvedKeys,
    cited_keys,
    render,
    visible_text,
)

NUMBERS = {"miller2012": 1, "ema-rilutek": 2, "a:b.c": 3}
SAFE_LINK = re.compile(r"(https?:|mailto:|/(?!/)|#)", re.I)


def html(text: str) -> str:
    return render(text, NUMBERS).html


def test_a_citation_becomes_a_link_with_a_name():
    assert html("It helps [@miller2012, p. 3].") == (
        '<p>It helps <a class="cite" href="#ref-1" aria-label="Reference 1, p. 3"'
        ' rel="noopener noreferrer">[1, p. 3]</a>.</p>\n'
    )


def test_a_group_of_citations_becomes_a_row_of_links():
    assert visible_text(html("So [@miller2012, p. 3; @ema-rilutek;@a:b.c].")) == (
        "So [1, p. 3][2][3].\n"
    )


def test_keys_come_in_order_of_first_use_each_once():
    text = "- x [@b]\n- y [@a; @b]\n\n| t |\n|---|\n| z [@c] |\n\nWord\n: is [@d]\n"
    assert cited_keys(text) == ["b", "a", "c", "d"]


@pytest.mark.parametrize(
    "text",
    [
        "`[@miller2012]`",
        r"\[@miller2012]",
        "[@miller2012](https://example.org/)",
        "[see @miller2012]",
        "[@]",
        "[@miller2012; see]",
        "me@miller2012",
        "[@" + "x" * 700 + "]",
    ],
)
def test_what_is_no_citation_stays_as_it_is_typed(text):
    assert cited_keys(text) == []
    assert "cite" not in html(text)


def test_an_unknown_key_is_refused_by_name():
    with pytest.raises(UnresolvedKeys) as refusal:
        render("So [@miller2012; @lost].", NUMBERS)
    assert refusal.value.keys == ("lost",)


def test_a_preview_shows_and_reports_an_unknown_key():
    rendered = render("So [@lost].", NUMBERS, strict=False)
    assert rendered.html == '<p>So <span class="cite-unknown">[lost?]</span>.</p>\n'
    assert rendered.unresolved == ("lost",)


def test_the_name_of_a_link_follows_the_document_not_the_editor():
    with translation.override("es"):
        assert 'aria-label="Reference 1"' in render("[@miller2012]", NUMBERS, language="en").html


@pytest.mark.parametrize(
    "text", ["survival x<y at 6 months", "p<b then stop drug", "a & b", "1 > 0"]
)
def test_comparisons_survive(text):
    assert visible_text(html(text)) == text + "\n"


def test_headings_start_below_those_of_the_page():
    assert html("# A\n\n## B\n\n##### C") == "<h3>A</h3>\n<h4>B</h4>\n<h6>C</h6>\n"


def test_tables_have_header_cells_and_no_inline_style():
    table = html("| dose | n |\n|---|--:|\n| low | 12 |\n")
    assert '<th scope="col">dose</th>' in table
    assert '<td class="right">12</td>' in table
    assert "style" not in table


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,hi)",
        "[x](//evil.example/)",
        "[x](/\\evil.example)",
        "[x](ftp://example.org/)",
        "<javascript:alert(1)>",
        "![x](https://example.org/a.png)",
        "[x](https://example.org/ 'onclick=alert(1)')",
        '[@miller2012, "><script>alert(1)</script>]',
    ],
)
def test_nothing_active_comes_through(text):
    shown = html(text)
    assert not re.search(r"<(script|img|iframe|svg|style)", shown, re.I)
    assert not re.search(r"<[^>]*\s(on\w+|style|src|title)=", shown, re.I)
    assert all(SAFE_LINK.match(link) for link in re.findall(r'href="([^"]*)"', shown))


def test_an_image_stays_as_it_is_typed():
    text = "See ![a chart](https://example.org/a.png)."
    assert html(text) == f"<p>{text}</p>\n"


def test_an_entity_smuggles_no_hidden_character():
    assert "\u202e" not in html("50&#x202e; mg")
    assert visible_text(html("50&#x202e; mg")) == "50&#x202e; mg\n"


def test_a_change_by_the_sanitiser_is_refused(monkeypatch):
    monkeypatch.setattr(markdown.nh3, "clean", lambda html, **options: html.replace("not ", ""))
    with pytest.raises(SanitiserChanged):
        render("Do not stop.", NUMBERS)


def test_a_lost_link_is_refused(monkeypatch):
    monkeypatch.setattr(markdown.nh3, "clean", lambda html, **options: html.replace("href", "x"))
    with pytest.raises(SanitiserChanged):
        render("[label](https://example.org/)", NUMBERS)


def test_two_hundred_kilobytes_are_the_limit():
    with pytest.raises(TooLong):
        render("é" * 100_001, NUMBERS)


@pytest.mark.parametrize(
    "text",
    ["[@" * 2_000, "[a](" * 3_900, "*a **b " * 2_600, "> - a\n" * 9_000, "&" * 8_000, "|a" * 3_900],
)
def test_hostile_text_costs_bounded_time(text):
    start = time.process_time()
    render(text, NUMBERS, strict=False)
    assert time.process_time() - start < 5


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from("<>&≤\"'*_[]()@;,!#|`\\- \nax1") | st.characters(), max_size=40))
def test_any_text_renders_or_is_refused_by_name(parts):
    text = "".join(parts)
    try:
        shown = render(text, {}, strict=False).html
    except MarkdownError:
        return
    assert not re.search(r"<(?!/?(?:[a-z]|h[3-6]))", shown)
    assert all(SAFE_LINK.match(link) for link in re.findall(r'href="([^"]*)"', shown))


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet="<>≤&=xyp 05", min_size=1, max_size=30))
def test_every_comparison_in_any_place_survives(text):
    words = " ".join(("so " + text).split())
    assert " ".join(visible_text(render(words, {}).html).split()) == words
