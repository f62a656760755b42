"""Lists: filters, cursors, and what every list request may cost."""

import pytest

from reviews import actions
from tests.alsportal.api.shapes import check
from tests.factories import (
    published,
    published_guide,
    published_term,
    published_therapy,
    published_trial,
    save,
    therapy_draft,
    trial_draft,
)


def slugs(response):
    assert response.status_code == 200, response.content
    return [item["slug"] for item in response.json()["data"]]


def walk(get, path, **query):
    """All slugs of a list, page by page."""
    found, cursor = [], None
    while True:
        more = {"cursor": cursor} if cursor else {}
        response = get(path, **query, **more)
        found += slugs(response)
        cursor = response.json()["page"]["next"]
        assert response.json()["page"]["has_more"] is (cursor is not None)
        if cursor is None:
            return found


LISTS = (
    ("/therapies", "TherapyList"),
    ("/trials", "TrialList"),
    ("/guides", "GuideList"),
    ("/words", "WordList"),
)


@pytest.fixture
def five(cast):
    return [published_therapy(cast, slug=f"drug-{letter}").slug for letter in "caebd"]


def test_a_list_of_nothing_is_a_list(get):
    for path, name in LISTS:
        answer = get(path).json()
        check(name, answer)
        assert answer == {
            "data": [],
            "page": {"next": None, "has_more": False},
            "meta": {"data_as_of": None},
        }


def test_every_page_is_met_once_whatever_the_limit(get, five):
    for limit in (1, 2, 4, 5, 200):
        assert walk(get, "/therapies", limit=limit) == sorted(five)


def test_pages_published_meanwhile_disturb_no_cursor(get, five, cast):
    first = get("/therapies", limit=3).json()
    published_therapy(cast, slug="drug-aa")
    rest = slugs(get("/therapies", cursor=first["page"]["next"]))
    assert [item["slug"] for item in first["data"]] + rest == sorted(five)


def test_drafts_and_pages_taken_down_are_not_listed(get, five, cast):
    therapy_draft(cast.ada, slug="drug-draft")
    gone = published_therapy(cast, slug="drug-gone")
    actions.remove(entry=gone, by=cast.pia, reason="Wrong.", what_now="Ask.")
    assert slugs(get("/therapies")) == sorted(five)


@pytest.mark.parametrize("limit", [1, 5])
def test_a_list_takes_two_queries(get, five, django_assert_max_num_queries, limit):
    with django_assert_max_num_queries(2):
        get("/therapies", limit=limit, status="approved", jurisdiction="US")
    with django_assert_max_num_queries(2):
        get("/therapies", jurisdiction="JP")
    with django_assert_max_num_queries(2):
        get("/therapies/drug-a/versions", limit=limit)


def test_a_list_has_the_described_shape(get, five):
    check("TherapyList", get("/therapies", limit=2).json())


def test_therapies_by_status_in_one_place(get, cast):
    us = published_therapy(cast).slug
    draft = therapy_draft(cast.ada)
    event = draft.regulatory_events.get()
    event.jurisdiction, event.kind = "EU", "refused"
    save(event, cast.ada)
    published(draft, author=cast.ada, reviewer=cast.carla)
    assert slugs(get("/therapies", status="refused")) == [draft.slug]
    assert slugs(get("/therapies", jurisdiction="US")) == [us]
    assert slugs(get("/therapies", jurisdiction="US", status="refused")) == []


def test_therapies_by_type(get, cast):
    published_therapy(cast)
    antisense = published_therapy(cast, therapy_type="antisense").slug
    assert slugs(get("/therapies", type="antisense")) == [antisense]


def test_trials_by_status_country_and_whether_they_recruit(get, cast):
    recruiting = published_trial(cast).slug
    finished = published_trial(cast, status="COMPLETED").slug
    assert slugs(get("/trials", status="COMPLETED")) == [finished]
    assert slugs(get("/trials", recruiting="true")) == [recruiting]
    assert slugs(get("/trials", recruiting="false")) == [finished]
    assert len(slugs(get("/trials", country="spain"))) == 2
    assert slugs(get("/trials", country="Peru")) == []


def test_an_advisory_takes_a_trial_out_of_the_recruiting_ones(get, cast):
    entry = published_trial(cast)
    actions.raise_advisory(entry=entry, by=cast.ed, kind="registry_changed")
    assert slugs(get("/trials", recruiting="true")) == []


def test_a_phase_is_a_whole_word(get, cast):
    found = {}
    for phases in ("EARLY_PHASE1", "PHASE1 PHASE2", "PHASE2 PHASE3", "NA"):
        draft = trial_draft(cast.ada)
        draft.stated_facts.phases = phases
        save(draft.stated_facts, cast.ada)
        published(draft, author=cast.ada, reviewer=cast.carla)
        found[phases] = draft.slug
    assert slugs(get("/trials", phase="PHASE1")) == [found["PHASE1 PHASE2"]]
    assert slugs(get("/trials", phase="NA")) == [found["NA"]]
    assert len(slugs(get("/trials", phase="PHASE2"))) == 2


def test_guides_and_words_come_whole_with_their_links(get, cast):
    therapy = published_therapy(cast)
    guide = published_guide(cast, links=[therapy], topic="research")
    published_term(cast, links=[guide])
    for path, name in LISTS[2:]:
        answer = get(path).json()
        check(name, answer)
        (item,) = answer["data"]
        assert item["attributes"]["links"][0]["slug"] in (therapy.slug, guide.slug)
        one = get(f"{path}/{item['slug']}").json()
        assert one["digest"] == item["digest"]
        assert get(f"{path}/{item['slug']}/versions/1").json()["attributes"] == one["attributes"]


def test_guides_are_narrowed_to_a_topic(get, cast):
    published_guide(cast, topic="research")
    found = published_guide(cast, topic="living")
    assert slugs(get("/guides", topic="living")) == [found.slug]
    assert get("/guides", topic="nonsense").status_code == 400
