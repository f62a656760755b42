"""The public pages of trials."""

import datetime

import pytest
import time_machine

from alsportal import pagecache
from reviews import actions
from tests.factories import TODAY, published_trial
from tests.reading import hold_edition, text_of
from trials import reading
from trials.filters import oldest


@pytest.fixture
def trial(cast):
    return published_trial(cast, nct="NCT90000007")


def test_a_page_says_in_a_sentence_where_the_trial_stands(client, trial):
    page = text_of(client.get("/trials/NCT90000007/"))
    assert "Recruiting Looking for people now. 60 people planned. In 2 countries." in page
    assert "Phase 2" in page


def test_a_page_without_a_snapshot_says_so_and_where_its_facts_come_from(client, trial):
    page = text_of(client.get("/trials/NCT90000007/"))
    assert "No registry snapshot held; facts from Reference [1] , as of" in page


def test_a_page_costs_two_queries_one_of_them_for_what_is_beside(
    client, trial, django_assert_num_queries
):
    hold_edition(client)
    with django_assert_num_queries(2):
        client.get("/trials/NCT90000007/")
    with django_assert_num_queries(2):
        client.get("/trials/?recruitment=open&phase=PHASE2&country=Spain")


def test_the_registry_id_is_found_in_small_letters_too(client, trial):
    response = client.get("/trials/nct90000007/")
    assert (response.status_code, response["Location"]) == (301, "/trials/NCT90000007/")


def test_an_advisory_closes_a_trial_on_its_page_and_in_the_list(client, cast, trial):
    assert "Recruiting" in text_of(client.get("/trials/?recruitment=open"))
    actions.raise_advisory(entry=trial, by=cast.pia, kind="registry_changed")
    pagecache.forget()
    page = text_of(client.get("/trials/NCT90000007/"))
    assert "Was open, not confirmed" in page
    assert "Looking for people now" not in page
    assert "NCT90000007" not in text_of(client.get("/trials/?recruitment=open"))


def test_an_old_word_on_being_open_no_longer_counts(client, trial):
    later = datetime.datetime(TODAY.year + 3, 1, 1, tzinfo=datetime.UTC)
    with time_machine.travel(later):
        assert "Was open, not confirmed" in text_of(client.get("/trials/NCT90000007/"))
        assert "NCT90000007" not in text_of(client.get("/trials/?recruitment=open"))
        listed = text_of(client.get("/trials/?recruitment=unknown"))
    assert "NCT90000007" in listed
    assert "Was open, not confirmed" in listed


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("recruitment=open", True),
        ("recruitment=finished", False),
        ("phase=PHASE2", True),
        ("phase=PHASE3", False),
        ("country=Spain", True),
        ("letter=a", True),
        ("letter=b", False),
        ("recruitment=&phase=", True),
    ],
)
def test_filters_of_the_list(client, trial, query, found):
    page = text_of(client.get(f"/trials/?{query}"))
    assert ("NCT90000007" in page) is found


@pytest.mark.parametrize(
    "query", ["recruitment=yes", "phase=2", "country=Atlantis", "near=1,2", "phase=NA&phase=NA"]
)
def test_what_the_list_does_not_know_is_refused(client, trial, query):
    assert client.get(f"/trials/?{query}").status_code == 400


def test_the_list_pages_by_key_forwards_and_back(client, cast, monkeypatch):
    monkeypatch.setattr("reviews.lists.page.__kwdefaults__", {"size": 2}, raising=False)
    for number in range(5):
        published_trial(cast, nct=f"NCT9000010{number}")
    seen, response = [], client.get("/trials/")
    while True:
        seen += [card["names"] for card in response.context["page"].items]
        if not response.context["next_url"]:
            break
        response = client.get("/trials/" + response.context["next_url"])
    assert seen == [f"NCT9000010{number}" for number in range(5)]
    back = client.get("/trials/" + response.context["previous_url"])
    assert [card["names"] for card in back.context["page"].items] == seen[2:4]
    assert "5 trials" in text_of(back)


def test_criteria_are_grouped_and_alternatives_stand_together():
    criteria = [
        {"polarity": "must_not", "group": 3, "text": "c"},
        {"polarity": "must", "group": 2, "text": "b"},
        {"polarity": "must", "group": 1, "text": "a"},
        {"polarity": "must", "group": 2, "text": "b2"},
    ]
    groups = reading.criteria_groups(criteria)
    assert [g["polarity"] for g in groups] == ["must", "must_not"]
    assert [[c["text"] for c in row] for row in groups[0]["rows"]] == [["a"], ["b", "b2"]]


def test_countries_with_open_places_come_first():
    sites = [
        {"country": "Austria", "city": "Wien", "status": "COMPLETED"},
        {"country": "Spain", "city": "Vigo", "status": "COMPLETED"},
        {"country": "Spain", "city": "Zamora", "status": "RECRUITING"},
    ]
    rows = reading.sites_by_country({"sites": sites})
    assert [row["country"] for row in rows] == ["Spain", "Austria"]
    assert [site["city"] for site in rows[0]["sites"]] == ["Zamora", "Vigo"]


def test_two_years_back_is_a_month():
    assert oldest(datetime.date(2026, 11, 22)) == "2024-11"
    assert oldest(datetime.date(2026, 1, 2)) == "2024-01"
