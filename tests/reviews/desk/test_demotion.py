"""13: a role taken away counts at once, also between the question and the commit."""

import pytest

from reviews import actions, events
from reviews.errors import NotYourRole
from reviews.models import Decision, Submission, User, Version
from tests.factories import approve, published_therapy, submitted, therapy_draft


@pytest.fixture
def demote(monkeypatch):
    """Take all roles from a person just before an action writes: after it took the log's lock."""

    def at_the_last_moment(person):
        reserve = events.reserve

        def demoted(*args, **kwargs):
            User.objects.get(pk=person.pk).groups.clear()
            return reserve(*args, **kwargs)

        monkeypatch.setattr(events, "reserve", demoted)

    return at_the_last_moment


def test_13_an_author_demoted_while_the_rules_run_submits_nothing(cast, demote):
    draft = therapy_draft(cast.ada)
    demote(cast.ada)
    with pytest.raises(NotYourRole):
        submitted(draft, cast.ada)
    assert not Submission.objects.exists()


def test_13_a_reviewer_demoted_at_the_last_moment_decides_nothing(cast, demote):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    demote(cast.carla)
    with pytest.raises(NotYourRole):
        approve(submission, cast.carla)
    assert not Decision.objects.exists() and not Version.objects.exists()


def test_13_a_publisher_demoted_at_the_last_moment_removes_nothing(cast, demote):
    entry = published_therapy(cast)
    demote(cast.pia)
    with pytest.raises(NotYourRole):
        actions.remove(entry=entry, by=cast.pia, reason="x", what_now="y")
    entry.refresh_from_db()
    assert entry.live_version_id


def test_13_a_person_switched_off_in_another_session_does_nothing(cast):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    remembered = User.objects.get(pk=cast.carla.pk)
    assert remembered.has_perm("reviews.view_submission")  # Django remembers on the object
    User.objects.filter(pk=cast.carla.pk).update(is_active=False)
    with pytest.raises(NotYourRole):
        approve(submission, remembered)
