"""Pages in their envelope."""

import datetime

import pytest
import time_machine

from alsportal.api.schemas.answers import SCHEMAS
from reviews import actions, canonical
from tests.alsportal.api.shapes import check
from tests.factories import (
    published,
    published_therapy,
    published_trial,
    save,
    source,
    submitted,
    therapy_draft,
)

DAY = datetime.timedelta(days=1)


def test_a_therapy_has_the_described_shape(get, cast):
    entry = published_therapy(cast)
    response = get(f"/therapies/{entry.slug}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    check("TherapyItem", response.json())


def test_a_trial_has_the_described_shape(get, cast):
    entry = published_trial(cast)
    check("TrialItem", get(f"/trials/{entry.slug}").json())


def test_the_envelope_says_what_was_approved_and_by_whom(get, cast):
    entry = published_therapy(cast)
    item = get(f"/therapies/{entry.slug}").json()
    version = entry.live_version
    assert (item["version"], item["digest"]) == (1, version.digest)
    assert item["edition"] == version.event.edition
    assert item["url"] == f"http://127.0.0.1:8000/therapies/{entry.slug}/"
    assert item["provenance"]["approved_by"] == [
        {"name": "Carla Example", "role": "clinical reviewer"}
    ]
    assert item["provenance"]["authors"] == ["Ada Example"]
    assert item["state"] == "current"


def test_the_digest_can_be_made_again_from_what_is_sent(get, cast):
    entry = published_therapy(cast)
    item = get(f"/therapies/{entry.slug}").json()
    document = {**item["attributes"], "notices": item["notices"]}
    assert canonical.digest(canonical.dump(document)) == item["digest"]


def test_notices_come_with_every_page_of_a_list(get, cast):
    published_therapy(cast)
    published_trial(cast)
    for path in ("/therapies", "/trials"):
        (item,) = get(path).json()["data"]
        kinds = {notice["kind"] for notice in item["notices"]}
        assert {"short_disclaimer", "medical_disclaimer"} <= kinds
        assert "notices" not in item["attributes"]
        assert all(notice["must_display"] for notice in item["notices"])


def test_facts_without_a_held_record_say_what_they_rest_on(get, cast):
    entry = published_trial(cast)
    (source,) = get(f"/trials/{entry.slug}").json()["sources"]
    assert source["held"] is False
    assert source["as_of"]
    assert "An example of example2020" in source["cited"][0]


def test_a_registry_record_that_nobody_dated_has_no_date(get, cast):
    source(
        "record2020", type="registry", registry_id="NCT00000001", doi="", issued="", checked_on=None
    )
    draft = therapy_draft(cast.ada)
    block = draft.blocks.get(section="mechanism")
    block.text = "How it might work is not known [@record2020]."
    save(block, cast.ada)
    published(draft, author=cast.ada, reviewer=cast.carla)
    item = get(f"/therapies/{draft.slug}").json()
    check("TherapyItem", item)
    assert [(row["id"], row["as_of"]) for row in item["sources"]] == [("NCT00000001", None)]


def test_an_advisory_comes_in_its_approved_words(get, cast):
    entry = published_therapy(cast)
    actions.raise_advisory(entry=entry, by=cast.carla, kind="recalled")
    item = get(f"/therapies/{entry.slug}").json()
    (advisory,) = item["advisories"]
    assert advisory["kind"] == "recalled"
    assert advisory["text"].startswith("A statement on this page was found to be wrong")


def test_a_page_past_its_review_is_overdue_without_being_told(get, cast):
    entry = published_therapy(cast)
    due = entry.listing.next_review
    with time_machine.travel(datetime.datetime.combine(due, datetime.time(12), datetime.UTC)):
        assert get(f"/therapies/{entry.slug}").json()["state"] == "current"
    after = datetime.datetime.combine(due + DAY, datetime.time(0, 1), datetime.UTC)
    with time_machine.travel(after):
        item = get(f"/therapies/{entry.slug}").json()
    assert item["state"] == "overdue"
    assert item["advisories"][0]["since"] == due.isoformat()


def test_a_page_that_machines_helped_with_says_so(get, cast):
    draft = therapy_draft(cast.ada)
    block = draft.blocks.get(section="mechanism")
    block.origin, block.tool = "ai_assisted", "A model"
    block.made_on, block.verified_by = datetime.date(2026, 1, 5), "Ada Example"
    save(block, cast.ada)
    published(draft, author=cast.ada, reviewer=cast.carla)
    item = get(f"/therapies/{draft.slug}").json()
    assert item["provenance"]["origin"] == "ai_assisted"
    assert "ai_origin" in {notice["kind"] for notice in item["notices"]}


def test_an_old_address_leads_to_the_new_one(get, cast):
    draft = therapy_draft(cast.ada, slug="before")
    published(draft, author=cast.ada, reviewer=cast.carla)
    draft.slug = "after"
    save(draft, cast.ada)
    published(draft, author=cast.ada, reviewer=cast.carla)
    response = get("/therapies/before")
    assert (response.status_code, response["Location"]) == (301, "/api/v1/therapies/after")
    assert get("/therapies/before/versions")["Location"] == "/api/v1/therapies/after/versions"
    assert get("/therapies/before/versions/1")["Location"].endswith("/after/versions/1")


def test_a_registry_number_is_found_however_it_is_spelled(get, cast):
    entry = published_trial(cast)
    response = get(f"/trials/{entry.slug.lower()}")
    assert (response.status_code, response["Location"]) == (301, f"/api/v1/trials/{entry.slug}")


def test_a_page_taken_down_says_why_and_what_now(get, cast):
    entry, other = published_therapy(cast), published_therapy(cast)
    actions.remove(
        entry=entry, by=cast.pia, reason="It was wrong.", what_now="Ask.", successor=other
    )
    response = get(f"/therapies/{entry.slug}")
    assert (response.status_code, response["Content-Type"]) == (410, "application/problem+json")
    body = response.json()
    check("Removed", body)
    assert (body["reason"], body["what_now"]) == ("It was wrong.", "Ask.")
    assert body["successor"]["slug"] == other.slug


def test_a_draft_answers_exactly_as_nothing_does(get, cast, django_assert_num_queries):
    draft = therapy_draft(cast.ada, slug="draft-00001")
    with django_assert_num_queries(1):
        nothing = get("/therapies/draft-00002")
    drafted = get("/therapies/draft-00001")
    submitted(draft, cast.ada)
    waiting = get("/therapies/draft-00001")
    expected = nothing.content.replace(b"draft-00002", b"draft-00001")
    assert drafted.content == waiting.content == expected
    assert drafted.headers == nothing.headers


@pytest.mark.parametrize("name", sorted(name for name in SCHEMAS if "examples" in SCHEMAS[name]))
def test_the_examples_of_the_description_are_right(name):
    for example in SCHEMAS[name]["examples"]:
        check(name, example)


def test_reading_a_page_takes_two_queries(get, cast, django_assert_num_queries):
    entry = published_therapy(cast)
    with django_assert_num_queries(2):
        get(f"/therapies/{entry.slug}")
