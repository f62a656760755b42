"""The page where it is decided, and what happens when things moved meanwhile."""

import pytest
from django.urls import reverse

from reviews.models import Decision, Event, Submission, Version
from tests.factories import approve, published_therapy, save, submitted, therapy_draft, trial_draft
from tests.reviews.desk.posting import client_of, decision
from therapies.models import Therapy


@pytest.fixture
def submission(cast):
    return submitted(therapy_draft(cast.ada, title="Examplin", slug="examplin"), cast.ada)


@pytest.fixture
def changed(cast):
    """A submission that changes a live page."""
    draft = Therapy.objects.get(entry=published_therapy(cast, title="Livin", slug="livin"))
    row = draft.outcomes.get()
    row.statement = "People lived a little longer with it [@example2020]."
    row.quote = "a little\u200b longer"
    save(row, cast.ben)
    return submitted(draft, cast.ben)


def page(submission, name="decide"):
    return reverse(f"admin:reviews_submission_{name}", args=[submission.pk])


def test_the_approval_that_completes_the_quorum_publishes(carla, cast, submission):
    answer = carla.post(page(submission), decision(submission))
    assert answer.status_code == 302
    submission.refresh_from_db()
    assert submission.outcome == "published"
    assert Version.objects.get().digest == submission.digest
    assert Decision.objects.get().reviewer == cast.carla


def test_the_page_shows_changes_in_words_with_hidden_characters_written_out(carla, changed):
    text = carla.get(page(changed)).content.decode()
    assert "<ins>" in text and "<del>" in text
    assert "⟦U+200B⟧" in text
    assert "Ben Example" in text and changed.digest in text and "example2020" in text


def test_a_first_version_is_shown_whole(carla, submission):
    text = carla.get(page(submission)).content.decode()
    assert "every word below is new" in text
    assert "Some people felt sick" in text


@pytest.mark.parametrize("verdict", ["request_changes", "reject"])
def test_sending_back_needs_a_comment_and_keeps_the_choice(carla, submission, verdict):
    answer = carla.post(page(submission), decision(submission, verdict))
    assert answer.status_code == 409
    assert "Write a comment" in answer.content.decode()
    answer = carla.post(page(submission), decision(submission, verdict, comment="Row 1 is wrong."))
    assert answer.status_code == 302
    assert Decision.objects.get().comment == "Row 1 is wrong."


def test_the_author_reads_the_comment_of_what_was_sent_back(ada, carla, submission):
    carla.post(page(submission), decision(submission, "reject", comment="Row 1 is wrong."))
    assert "Row 1 is wrong." in ada.get(page(submission)).content.decode()
    assert "Sent back to me" in ada.get(reverse("admin:index")).content.decode()
    assert ada.get(reverse("admin:index")).context["sent_back"]["rows"] == [submission]


def test_deciding_twice_is_answered_with_how_it_stands(carla, submission):
    assert carla.post(page(submission), decision(submission)).status_code == 302
    again = carla.post(page(submission), decision(submission, comment="My second thoughts"))
    assert again.status_code == 409
    assert "decided already" in again.content.decode()
    assert "My second thoughts" in again.content.decode()
    assert Decision.objects.count() == 1


def test_a_stale_digest_is_refused_and_nothing_typed_is_lost(carla, submission):
    stale = decision(submission, digest="sha256:" + "0" * 64, comment="Seen all of it")
    answer = carla.post(page(submission), stale)
    assert answer.status_code == 409
    assert "Seen all of it" in answer.content.decode()
    assert Decision.objects.count() == 0


def test_the_form_offers_the_new_digest_only_after_reading_again(carla, submission):
    answer = carla.post(page(submission), decision(submission, digest="sha256:old"))
    assert f'value="{submission.digest}"' not in answer.content.decode()


@pytest.mark.parametrize("who", ["ada", "ben", "pia", "olu"])
def test_others_may_read_but_not_decide(cast, submission, who):
    browser = client_of(getattr(cast, who))
    assert browser.get(page(submission)).status_code == 200
    assert browser.post(page(submission), decision(submission)).status_code == 403
    assert Decision.objects.count() == 0


def test_a_superuser_is_no_reviewer(root, submission):
    assert root.post(page(submission), decision(submission)).status_code == 403
    assert Version.objects.count() == 0


def test_a_reviewer_who_contributed_is_refused_by_name_of_the_rule(cast, submission):
    from django.contrib.auth.models import Group

    cast.ada.groups.add(Group.objects.get(name="clinical_reviewer"))
    answer = client_of(cast.ada).post(page(submission), decision(submission))
    assert answer.status_code == 403
    assert "You changed this page" in answer.content.decode()


def test_a_verdict_has_to_be_chosen(carla, submission):
    for verdict in ("", "publish", "approve\x00"):
        answer = carla.post(page(submission), decision(submission, verdict))
        assert answer.status_code == 400
    assert Decision.objects.count() == 0


def test_warnings_need_a_reason_each(carla, cast, monkeypatch):
    submission = submitted_with_warning(cast, monkeypatch)
    answer = carla.post(page(submission), decision(submission))
    assert answer.status_code == 409 and "not acknowledged" in answer.content.decode()
    answer = carla.post(page(submission), decision(submission, **{"reason-0": "Known and fine"}))
    assert answer.status_code == 302
    assert "Known and fine" in Version.objects.get().colophon


def submitted_with_warning(cast, monkeypatch):
    from reviews import rules

    warning = rules.Finding("R99", rules.WARN, "/title", "The title is odd.", "Choose another.")
    monkeypatch.setattr("reviews.rules.run", lambda document, context: [warning])
    return submitted(therapy_draft(cast.ada), cast.ada)


def test_15_looking_changes_nothing(carla, pia, submission):
    before = Event.objects.count()
    for name in ("decide", "preview", "publish", "cancel"):
        carla.get(page(submission, name))
        pia.get(page(submission, name))
    submission.refresh_from_db()
    assert (submission.outcome, Event.objects.count()) == ("", before)


@pytest.mark.parametrize("name", ["publish", "cancel"])
def test_publishing_and_cancelling_answer_posts_alone(pia, submission, name):
    assert pia.get(page(submission, name)).status_code == 405


def test_publishing_what_is_not_approved_is_refused(pia, submission):
    answer = pia.post(page(submission, "publish"))
    assert answer.status_code == 409
    assert "Approvals are still missing" in answer.content.decode()


def test_a_submission_can_be_taken_back(ada, pia, submission):
    assert pia.post(page(submission, "cancel")).status_code == 302
    submission.refresh_from_db()
    assert submission.outcome == "cancelled"
    assert ada.post(page(submission, "cancel")).status_code == 409


def test_deciding_on_what_was_taken_back_shows_the_newer_one(carla, cast, submission):
    from reviews import actions

    actions.cancel_submission(submission=submission, by=cast.pia)
    draft = Therapy.objects.get(entry=submission.entry)
    newer = submitted(draft, cast.ada)
    answer = carla.post(page(submission), decision(submission))
    assert answer.status_code == 409
    assert page(newer) in answer.content.decode()


@pytest.mark.parametrize("number", [0, 10**6, 10**30])
def test_a_submission_that_is_not_there_is_not_found(carla, number):
    assert carla.get(f"/admin/reviews/submission/{number}/decide/").status_code == 404
    assert carla.post(f"/admin/reviews/submission/{number}/publish/").status_code == 404


def test_the_preview_shows_the_submitted_words_not_the_draft(carla, cast, submission):
    draft = Therapy.objects.get(entry=submission.entry)
    draft.title = "Edited since"
    save(draft, cast.ada)
    text = carla.get(page(submission, "preview")).content.decode()
    assert "Examplin" in text and "Edited since" not in text


# The queue


def test_the_queue_lists_what_waits_and_says_what_it_needs(carla, submission):
    text = carla.get(reverse("admin:reviews_submission_changelist")).content.decode()
    assert "Examplin" in text and "clinical reviewer" in text and page(submission) in text


def test_an_empty_queue_says_so(carla):
    text = carla.get(reverse("admin:reviews_submission_changelist")).content.decode()
    assert "Nothing is waiting." in text


def titles(browser, **filters):
    answer = browser.get(reverse("admin:reviews_submission_changelist"), filters)
    return {row["submission"].title for row in answer.context["rows"]}


def test_the_queue_filters_by_state_kind_and_person(cast, carla, ada, submission):
    trial = submitted(trial_draft(cast.ben), cast.ben)
    done = submitted(therapy_draft(cast.ben, title="Donin"), cast.ben)
    approve(done, cast.carla)
    assert titles(carla) == {"Examplin", trial.title}
    assert titles(carla, state="published") == {"Donin"}
    assert titles(carla, state="all", kind="therapy") == {"Examplin", "Donin"}
    assert titles(ada, whose="mine") == {"Examplin"}
    assert titles(carla, whose="waiting") == {"Examplin", trial.title}
    assert titles(client_of(cast.ed), whose="waiting") == {trial.title}
    assert titles(carla, overdue="long") == titles(carla, overdue="page") == set()
    assert titles(carla, state="x", kind="y", whose="z", overdue="w") == {"Examplin", trial.title}


def test_nothing_in_the_queue_can_be_added_changed_or_deleted(root, submission):
    for name in ("add", "delete", "change"):
        arguments = [] if name == "add" else [submission.pk]
        address = reverse(f"admin:reviews_submission_{name}", args=arguments)
        answer = root.post(address, {"title": "x", "outcome": "published", "post": "yes"})
        assert answer.status_code in (302, 403)
    submission.refresh_from_db()
    assert (submission.title, submission.outcome) == ("Examplin", "")
    assert Submission.objects.count() == 1
