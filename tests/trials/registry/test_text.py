"""The registry's Markdown escapes and doubly encoded entities read as the sponsor meant them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trials.registry.gate import is_harmless
from trials.registry.text import from_markup, plain


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"Age \>18 and \< 60", "Age >18 and < 60"),
        (r"cuts of \&amp;lt;1 cm", "cuts of <1 cm"),
        (r"rates of \&lt;30%", "rates of <30%"),
        (r"a patient\&#39;s view", "a patient's view"),
        (r"Physical Medicine \& Rehabilitation", "Physical Medicine & Rehabilitation"),
        (r"method\* of \[0 = none\]", "method* of [0 = none]"),
        (r"kg/m\^2, 10\~20 times", "kg/m^2, 10~20 times"),
        ("survival x<y at 6 months", "survival x<y at 6 months"),
        ("p<b then stop drug", "p<b then stop drug"),
        (r"C:\data stays", r"C:\data stays"),
        ("AT&T; R&D &copy 5", "AT&T; R&D &copy 5"),
        ("  \n* one  \n* two\n ", "* one\n* two"),
    ],
)
def test_markup_reads_as_meant(written, meant):
    assert from_markup(written) == meant


def test_short_fields_have_entities_but_no_escapes():
    assert plain(r"Smith &amp; Sons \* Ltd") == r"Smith & Sons \* Ltd"


@pytest.mark.parametrize("entity", ["&#0;", "&#x202e;", "&rlm;", "&#xFFFF;", "&#13;", "&#xD800;"])
def test_an_entity_smuggles_no_forbidden_character_in(entity):
    assert from_markup(f"a{entity}b") == f"a{entity}b"


@given(st.text().filter(is_harmless))
def test_reading_never_makes_a_harmless_text_harmful(text):
    assert is_harmless(from_markup(text))
