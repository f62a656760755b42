"""Scenarios 27 and 46-50: two people at once. After each race the whole audit is clean."""

import pytest
from django.db import transaction

from reviews import actions, roles
from reviews.models import Contributor, Decision, Entry, Event, Source, Submission, Version
from tests.factories import (
    approve,
    delete,
    person,
    published,
    save,
    source,
    submitted,
    therapy_draft,
)
from tests.faults.racing import racing

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning"),
]
# Where a publication is stopped: its version is written, nothing is committed.
IN_THE_MIDDLE = "reviews.projections.write"
BEGIN = "django.db.transaction.Atomic.__enter__"
COMMIT = "django.db.backends.base.base.BaseDatabaseWrapper.commit"
REMOVAL = {"reason": "It was wrong.", "what_now": "Ask your team."}


@pytest.fixture
def draft(cast):
    return therapy_draft(cast.ada, slug="examplin")


@pytest.fixture
def chen(cast):
    return person("chen", roles.CLINICAL_REVIEWER)


def test_scenario_46_two_clinicians_fill_one_slot_once(cast, draft, chen):
    submission = submitted(draft, cast.ada)
    with racing() as race:
        answers = race.together(_approving(submission, cast.carla), _approving(submission, chen))
    assert sorted(answers) == ["AlreadyDecided", "approve"]
    assert Decision.objects.count() == Version.objects.count() == 1


def test_scenario_46_two_slots_are_filled_at_once_and_one_publication_follows(
    cast, draft, two_slots
):
    submission = submitted(draft, cast.ada)
    with racing() as race:
        answers = race.together(_approving(submission, cast.carla), _approving(submission, cast.ed))
    assert answers == ["approve", "approve"]
    assert Decision.objects.count() == 2
    assert Version.objects.get().submission_id == submission.pk
    assert Event.objects.filter(kind="page.published").count() == 1


def test_scenario_46_a_double_click_is_one_decision(cast, draft):
    submission = submitted(draft, cast.ada)
    with racing() as race:
        again = _approving(submission, cast.carla)
        assert sorted(race.together(again, again)) == ["AlreadyDecided", "approve"]
    assert Decision.objects.count() == 1


def test_scenario_27_approval_and_rejection_at_once_have_one_outcome(cast, draft, chen):
    submission = submitted(draft, cast.ada)
    with racing() as race:
        answers = race.together(_approving(submission, cast.carla), _rejecting(submission, chen))
    assert sorted(answers) in (["AlreadyDecided", "approve"], ["AlreadyDecided", "reject"])
    assert Version.objects.exists() == ("approve" in answers)


def test_scenario_47_an_edit_during_an_approval_reaches_no_reader(cast, draft):
    submission = submitted(draft, cast.ada)
    with racing() as race:
        approval = race.start(_approving(submission, cast.carla), stops_at=IN_THE_MIDDLE)
        approval.until_stopped()
        edit = race.start(_summary(draft, cast.ben, "It cures everybody."))
        approval.go()
        assert (approval.answer(), edit.answer()) == ("approve", "saved")
    draft.refresh_from_db()
    assert draft.summary == "It cures everybody."
    assert Version.objects.get().document == submission.document


def test_scenario_47_an_edit_between_reading_and_freezing_stops_the_submission(cast, draft):
    with racing() as race:
        author = race.start(_submitting(draft, cast.ada), stops_at=BEGIN)
        author.until_stopped()
        save(draft.blocks.first(), cast.ben)
        assert author.go().answer() == "ChangedMeanwhile"
    assert not Submission.objects.exists()


def test_scenario_47_no_word_slips_in_without_its_author_among_the_contributors(cast, draft):
    """Carla changes a section after the contributors were read and before the section is."""
    with racing() as race:
        author = race.start(_submitting(draft, cast.ada), stops_at="reviews.documents.build")
        author.until_stopped()
        save(draft.blocks.first(), cast.carla)
        assert author.go().answer() == "ChangedMeanwhile"
    assert not Submission.objects.exists()


def test_scenario_47_an_edit_before_the_reading_counts_with_its_author(cast, draft):
    with racing() as race:
        author = race.start(_submitting(draft, cast.ada), stops_at="reviews.journal.marks")
        author.until_stopped()
        _summary(draft, cast.ben, "Ben's summary.")()
        assert author.go().answer() == "submitted"
    assert "Ben's summary." in Submission.objects.get().document
    assert Contributor.objects.filter(user=cast.ben).exists()


def test_scenario_48_approving_and_taking_back_at_once(cast, draft):
    submission = submitted(draft, cast.ada)
    with racing() as race:
        answers = race.together(
            _approving(submission, cast.carla), _cancelling(submission, cast.ada)
        )
    assert answers in (["approve", "AlreadyDecided"], ["AlreadyDecided", "cancelled"])
    assert Version.objects.exists() == (answers[0] == "approve")


def test_scenario_48_taking_back_waits_for_a_publication_and_comes_too_late(cast, draft):
    submission = submitted(draft, cast.ada)
    with racing() as race:
        approval = race.start(_approving(submission, cast.carla), stops_at=IN_THE_MIDDLE)
        approval.until_stopped()
        late = race.start(_cancelling(submission, cast.ada)).until_waiting()
        assert (approval.go().answer(), late.answer()) == ("approve", "AlreadyDecided")
    assert Submission.objects.get().outcome == "published"


def test_scenario_48_an_approval_waits_for_the_taking_back_and_comes_too_late(cast, draft):
    submission = submitted(draft, cast.ada)
    with racing() as race:
        back = race.start(_cancelling(submission, cast.ada), stops_at="reviews.events.record")
        back.until_stopped()
        late = race.start(_approving(submission, cast.carla)).until_waiting()
        assert (back.go().answer(), late.answer()) == ("cancelled", "AlreadyDecided")
    assert not Version.objects.exists() and not Decision.objects.exists()


def test_scenario_48_a_removal_waits_for_the_next_version_and_takes_that_down(cast, draft):
    entry, second = _second_submission(cast, draft)
    with racing() as race:
        approval = race.start(_approving(second, cast.carla), stops_at=IN_THE_MIDDLE)
        approval.until_stopped()
        removal = race.start(_removing(entry, cast.pia)).until_waiting()
        assert (approval.go().answer(), removal.answer()) == ("approve", 2)
    assert Entry.objects.get().live_version is None


def test_scenario_48_an_approval_waits_for_a_removal_and_publishes_nothing(cast, draft):
    entry, second = _second_submission(cast, draft)
    with racing() as race:
        removal = race.start(_removing(entry, cast.pia), stops_at=IN_THE_MIDDLE).until_stopped()
        approval = race.start(_approving(second, cast.carla)).until_waiting()
        assert (removal.go().answer(), approval.answer()) == (1, "BaseMoved")
    assert Version.objects.count() == 1


def test_scenario_49_a_source_deleted_during_the_publication_stays_on_the_page(cast, draft):
    submission = _citing_in_prose(cast, draft)
    with racing() as race:
        approval = race.start(_approving(submission, cast.carla), stops_at=IN_THE_MIDDLE)
        approval.until_stopped()
        gone = race.start(lambda: delete(Source.objects.get(key="loose2021"), cast.ada))
        approval.go()
        assert (approval.answer(), gone.answer()) == ("approve", None)
    assert not Source.objects.filter(key="loose2021").exists()
    assert "loose2021" in Version.objects.get().document


def test_scenario_49_a_row_deleted_during_the_publication_stays_on_the_page(cast, draft):
    submission = submitted(draft, cast.ada)
    with racing() as race:
        approval = race.start(_approving(submission, cast.carla), stops_at=IN_THE_MIDDLE)
        approval.until_stopped()
        gone = race.start(lambda: delete(draft.outcomes.get(), cast.ben))
        approval.go()
        assert (approval.answer(), gone.answer()) == ("approve", None)
    assert Version.objects.get().document == submission.document


def test_scenario_49_a_source_that_a_new_row_cites_cannot_be_deleted_at_once(cast, draft):
    """Whoever comes second is refused by the database; no row cites what is not there."""
    loose = source("loose2021", doi="10.1000/loose.2021")

    @transaction.atomic
    def cite():
        harm = draft.harms.get()
        harm.source = loose
        return save(harm, cast.ben) and "saved"

    with racing() as race:
        gone = race.start(lambda: delete(loose, cast.ada), stops_at=COMMIT).until_stopped()
        edit = race.start(cite).until_waiting()
        assert (gone.go().answer(), edit.answer()) == (None, "IntegrityError")
    assert draft.harms.get().source.key == "example2020"


def test_scenario_50_two_pages_go_live_at_once_in_two_editions(cast, draft):
    one, two = submitted(draft, cast.ada), submitted(therapy_draft(cast.ada), cast.ada)
    with racing() as race:
        answers = race.together(_approving(one, cast.carla), _approving(two, cast.carla))
    assert answers == ["approve", "approve"]
    editions = Event.objects.exclude(edition=None).order_by("seq").values_list("edition", flat=True)
    assert list(editions) == [1, 2]


def test_scenario_50_the_next_version_is_submitted_while_the_first_goes_live(cast, draft):
    first = submitted(draft, cast.ada)
    _summary(draft, cast.ben, "The next summary.")()
    with racing() as race:
        approval = race.start(_approving(first, cast.carla), stops_at=IN_THE_MIDDLE)
        approval.until_stopped()
        author = race.start(_submitting(draft, cast.ada)).until_waiting()
        assert (approval.go().answer(), author.answer()) == ("approve", "submitted")
    second = Submission.objects.open().get()
    assert second.base_version == Version.objects.get()
    approve(second, cast.carla)
    assert list(Version.objects.order_by("pk").values_list("number", flat=True)) == [1, 2]


def test_scenario_50_a_page_is_submitted_once_at_a_time(cast, draft):
    with racing() as race:
        answers = race.together(_submitting(draft, cast.ada), _submitting(draft, cast.ben))
    assert sorted(answers) == ["AlreadyOpen", "submitted"]
    assert Submission.objects.count() == 1


def _approving(submission, by):
    return lambda: approve(submission, by).verdict


def _rejecting(submission, by):
    arguments = {"submission": submission, "by": by, "digest": submission.digest}
    return lambda: actions.decide(verdict="reject", comment="Not yet.", **arguments).verdict


def _cancelling(submission, by):
    return lambda: actions.cancel_submission(submission=submission, by=by).outcome


def _submitting(draft, by):
    return lambda: submitted(draft, by) and "submitted"


def _removing(entry, by):
    """Answers with the number of the version that was taken down."""
    return lambda: actions.remove(entry=entry, by=by, **REMOVAL).version.number


def _summary(draft, by, words):
    def edit():
        fresh = type(draft).objects.get(pk=draft.pk)
        fresh.summary = words
        return save(fresh, by) and "saved"

    return edit


def _second_submission(cast, draft):
    published(draft, author=cast.ada, reviewer=cast.carla)
    _summary(draft, cast.ada, "Said better.")()
    return draft.entry, submitted(draft, cast.ada)


def _citing_in_prose(cast, draft):
    """A submission with a source that no row points to: the database would let it go."""
    source("loose2021", doi="10.1000/loose.2021", title="A loose end")
    block = draft.blocks.get(section="mechanism")
    block.text = "How it might work is not known [@loose2021]."
    save(block, cast.ada)
    return submitted(draft, cast.ada)
