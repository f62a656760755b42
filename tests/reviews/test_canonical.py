"""One document, one text, one digest."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.canonical import FORBIDDEN, NotCanonical, digest, dump, load

texts = st.text(max_size=12).filter(lambda text: not FORBIDDEN.search(text))
leaves = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=12,
)


def composed(value):
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [composed(item) for item in value]
    if isinstance(value, dict):
        return {composed(key): composed(item) for key, item in value.items()}
    return value


def decomposed(value):
    if isinstance(value, str):
        return unicodedata.normalize("NFD", value)
    if isinstance(value, list):
        return [decomposed(item) for item in value]
    if isinstance(value, dict):
        return {decomposed(key): decomposed(item) for key, item in reversed(value.items())}
    return value


documents = st.dictionaries(texts, values, max_size=4).filter(
    lambda document: all_keys_differ(document)
)


def all_keys_differ(value) -> bool:
    if isinstance(value, list):
        return all(map(all_keys_differ, value))
    if not isinstance(value, dict):
        return True
    names = {unicodedata.normalize("NFC", key) for key in value}
    return len(names) == len(value) and all(map(all_keys_differ, value.values()))


@given(documents)
def test_the_round_trip_is_stable(document):
    text = dump(document)
    assert load(text) == composed(document)
    assert dump(load(text)) == text


@given(documents)
def test_order_and_composition_change_nothing(document):
    assert digest(dump(decomposed(document))) == digest(dump(document))


@given(documents, documents)
def test_different_documents_have_different_digests(one, other):
    same = composed(one) == composed(other) and repr_types(one) == repr_types(other)
    assert (digest(dump(one)) == digest(dump(other))) == same


def repr_types(value):
    """True equals 1 in Python; in the text they differ."""
    if isinstance(value, list):
        return [repr_types(item) for item in value]
    if isinstance(value, dict):
        return {composed(key): repr_types(item) for key, item in value.items()}
    return type(value)


def test_the_text_is_compact_sorted_and_readable():
    assert dump({"b": [1, None, True], "a": "é < 5 mg"}) == '{"a":"é < 5 mg","b":[1,null,true]}'


def test_powers_stay_powers():
    assert "10⁵" in dump({"cells": "10⁵"})


@pytest.mark.parametrize(
    "document",
    [
        {"dose": 1.5},
        {"dose": float("nan")},
        {1: "number as key"},
        {"half": "\ud800"},
        {"nul": "\x00"},
        {"control": "\x85"},
        {"noncharacter": "\ufffe"},
        {"é": 1, "e\u0301": 2},
        {"many": 2**53},
        {"bytes": b"x"},
        {"big": "x" * 1_000_001},
        [],
    ],
)
def test_what_has_no_canonical_form_is_refused(document):
    with pytest.raises(NotCanonical):
        dump(document)


def test_a_refusal_says_where():
    with pytest.raises(NotCanonical) as refusal:
        dump({"outcomes": [{"a/b": 0.5}]})
    assert refusal.value.place == "/outcomes/0/a~1b"


def test_bottomless_nesting_is_refused():
    document = {}
    for _ in range(100):
        document = {"in": document}
    with pytest.raises(NotCanonical):
        dump(document)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"a":1,"a":2}',
        '{"a":1.5}',
        '{"a":NaN}',
        '{"a":1e999}',
        '{"a":"\\ud800"}',
        '{"a":"\\u0000"}',
        '{"a":"\x00"}',
        '{"a":' + "9" * 5000 + "}",
        '{"a":' * 50_000,
        "x" * 1_000_001,
        b"{}",
    ],
)
def test_what_is_no_document_is_not_loaded(text):
    with pytest.raises(NotCanonical):
        load(text)


def test_the_digest_names_its_algorithm():
    assert digest("{}") == (
        "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    )
