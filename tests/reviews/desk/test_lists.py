"""Lists of the desk: each filter finds what it names, and long lists cost what short ones do."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reviews import actions
from reviews.actions.publishing import missing_slots
from reviews.desk.queue import missing_of
from reviews.models import Submission, User
from tests.factories import (
    TODAY,
    approve,
    published_therapy,
    source,
    submitted,
    therapy_draft,
    trial_draft,
)
from tests.reviews.desk.posting import client_of

DAY = datetime.timedelta(days=1)


def found(browser, model, **query):
    """Titles or names of the rows that a list shows."""
    answer = browser.get(reverse(f"admin:{model}_changelist"), query)
    assert answer.status_code == 200
    return [str(getattr(row, "title", None) or row) for row in answer.context["cl"].result_list]


# --- the queue


@pytest.fixture
def queue(cast):
    """An old therapy by Ada, a new trial by Ben."""
    submitted(therapy_draft(cast.ada, title="Old therapy"), cast.ada)
    with time_machine.travel(timezone.now() + 40 * DAY):
        submitted(trial_draft(cast.ben, title="New trial"), cast.ben)
        yield


@pytest.mark.parametrize(
    ("who", "query", "titles"),
    [
        ("carla", {}, ["Old therapy", "New trial"]),
        ("ed", {"whose": "waiting"}, ["New trial"]),
        ("ada", {"whose": "mine"}, ["Old therapy"]),
        ("ada", {"whose": "others"}, ["New trial"]),
        ("carla", {"kind": "trial"}, ["New trial"]),
        ("carla", {"role": "editorial_reviewer"}, ["New trial"]),
        ("carla", {"role": "clinical_reviewer"}, ["Old therapy", "New trial"]),
        ("carla", {"overdue": "long"}, ["Old therapy"]),
        ("carla", {"overdue": "month"}, ["Old therapy"]),
        ("carla", {"q": "trial"}, ["New trial"]),
        ("carla", {"state": "published"}, []),
        ("carla", {"state": "x", "kind": "\x00", "role": "author", "warnings": "7"}, None),
    ],
)
def test_filters_of_the_queue(queue, cast, who, query, titles):
    shown = found(client_of(getattr(cast, who)), "reviews_submission", **query)
    assert shown == (["Old therapy", "New trial"] if titles is None else titles)


def test_warnings_divide_the_queue_in_two(queue, carla):
    with_them = found(carla, "reviews_submission", warnings="yes")
    without = found(carla, "reviews_submission", warnings="no")
    assert sorted(with_them + without) == ["New trial", "Old therapy"]
    warned = {row.title for row in Submission.objects.all() if '"rule"' in row.warnings}
    assert set(with_them) == warned


def test_the_queue_costs_the_same_for_one_row_as_for_many(cast, carla):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            carla.get(reverse("admin:reviews_submission_changelist"))
        return len(seen)

    submitted(therapy_draft(cast.ada), cast.ada)
    queries()
    one = queries()
    for _number in range(5):
        submitted(therapy_draft(cast.ada), cast.ada)
        submitted(trial_draft(cast.ben), cast.ben)
    assert queries() == one
    assert one <= 20


def test_the_queue_says_of_many_what_the_actions_say_of_one(cast):
    later = timezone.now() + 3 * DAY
    rows = [submitted(therapy_draft(cast.ada), cast.ada, publish_at=later) for _n in range(3)]
    approve(rows[0], cast.carla)
    dana = User.objects.create_user("dana", is_staff=True)
    dana.groups.set(cast.carla.groups.all())
    approve(rows[1], dana)
    dana.groups.clear()  # what she approved no longer counts
    together = missing_of(rows)
    for row in rows:
        assert set(together[row.pk]) == missing_slots(row)
    assert [bool(together[row.pk]) for row in rows] == [False, True, True]


# --- drafts


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"due": "past"}, ["Late"]),
        ({"due": "soon"}, ["Soon"]),
        ({"due": "none"}, ["Undated"]),
        ({"changed": "me"}, ["Soon"]),
        ({"changed": "others"}, ["Late", "Undated"]),
        ({"state": "never"}, ["Late", "Soon", "Undated"]),
        ({"therapy_type__exact": "antibody"}, []),
        ({"due": "x", "changed": "y"}, ["Late", "Soon", "Undated"]),
    ],
)
def test_filters_of_drafts(cast, ben, query, titles):
    therapy_draft(cast.ada, title="Late", next_review=TODAY - 3 * DAY)
    therapy_draft(cast.ben, title="Soon", next_review=TODAY + 3 * DAY)
    therapy_draft(cast.ada, title="Undated", next_review=None)
    assert sorted(found(ben, "therapies_therapy", **query)) == titles


def test_each_kind_is_filtered_by_its_own_choices(ada):
    pages = {
        "therapies_therapy": "therapy_type__exact=",
        "therapies_guide": "topic__exact=",
        "trials_trial": "record__isempty=",
    }
    for model, link in pages.items():
        text = ada.get(reverse(f"admin:{model}_changelist")).content.decode()
        assert link in text


# --- pages, sources, people


def test_filters_of_pages(cast, carla):
    late = published_therapy(cast, title="Late", slug="late", next_review=TODAY + DAY)
    published_therapy(cast, title="Fine", slug="fine")
    therapy_draft(cast.ada, title="Draft")
    actions.raise_advisory(entry=late, by=cast.carla, kind="registry_changed")
    with time_machine.travel(timezone.now() + 5 * DAY):
        carla = client_of(cast.carla)
        assert found(carla, "reviews_entry", due="past") == ["late"]
    assert found(carla, "reviews_entry", notice="yes") == ["late"]
    assert found(carla, "reviews_entry", state="live", notice="no") == ["fine"]
    assert len(found(carla, "reviews_entry", state="never")) == 1


def test_filters_of_sources(cast, ada):
    published_therapy(cast)
    source("old2001", checked_on=TODAY - 500 * DAY, retraction="retracted")
    source("never2002", checked_on=None, pmid="12345")
    keys = lambda **query: [row.split(":")[0] for row in _sources(ada, **query)]  # noqa: E731
    assert keys(cited="yes") == ["example2020"]
    assert keys(cited="no") == ["never2002", "old2001"]
    assert keys(checked="never") == ["never2002"]
    assert keys(checked="old") == keys(retraction__exact="retracted") == ["old2001"]
    assert keys(checked="year") == ["example2020"]


def _sources(browser, **query):
    answer = browser.get(reverse("admin:reviews_source_changelist"), query)
    return [str(row) for row in answer.context["cl"].result_list]


@pytest.mark.parametrize(
    "typed",
    [
        "10.1000/example.2020",
        "https://doi.org/10.1000/example.2020",
        "doi: 10.1000/EXAMPLE.2020",
        "PMID: 424242",
        "https://pubmed.ncbi.nlm.nih.gov/424242/",
        "an example of example2020",
        "example2020",
    ],
)
def test_a_source_is_found_by_what_people_paste(ada, typed):
    source(pmid="424242")
    source("other2021", doi="", title="Quite another")
    assert len(_sources(ada, q=typed)) == 1


def test_cited_sources_follow_the_edition(cast, ada):
    assert _sources(ada, cited="yes") == []
    published_therapy(cast)
    assert len(_sources(ada, cited="yes")) == 1


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"role": "author"}, {"Ada Example", "Ben Example"}),
        ({"role": "publisher"}, {"Pia Example"}),
        ({"q": "carla"}, {"Carla Example"}),
        ({"seen": "month"}, {"Olu Example"}),
        ({"is_active__exact": "0"}, set()),
    ],
)
def test_filters_of_people(cast, query, names):
    olu = client_of(cast.olu)
    User.objects.filter(username="olu").update(last_login=timezone.now())
    assert set(found(olu, "reviews_user", **query)) == names


@pytest.mark.parametrize(
    "model", ["therapies_therapy", "trials_trial", "reviews_entry", "reviews_source"]
)
def test_lists_cost_the_same_for_one_row_as_for_many(cast, ada, model):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            ada.get(reverse(f"admin:{model}_changelist"))
        return len(seen)

    def fill(number):
        published_therapy(cast)
        trial_draft(cast.ada)
        source(f"more{number}")

    fill(0)
    queries()
    one = queries()
    for number in range(1, 5):
        fill(number)
    assert queries() == one
