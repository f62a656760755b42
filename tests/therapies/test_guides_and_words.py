"""Guides and words go the same road as therapies: draft, review, version, page."""

import pytest

from reviews import actions
from reviews.errors import NotYourRole
from reviews.models import Link, Listing
from tests.factories import (
    approve,
    guide_draft,
    published_guide,
    published_term,
    published_therapy,
    published_trial,
    save,
    source,
    submitted,
    term_draft,
)
from tests.reviews.desk.posting import client_of, typed, url
from tests.reviews.desk.posting import save as save_form
from therapies.models import GuideBlock

pytestmark = pytest.mark.django_db


def text_of(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def test_a_guide_is_read_part_by_part_in_the_order_of_its_editors(cast, client):
    draft = guide_draft(cast.ada)
    for heading, position in (("Second", 2), ("First", 1)):
        row = GuideBlock(guide=draft, heading=heading, position=position, text="Some words.")
        save(row, cast.ada)
    approve(submitted(draft, cast.ada), cast.carla)
    page = text_of(client, f"/guides/{draft.slug}/")
    assert page.index(">First<") < page.index(">Second<")
    assert "Two-minute version" in page


def test_a_guide_shows_the_status_that_a_linked_therapy_has_today(cast, client):
    therapy = published_therapy(cast, title="Examplin")
    entry = published_guide(cast, links=[therapy])
    page = text_of(client, f"/guides/{entry.slug}/")
    assert f'href="/therapies/{therapy.slug}/"' in page
    assert "Approved for ALS: United States" in page


def test_a_link_to_a_page_that_is_not_public_is_words_and_no_address(cast, client):
    waiting = guide_draft(cast.ben, slug="not-yet-public")
    entry = published_guide(cast, links=[waiting.entry])
    page = text_of(client, f"/guides/{entry.slug}/")
    assert "More on" in page and "not-yet-public" not in page
    assert not Link.objects.filter(from_entry=entry).exists()


def test_links_of_guides_and_words_become_rows_both_can_be_found_by(cast):
    trial = published_trial(cast)
    guide = published_guide(cast, links=[trial])
    word = published_term(cast, links=[trial, guide])
    found = Link.objects.filter(to_kind="trial", to_slug=trial.slug, relation="about")
    assert set(found.values_list("from_entry", flat=True)) == {guide.pk, word.pk}


def test_a_word_says_what_it_means_how_to_say_it_and_its_spanish(cast, client):
    entry = published_term(cast, title="Placebo", slug="placebo", spanish="placebo (m.)")
    page = text_of(client, f"/words/{entry.slug}/")
    assert "A made-up word that stands for all others" in page
    assert "eg-ZAM-pling" in page and 'lang="es">placebo (m.)' in page
    assert "Why it matters in ALS" in page


def test_the_citations_of_a_meaning_are_numbered_first(cast):
    source("later2021")
    draft = term_draft(cast.ada)
    block = draft.blocks.get()
    block.text = "Letters use it [@later2021]."
    save(block, cast.ada)
    document = actions.examine(draft=draft).document
    assert [row["key"] for row in document["sources"]] == ["example2020", "later2021"]


def test_a_word_may_be_approved_by_either_kind_of_reviewer(cast):
    approve(submitted(term_draft(cast.ada), cast.ada), cast.ed)
    approve(submitted(term_draft(cast.ada), cast.ada), cast.carla)
    assert Listing.objects.filter(kind="term").count() == 2


def test_a_guide_waits_for_a_clinical_reviewer(cast):
    with pytest.raises(NotYourRole):
        approve(submitted(guide_draft(cast.ada), cast.ada), cast.ed)


@pytest.mark.parametrize("path", ["guides", "words"])
def test_an_empty_list_says_so(client, db, path):
    assert "Nothing here" in text_of(client, f"/{path}/")


def test_guides_are_filtered_by_topic_and_refuse_what_they_do_not_know(cast, client):
    published_guide(cast, title="About genes", topic="research")
    published_guide(cast, title="About home", topic="living")
    page = text_of(client, "/guides/?topic=research")
    assert "About genes" in page and "About home" not in page
    assert "topic" in text_of(client, "/guides/?topic=nonsense", status=400)


def test_words_are_filtered_by_letter(cast, client):
    published_term(cast, title="Placebo")
    published_term(cast, title="Masking")
    page = text_of(client, "/words/?letter=p")
    assert "Placebo" in page and "Masking" not in page


def test_old_versions_and_the_list_of_versions_stand_at_their_addresses(cast, client):
    for entry, path in ((published_guide(cast), "guides"), (published_term(cast), "words")):
        text_of(client, f"/{path}/{entry.slug}/versions/")
        text_of(client, f"/{path}/{entry.slug}/versions/1/")


def test_a_guide_and_a_word_are_found_by_searching(cast, client):
    published_guide(cast, title="Choosing a wheelchair")
    published_term(cast, title="Fasciculation", spanish="fasciculación")
    assert "Choosing a wheelchair" in text_of(client, "/search/?q=wheelchair")
    assert "Fasciculation" in text_of(client, "/search/?q=fasciculacion")


def test_a_page_of_each_new_kind_costs_at_most_three_statements(
    cast, client, django_assert_max_num_queries
):
    therapy = published_therapy(cast)
    for path, entry in (
        ("guides", published_guide(cast, links=[therapy])),
        ("words", published_term(cast, links=[therapy])),
    ):
        with django_assert_max_num_queries(3):
            text_of(client, f"/{path}/{entry.slug}/")


def test_a_meaning_has_at_most_forty_words_beside_its_citations(cast):
    ada, draft = client_of(cast.ada), term_draft(cast.ada)
    forty = " ".join(["word"] * 40) + " [@example2020, p. 3]"
    assert save_form(ada, draft, meaning=forty).status_code == 302
    answer = save_form(ada, draft, meaning=f"one {forty}")
    assert "These are 41 words; say it in 40." in answer.content.decode()


def test_a_guide_gets_a_part_and_a_link_in_its_form(cast):
    ada, draft = client_of(cast.ada), guide_draft(cast.ada)
    page = ada.get(url(draft) + "?add=links")
    more = {"links__0__entry": draft.entry_id, "links__0__label": "Itself"}
    answer = ada.post(url(draft), typed(page, _continue="1", blocks__1__heading="Anew", **more))
    assert answer.status_code == 302
    assert draft.blocks.filter(heading="Anew").exists()
    assert draft.links.get().label == "Itself"
