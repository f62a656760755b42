"""What a publisher does to a live page: take it down, put a notice on it, take the notice away."""

import pytest
from django.urls import reverse

from reviews import actions
from reviews.models import Advisory, Event, Removal
from tests.factories import published_therapy, therapy_draft
from tests.reviews.desk.posting import client_of

WORDS = {"reason": "It was wrong.", "what_now": "Ask your clinic.", "confirm": "on"}


@pytest.fixture
def entry(cast):
    return published_therapy(cast, title="Livin", slug="livin")


def address(entry, name):
    return reverse(f"admin:reviews_entry_{name}", args=[entry.pk])


def test_a_publisher_takes_a_page_down_with_words_for_readers(pia, cast, entry):
    other = published_therapy(cast, title="Other", slug="other")
    answer = pia.post(address(entry, "remove"), {**WORDS, "successor": other.pk})
    assert answer.status_code == 302
    entry.refresh_from_db()
    removal = Removal.objects.get()
    assert entry.live_version is None
    assert (removal.reason, removal.successor) == ("It was wrong.", other)


@pytest.mark.parametrize("missing", ["reason", "what_now", "confirm"])
def test_a_removal_needs_its_words_and_the_tick(pia, entry, missing):
    answer = pia.post(address(entry, "remove"), {**WORDS, missing: ""})
    assert answer.status_code == 200
    assert not Removal.objects.exists()


def test_the_page_to_see_instead_must_be_live(pia, cast, entry):
    hidden = therapy_draft(cast.ada, title="Hidden").entry
    answer = pia.post(address(entry, "remove"), {**WORDS, "successor": hidden.pk})
    assert answer.status_code == 200
    assert not Removal.objects.exists()


@pytest.mark.parametrize("who", ["ada", "carla", "ed", "olu"])
def test_nobody_else_takes_a_page_down(cast, entry, who):
    answer = client_of(getattr(cast, who)).post(address(entry, "remove"), WORDS)
    assert answer.status_code == 403
    assert not Removal.objects.exists()


def test_a_superuser_without_the_role_does_not_either(root, entry):
    assert root.post(address(entry, "remove"), WORDS).status_code == 403


def test_removing_twice_is_refused(pia, entry):
    assert pia.post(address(entry, "remove"), WORDS).status_code == 302
    assert pia.post(address(entry, "remove"), WORDS).status_code == 409


def test_a_notice_goes_up_and_comes_down(pia, carla, entry):
    assert carla.post(address(entry, "advise"), {"kind": "recalled"}).status_code == 302
    notice = Advisory.objects.get()
    text = pia.get(address(entry, "change")).content.decode()
    assert "found to be wrong" in text
    assert pia.post(address(entry, "clear"), {"advisory": notice.pk}).status_code == 302
    assert pia.post(address(entry, "clear"), {"advisory": notice.pk}).status_code == 409


def test_authors_put_up_no_notices(ada, entry):
    assert ada.post(address(entry, "advise"), {"kind": "recalled"}).status_code == 403
    assert not Advisory.objects.exists()


@pytest.mark.parametrize("kind", ["", "invented", "recalled\x00"])
def test_only_approved_wordings_can_be_chosen(pia, entry, kind):
    assert pia.post(address(entry, "advise"), {"kind": kind}).status_code == 200
    assert not Advisory.objects.exists()


@pytest.mark.parametrize("number", ["", "x", "0", "9" * 40, "²"])
def test_a_notice_that_is_not_there_is_not_found(pia, entry, number):
    assert pia.post(address(entry, "clear"), {"advisory": number}).status_code == 404


def test_a_notice_of_another_page_is_not_cleared_here(pia, cast, entry):
    other = published_therapy(cast, title="Other", slug="other")
    notice = actions.raise_advisory(entry=other, by=cast.pia, kind="recalled")
    assert pia.post(address(entry, "clear"), {"advisory": notice.pk}).status_code == 404


def test_reading_a_page_changes_nothing(pia, entry):
    before = Event.objects.count()
    for name in ("change", "remove", "advise"):
        assert pia.get(address(entry, name)).status_code == 200
    assert pia.get(address(entry, "clear")).status_code == 405
    assert Event.objects.count() == before


def test_the_row_of_a_page_cannot_be_posted(root, entry):
    answer = root.post(address(entry, "change"), {"live_version": "", "slug": "stolen"})
    assert answer.status_code == 405
    entry.refresh_from_db()
    assert entry.slug == "livin"
