"""What may be typed, and what is refused with place and mend."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.canonical import dump
from reviews.textgate import BIDI_CONTROLS, TextRefused, check_text, is_refused, show_hidden

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize("character", BIDI)
def test_every_direction_control_is_refused(character):
    with pytest.raises(TextRefused) as refusal:
        check_text(f"take {character}50 mg", multiline=True)
    assert f"U+{ord(character):04X}" in refusal.value.reason
    assert refusal.value.place == "line 1, character 6"


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x0b", "\x1b", "\x7f", "\x85", "\ufffe", "\U0001ffff", "\ud800", "\ufeff", "\u200b"]
    + ["\ufffd", "\uf0b7", "\u00ad", "\U000e0041", "\ufdd0"],
)
def test_what_no_reader_can_see_is_refused(character):
    with pytest.raises(TextRefused):
        check_text(f"a{character}b", multiline=True)


@pytest.mark.parametrize(
    "text",
    [
        "x<y and p<b & 10⁵",
        "50\u00a0mg",
        "−1.5 ≤ d",
        "naïve",
        "α-synuclein",
        "日本",
        "a\n\n\tb",
        "é",
    ],
)
def test_ordinary_writing_passes_unchanged(text):
    assert check_text(text, multiline=True) == text


def test_line_ends_and_composition_are_made_the_same():
    assert check_text("e\u0301\r\nb\rc", multiline=True) == "é\nb\nc"


def test_a_one_line_text_is_stripped_and_has_one_line():
    assert check_text("  Riluzole ", multiline=False) == "Riluzole"
    with pytest.raises(TextRefused) as refusal:
        check_text("Rilu\nzole", multiline=False)
    assert refusal.value.mend == "Put a space in its place."


def test_two_hundred_kilobytes_are_the_limit():
    check_text("é" * 100_000, multiline=True)
    with pytest.raises(TextRefused):
        check_text("é" * 100_001, multiline=True)


def test_the_place_counts_lines():
    with pytest.raises(TextRefused) as refusal:
        check_text("one\ntwo\u202e", multiline=True)
    assert refusal.value.place == "line 2, character 4"


def test_hidden_characters_can_be_shown():
    assert show_hidden("50\u202e mg") == "50⟦U+202E⟧ mg"
    assert all(map(is_refused, BIDI)) and BIDI_CONTROLS


@given(st.text(max_size=30))
def test_what_passes_has_a_canonical_form(text):
    try:
        cleaned = check_text(text, multiline=True)
    except TextRefused:
        return
    assert check_text(cleaned, multiline=True) == cleaned
    dump({"text": cleaned})
