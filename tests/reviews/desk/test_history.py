"""History is read, never written: not by viewers, not by authors, not by superusers."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from tests.factories import person, source, therapy_draft
from tests.reviews.desk.posting import client_of, typed, url

METHODS = ("post", "put", "patch", "delete", "options")


@pytest.fixture
def draft(cast):
    return therapy_draft(cast.ada, title="Examplin", slug="examplin")


@pytest.fixture
def browsers(cast, carla, ada, root):
    viewer = person("vera")
    viewer.user_permissions.set(
        Permission.objects.filter(codename__in=["view_therapy", "view_historicaltherapy"])
    )
    return {"viewer": client_of(viewer), "author": ada, "reviewer": carla, "superuser": root}


def journal_row(draft):
    return reverse(
        "admin:therapies_therapy_simple_history", args=[draft.pk, draft.history.last().history_id]
    )


@pytest.mark.parametrize("who", ["viewer", "author", "reviewer", "superuser"])
@pytest.mark.parametrize("method", METHODS)
def test_8_the_history_form_takes_nothing(ada, browsers, draft, who, method):
    typed_over = typed(ada.get(url(draft)), title="Overwritten", _change_history="1")
    before = draft.history.count(), draft.outcomes.get().history.count()
    options = {"data": typed_over} if method == "post" else {}
    for address in (journal_row(draft), url(draft, "history")):
        assert getattr(browsers[who], method)(address, **options).status_code == 405
    draft.refresh_from_db()
    assert (draft.title, draft.row_version) == ("Examplin", 1)
    assert (draft.history.count(), draft.outcomes.get().history.count()) == before


@pytest.mark.parametrize("who", ["viewer", "author", "reviewer", "superuser"])
def test_reading_history_changes_nothing_and_offers_no_way_back(browsers, draft, who):
    before = draft.history.count()
    listed = browsers[who].get(url(draft, "history"))
    row = browsers[who].get(journal_row(draft))
    assert (listed.status_code, row.status_code) == (200, 200)
    assert b"Revert" not in row.content and b"<textarea" not in row.content
    assert draft.history.count() == before


def test_history_shows_changes_of_rows_with_who_and_why(ada, draft):
    data = typed(ada.get(url(draft)), outcomes__0__certainty="high", change_reason="New review")
    ada.post(url(draft), {**data, "_continue": "1"})
    text = ada.get(url(draft, "history")).content.decode()
    assert "New review" in text and "<ins>" in text and "high" in text


def test_who_may_not_see_drafts_may_not_see_their_history(draft):
    nobody = client_of(person("nina"))
    assert nobody.get(url(draft, "history")).status_code == 403
    assert nobody.get(journal_row(draft)).status_code == 403


def test_history_knows_no_more_rows_than_the_list(browsers, draft, monkeypatch):
    from therapies.admin import TherapyAdmin

    hidden = TherapyAdmin.get_queryset
    monkeypatch.setattr(
        TherapyAdmin, "get_queryset", lambda self, request: hidden(self, request).none()
    )
    for browser in browsers.values():
        assert browser.get(url(draft, "history")).status_code == 404
        assert browser.get(journal_row(draft)).status_code == 404


@pytest.mark.parametrize("number", ["0", "999999", "x", "9" * 40])
def test_a_journal_row_that_is_not_there_is_not_found(ada, draft, number):
    address = url(draft, "history") + f"{number}/"
    assert ada.get(address).status_code == 404


def test_a_journal_row_of_another_draft_is_not_found_here(ada, cast, draft):
    other = therapy_draft(cast.ada, title="Other", slug="other")
    address = url(draft, "history") + f"{other.history.last().history_id}/"
    assert ada.get(address).status_code == 404


def test_sources_have_a_read_only_history_too(ada):
    row = source()
    address = reverse("admin:reviews_source_history", args=[row.pk])
    assert ada.get(address).status_code == 200
    assert ada.post(address).status_code == 405
