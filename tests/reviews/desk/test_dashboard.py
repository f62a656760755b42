"""The first page of the desk: what needs a hand, for whom, and for how long."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reviews import actions
from tests.factories import (
    TODAY,
    approve,
    person,
    published_therapy,
    submitted,
    therapy_draft,
    trial_draft,
)
from tests.reviews.desk.posting import client_of, save

DAY = datetime.timedelta(days=1)


def desk(browser):
    answer = browser.get(reverse("admin:index"))
    assert answer.status_code == 200
    return answer


def test_an_empty_desk_says_so(ada):
    text = desk(ada).content.decode()
    for words in ("Nothing waits for your decision", "Nothing was sent back", "within its date"):
        assert words in text


def test_what_waits_shows_how_long_to_those_who_may_decide(cast, ada):
    submitted(therapy_draft(cast.ada, title="Examplin"), cast.ada)
    assert desk(ada).context["waiting"]["count"] == 0
    with time_machine.travel(timezone.now() + 9 * DAY):
        text = desk(client_of(cast.carla)).content.decode()
    assert "Examplin" in text and "waiting for 9 days" in text


def test_who_contributed_does_not_see_it_as_waiting_for_them(cast, carla):
    person("dana", "clinical_reviewer")
    draft = therapy_draft(cast.ada)
    draft._history_user = cast.carla
    draft.save()
    submitted(draft, cast.ada)
    assert desk(carla).context["waiting"]["count"] == 0


def test_what_came_back_shows_who_said_why(cast, ada, ben):
    submission = submitted(therapy_draft(cast.ada, title="Examplin"), cast.ada)
    actions.decide(
        submission=submission,
        by=cast.carla,
        verdict="request_changes",
        digest=submission.digest,
        comment="Name the dose.",
    )
    text = desk(ada).content.decode()
    assert "Name the dose." in text and "Carla Example" in text
    assert desk(ben).context["sent_back"]["count"] == 0


def test_overdue_pages_show_the_days(cast, carla):
    published_therapy(cast, title="Examplin", next_review=TODAY + 10 * DAY)
    assert desk(carla).context["overdue"]["count"] == 0
    with time_machine.travel(timezone.now() + 14 * DAY):
        client = client_of(cast.carla)
        text = desk(client).content.decode()
    assert "4 days past" in text or "3 days past" in text


def test_my_drafts_say_where_they_stand(cast, ada, ben):
    draft = therapy_draft(cast.ada, title="Examplin")
    submitted(draft, cast.ada)
    [row] = desk(ada).context["my_drafts"]["rows"]
    assert [str(chip["word"]) for chip in row["states"]] == [
        "never published",
        "waiting for review",
    ]
    assert desk(ben).context["my_drafts"]["rows"] == []
    save(ben, draft, summary="Ben was here.")
    assert desk(ben).context["my_drafts"]["count"] == 1


def test_a_short_list_names_its_whole_number_and_leads_to_all(cast, carla):
    for _number in range(10):
        submitted(therapy_draft(cast.ada), cast.ada)
    waiting = desk(carla).context["waiting"]
    assert (len(waiting["rows"]), waiting["count"]) == (8, 10)
    assert len(carla.get(waiting["more"]).context["rows"]) == 10


@pytest.mark.parametrize("who", ["ada", "carla"])
def test_the_desk_costs_the_same_for_one_row_as_for_many(cast, who):
    def fill(count):
        for _number in range(count):
            sent = submitted(therapy_draft(cast.ada), cast.ada)
            actions.decide(
                submission=sent, by=cast.carla, verdict="reject", digest=sent.digest, comment="No."
            )
            submitted(trial_draft(cast.ada), cast.ada)
            approve(submitted(therapy_draft(cast.ada), cast.ada), cast.carla)

    fill(1)
    browser = client_of(getattr(cast, who))
    desk(browser)
    one = _queries(browser)
    fill(3)
    assert _queries(browser) == one
    assert one <= 40


def _queries(browser):
    with CaptureQueriesContext(connection) as queries:
        desk(browser)
    return len(queries)
