"""Versions: all of them listed, each one readable, none of a page taken down."""

import pytest

from reviews import actions
from tests.alsportal.api.shapes import check
from tests.factories import published, save, therapy_draft


@pytest.fixture
def three(cast):
    """A therapy with three versions; its draft."""
    draft = therapy_draft(cast.ada, slug="thrice", title="First title")
    published(draft, author=cast.ada, reviewer=cast.carla)
    for title in ("Second title", "Third title"):
        draft.title, draft.change_kind = title, "material"
        draft.change_note = f"{title} given."
        save(draft, cast.ada)
        published(draft, author=cast.ada, reviewer=cast.carla)
    return draft


def test_versions_are_listed_newest_first(get, three):
    answer = get("/therapies/thrice/versions").json()
    check("VersionList", answer)
    assert [row["version"] for row in answer["data"]] == [3, 2, 1]
    assert [row["current"] for row in answer["data"]] == [True, False, False]
    assert answer["data"][0]["note"] == "Third title given."


def test_versions_come_in_pages(get, three):
    first = get("/therapies/thrice/versions", limit=2).json()
    second = get("/therapies/thrice/versions", cursor=first["page"]["next"]).json()
    assert [row["version"] for row in second["data"]] == [1]
    assert second["page"] == {"next": None, "has_more": False}


def test_an_old_version_reads_as_it_was_approved(get, three):
    response = get("/therapies/thrice/versions/1")
    item = response.json()
    check("TherapyItem", item)
    assert item["attributes"]["title"] == "First title"
    assert item["state"] == "superseded"
    assert item["url"].endswith("/therapies/thrice/versions/1/")
    assert response["Memento-Datetime"].endswith("GMT")


def test_the_current_version_says_that_it_is(get, three):
    assert get("/therapies/thrice/versions/3").json()["state"] == "current"


@pytest.mark.parametrize("number", ["4", "0", "01", "-1", "9999999999", "99999999999", "1e3", "٣"])
def test_other_numbers_are_not_found(get, three, number):
    response = get(f"/therapies/thrice/versions/{number}")
    assert response.status_code == 404
    check("Problem", response.json())


def test_versions_of_a_page_taken_down_are_listed_but_not_shown(get, three, cast):
    actions.remove(entry=three.entry, by=cast.pia, reason="Wrong.", what_now="Ask.")
    newest = get("/therapies/thrice/versions").json()["data"][0]
    assert (newest["removal_reason"], newest["current"]) == ("Wrong.", False)
    for number in (1, 2, 3):
        response = get(f"/therapies/thrice/versions/{number}")
        assert response.status_code == 410
        check("Removed", response.json())


def test_what_was_taken_down_stays_so_when_the_page_comes_back(get, three, cast):
    actions.remove(entry=three.entry, by=cast.pia, reason="Wrong.", what_now="Ask.")
    three.refresh_from_db()
    three.title = "Fourth title"
    save(three, cast.ada)
    published(three, author=cast.ada, reviewer=cast.carla)
    statuses = [get(f"/therapies/thrice/versions/{n}").status_code for n in (1, 2, 3, 4)]
    assert statuses == [200, 200, 410, 200]
