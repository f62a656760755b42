"""References of each type, golden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.canonical import dump
from reviews.references import issued, reference_text, source_entry

ARTICLE = {
    "id": "bensimon1994",
    "type": "article-journal",
    "title": "A controlled trial of riluzole in amyotrophic lateral sclerosis",
    "author": [
        {"family": "Bensimon", "given": "G"},
        {"family": "Lacomblez", "given": "Lucette"},
        {"family": "Meininger", "given": "V."},
        {"literal": "ALS/Riluzole Study Group"},
    ],
    "container-title": "New England Journal of Medicine",
    "issued": {"date-parts": [[1994, 3]]},
    "volume": "330",
    "issue": "9",
    "page": "585-591",
    "DOI": "https://doi.org/10.1056/NEJM199403033300901",
    "PMID": 8302340,
    "URL": "https://www.nejm.org/x",
}
WEBPAGE = {
    "id": "agency-2025",
    "type": "webpage",
    "title": "Withdrawal of approval",
    "publisher": "US FDA",
    "issued": "2025-08-29",
    "URL": "https://example.org/notice",
    "checked_on": "2026-01-10",
}


def test_an_article():
    assert reference_text(ARTICLE) == (
        "Bensimon G, Lacomblez L, Meininger V, ALS/Riluzole Study Group. A controlled trial of"
        " riluzole in amyotrophic lateral sclerosis. New England Journal of Medicine."
        " 1994;330(9):585-591. doi:10.1056/NEJM199403033300901. PMID 8302340."
    )


def test_a_webpage():
    assert reference_text(WEBPAGE) == (
        "Withdrawal of approval. US FDA. 29 August 2025. https://example.org/notice"
    )


def test_a_report_with_an_organisation_as_author():
    report = {
        "type": "report",
        "title": "Is it safe?",
        "author": [{"literal": "EMA"}],
        "publisher": "EMA",
        "issued": {"date-parts": [[2024]]},
    }
    assert reference_text(report) == "EMA. Is it safe? 2024."


def test_a_registry_record_shows_its_id():
    record = {"type": "dataset", "title": "A trial", "registry_id": "NCT02588677"}
    assert reference_text(record) == "A trial. NCT02588677."


def test_a_seventh_author_is_one_of_the_others():
    people = [{"family": f"Name{i}", "given": "A B"} for i in range(7)]
    text = reference_text({"type": "article-journal", "title": "T", "author": people})
    assert text.startswith("Name0 AB, Name1 AB, Name2 AB, Name3 AB, Name4 AB, Name5 AB, et al. T.")


@pytest.mark.parametrize(
    ("given", "initials"), [("RG", "RG"), ("R. G.", "RG"), ("Jean-Pierre", "JP"), ("Émile", "É")]
)
def test_initials(given, initials):
    item = {"type": "article-journal", "author": [{"family": "X", "given": given}]}
    assert reference_text(item) == f"X {initials}."


def test_particles_and_suffixes_belong_to_the_name():
    person = {"non-dropping-particle": "van den", "family": "Berg", "given": "LH", "suffix": "Jr"}
    assert reference_text({"author": [person]}) == "van den Berg LH Jr."


def test_markup_in_a_title_stays_text():
    assert "<i>SOD1</i> <5 mg" in reference_text({"title": "<i>SOD1</i> <5 mg"})


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ({"date-parts": [[2024, 5, 3]]}, "2024-05-03"),
        ({"date-parts": [["2024", "5"]]}, "2024-05"),
        ("2018", "2018"),
        ("2022Sep22", ""),
        ({"raw": "May"}, ""),
        ({"date-parts": []}, ""),
        (None, ""),
    ],
)
def test_dates_of_issue(value, iso):
    assert issued({"issued": value}) == iso


def test_the_entry_of_a_document():
    assert source_entry(WEBPAGE, number=3) == {
        "number": 3,
        "key": "agency-2025",
        "type": "webpage",
        "title": "Withdrawal of approval",
        "text": "Withdrawal of approval. US FDA. 29 August 2025. https://example.org/notice",
        "url": "https://example.org/notice",
        "doi": "",
        "pmid": "",
        "registry_id": "",
        "publisher": "US FDA",
        "issued": "2025-08-29",
        "checked_on": "2026-01-10",
        "retraction": "none",
    }


def test_the_doi_is_kept_bare():
    assert source_entry(ARTICLE, number=1)["doi"] == "10.1056/NEJM199403033300901"


def test_an_unknown_retraction_state_is_refused():
    with pytest.raises(ValueError, match="retraction"):
        source_entry({**WEBPAGE, "retraction": "maybe"}, number=1)


scalars = st.none() | st.booleans() | st.integers(0, 3000) | st.text("ab. 12-", max_size=8)
odd = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["family", "literal", "date-parts"]), inner)
    ),
)
FIELDS = ["id", "type", "title", "author", "issued", "volume", "page", "DOI", "URL", "publisher"]


@given(st.dictionaries(st.sampled_from(FIELDS), odd))
def test_odd_items_make_one_line_of_text_and_no_error(item):
    entry = source_entry(item, number=1)
    assert "\n" not in entry["text"]
    dump(entry)
