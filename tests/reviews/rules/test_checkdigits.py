"""Identifiers: real ones pass, a changed digit does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.rules import checkdigits as check

RIGHT = {
    check.is_doi: [
        "10.1056/NEJM199403033300901",
        "10.1002/14651858.CD001447.pub3",
        "10.1000/(x)-1",
    ],
    check.is_pmid: ["1", "8302340", "31280619"],
    check.is_pmcid: ["PMC6993", "PMC11234567"],
    check.is_nct: ["NCT02588677", "NCT00000102"],
    check.is_eudract: ["2010-024423-24", "2022-501884-41", "2023-503200-91-00"],
    check.is_isrctn: ["ISRCTN12345678"],
    check.is_isbn: ["978-0-306-40615-7", "0-306-40615-2", "0 8044 2957 X"],
    check.is_orcid: ["0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X"],
    check.is_registry_id: ["NCT02588677", "jRCT2071230001", "ACTRN12616001223471", "DRKS00012345"],
}
WRONG = {
    check.is_doi: ["", "11.1056/x", "10.1056", "10.1/x", "10.1056/a b", "10.1056/x."],
    check.is_pmid: ["", "0123", "123456789", "12a", "PMID 1"],
    check.is_pmcid: ["6993", "PMC", "PMC0123", "PMC123456789"],
    check.is_nct: ["NCT0258867", "NCT025886777", "nct02588677", "NCT00000000", "NCT ٠٢٥٨٨٦٧٧"],
    check.is_eudract: ["2010-024423", "2010-24423-24", "1999-024423-24", "2010-501884-41"],
    check.is_isrctn: ["ISRCTN1234567", "12345678"],
    check.is_isbn: ["978-0-306-40651-7", "0-306-40615-3", "977-0-306-40615-7", ""],
    check.is_orcid: ["0000-0002-1825-0098", "0000-0002-1825-009X", "0000000218250097"],
    check.is_registry_id: ["", "12345", "NCT123", "AB10015"],
}


@pytest.mark.parametrize(
    ("is_valid", "value"), [(f, v) for f, values in RIGHT.items() for v in values]
)
def test_right_identifiers(is_valid, value):
    assert is_valid(value)


@pytest.mark.parametrize(
    ("is_valid", "value"), [(f, v) for f, values in WRONG.items() for v in values]
)
def test_wrong_identifiers(is_valid, value):
    assert not is_valid(value)


@given(st.integers(0, 15), st.integers(1, 9))
def test_any_one_changed_digit_of_an_orcid_is_found(position, step):
    digits = list("0000000218250097")
    digits[position] = str((int(digits[position]) + step) % 10)
    changed = "-".join("".join(digits[i : i + 4]) for i in range(0, 16, 4))
    assert not check.is_orcid(changed)


@given(st.integers(0, 12), st.integers(1, 9))
def test_any_one_changed_digit_of_an_isbn_is_found(position, step):
    digits = list("9780306406157")
    digits[position] = str((int(digits[position]) + step) % 10)
    assert not check.is_isbn("".join(digits))
