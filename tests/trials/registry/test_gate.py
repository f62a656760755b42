"""Bytes that may not come in are refused with a reason, a place and a mend."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trials.registry.gate import MAX_BYTES, JsonRefused, clean, parse, read


def refusal(data: bytes) -> JsonRefused:
    with pytest.raises(JsonRefused) as caught:
        read(data)
    return caught.value


def test_an_ordinary_record_comes_through_unchanged():
    assert read(b'{"a": [1, true, null, "x<y"]}') == {"a": [1, True, None, "x<y"]}


def test_a_byte_order_mark_of_utf8_is_passed_over():
    assert read(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


def test_a_key_that_stands_twice_is_refused_where_it_stands():
    found = refusal(b'{"studies": [{"id": "A", "id": "B"}]}')
    assert found.place == "/studies/0"
    assert "id" in found.reason


def test_two_keys_that_normalise_to_one_are_refused():
    assert refusal('{"é": 1, "e\\u0301": 2}'.encode()).reason


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_of_json_is_refused(number):
    found = refusal(f'{{"a": {number}}}'.encode())
    assert found.place == "/a"
    assert number in found.reason


@pytest.mark.parametrize(
    "number", ["9" * 5000, "9007199254740993", "1e999", "1e-999", "1" * 50 + ".5"]
)
def test_numbers_beyond_all_measure_are_refused(number):
    assert refusal(f"[{number}]".encode()).place == "/0"


def test_a_decimal_keeps_the_digits_that_were_written():
    assert str(read(b"[45.740]")[0]) == "45.740"


@pytest.mark.parametrize(
    "character",
    [
        "\\u0000",
        "\\u0007",
        "\\u0085",
        "\\ud800",
        "\\ufdd0",
        "\\uffff",
        "\\u202e",
        "\\u2066",
        "\\u200f",
    ],
)
def test_characters_that_may_not_stand_in_a_text_are_refused(character):
    found = refusal(f'{{"a": {{"b": "x{character}y"}}}}'.encode())
    assert found.place == "/a/b"
    assert "U+" in found.reason


def test_a_direction_control_in_plain_sight_is_refused_too():
    assert refusal('["50 \u202egm"]'.encode()).place == "/0"


def test_line_ends_and_composition_are_normalised():
    assert read(b'["a\\r\\nb\\tc\\rd", "e\\u0301"]') == ["a\nb\tc\nd", "é"]


def test_nothing_is_folded_that_has_a_meaning():
    assert read('["10⁵ cells, x<y, ½"]'.encode()) == ["10⁵ cells, x<y, ½"]


@pytest.mark.parametrize("depth", [33, 2_000, 100_000])
def test_deep_nesting_is_refused(depth):
    assert "deep" in refusal(b"[" * depth + b"]" * depth).reason


def test_the_depth_of_a_real_record_is_let_in():
    assert read(b"[" * 32 + b"]" * 32)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[1,]", b"<html>", b"{'a': 1}", b'{"a": 1} {"b": 2}', b'"\n"', b"[01]", b"\x00"],
)
def test_what_is_no_json_is_refused_with_its_line(data):
    found = refusal(data)
    assert "line 1" in found.place
    assert found.mend


@pytest.mark.parametrize("data", ['{"a": 1}'.encode("utf-16"), b'["\xff"]', b'["\xed\xa0\x80"]'])
def test_another_encoding_is_refused(data):
    assert "UTF-8" in refusal(data).reason


def test_a_file_beyond_the_cap_is_refused_before_it_is_read():
    assert "64 MB" in refusal(b" " * (MAX_BYTES + 1)).reason


def test_countless_small_values_are_refused_before_they_fill_the_memory():
    assert "three million" in refusal(b"[" + b"{}," * 1_600_000 + b"1]").reason


def test_a_long_way_to_the_fault_is_cut():
    deep = json.dumps({"k" * 300: "\x00"}).encode()
    assert len(refusal(deep).place) <= 201


def test_one_bad_study_does_not_spoil_the_others():
    studies = parse(b'[{"a": NaN}, {"a": 1}]')
    assert clean(studies[1]) == {"a": 1}
    with pytest.raises(JsonRefused):
        clean(studies[0])


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_a_refusal(data):
    try:
        read(data)
    except JsonRefused:
        pass


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    )
)
def test_what_comes_in_can_be_kept_by_any_database(value):
    try:
        found = read(json.dumps(value).encode())
    except JsonRefused:
        return
    text = json.dumps(found, ensure_ascii=False, default=str)
    assert "\x00" not in text
    text.encode("utf-8")
    assert all(not isinstance(leaf, float) for leaf in leaves(found))


def leaves(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from leaves(item)
    else:
        assert isinstance(value, str | int | bool | Decimal | None)
        yield value
