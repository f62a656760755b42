"""The public pages of therapies."""

import pytest
import time_machine

from alsportal import pagecache
from reviews import actions
from tests.factories import (
    TODAY,
    approve,
    published_therapy,
    published_trial,
    save,
    submitted,
    therapy_draft,
)
from tests.reading import hold_edition, text_of
from therapies.models import Therapy
from trials.models import Trial, TrialTherapy


@pytest.fixture
def riluzole(cast):
    return published_therapy(cast, title="Riluzole", slug="riluzole")


def second_version(cast, entry, **changes):
    """Publish a change of a therapy page."""
    draft = Therapy.objects.get(entry=entry)
    for name, value in ({"change_kind": "material", "change_note": "News."} | changes).items():
        setattr(draft, name, value)
    save(draft, cast.ada)
    approve(submitted(draft, cast.ada), cast.carla)
    pagecache.forget()
    entry.refresh_from_db()


def test_a_page_shows_its_document_and_its_colophon(client, riluzole):
    page = text_of(client.get("/therapies/riluzole/"))
    assert "It is a made-up medicine, used here as an example" in page
    assert "Low certainty" in page
    assert "Approved by Carla Example (clinical reviewer)" in page
    assert riluzole.live_version.digest.removeprefix("sha256:")[:12] in page


def test_both_disclaimers_stand_before_the_references(client, riluzole):
    html = client.get("/therapies/riluzole/").content.decode()
    short, full = html.index("notice-short_disclaimer"), html.index("notice-medical_disclaimer")
    assert html.index("two-minute") < short < full < html.index('id="references"')


def test_a_page_costs_one_query_and_one_for_its_panel(client, riluzole, django_assert_num_queries):
    hold_edition(client)
    with django_assert_num_queries(2):
        client.get("/therapies/riluzole/")
    with django_assert_num_queries(0):
        client.get("/therapies/riluzole/")


def test_a_list_costs_two_queries(client, riluzole, django_assert_num_queries):
    hold_edition(client)
    with django_assert_num_queries(2):
        response = client.get("/therapies/?status=approved&jurisdiction=US")
    assert "1 therapy" in text_of(response)


def test_another_spelling_of_the_address_leads_to_the_page(client, riluzole):
    response = client.get("/therapies/Riluzole/")
    assert (response.status_code, response["Location"]) == (301, "/therapies/riluzole/")


def test_an_old_address_leads_to_the_new_one_for_ever(client, cast, riluzole):
    second_version(cast, riluzole, slug="riluzole-tablets")
    response = client.get("/therapies/riluzole/")
    assert (response.status_code, response["Location"]) == (301, "/therapies/riluzole-tablets/")


def test_65_a_draft_and_nothing_at_all_are_the_same_404(client, cast):
    therapy_draft(cast.ada, slug="waiting")
    submitted(therapy_draft(cast.ada, slug="in-review"), cast.ada)
    answers = [client.get(f"/therapies/{slug}/") for slug in ("waiting", "in-review", "nothing")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_61_a_version_that_was_never_published_is_404(client, cast, riluzole):
    draft = Therapy.objects.get(entry=riluzole)
    draft.change_note, draft.change_kind = "Waiting.", "minor"
    save(draft, cast.ada)
    submitted(draft, cast.ada)
    assert client.get("/therapies/riluzole/versions/1/").status_code == 200
    assert client.get("/therapies/riluzole/versions/2/").status_code == 404
    assert client.get("/therapies/riluzole/versions/0/").status_code == 404


def test_an_edit_of_the_draft_changes_no_byte_of_the_page(client, cast, riluzole):
    before = client.get("/therapies/riluzole/").content
    draft = Therapy.objects.get(entry=riluzole)
    draft.title = draft.summary = draft.funding = "canary-7f3a"
    save(draft, cast.ada)
    pagecache.forget()
    assert client.get("/therapies/riluzole/").content == before


def test_an_old_version_says_so_and_leads_to_the_current_one(client, cast, riluzole):
    second_version(cast, riluzole, summary="A new summary of the same old medicine.")
    old = client.get("/therapies/riluzole/versions/1/")
    assert "This is version 1 of “Riluzole”" in text_of(old)
    assert '<link rel="canonical" href="http://127.0.0.1:8000/therapies/riluzole/">' in (
        old.content.decode()
    )
    assert old["Memento-Datetime"].endswith("GMT")
    assert "This is version" not in text_of(client.get("/therapies/riluzole/versions/2/"))


def test_the_list_of_versions_says_what_changed(client, cast, riluzole):
    second_version(cast, riluzole)
    page = text_of(client.get("/therapies/riluzole/versions/"))
    assert page.index("Version 2") < page.index("News.") < page.index("Version 1")
    assert "approved by Carla Example (clinical reviewer)" in page


def test_a_page_taken_down_says_why_and_what_to_do(client, cast, riluzole):
    assert client.get("/therapies/riluzole/").status_code == 200
    actions.remove(entry=riluzole, by=cast.pia, reason="A source fell.", what_now="Ask us.")
    pagecache.forget()
    for path in ("/therapies/riluzole/", "/therapies/riluzole/versions/1/"):
        response = client.get(path)
        assert response.status_code == 410
        assert "A source fell." in text_of(response)
        assert "Ask us." in text_of(response)
        assert "made-up medicine" not in text_of(response)
    assert "0 therapies" not in text_of(client.get("/therapies/"))
    assert "Riluzole" not in text_of(client.get("/therapies/"))


def test_versions_of_a_page_taken_down_stay_listed_with_the_reason(client, cast, riluzole):
    actions.remove(entry=riluzole, by=cast.pia, reason="A source fell.", what_now="Ask us.")
    response = client.get("/therapies/riluzole/versions/")
    assert response.status_code == 200
    assert "A source fell." in text_of(response)
    assert "/therapies/riluzole/versions/1/" not in response.content.decode()


def test_standing_advisories_show_at_once(client, cast, riluzole):
    assert "retracted" not in text_of(client.get("/therapies/riluzole/"))
    actions.raise_advisory(entry=riluzole, by=cast.pia, kind="source_retracted")
    pagecache.forget()
    page = text_of(client.get("/therapies/riluzole/"))
    assert "A source of this page was retracted" in page


def test_a_page_past_its_date_is_overdue_without_being_told(client, riluzole):
    assert "Review overdue" not in text_of(client.get("/therapies/riluzole/"))
    with time_machine.travel(TODAY.replace(year=TODAY.year + 2)):
        pagecache.forget()
        assert "Review overdue" in text_of(client.get("/therapies/riluzole/"))
        assert "Review overdue" in text_of(client.get("/therapies/"))


def test_the_panel_shows_live_trials_that_name_the_therapy(client, cast, riluzole):
    draft = Trial.objects.get(entry=published_trial(cast, nct="NCT90000001"))
    save(TrialTherapy(trial=draft, entry=riluzole, label="Riluzole"), cast.ada)
    draft.change_kind = "minor"
    save(draft, cast.ada)
    pagecache.forget()
    assert "NCT90000001" not in text_of(client.get("/therapies/riluzole/"))
    approve(submitted(draft, cast.ada), cast.carla)
    pagecache.forget()
    assert "NCT90000001" in text_of(client.get("/therapies/riluzole/"))


@pytest.mark.parametrize(
    "query",
    ["?stauts=approved", "?status=approved&status=refused", "?status=good", "?letter=%00",
     "?after=nonsense", "?after=" + "x" * 2000, "?jurisdiction=XX"],
)  # fmt: skip
def test_what_the_list_does_not_know_is_refused(client, db, query):
    response = client.get(f"/therapies/{query}")
    assert response.status_code == 400
    assert "The address could not be used" in text_of(response)


@pytest.mark.parametrize("path", ["/therapies/riluzole/", "/therapies/riluzole/versions/"])
def test_pages_take_no_parameters(client, riluzole, path):
    assert client.get(f"{path}?preview=1").status_code == 400


def test_status_and_country_are_one_condition(client, riluzole):
    there = "1 therapy"
    assert there in text_of(client.get("/therapies/?status=approved&jurisdiction=US"))
    assert there not in text_of(client.get("/therapies/?status=approved&jurisdiction=JP"))
    assert there not in text_of(client.get("/therapies/?status=refused&jurisdiction=US"))


def test_filters_in_use_can_be_taken_away(client, riluzole):
    html = client.get("/therapies/?status=approved&letter=r").content.decode()
    assert 'href="?letter=r"' in html
    assert 'href="?status=approved"' in html


def test_hostile_addresses_are_404(client, db):
    for slug in ("%00", "a" * 101, "..", "%2e%2e%2fadmin", "%F0%28%8C%28", "'--", "<script>"):
        assert client.get(f"/therapies/{slug}/").status_code == 404
