"""Typing errors: what is mended, what is only offered, and what is never touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from reviews.search import find
from reviews.search.spelling import Near, judge, may_be_mended
from reviews.search.synonyms import groups
from reviews.search.words import fold

letters = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14)


def applied(typed, *words, named=()):
    return judge(typed, [Near(w, w, w in named) for w in words]).applied


def offered(typed, *words, named=()):
    return judge(typed, [Near(w, w, w in named) for w in words]).offered


@pytest.mark.parametrize("typed", ["rilusole", "rliuzole", "riluzol", "rilluzole", "riluzolle"])
def test_one_slip_is_mended(typed):
    assert applied(typed, "riluzole", "tofersen", named=["riluzole"]) == "riluzole"


def test_two_slips_are_mended_in_a_long_word_that_is_no_name():
    assert applied("gastronomy", "gastrostomy") == "gastrostomy"
    assert applied("tumting", "tube") == ""


def test_two_slips_never_lead_to_a_name_but_are_offered():
    assert applied("prednisone", "prednisolone", named=["prednisolone"]) == ""
    assert offered("prednisone", "prednisolone", named=["prednisolone"]) == ("prednisolone",)


def test_words_equally_near_are_offered_not_applied():
    assert applied("masitinab", "masitinib", "masitinob") == ""
    assert offered("masitinab", "masitinib", "masitinob") == ("masitinib", "masitinob")


def test_endings_of_one_word_are_not_two_words():
    near = [Near("therapies", "therapi"), Near("therapie", "therapi")]
    assert judge("therapiez", near).applied == "therapies"


def test_another_first_letter_is_only_offered():
    assert applied("luloxetine", "duloxetine") == ""
    assert offered("luloxetine", "duloxetine") == ("duloxetine",)


@pytest.mark.parametrize("typed", ["als", "nivv", "NCT00000001", "amx0035", "50mg", "ригилузол"])
def test_short_words_and_whatever_has_a_digit_or_a_strange_letter_stay(typed):
    assert not may_be_mended(typed)


@given(letters, st.lists(st.tuples(letters, st.booleans()), max_size=8))
def test_whatever_is_applied_is_safe(typed, words):
    near = [Near(word, word, named) for word, named in words if word != typed]
    verdict = judge(typed, near)
    if verdict.applied:
        distance = OSA.distance(typed, verdict.applied)
        named = {n.word for n in near if n.named}
        assert len(typed) >= 6 and verdict.applied[0] == typed[0]
        assert distance == 1 or (distance == 2 and len(typed) >= 8)
        assert distance == 1 or verdict.applied not in named
        assert not [n for n in near if OSA.distance(typed, n.word) < distance]


NAMES = ("Riluzole", "Rilutek", "Tiglutik", "Masitinib", "Mesitinib", "AMX0035", "CNM-Au8")


@pytest.fixture
def medicines(page):
    for name in NAMES:
        page(name, body="A medicine that was tried.")
    page("Guidance", kind="guide", summary="Swallowing and gastrostomy.")


@given(st.sampled_from(NAMES))
def test_a_name_of_any_page_is_never_turned_into_another(medicines, name):
    results = find(name, language="en")
    assert results.corrected is None and results.suggestions == ()
    assert results.hits[0].title == name


@given(st.from_regex(r"(NCT[0-9]{8}|[A-Z]{2,4}-?[0-9]{2,5}|[0-9]{1,3}mg)", fullmatch=True))
def test_a_code_or_dose_is_never_mended(medicines, code):
    results = find(f"{code} medicine", language="en")
    assert results.corrected is None and results.suggestions == ()


@given(st.sampled_from(["swallowing", "gastrostomy", "medicine", "guidance"]), st.data())
def test_a_word_that_a_page_has_is_never_mended(medicines, word, data):
    other = data.draw(st.sampled_from(["rilusole", "tigluik", "zzzzzz", "masitinob"]))
    corrected = find(f"{word} {other}", language="en").corrected
    assert corrected is None or word in corrected.searched.split()


def test_a_mended_query_says_so_and_exact_undoes_it(medicines):
    results = find("rilusole medicine", language="en")
    assert results.corrected.typed == "rilusole medicine"
    assert results.corrected.searched == "riluzole medicine"
    assert results.hits[0].title == "Riluzole"
    exact = find("rilusole", language="en", exact=True)
    assert (exact.corrected, exact.suggestions, exact.hits) == (None, (), [])


def test_other_signs_and_words_stay_as_typed(medicines):
    corrected = find("AMX0035, or Rilusole®?", language="en").corrected
    assert corrected.searched == "AMX0035, or riluzole®?"


def test_a_hidden_character_inside_a_word_hinders_nothing(medicines):
    assert find("rilu\u200bsole", language="en").corrected.searched == "riluzole"


def test_what_is_not_sure_is_offered_as_a_whole_query(medicines):
    results = find("mositinib medicine", language="en")
    assert results.corrected is None
    assert set(results.suggestions) == {"masitinib medicine", "mesitinib medicine"}


def test_the_words_of_our_own_synonyms_are_no_typing_errors(medicines, page):
    page("Gehring")
    assert find("Lou Gehrig's disease", language="en").corrected is None
    assert all(fold(word) for group in groups() for word in group.english)
