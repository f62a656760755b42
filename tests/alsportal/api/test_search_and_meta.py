"""Search, the service's own data, and the headers of every answer."""

import pytest

from reviews import actions
from tests.alsportal.api.shapes import check
from tests.factories import published, published_therapy, published_trial, save, therapy_draft
from therapies.models import TherapyName


@pytest.fixture
def rilutek(cast):
    draft = therapy_draft(cast.ada, title="Riluzole", slug="riluzole")
    save(TherapyName(therapy=draft, name="Rilutek", kind="brand"), cast.ada)
    published(draft, author=cast.ada, reviewer=cast.carla)
    return draft.entry


def test_a_brand_name_finds_its_therapy(get, rilutek, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        response = get("/search", q="rilutek")
    answer = response.json()
    check("SearchResults", answer)
    assert answer["data"][0]["slug"] == "riluzole"
    assert answer["data"][0]["url"] == "http://127.0.0.1:8000/therapies/riluzole/"
    assert answer["meta"]["count"] == 1


def test_what_was_searched_along_is_told_and_can_be_left_out(get, rilutek):
    answer = get("/search", q="rilutek").json()
    because = "Another name on the page “Riluzole”."
    assert answer["also_searched"] == [{"word": "Riluzole", "because": because}]
    assert (answer["corrected"], answer["exact"]) == (None, False)
    assert get("/search", q="rilutek", without="riluzole").json()["also_searched"] == []
    assert get("/search", q="rilutek", exact="true").json()["also_searched"] == []
    refused = get("/search", q="rilutek", without="tofersen")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["parameter"] == "without"


def test_a_typing_error_that_was_mended_is_told(get, rilutek):
    answer = get("/search", q="rilusole").json()
    check("SearchResults", answer)
    assert answer["corrected"] == {"from": "rilusole", "to": "riluzole"}
    exact = get("/search", q="rilusole", exact="true").json()
    assert (exact["corrected"], exact["exact"], exact["data"]) == (None, True, [])


def test_snippets_are_plain_text(get, cast):
    published_therapy(cast, title="Signs", summary="Fewer than 5 < 10 & some more signs.")
    (hit,) = get("/search", q="signs").json()["data"]
    assert "5 < 10 & some" in hit["snippet"]
    assert "<mark>" not in hit["snippet"]


def test_a_search_can_be_narrowed_to_one_type(get, cast):
    published_therapy(cast)
    trial = published_trial(cast)
    found = get("/search", q="examplin", type="trial").json()["data"]
    assert [hit["slug"] for hit in found] == [trial.slug]


def test_a_search_that_finds_nothing_is_no_error(get):
    answer = get("/search", q="nothing at all").json()
    check("SearchResults", answer)
    assert (answer["data"], answer["meta"]["count"]) == ([], 0)


def test_the_service_tells_its_dates_limits_and_notices(get, cast):
    published_trial(cast)
    answer = get("/meta").json()
    check("Meta", answer)
    assert answer["edition"] == 1
    assert answer["registries"][0]["trials"] == 1
    assert {"short_disclaimer", "medical_disclaimer"} <= {n["kind"] for n in answer["notices"]}


def test_the_notices_of_the_service_are_those_of_the_pages(get, cast):
    entry = published_therapy(cast)
    current = {n["digest"] for n in get("/meta").json()["notices"]}
    item = get(f"/therapies/{entry.slug}").json()
    assert {n["digest"] for n in item["notices"]} <= current


@pytest.mark.parametrize(
    "path", ["/therapies", "/therapies/riluzole", "/search?q=a", "/meta", "/nothing", "/trials?x=1"]
)
def test_any_site_may_read_and_nobody_is_recognised(client, rilutek, path):
    response = client.get(f"/api/v1{path}", headers={"Origin": "https://example.org"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    kept = response.status_code in (200, 404)
    assert response["Cache-Control"] == ("public, no-cache" if kept else "no-store")


def test_a_browser_may_ask_beforehand(client, db):
    response = client.options("/api/v1/therapies", headers={"Origin": "https://example.org"})
    assert (response.status_code, response.content) == (204, b"")
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


def test_the_head_of_an_answer_can_be_read_alone(client, rilutek):
    response = client.head("/api/v1/therapies/riluzole")
    assert (response.status_code, response.content) == (200, b"")


def test_an_answer_is_new_after_every_public_change(client, rilutek, cast):
    before = client.get("/api/v1/therapies/riluzole")
    actions.raise_advisory(entry=rilutek, by=cast.carla, kind="recalled")
    after = client.get("/api/v1/therapies/riluzole")
    assert before.json()["advisories"] == []
    assert len(after.json()["advisories"]) == 1
