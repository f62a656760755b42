"""The road from draft to page, and its guards."""

import datetime

import pytest
from django.utils import timezone

from reviews import actions, canonical, errors
from reviews.models import Event, Listing, Submission, Version
from tests.factories import (
    TODAY,
    acknowledged,
    approve,
    published,
    published_therapy,
    published_trial,
    save,
    submitted,
    therapy_draft,
    trial_draft,
)


def test_a_reviewed_draft_becomes_version_one(cast):
    draft = therapy_draft(cast.ada, title="Riluzole", slug="riluzole")
    version = published(draft, author=cast.ada, reviewer=cast.carla)
    assert version.number == 1
    assert version.document == version.submission.document
    assert Listing.objects.get(entry=draft.entry).title == "Riluzole"


def test_the_colophon_names_who_approved_in_which_role(cast):
    entry = published_therapy(cast)
    colophon = canonical.load(entry.live_version.colophon)
    assert [(a["name"], a["role"]) for a in colophon["approved_by"]] == [
        ("Carla Example", "clinical_reviewer")
    ]


def test_each_step_appends_one_event(cast):
    published_therapy(cast)
    kinds = list(Event.objects.order_by("seq").values_list("kind", "edition"))
    assert kinds == [("submission.made", None), ("decision.made", None), ("page.published", 1)]


def test_a_draft_that_is_not_ready_is_refused_with_its_findings(cast):
    draft = therapy_draft(cast.ada, last_reviewed=None)
    with pytest.raises(errors.NotReady) as refusal:
        actions.submit(draft=draft, by=cast.ada)
    assert "R46" in {finding.rule for finding in refusal.value.findings}
    assert not Submission.objects.exists()


def test_16_an_author_cannot_approve_own_work(cast):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    cast.ada.groups.add(cast.carla.groups.get())
    with pytest.raises(errors.OwnWork):
        approve(submission, cast.ada)


def test_17_a_co_editor_cannot_approve(cast, second_clinician):
    draft = therapy_draft(cast.ada)
    save(draft.outcomes.get(), cast.carla)
    submission = submitted(draft, cast.ada)
    with pytest.raises(errors.OwnWork):
        approve(submission, cast.carla)


def test_18_the_last_editor_cannot_approve(cast):
    draft = therapy_draft(cast.ada)
    draft.summary = "Shorter."
    save(draft, cast.carla)
    with pytest.raises(errors.NotReady) as refusal:
        submitted(draft, cast.ada)
    assert {finding.rule for finding in refusal.value.findings} == {"R02"}


def test_19_a_reviewer_who_mends_a_typo_cannot_approve_the_next_submission(cast, second_clinician):
    draft = therapy_draft(cast.ada)
    first = submitted(draft, cast.ada)
    actions.cancel_submission(submission=first, by=cast.ada)
    save(draft.blocks.first(), cast.carla)
    with pytest.raises(errors.OwnWork):
        approve(submitted(draft, cast.ada), cast.carla)


def test_contributions_before_the_live_version_do_not_count(cast, second_clinician):
    draft = therapy_draft(cast.carla)
    published(draft, author=cast.ada, reviewer=second_clinician)
    draft.summary = "New words."
    save(draft, cast.ada)
    assert approve(submitted(draft, cast.ada), cast.carla).pk


def test_14_a_superuser_has_no_exemption(cast):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    cast.olu.is_superuser = True
    cast.olu.save()
    with pytest.raises(errors.NotYourRole):
        approve(submission, cast.olu)


def test_11_an_action_without_a_person_is_refused(cast):
    draft = therapy_draft(cast.ada)
    with pytest.raises(errors.NoActor):
        actions.submit(draft=draft, by=None)


def test_an_edit_without_a_name_stops_the_submission(cast):
    draft = therapy_draft(cast.ada)
    draft.summary = "Who wrote this?"
    del draft._history_user
    draft.save()
    with pytest.raises(errors.UnattributedEdit):
        submitted(draft, cast.ada)


def test_13_a_reviewer_demoted_meanwhile_is_refused(cast):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    cast.carla.groups.clear()
    with pytest.raises(errors.NotYourRole):
        approve(submission, cast.carla)


def test_an_editorial_reviewer_may_approve_a_trial_but_not_a_therapy(cast):
    trial = submitted(trial_draft(cast.ada), cast.ada)
    therapy = submitted(therapy_draft(cast.ada), cast.ada)
    assert approve(trial, cast.ed).role == "editorial_reviewer"
    with pytest.raises(errors.NotYourRole):
        approve(therapy, cast.ed)


def test_20_one_person_decides_once(cast):
    submission = submitted(therapy_draft(cast.ada), cast.ada, publish_at=_tomorrow())
    approve(submission, cast.carla)
    with pytest.raises(errors.AlreadyDecided):
        approve(submission, cast.carla)


def test_25_a_stale_digest_is_refused(cast):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    with pytest.raises(errors.StaleDocument):
        actions.decide(
            submission=submission, by=cast.carla, verdict="approve", digest="sha256:" + "0" * 64
        )


def test_27_a_rejected_submission_stays_rejected(cast, second_clinician):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    _reject(submission, cast.carla)
    with pytest.raises(errors.AlreadyDecided):
        approve(submission, second_clinician)
    assert not Version.objects.exists()


def test_a_rejection_needs_a_comment(cast):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    with pytest.raises(errors.CommentNeeded):
        _reject(submission, cast.carla, comment=" ")


def test_28_old_approvals_do_not_count_for_a_new_submission(cast, second_clinician):
    draft = therapy_draft(cast.ada)
    approve(submitted(draft, cast.ada, publish_at=_tomorrow()), cast.carla)
    actions.cancel_submission(submission=Submission.objects.get(), by=cast.ada)
    draft.summary = "Changed after approval."
    save(draft, cast.ada)
    again = submitted(draft, cast.ada, publish_at=_tomorrow())
    with pytest.raises(errors.NotApproved):
        actions.publish(submission=again, by=cast.pia)


def test_30_a_save_that_changes_nothing_leaves_the_digest(cast):
    draft = therapy_draft(cast.ada)
    first = actions.examine(draft=draft, by=cast.ada)
    save(draft, cast.ada)
    assert actions.examine(draft=draft, by=cast.ada).digest == first.digest


def test_submitting_what_is_already_public_is_refused(cast):
    draft = therapy_draft(cast.ada)
    published(draft, author=cast.ada, reviewer=cast.carla)
    with pytest.raises(errors.NothingChanged):
        submitted(draft, cast.ada)


def test_an_entry_has_one_open_submission(cast):
    draft = therapy_draft(cast.ada)
    submitted(draft, cast.ada)
    with pytest.raises(errors.AlreadyOpen):
        submitted(draft, cast.ada)


def test_32_editing_a_row_after_approval_changes_no_public_word(cast):
    draft = therapy_draft(cast.ada)
    approve(submitted(draft, cast.ada, publish_at=_tomorrow()), cast.carla)
    outcome = draft.outcomes.get()
    outcome.statement = "It cures everybody."
    save(outcome, cast.ada)
    version = _publish_tomorrow()
    assert "cures" not in version.document


def test_35_editing_a_cited_source_changes_no_public_word(cast):
    entry = published_therapy(cast)
    before = entry.live_version.document
    cited = therapy_draft(cast.ada).outcomes.get().source
    cited.title = "Another title"
    save(cited, cast.ada)
    entry.refresh_from_db()
    assert entry.live_version.document == before


def test_a_submission_waits_for_its_day(cast):
    submission = submitted(therapy_draft(cast.ada), cast.ada, publish_at=_tomorrow())
    approve(submission, cast.carla)
    with pytest.raises(errors.NotDue):
        actions.publish(submission=submission, by=cast.pia)
    assert not Version.objects.exists()


def test_the_scheduler_publishes_what_is_due_once(cast, time_machine_tomorrow):
    submission = submitted(therapy_draft(cast.ada), cast.ada, publish_at=_tomorrow())
    approve(submission, cast.carla)
    with time_machine_tomorrow:
        assert [result.number for _s, result in actions.publish_due()] == [1]
        assert list(actions.publish_due()) == []


def test_23_a_reviewer_deactivated_before_the_day_publishes_nothing(cast, time_machine_tomorrow):
    approve(submitted(therapy_draft(cast.ada), cast.ada, publish_at=_tomorrow()), cast.carla)
    cast.carla.is_active = False
    cast.carla.save()
    with time_machine_tomorrow:
        assert list(actions.publish_due()) == []
    assert not Version.objects.exists()


def test_a_removed_page_leaves_lists_and_search_at_once(cast):
    entry = published_therapy(cast)
    removal = actions.remove(entry=entry, by=cast.pia, reason="Wrong.", what_now="Ask your team.")
    entry.refresh_from_db()
    assert entry.live_version is None and removal.event.edition == 2
    assert not Listing.objects.exists()


def test_only_a_publisher_removes(cast):
    entry = published_therapy(cast)
    with pytest.raises(errors.NotYourRole):
        actions.remove(entry=entry, by=cast.carla, reason="Wrong.", what_now="Ask.")


def test_coming_back_takes_a_new_submission_and_the_next_number(cast):
    draft = therapy_draft(cast.ada)
    published(draft, author=cast.ada, reviewer=cast.carla)
    actions.remove(entry=draft.entry, by=cast.pia, reason="Wrong.", what_now="Ask.")
    draft.refresh_from_db()
    draft.change_note = "Mended."
    save(draft, cast.ada)
    assert published(draft, author=cast.ada, reviewer=cast.carla).number == 2


def test_a_removal_overtakes_a_waiting_submission(cast):
    draft = therapy_draft(cast.ada)
    published(draft, author=cast.ada, reviewer=cast.carla)
    draft.summary = "A second version."
    save(draft, cast.ada)
    waiting = submitted(draft, cast.ada)
    actions.remove(entry=draft.entry, by=cast.pia, reason="Wrong.", what_now="Ask.")
    with pytest.raises(errors.BaseMoved):
        approve(waiting, cast.carla)


def test_an_address_that_was_ever_public_is_not_given_to_another_page(cast):
    first = published_therapy(cast, slug="same")
    actions.remove(entry=first, by=cast.pia, reason="Wrong.", what_now="Ask.")
    with pytest.raises((errors.SlugTaken, errors.NotReady)):
        published_therapy(cast, slug="same")


def test_a_new_address_leaves_the_old_one_taken(cast):
    draft = therapy_draft(cast.ada, slug="old-name")
    published(draft, author=cast.ada, reviewer=cast.carla)
    draft.slug = "new-name"
    save(draft, cast.ada)
    published(draft, author=cast.ada, reviewer=cast.carla)
    assert set(draft.entry.slugs.values_list("slug", flat=True)) == {"old-name", "new-name"}


def test_an_advisory_closes_a_recruiting_trial_at_once(cast):
    entry = published_trial(cast)
    assert entry.trial_facets.recruitment == "open"
    actions.raise_advisory(entry=entry, by=cast.ed, kind="registry_changed")
    assert type(entry.trial_facets).objects.get(entry=entry).recruitment == "unknown"


def test_publishing_again_clears_a_registry_advisory(cast):
    draft = trial_draft(cast.ada)
    published(draft, author=cast.ada, reviewer=cast.carla)
    actions.raise_advisory(entry=draft.entry, by=cast.ed, kind="registry_changed")
    draft.refresh_from_db()
    draft.summary = "Looked at again."
    save(draft, cast.ada)
    published(draft, author=cast.ada, reviewer=cast.carla)
    assert not draft.entry.advisories.filter(cleared_event=None).exists()


def test_warnings_need_a_reason_that_the_public_sees(cast):
    draft = therapy_draft(cast.ada)
    block = draft.blocks.get(section="mechanism")
    block.text = "The EMA is expected to approve it next year."
    save(block, cast.ada)
    submission = submitted(draft, cast.ada)
    with pytest.raises(errors.WarningsOpen):
        actions.decide(
            submission=submission, by=cast.carla, verdict="approve", digest=submission.digest
        )
    approve(submission, cast.carla)
    warnings = canonical.load(Version.objects.get().colophon)["warnings"]
    assert {warning["reason"] for warning in warnings} == set(acknowledged(submission).values())


def _reject(submission, by, comment="Not yet."):
    return actions.decide(
        submission=submission, by=by, verdict="reject", digest=submission.digest, comment=comment
    )


def _tomorrow():
    return timezone.make_aware(
        datetime.datetime.combine(TODAY + datetime.timedelta(days=1), datetime.time(6))
    )


def _publish_tomorrow():
    import time_machine

    with time_machine.travel(_tomorrow() + datetime.timedelta(hours=1)):
        return next(iter(actions.publish_due()))[1]
