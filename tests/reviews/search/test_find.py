"""Finding live pages: what comes first, what is counted, what is refused."""

import pytest

from reviews.search import QueryRefused, SearchProjection, find, remove, write


def slugs(text, **options):
    return [hit.slug for hit in find(text, **options).hits]


@pytest.mark.parametrize(
    "query", ["riluzole", "RILUTEK®", "rp54274", "RP-54274", "rp 54274", "rilutek"]
)
def test_a_name_brand_or_code_comes_first_however_it_is_spelled(riluzole, page, query):
    page("A rilutek riluzole rp54274 study", static_rank=999)
    (first, *_) = find(query).hits
    assert (first.slug, first.tier) == ("riluzole", 0)


def test_a_word_in_the_title_beats_one_in_the_body(page):
    page("Breathing", body="About swallowing.", static_rank=999)
    page("Swallowing")
    assert slugs("swallowing") == ["swallowing", "breathing"]


def test_the_fields_rank_in_order(page):
    page("d", body="gastrostomy tubes", static_rank=9)
    page("c", summary="gastrostomy tubes", static_rank=8)
    page("b", keywords=("gastrostomy tubes",), static_rank=7)
    page("a gastrostomy", names=("tubes",), static_rank=6)
    assert slugs("gastrostomy tube") == ["a-gastrostomy", "b", "c", "d"]


def test_words_in_several_fields_count_in_the_farthest(page):
    page("one stem", body="cell", static_rank=1)
    page("two stem", summary="cell")
    assert slugs("stem cells") == ["two-stem", "one-stem"]


def test_equal_matches_stand_by_static_rank_then_newest_entry(page):
    for number, rank in enumerate([5, 7, 5]):
        page("trial", slug=f"t{number}", static_rank=rank)
    assert slugs("trials") == ["t1", "t2", "t0"]


def test_kind_and_language_narrow_the_search(page, riluzole):
    page("Riluzole and sleep", kind="trial")
    page("Riluzol", language="es", body="Riluzole")
    assert slugs("riluzole", kind="trial") == ["riluzole-and-sleep"]
    assert slugs("riluzole", language="es") == ["riluzol"]
    assert slugs("riluzole", kind="trial", language="es") == []


def test_a_spanish_word_finds_an_english_page(riluzole):
    assert slugs("riluzol") == ["riluzole"]


def test_exact_words_leave_endings_alone(page):
    page("trials")
    assert slugs("trial") == ["trials"]
    assert slugs("trial", exact=True) == []
    assert slugs("trials", exact=True) == ["trials"]


def test_where_no_page_has_all_words_those_with_any_are_shown_and_said_so(riluzole):
    results = find("riluzole unobtainium")
    assert [hit.slug for hit in results.hits] == ["riluzole"]
    assert results.tier_any and any("at least one" in note for note in results.notes)


def test_common_words_left_out_are_named(riluzole):
    assert any("what, is" in note for note in find("what is riluzole").notes)


def test_what_is_not_there_is_not_found(riluzole):
    results = find("zebra")
    assert (results.hits, results.count, results.tier_any) == ([], 0, False)


def test_the_filter_tokens_cannot_be_typed(riluzole):
    assert find("kind_therapy").count == 0
    assert find("lang_en").count == 0


def test_a_rewritten_page_is_found_by_its_new_words_alone(riluzole):
    write(riluzole.pk, SearchProjection("therapy", "en", "riluzole", "Riluzole", static_rank=3))
    assert slugs("rilutek") == []
    assert slugs("riluzole") == ["riluzole"]


def test_a_removed_page_is_gone(riluzole):
    remove(riluzole.pk)
    remove(riluzole.pk)
    assert slugs("riluzole") == []


def test_pages_of_results_follow_one_another(page):
    for number in range(25):
        page("als trial" if number % 2 else "trial", slug=f"t{number}", body="als")
    whole = slugs("als trial", limit=25)
    paged = [slug for offset in (0, 10, 20) for slug in slugs("als trial", offset=offset)]
    assert len(set(whole)) == 25 and paged == whole
    assert find("als trial", offset=30).hits == []
    assert find("als trial", offset=30).count == 25


def test_nobody_pages_beyond_the_bound(riluzole):
    with pytest.raises(QueryRefused, match="first 1000"):
        find("riluzole", offset=1000)


@pytest.mark.parametrize(
    "text",
    [
        "\x00riluzole",
        '"riluzole',
        "riluzole' OR 1=1 --",
        "riluzole) MATCH (x",
        "NEAR(riluzole, 3)",
        "{tokens}: riluzole *",
        "riluzole & !x | <-> :*",
        "%s %d %(x)s riluzole",
        "\ud83d riluzole",
        "🙂 riluzole",
        "riluzole\u202e",
        "ригилузол riluzole",
    ],
)
def test_hostile_text_is_just_words(riluzole, text):
    assert slugs(text) == ["riluzole"]


def test_thirty_two_compound_words_without_a_hit_are_three_statements(
    riluzole, django_assert_num_queries
):
    text = " ".join(f"a{n}-b" for n in range(32))
    with django_assert_num_queries(3):
        find(text)


def test_a_search_is_one_statement_to_understand_and_one_to_find(
    riluzole, django_assert_num_queries
):
    with django_assert_num_queries(2):
        assert slugs("first medicine") == ["riluzole"]
    with django_assert_num_queries(1):
        assert slugs("first medicine", exact=True) == ["riluzole"]
