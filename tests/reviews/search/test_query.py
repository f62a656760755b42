"""Nothing typed is a syntax error: it is words, or it is refused with what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.search import QueryRefused
from reviews.search.query import Every, Some, parse


def test_a_sentence_is_searched_by_its_telling_words():
    query = parse("What is the risk of riluzole?")
    assert query.left_out == ("what", "is", "the", "of")
    assert len(query.nodes) == 2


def test_a_query_of_common_words_alone_keeps_them():
    assert parse("who is who").left_out == ()


def test_a_word_typed_twice_counts_once():
    assert parse("als ALS Als").nodes == parse("als").nodes


def test_exact_words_have_no_endings_cut():
    assert parse("trials", exact=True, language="en").nodes == ("eentrials",)


def test_a_hyphenated_word_may_be_written_as_one():
    assert parse("anti-sense", language="en").nodes == (
        Some(("senantisens", Every(("senanti", "sensens")))),
    )


def test_a_code_typed_with_a_blank_may_be_written_without():
    assert parse("AMX 0035", language="en").nodes == (
        Some(("eenamx0035", Every(("senamx", "een0035")))),
    )


def test_without_a_language_the_stem_of_either_will_do():
    (node,) = parse("trials").nodes
    assert node == Some(("sentrial", "sestrials", "sxxtrial"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \t\u00a0", "empty"),
        ("\x00", "empty"),
        ("🙂🙂", "empty"),
        ('"', "empty"),
        ("\ud800", "empty"),
        ("a" * 201, "too_long"),
        ("x" * 60_000, "too_long"),
        (" ".join(f"{n}x" for n in range(40)), "too_many_words"),
    ],
)
def test_what_cannot_be_searched_is_refused_with_a_mend(text, code):
    with pytest.raises(QueryRefused) as refusal:
        parse(text)
    assert refusal.value.code == code
    assert refusal.value.reason and refusal.value.mend


@given(st.text(max_size=250))
def test_any_text_is_parsed_or_refused(text):
    try:
        assert parse(text).nodes
    except QueryRefused as refusal:
        assert refusal.mend
