"""Scenarios 52-55: many who write at once, and a database that gives one of them up."""

import pytest
from django.db import OperationalError, connection, transaction

from reviews import events
from reviews.errors import ActionRefused
from reviews.models import Decision, Entry, Event, Version
from tests.factories import approve, person, save, submitted, therapy_draft
from tests.faults.racing import racing
from tests.reviews.desk.posting import client_of, typed, url

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning"),
]
WRITERS = 3
ONLY_POSTGRES = "SQLite has one writer at a time: it knows no deadlock and gives nobody up"


@pytest.fixture
def draft(cast):
    return therapy_draft(cast.ada, slug="examplin", title="Examplin")


def test_scenario_52_of_two_editors_who_save_at_once_the_second_is_told(cast, draft):
    forms = {name: client_of(getattr(cast, name)) for name in ("ada", "ben")}
    sent = {
        "ada": typed(forms["ada"].get(url(draft)), title="Ada's title", _continue="1"),
        "ben": typed(forms["ben"].get(url(draft)), summary="Ben's summary.", _continue="1"),
    }
    with racing() as race:
        answers = race.together(
            *(_posting(forms[name], url(draft), sent[name]) for name in forms),
            at="django.contrib.admin.options.ModelAdmin.changeform_view",
        )
    assert sorted(answers) == [302, 409]
    draft.refresh_from_db()
    assert (draft.title == "Ada's title") != (draft.summary == "Ben's summary.")
    assert draft.row_version == 2


def test_scenario_53_many_who_publish_one_page_make_versions_without_a_gap(cast, draft):
    authors = [cast.ada, cast.ben, person("cleo", "author")]
    with racing() as race:
        made = race.together(*(_publishing(draft, by, cast.carla, 3) for by in authors))
    numbers = list(Version.objects.order_by("pk").values_list("number", flat=True))
    assert numbers == list(range(1, sum(made) + 1)) and numbers
    assert Entry.objects.get().live_version.number == numbers[-1]


def test_scenario_53_many_who_publish_many_pages_make_editions_without_a_gap(cast):
    drafts = [therapy_draft(cast.ada) for _ in range(WRITERS)]
    with racing() as race:
        made = race.together(*(_publishing(one, cast.ada, cast.carla, 2) for one in drafts))
    assert made == [2] * WRITERS
    rows = Event.objects.exclude(edition=None).order_by("seq")
    assert list(rows.values_list("edition", flat=True)) == list(range(1, 2 * WRITERS + 1))


def test_scenario_54_events_appended_at_once_stay_one_chain(cast):
    with racing() as race:
        race.together(*[lambda: _append(20, cast.ada)] * WRITERS)
    assert list(Event.objects.order_by("seq").values_list("seq", flat=True)) == list(
        range(1, 20 * WRITERS + 1)
    )


@pytest.mark.skipif(connection.vendor != "postgresql", reason=ONLY_POSTGRES)
def test_scenario_55_the_victim_of_a_deadlock_tries_again(cast, draft):
    submission = submitted(draft, cast.ada)
    with racing() as race:
        other = race.start(lambda: _locks_the_wrong_way_round(draft), stops_at=LOCK)
        other.until_stopped()
        victim = race.start(
            lambda: _impatiently(approve, submission, cast.carla),
            stops_at="reviews.actions.deciding.publish_locked",
        )
        victim.until_stopped()
        other.go().until_waiting()
        assert (victim.go().answer(), other.answer()) == ("approve", "locked both")
    assert Decision.objects.count() == Version.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason=ONLY_POSTGRES)
def test_scenario_55_a_transaction_that_cannot_be_put_in_order_is_tried_again(cast, draft):
    submission = submitted(draft, cast.ada)
    with racing() as race:
        other = race.start(lambda: _append(1, cast.ada), stops_at=COMMIT).until_stopped()
        approval = race.start(lambda: _strictly(approve, submission, cast.carla)).until_waiting()
        other.go()
        assert approval.answer() == "approve"
    assert Version.objects.count() == 1


def test_scenario_55_what_the_database_gave_up_is_done_again_as_a_whole(cast, draft, monkeypatch):
    submission = submitted(draft, cast.ada)
    before = Event.objects.count()
    _give_up(monkeypatch, times=2)
    approve(submission, cast.carla)
    assert Decision.objects.count() == Version.objects.count() == 1
    assert Event.objects.count() == before + 2


def test_scenario_55_after_four_times_the_error_is_told_and_nothing_done(cast, draft, monkeypatch):
    submission = submitted(draft, cast.ada)
    before = Event.objects.count()
    _give_up(monkeypatch, times=9)
    with pytest.raises(OperationalError):
        approve(submission, cast.carla)
    assert (Event.objects.count(), Decision.objects.count()) == (before, 0)


def test_scenario_55_inside_another_transaction_nothing_is_tried_again(cast, draft, monkeypatch):
    submission = submitted(draft, cast.ada)
    calls = _give_up(monkeypatch, times=9)
    with pytest.raises(OperationalError), transaction.atomic():
        approve(submission, cast.carla)
    assert len(calls) == 1 and not Decision.objects.exists()


LOCK = "reviews.events.lock"
COMMIT = "django.db.backends.base.base.BaseDatabaseWrapper.commit"


class GivenUp(Exception):
    """What psycopg raises for a deadlock."""

    sqlstate = "40P01"


def _give_up(monkeypatch, *, times):
    from reviews import projections

    write, calls = projections.write, []

    def failing(entry):
        calls.append(entry)
        if len(calls) <= times:
            raise OperationalError("deadlock detected") from GivenUp()
        return write(entry)

    monkeypatch.setattr(projections, "write", failing)
    return calls


def _posting(client, address, data):
    return lambda: client.post(address, data).status_code


def _publishing(draft, author, reviewer, times):
    """A writer that tries some times, and says how many versions it made."""

    def write():
        return sum(_one_version(draft.pk, author, reviewer, number) for number in range(times))

    return write


def _one_version(pk, author, reviewer, number):
    from therapies.models import Therapy

    draft = Therapy.objects.get(pk=pk)
    draft.summary = f"Summary {number} by {author.username}."
    save(draft, author)
    try:
        approve(submitted(draft, author), reviewer)
    except ActionRefused:  # another writer was in the way
        return False
    return True


def _append(times, by):
    for _ in range(times):
        with transaction.atomic():
            events.record("test.event", by=by)


@transaction.atomic
def _locks_the_wrong_way_round(draft):
    """The entry first and the log second: the other way round than every action."""
    _set("deadlock_timeout", "30s")
    Entry.objects.select_for_update().get(pk=draft.entry_id)
    events.lock()
    return "locked both"


def _impatiently(action, *arguments):
    """As one that looks for deadlocks at once, and so finds itself in them."""
    _set("deadlock_timeout", "10ms")
    return action(*arguments).verdict


def _strictly(action, *arguments):
    """As on a server that runs every transaction as if there were no other."""
    _set("default_transaction_isolation", "serializable")
    return action(*arguments).verdict


def _set(name, value):
    with connection.cursor() as cursor:
        cursor.execute(f"SET {name} = '{value}'")
