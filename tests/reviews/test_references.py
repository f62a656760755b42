"""References of each type, golden."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews import csl, documents, projections
from reviews.canonical import dump
from reviews.references import issued, reference_text, source_entry
from tests.factories import published_therapy

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

NAMED = [{"family": "Miller", "given": "Robert G"}, {"family": "Moore", "given": "DH"}]
# One of each type of source: our own words for types, and those of CSL-JSON.
GOLDEN = {
    "article": (
        ARTICLE | {"type": "article"},
        "Bensimon G, Lacomblez L, Meininger V, ALS/Riluzole Study Group. A controlled trial of"
        " riluzole in amyotrophic lateral sclerosis. New England Journal of Medicine."
        " 1994;330(9):585-591. doi:10.1056/NEJM199403033300901",
    ),
    "review": (
        {"type": "review", "title": "Riluzole", "author": NAMED, "issue": "3", "page": "CD001447",
         "container-title": "Cochrane Database Syst. Rev.", "issued": "2012"},
        "Miller RG, Moore DH. Riluzole. Cochrane Database Syst Rev. 2012;(3):CD001447.",
    ),
    "ahead of print": (
        {"type": "article", "title": "T", "author": NAMED, "container-title": "Brain",
         "issued": "2026-02-03", "DOI": "10.1/x"},
        "Miller RG, Moore DH. T. Brain. Published online 3 February 2026. doi:10.1/x",
    ),
    "regulator": (
        WEBPAGE | {"type": "regulator"},
        "Withdrawal of approval. US FDA. 29 August 2025. Accessed 10 January 2026."
        " https://example.org/notice",
    ),
    "webpage of an organisation": (
        WEBPAGE | {"author": [{"literal": "US FDA"}], "container-title": "Drugs@FDA"},
        "US FDA. Withdrawal of approval. Drugs@FDA. 29 August 2025. Accessed 10 January 2026."
        " https://example.org/notice",
    ),
    "press": (
        {"type": "press", "title": "Topline results", "publisher": "Amylyx", "issued": "2024-03"},
        "Topline results. Amylyx. March 2024.",
    ),
    "label": (
        {"type": "label", "title": "Qalsody (tofersen) prescribing information",
         "publisher": "Biogen", "issued": "2023", "URL": "https://example.org/l"},
        "Qalsody (tofersen) prescribing information. Biogen; 2023. https://example.org/l",
    ),
    "report": (
        {"type": "report", "title": "Is it safe?", "author": [{"literal": "EMA"}],
         "publisher": "European Medicines Agency", "issued": {"date-parts": [[2024]]}},
        "EMA. Is it safe? European Medicines Agency; 2024.",
    ),
    "registry": (
        {"type": "registry", "title": "A trial of examplin", "author": [{"literal": "Sponsor"}],
         "container-title": "ClinicalTrials.gov", "registry_id": "NCT02588677",
         "issued": "2019-02-01", "checked_on": "2026-01-10"},
        "Sponsor. A trial of examplin. ClinicalTrials.gov. 1 February 2019. NCT02588677.",
    ),
    "registry with its address": (
        {"type": "registry", "title": "A trial", "container-title": "ClinicalTrials.gov",
         "registry_id": "NCT02588677", "URL": "https://clinicaltrials.gov/study/NCT02588677"},
        "A trial. ClinicalTrials.gov. https://clinicaltrials.gov/study/NCT02588677",
    ),
    "book": (
        {"type": "book", "title": "The motor neuron", "author": NAMED, "edition": "2",
         "publisher": "Press", "issued": "2020"},
        "Miller RG, Moore DH. The motor neuron. 2nd edn. Press; 2020.",
    ),
    "book of editors": (
        {"type": "book", "title": "The motor neuron", "editor": NAMED, "publisher": "Press",
         "issued": "2020"},
        "Miller RG, Moore DH, eds. The motor neuron. Press; 2020.",
    ),
    "chapter": (
        {"type": "chapter", "title": "Breathing", "author": NAMED[:1], "editor": NAMED[1:],
         "container-title": "Care in ALS", "publisher": "Press", "issued": "2020", "page": "1-9"},
        "Miller RG. Breathing. In: Moore DH, ed. Care in ALS. Press; 2020:1-9.",
    ),
    "preprint": (
        {"type": "preprint", "title": "c9orf72 in mice", "author": NAMED, "publisher": "bioRxiv",
         "issued": "2025-12-31", "DOI": "10.1101/x"},
        "Miller RG, Moore DH. c9orf72 in mice. bioRxiv. Preprint posted online 31 December 2025."
        " doi:10.1101/x",
    ),
    "dataset": (
        {"type": "dataset", "title": "Progression data", "author": NAMED, "publisher": "Zenodo",
         "issued": "2025", "DOI": "10.5281/x"},
        "Miller RG, Moore DH. Progression data. Zenodo. Published online 2025. doi:10.5281/x",
    ),
    "PubMed alone": (
        {"type": "article", "title": "T", "container-title": "Brain", "volume": "3",
         "issued": "2024", "PMID": "8302340"},
        "T. Brain. 2024;3. PMID 8302340.",
    ),
    "nothing but a title": ({"type": "article", "title": "T"}, "T."),
    "nothing": ({"type": "article"}, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(name):
    item, text = GOLDEN[name]
    assert reference_text(item) == text


def test_six_authors_are_named_and_of_more_three():
    people = [{"family": f"Name{i}", "given": "A B"} for i in range(7)]
    item = {"type": "article-journal", "title": "T"}
    six = reference_text(item | {"author": people[:6]})
    assert six == "Name0 AB, Name1 AB, Name2 AB, Name3 AB, Name4 AB, Name5 AB. T."
    assert reference_text(item | {"author": people}) == "Name0 AB, Name1 AB, Name2 AB, et al. T."


@pytest.mark.parametrize(
    ("given", "shown"), [("RG", "RG"), ("R. G.", "RG"), ("Jean-Pierre", "JP"), ("Émile", "É")]
)
def test_initials(given, shown):
    item = {"type": "article-journal", "author": [{"family": "X", "given": given}]}
    assert reference_text(item) == f"X {shown}."


def test_particles_and_suffixes_belong_to_the_name():
    person = {"non-dropping-particle": "van den", "family": "Berg", "given": "LH", "suffix": "Jr"}
    assert reference_text({"author": [person]}) == "van den Berg LH Jr."


# What has broken other formatters: markup, entities, quotes, directions, ends of sentences.
HOSTILE = [
    "<script>alert(1)</script>",
    "<i>SOD1</i> at <5 mg, p<0.05 & p>0.01",
    '<span class="nocase">mRNA</span> and "quotes" ‘of’ “kinds”',
    "تأثير الدواء على المرضى",
    "Dose &lt;5 mg; {braces} [brackets] \\backslash $1 %s",
    "1. What is known",
    "C9orf72, c9orf72 and iPSC",
    "e.g. vs. al",
]


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("kind", ["article", "report", "webpage", "chapter"])
def test_a_title_stands_as_it_was_typed(title, kind):
    item = {"type": kind, "title": title, "author": NAMED, "issued": "2024"}
    assert reference_text(item).startswith(f"Miller RG, Moore DH. {title}. ")
    assert reference_text({"type": kind, "title": title}) == f"{title}."


def test_hostile_names_stay_text_too():
    item = {
        "title": "T",
        "author": [{"literal": "<b>Us</b>"}, {"family": "<O'Neil>", "given": "É"}],
    }
    assert reference_text(item) == "<b>Us</b>, <O'Neil> É. T."


def test_characters_that_no_document_may_hold_are_left_out():
    assert reference_text({"title": "One\0two\ufdd1three\ud800", "type": "book"}) == "Onetwothree."


@pytest.mark.parametrize("title", ["Is it safe?", "At last!", "And so…", "The end."])
def test_a_title_that_ends_by_itself_gets_no_second_stop(title):
    assert reference_text({"title": title, "issued": "2024"}) == f"{title} 2024."


@pytest.mark.parametrize(
    ("issued_on", "shown"),
    [("2024-05-03", "3 May 2024"), ("2024-05", "May 2024"), ("2024-13", "2024"),
     ("2024-02-99", "February 2024"), ("0000", ""), ("soon", "")],
)  # fmt: skip
def test_dates_are_shown_as_far_as_they_are_real(issued_on, shown):
    text = reference_text({"title": "T", "type": "webpage", "issued": issued_on})
    assert text == ("T." if not shown else f"T. {shown}.")


def test_fifteen_known_sources_cost_next_to_nothing():
    items = [ARTICLE | {"title": f"T{i}"} for i in range(15)]
    texts = [reference_text(item) for item in items]
    start = time.process_time()
    assert [reference_text(item) for item in items] == texts
    assert time.process_time() - start < 0.05  # seconds


def test_the_style_stands_with_its_licence():
    assert "creativecommons.org/licenses/by-sa/3.0" in csl.STYLE.read_text()
    assert csl.STYLE.name in (csl.STYLE.parent / "NOTICE").read_text()


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
        "text": "Withdrawal of approval. US FDA. 29 August 2025. Accessed 10 January 2026."
        " https://example.org/notice",
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
FIELDS = "id type title author editor issued volume page DOI URL publisher edition".split()


@given(st.dictionaries(st.sampled_from(FIELDS), odd))
def test_odd_items_make_one_line_of_text_and_no_error(item):
    entry = source_entry(item, number=1)
    assert "\n" not in entry["text"]
    dump(entry)


def test_frozen_texts_of_old_versions_stay_as_they_were(cast, monkeypatch):
    entry = published_therapy(cast)
    before = entry.live_version.document
    monkeypatch.setattr("reviews.references.reference_text", lambda item: "Another style.")
    projections.write(entry)
    entry.refresh_from_db()
    assert entry.live_version.document == before
    assert "Journal of Examples" in documents.read(before)["sources"][0]["text"]
    assert documents.build(entry.therapy)["sources"][0]["text"] == "Another style."
