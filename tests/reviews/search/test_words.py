"""Folding, cutting and stemming: what a page says and what a reader types come out alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.search.words import fold, key, level, stem, tokens_of, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Qalsody®", "qalsody"),
        ("RILUTEK™", "rilutek"),
        ("Ménière", "meniere"),
        ("CNM\u2011Au8", "cnm-au8"),
        ("TNF-α", "tnf-alpha"),
        ("5 µg", "5 ug"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\u202eridden", "ridden"),
        ("Straße", "strasse"),
    ],
)
def test_signs_that_nobody_types_are_folded_away(written, folded):
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_a_hyphenated_word_is_also_one_word():
    assert list(words("anti-sense")) == ["anti", "sense", "antisense"]


def test_a_possessive_is_the_name_itself():
    assert list(words("Lou Gehrig’s disease")) == ["lou", "gehrig", "disease"]


@pytest.mark.parametrize("name", ["CNM-Au8", "CNM Au8", "cnmau8", "cnm–AU8®"])
def test_spellings_of_one_code_have_one_key(name):
    assert key(name) == "cnmau8"


def test_endings_are_stemmed_by_the_language_of_the_page():
    assert stem("trials", "en") == stem("trial", "en")
    assert stem("ensayos", "es") == stem("ensayo", "es")


def test_a_language_without_rules_of_its_own_is_stemmed_as_english():
    assert tokens_of("essais", "fr") == {"exxessais", "sxxessai"}


def test_a_code_is_never_stemmed():
    assert tokens_of("amx0035s", "en") == {"eenamx0035s"}


@given(st.text())
def test_every_token_is_plain_letters_digits_and_underscores(text):
    for word in words(text):
        for token in tokens_of(word, "en"):
            assert level(token, 1).replace("_", "").isalnum() and token.isascii()
