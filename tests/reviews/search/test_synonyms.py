"""What is searched along with a query: names of one page, everyday words, Spanish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.search import QueryRefused, SearchProjection, find, key, write
from reviews.search.synonyms import LONGEST_SPAN, groups
from reviews.search.understanding import MOST_ADDED
from reviews.search.words import chunks
from tests.factories import published_term, therapy_draft

# Different substances; no two of them may ever be searched for one another.
DRUGS = (
    "riluzole edaravone tofersen masitinib AMX0035 reldesemtiv pridopidine ibudilast arimoclomol "
    "verdiperstat debamestrocel lenzumestrocel methylcobalamin ulefnersen tofacitinib baclofen "
    "dextromethorphan quinidine tizanidine glycopyrronium botulinum amitriptyline diazepam"
).split()


def words(text, **options):
    return [added.word for added in find(text, language="en", **options).added]


@pytest.fixture
def site(page):
    """A medicine with names, another one, and trials that speak of either by one name."""
    page(
        "Riluzole",
        names=("Rilutek", "RP 54274"),
        aliases=("Riluzole", "Rilutek", "RP 54274"),
        foreign=("riluzolum",),
        static_rank=9,
    )
    page("Edaravone", names=("Radicava",), aliases=("Edaravone", "Radicava"), static_rank=8)
    page("A trial of riluzole", kind="trial", slug="t1", static_rank=1)
    page("A trial of edaravone", kind="trial", slug="t2", static_rank=1)


def test_a_brand_finds_pages_that_only_have_the_generic_name(site):
    results = find("Rilutek", language="en")
    assert [hit.slug for hit in results.hits] == ["riluzole", "t1"]
    assert (results.hits[0].tier, results.hits[1].along) == (0, True)
    assert [a.word for a in results.added] == ["Riluzole", "RP 54274"]
    assert "Riluzole" in results.added[1].because


def test_a_code_finds_them_too_and_a_foreign_name_is_never_added(site):
    assert words("RP-54274 trial") == ["Riluzole", "Rilutek"]
    assert words("riluzolum") == ["Riluzole", "RP 54274", "Rilutek"]


def test_words_can_be_taken_away_one_by_one(site):
    results = find("Rilutek", language="en", without=("riluzole",))
    assert ([a.word for a in results.added], results.left) == (["RP 54274"], ("Riluzole",))
    assert [hit.slug for hit in results.hits] == ["riluzole"]
    both = find("Rilutek", language="en", without=("riluzole", "rp54274"))
    assert both.added == () and both.left == ("Riluzole", "RP 54274")


@pytest.mark.parametrize("without", [("edaravone",), ("riluzole", "Riluzole"), ("\x00",), ("🙂",)])
def test_a_word_that_is_not_searched_along_is_refused_with_a_mend(site, without):
    with pytest.raises(QueryRefused) as refusal:
        find("Rilutek", language="en", without=without)
    assert refusal.value.code == "without" and refusal.value.mend


def test_exact_adds_nothing(site):
    assert [hit.slug for hit in find("Rilutek", language="en", exact=True).hits] == ["riluzole"]


def test_a_name_of_two_medicines_joins_nothing(site, page):
    page("Edaravone by mouth", aliases=("Edaravone by mouth", "Edaravone", "Radicava ORS"))
    assert words("edaravone") == words("radicava") == []
    assert words("Radicava ORS") == ["Edaravone by mouth"]


def test_a_word_page_that_names_two_medicines_joins_nothing(site, page):
    page("Old medicines", kind="term", aliases=("Riluzole", "Edaravone"))
    assert words("riluzole") == ["RP 54274", "Rilutek"]


@given(st.sampled_from(DRUGS), st.sampled_from(DRUGS))
def test_no_medicine_is_searched_for_another(one, other):
    for group in groups():
        spoken = {key(word) for word in (*group.english, *group.spoken, *group.spanish)}
        assert one == other or not {key(one), key(other)} <= spoken


def test_groups_of_medicines_name_one_substance():
    for group in groups():
        if group.drug:
            assert len(group.english) == 1 and not group.spoken
        else:
            assert not {key(word) for word in group.english} & set(map(key, DRUGS))


def test_every_word_of_the_table_can_be_understood():
    for group in groups():
        for word in (*group.english, *group.spoken, *group.spanish):
            assert 0 < len(list(chunks(word))) <= LONGEST_SPAN


@pytest.mark.parametrize(
    ("typed", "added"),
    [
        ("MND", "ALS"),
        ("als", "motor neurone disease"),
        ("Lou Gehrig’s disease", "amyotrophic lateral sclerosis"),
        ("breathing machine", "non-invasive ventilation"),
        ("a feeding tube at home", "gastrostomy"),
        ("esclerosis lateral amiotrófica", "ALS"),
        ("ELA", "ALS"),
        ("respirador", "non-invasive ventilation"),
        ("edaravona", "edaravone"),
        ("ensayo clinico", "clinical trial"),
    ],
)
def test_everyday_and_spanish_words_are_understood(db, typed, added):
    assert added in words(typed)


def test_spanish_is_understood_on_english_pages_and_english_on_spanish_ones(page):
    page("Gastrostomy", kind="guide")
    page("Gastrostomía", kind="guide", language="es", slug="gastrostomia")
    assert [h.slug for h in find("sonda gástrica", language="en").hits] == ["gastrostomy"]
    assert [h.slug for h in find("feeding tube", language="es").hits] == ["gastrostomia"]


def test_a_direct_hit_comes_before_one_of_the_words_along(page):
    page("MND care", kind="guide", static_rank=1)
    page("ALS care", kind="guide", static_rank=99)
    assert [hit.title for hit in find("mnd care", language="en").hits] == ["MND care", "ALS care"]


def test_never_more_than_a_few_words_are_added(page):
    names = tuple(f"Name{n}ab" for n in range(200))
    page("Many", names=names, aliases=names)
    assert len(words("Name7ab")) == MOST_ADDED


def test_58_names_of_drafts_and_of_removed_pages_are_not_searched_along(cast, site):
    therapy_draft(cast.ada, title="Rilutek")
    assert words("Rilutek") == ["Riluzole", "RP 54274"]
    entry = find("riluzole", language="en").hits[0].entry_id
    write(entry, SearchProjection("therapy", "en", "riluzole", "Riluzole", aliases=("Riluzole",)))
    assert words("Rilutek") == words("riluzole") == []


def test_a_word_page_is_found_by_its_spanish_name_and_its_letters(cast):
    published_term(cast, title="Mask (to breathe)", spanish="mascarilla nasal (MNX), careta")
    for typed in ("mascarilla nasal", "MNX", "careta"):
        results = find(typed, language="en")
        assert (results.hits[0].tier, results.added[0].word) == (0, "Mask")
