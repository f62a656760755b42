"""From the form to the queue: preview, submission, and refusals that say what to do."""

import datetime

import pytest
from django.utils import timezone

from reviews.models import Submission, Version
from tests.factories import published_therapy, submitted, therapy_draft, trial_draft
from tests.reviews.desk.posting import typed, url


@pytest.fixture
def draft(cast):
    return therapy_draft(cast.ada, title="Examplin", slug="examplin")


@pytest.mark.parametrize("make", [therapy_draft, trial_draft])
def test_the_preview_is_the_public_template_and_stays_private(ada, cast, make):
    draft = make(cast.ada)
    answer = ada.get(url(draft, "preview"))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Preview, not public" in text and draft.title in text
    assert 'content="noindex' in text
    assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]


def test_the_preview_is_for_the_desk_alone(client, draft):
    assert client.get(url(draft, "preview")).status_code == 302
    assert "/login/" in client.get(url(draft, "preview"))["Location"]


def test_the_preview_answers_reading_alone(ada, draft):
    assert ada.post(url(draft, "preview")).status_code == 405


def test_saving_can_lead_on_to_the_page_where_it_is_submitted(ada, draft):
    data = typed(ada.get(url(draft)), title="Examplin two", _submit="1")
    answer = ada.post(url(draft), data)
    assert answer["Location"] == url(draft, "submit")
    assert Submission.objects.count() == 0


def test_submitting_freezes_the_draft_with_note_and_time(ada, cast, draft):
    tomorrow = (timezone.now() + datetime.timedelta(days=1)).replace(second=0, microsecond=0)
    typed_in = {"note": "Please check row 1.", "publish_at": tomorrow.strftime("%Y-%m-%dT%H:%M")}
    answer = ada.post(url(draft, "submit"), typed_in)
    submission = Submission.objects.get()
    assert answer["Location"].endswith(f"/submission/{submission.pk}/decide/")
    assert (submission.note, submission.publish_at) == ("Please check row 1.", tomorrow)
    assert submission.submitted_by == cast.ada


def test_looking_at_the_page_submits_nothing(ada, draft):
    assert ada.get(url(draft, "submit")).status_code == 200
    assert Submission.objects.count() == 0


def test_a_page_with_findings_is_refused_with_links_to_their_fields(ada, cast):
    draft = therapy_draft(cast.ada, summary="", last_reviewed=None)
    answer = ada.post(url(draft, "submit"), {"note": "My careful note"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert f"{url(draft)}#id_summary" in text and f"{url(draft)}#id_last_reviewed" in text
    assert "My careful note" in text
    assert Submission.objects.count() == 0


def test_a_second_submission_is_refused_and_shows_the_first(ada, cast, draft):
    first = submitted(draft, cast.ada)
    answer = ada.post(url(draft, "submit"), {})
    assert answer.status_code == 409
    assert f"/submission/{first.pk}/decide/" in answer.content.decode()
    assert Submission.objects.count() == 1


def test_an_unchanged_page_is_refused(ada, cast):
    from therapies.models import Therapy

    draft = Therapy.objects.get(entry=published_therapy(cast))
    answer = ada.post(url(draft, "submit"), {})
    assert answer.status_code == 409
    assert "exactly what the public page says" in answer.content.decode()


def test_who_is_no_author_cannot_submit(carla, root, draft):
    for browser in (carla, root):
        assert browser.post(url(draft, "submit"), {}).status_code == 403
    assert Submission.objects.count() == 0


@pytest.mark.parametrize(
    "typed_in", [{"publish_at": "2001-01-01T10:00"}, {"publish_at": "soon"}, {"note": "a\u202eb"}]
)
def test_what_cannot_be_meant_is_asked_again(ada, draft, typed_in):
    assert ada.post(url(draft, "submit"), typed_in).status_code == 200
    assert Submission.objects.count() == 0


def test_nothing_is_public_by_submitting(ada, draft):
    ada.post(url(draft, "submit"), {})
    assert Version.objects.count() == 0
    draft.entry.refresh_from_db()
    assert draft.entry.live_version is None
