"""Scenario 51: timers that overlap, and processes that die in the middle of a publication."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from reviews import actions
from reviews.models import Decision, Event, Listing, Submission, Version
from tests.factories import approve, submitted, therapy_draft
from tests.faults.racing import assert_sound, racing

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning"),
]
IN_THE_MIDDLE = "reviews.projections.write"
# The steps of an approval that publishes, each named by the function that comes next.
STEPS = (
    "reviews.actions.deciding._refuse",
    "reviews.actions.deciding._conclude",
    "reviews.actions.publishing._refuse",
    "reviews.actions.publishing._public_data",
    "reviews.actions.publishing._colophon",
    "reviews.actions.publishing._go_live",
    IN_THE_MIDDLE,
    "reviews.search.write",
    "django.db.backends.base.base.BaseDatabaseWrapper.commit",
)


@pytest.fixture
def due(cast):
    """Three approved submissions whose time comes tomorrow."""
    when = timezone.now() + datetime.timedelta(hours=20)
    waiting = [submitted(therapy_draft(cast.ada), cast.ada, publish_at=when) for _ in range(3)]
    for submission in waiting:
        approve(submission, cast.carla)
    return waiting


def test_scenario_51_two_timers_at_once_publish_each_page_once(due):
    with racing() as race:
        # Both have read what is due before either publishes.
        answers = race.together(_run_due, _run_due, at="reviews.actions.publishing.publish")
    assert sum(answers) == 3
    assert sorted(Version.objects.values_list("number", flat=True)) == [1, 1, 1]
    assert Event.objects.filter(kind="page.published").count() == 3


def test_scenario_51_a_timer_that_dies_in_the_middle_is_made_good_by_the_next(due):
    with racing() as race:
        timer = race.start(_run_due, stops_at=IN_THE_MIDDLE, passes=1).until_stopped()
        timer.kill()
    assert Version.objects.count() == Listing.objects.count() == 1
    assert _run_due() == 2
    assert not Submission.objects.open().exists()
    assert_sound()


def test_scenario_51_a_timer_and_a_publisher_at_once_publish_once(due, cast):
    with racing() as race:
        timer = race.start(_run_due, stops_at=IN_THE_MIDDLE).until_stopped()
        hand = race.start(lambda: _publish_tomorrow(due[0], cast.pia)).until_waiting()
        assert (timer.go().answer(), hand.answer()) == (3, "AlreadyDecided")


def test_scenario_51_an_approval_that_dies_anywhere_has_not_happened(cast):
    """The same submission is approved at the end, as if nothing had been."""
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    before = Event.objects.count()
    for step in STEPS:
        with racing() as race:
            race.start(
                lambda: approve(submission, cast.carla), stops_at=step
            ).until_stopped().kill()
        assert (Event.objects.count(), Decision.objects.count()) == (before, 0), step
    approve(submission, cast.carla)
    assert Version.objects.get().submission_id == submission.pk


def _run_due():
    """How many pages this run published."""
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1)):
        results = [result for _submission, result in actions.publish_due()]
    return sum(isinstance(result, Version) for result in results)


def _publish_tomorrow(submission, by):
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1)):
        return actions.publish(submission=submission, by=by).number
