"""The lines under a result."""

from hypothesis import given
from hypothesis import strategies as st

from reviews.search.query import parse
from reviews.search.snippets import LENGTH, snippet


def shown(query, summary="", body="", language="en"):
    return snippet(parse(query).tokens, language, summary, body)


def test_the_summary_is_shown_where_the_word_stands_in_it():
    assert shown("tablet", "A tablet.", "A tablet here too.") == "A <mark>tablet</mark>."


def test_other_endings_are_marked_too():
    assert shown("therapy", "Two therapies.") == "Two <mark>therapies</mark>."


def test_accents_do_not_hinder():
    assert "<mark>Ménière</mark>" in shown("meniere", "The name is Ménière.")


def test_html_in_the_text_stays_text():
    assert shown("x", "<b>x</b> & y") == "&lt;b&gt;<mark>x</mark>&lt;/b&gt; &amp; y"


def test_a_date_is_marked_whole_or_not_at_all():
    assert shown("03", "On 2018-03-01.") == "On <mark>2018-03-01</mark>."


def test_a_decimal_is_not_torn():
    assert shown("35", "3.5 mg") == "3.5 mg"


def test_a_joined_word_is_marked_with_its_hyphen():
    assert "<mark>anti-sense</mark>" in shown("antisense", "An anti-sense drug.")


def test_a_long_text_is_cut_around_the_word():
    text = "before it " * 60 + "riluzole " + "after it " * 60
    found = shown("riluzole", "", text)
    assert found.startswith("… ") and found.endswith(" …")
    assert "<mark>riluzole</mark>" in found and len(found) < LENGTH + 40


def test_a_number_is_not_cut_from_its_unit():
    text = "words " * 37 + "riluzole taken 50 mg a day " + "more " * 60
    for length in range(200, 260):
        cut = shown("words", "", text[60 - (length % 60) :]).removesuffix(" …")
        assert not cut[-1].isdigit()


def test_a_match_in_a_name_shows_the_beginning_of_the_summary():
    assert shown("rilutek", "A tablet.") == "A tablet."


@given(st.text(min_size=1, max_size=20), st.text(max_size=600), st.text(max_size=600))
def test_any_text_gives_escaped_lines(query, summary, body):
    tokens = frozenset({"sen" + query}) if query.isalpha() and query.isascii() else frozenset()
    plain = snippet(tokens, "en", summary, body).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in plain and ">" not in plain
