"""The desk: a banner, a page for one trial, a list of what changed alike, and its form."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import Event, Submission, User
from tests.factories import person, save, trial_draft
from tests.reviews.desk.posting import client_of, url
from tests.trials.drift.states import FINISHED, drifting, keep, live, touched
from trials.drift import finding
from trials.models import Comparison, Trial

LIST = "/admin/trials/trial/drift/"


@pytest.fixture
def ben(cast):
    return client_of(cast.ben)


@pytest.fixture
def carla(cast):
    return client_of(cast.carla)


def page(draft):
    return reverse("admin:trials_trial_record", args=[draft.pk])


def form(answer, **more):
    shown = answer.context["form"]
    names = ("note", "reason", "digest", "seen_version")
    return {**{name: shown[name].value() or "" for name in names}, **more}


def group(answer, number=0):
    return answer.context["groups"][number]


def ticks(answer):
    return [row["mark"] for row in answer.context["members"]]


def text(answer):
    return answer.content.decode()


# One trial


def test_the_form_of_a_drifting_trial_says_so(cast, ben):
    draft, _newer = drifting(cast)
    shown = text(ben.get(url(draft)))
    assert "The registry has a newer record" in shown and page(draft) in shown
    assert "newer record" not in text(ben.get(url(live(cast, 2))))


def test_the_page_tells_each_difference_in_both_vocabularies(cast, ben):
    draft, newer = drifting(cast, statusModule=FINISHED, designModule={"phases": ["PHASE4"]})
    shown = text(ben.get(page(draft)))
    for words in ("Recruiting", "Finished", "RECRUITING", "COMPLETED", "Phase 4", newer.digest):
        assert words in shown
    assert "matters to readers" in shown and "does not matter to readers" in shown


def test_a_press_of_the_button_accepts_it(cast, ben):
    draft, newer = drifting(cast)
    answer = ben.post(page(draft), form(ben.get(page(draft)), reason="Read."))
    assert (answer.status_code, answer["Location"]) == (302, url(draft))
    draft.refresh_from_db()
    assert (draft.record, draft.change_note) == (newer, "Recruitment: recruiting → finished")
    assert "shows the newest record" in text(ben.get(page(draft)))


def test_a_still_newer_record_is_shown_instead_and_nothing_typed_is_lost(cast, ben):
    draft, _newer = drifting(cast)
    typed = form(ben.get(page(draft)), note="My own words", reason="Because.")
    newest = keep(posted="2024-08-01", statusModule={"overallStatus": "TERMINATED"})
    answer = ben.post(page(draft), typed)
    assert answer.status_code == 409
    for words in ("still newer record", "My own words", "Because.", "Stopped early"):
        assert words in text(answer)
    assert form(answer)["digest"] == newest.digest
    assert ben.post(page(draft), form(answer)).status_code == 302


def test_a_draft_saved_meanwhile_is_a_conflict(cast, ben):
    draft, _newer = drifting(cast)
    typed = form(ben.get(page(draft)))
    draft.row_version += 1
    save(draft, cast.ada)
    assert ben.post(page(draft), typed).status_code == 409
    assert Trial.objects.get().record == draft.record


@pytest.mark.parametrize(
    "wrong",
    [
        {"seen_version": "x"},
        {"seen_version": "-1"},
        {"seen_version": str(10**30)},
        {"digest": ""},
        {"digest": "x" * 500},
        {"note": "x" * 301},
        {"note": "a\x00b"},
        {"note": "a\u202eb"},
    ],
)
def test_what_makes_no_sense_is_an_error_of_the_form(cast, ben, wrong):
    draft, _newer = drifting(cast)
    assert ben.post(page(draft), form(ben.get(page(draft)), **wrong)).status_code == 400
    assert Trial.objects.get().record == draft.record


def test_a_digest_that_is_nobodys_is_a_conflict(cast, ben):
    draft, _newer = drifting(cast)
    answer = ben.post(page(draft), form(ben.get(page(draft)), digest="sha256:0"))
    assert answer.status_code == 409


@pytest.mark.parametrize("who", ["carla", "ed", "pia", "olu"])
def test_others_see_and_cannot_accept(cast, who):
    draft, _newer = drifting(cast)
    browser = client_of(getattr(cast, who))
    answer = browser.get(page(draft))
    assert answer.status_code == 200 and "Accept this record</button>" not in text(answer)
    assert browser.post(page(draft), form(answer)).status_code == 403
    assert browser.get(LIST).status_code == 200
    assert browser.post(LIST).status_code == 403


def test_strangers_see_nothing(cast, client):
    draft, _newer = drifting(cast)
    nobody = client_of(person("nobody"))
    for address in (page(draft), LIST, f"{LIST}{'0' * 64}/"):
        assert client.get(address).status_code == 302
        assert nobody.get(address).status_code == 403


def test_15_looking_changes_nothing(cast, ben):
    draft, _newer = drifting(cast)
    before = (Event.objects.count(), Trial.history.count(), Comparison.objects.count())
    for address in (page(draft), LIST, group(ben.get(LIST))["url"], url(draft)):
        assert ben.get(address).status_code == 200
    assert (Event.objects.count(), Trial.history.count(), Comparison.objects.count()) == before


@pytest.mark.parametrize("number", ["0", "x", "9" * 30, "%00", "_5F"])
def test_a_trial_that_is_not_there_is_not_found(ben, number):
    assert ben.get(f"/admin/trials/trial/{number}/record/").status_code == 404


# The list


def test_trials_that_changed_alike_stand_together(cast, ben):
    for number in (1, 2):
        touched(cast, number)
    drifting(cast, 3)
    groups = ben.get(LIST).context["groups"]
    assert [(row["size"], row["material"]) for row in groups] == [(2, False), (1, True)]
    assert groups[1]["lines"][0]["raw"] == ("RECRUITING", "COMPLETED")


def test_the_list_filters_by_weight_status_and_days(cast, ben):
    touched(cast, 1)
    drifting(cast, 2)

    def sizes(**asked):
        return [row["material"] for row in ben.get(LIST, asked).context["groups"]]

    assert sizes(matters="no") == [False]
    assert sizes(status="RECRUITING-COMPLETED") == [True]
    assert sizes(days="90") and not sizes(status="RECRUITING-SUSPENDED")
    assert "Nothing matches these filters." in text(ben.get(LIST, {"status": "A-B"}))


@pytest.mark.parametrize(
    "asked",
    [
        {"after": "9" * 40},
        {"after": f"{10**30}.{'0' * 64}"},
        {"after": "1.\x00"},
        {"status": "\x00-\x00"},
        {"days": "-1", "matters": "maybe"},
    ],
)
def test_absurd_filters_ask_for_nothing(cast, ben, asked):
    drifting(cast)
    assert len(ben.get(LIST, asked).context["groups"]) == 1
    assert ben.get(group(ben.get(LIST))["url"], asked).status_code == 200


def test_an_empty_list_says_so(ben):
    assert "Every draft shows the newest record" in text(ben.get(LIST))


def test_pages_follow_by_key(cast, ben, monkeypatch):
    monkeypatch.setattr("trials.drift.listing.GROUPS", 1)
    touched(cast, 1)
    drifting(cast, 2)
    first = ben.get(LIST)
    second = ben.get(LIST + first.context["next_url"])
    keys = {row["key"] for answer in (first, second) for row in answer.context["groups"]}
    assert len(keys) == 2 and not second.context["next_url"]


def test_records_that_nobody_compared_are_counted_and_compared_on_demand(cast, ben):
    draft, newer = drifting(cast)
    keep(posted="2024-09-01", statusModule=FINISHED)
    Comparison.objects.all().delete()
    answer = ben.get(LIST)
    assert answer.context["not_compared"] == 1 and not answer.context["groups"]
    assert ben.post(LIST).status_code == 302
    assert group(ben.get(LIST))["size"] == 1


def test_choosing_an_older_record_in_the_form_makes_the_trial_drift(cast, ben):
    from tests.reviews.desk.posting import save as save_form

    draft, newer = drifting(cast)
    old = draft.record
    ben.post(page(draft), form(ben.get(page(draft))))
    assert not finding.drifting().exists()
    save_form(ben, Trial.objects.get(), record=str(old.pk))
    assert not finding.not_compared().exists() and finding.compared().count() == 1


def test_drafts_with_stated_facts_are_named_apart(cast, ben):
    draft = trial_draft(cast.ada, nct="NCT80000001")
    keep()
    answer = ben.get(LIST)
    assert answer.context["unaccepted"] == [draft]
    assert "No record has been accepted so far" in text(ben.get(page(draft)))


# Accepting together


def test_a_group_is_confirmed_on_one_page_and_accepted(cast, ben):
    for number in (1, 2):
        touched(cast, number)
    address = group(ben.get(LIST))["url"]
    answer = ben.post(address, {"row": ticks(ben.get(address)), "reason": "Dates."})
    assert "2 records were accepted." in text(answer)
    assert not finding.drifting().exists()
    assert Submission.objects.open().count() == 0


def test_they_can_be_submitted_too_and_what_is_left_out_is_named(cast, ben):
    for number in (1, 2, 3):
        touched(cast, number)
    address = group(ben.get(LIST))["url"]
    shown = ticks(ben.get(address))
    keep(3, posted="2024-09-09", statusModule=FINISHED)
    answer = ben.post(address, {"row": shown, "submit": "on", "note": "Dates."})
    assert "2 pages wait for review now." in text(answer)
    assert "1 was left out." in text(answer) and "still newer record" in text(answer)
    assert set(Submission.objects.open().values_list("note", flat=True)) == {"Dates."}


def test_what_takes_too_long_goes_on_with_another_press(cast, ben, monkeypatch):
    monkeypatch.setattr("trials.drift.group.PART", 1)
    monkeypatch.setattr("trials.drift.group.SECONDS", 0)
    for number in (1, 2):
        touched(cast, number)
    address = group(ben.get(LIST))["url"]
    answer = ben.post(address, {"row": ticks(ben.get(address))})
    assert "1 is still to be done." in text(answer)
    answer = ben.post(address, {"row": answer.context["rest"]})
    assert not finding.drifting().exists() and not answer.context["rest"]


def test_201_ticks_none_and_damaged_ones_are_refused(cast, ben):
    touched(cast)
    address = group(ben.get(LIST))["url"]
    many = [f"{number}.1.sha256:0" for number in range(1, 202)]
    assert ben.post(address, {"row": many}).status_code == 409
    assert ben.post(address, {}).status_code == 409
    assert ben.post(address, {"row": ["x", "1.x.y", f"{10**30}.1.z", "\x00"]}).status_code == 409
    assert finding.drifting().count() == 1


def test_a_group_that_is_no_more_is_not_found(cast, ben):
    for key in ("0" * 64, "x", "0" * 63 + "g"):
        assert ben.get(f"{LIST}{key}/").status_code == 404


def test_a_role_lost_meanwhile_accepts_nothing(cast, ben):
    touched(cast)
    address = group(ben.get(LIST))["url"]
    shown = ticks(ben.get(address))
    User.objects.get(username="ben").groups.set([Group.objects.get(name="publisher")])
    assert ben.post(address, {"row": shown}).status_code == 403
    assert finding.drifting().count() == 1


# At scale


def queries(browser, address):
    with CaptureQueriesContext(connection) as captured:
        answer = browser.get(address)
    assert answer.status_code == 200
    return len(captured), answer


def some(numbers):
    for number in numbers:
        keep(number)
        keep(number, posted="2024-07-01")


@pytest.mark.slow
def test_300_drifting_trials_cost_as_many_queries_as_three(cast, ben):
    some(range(1, 4))
    address = group(ben.get(LIST))["url"]
    few = queries(ben, LIST)[0], queries(ben, address)[0]
    some(range(4, 301))
    (on_list, answer), (on_group, members) = queries(ben, LIST), queries(ben, address)
    assert (on_list, on_group) == few
    assert group(answer)["size"] == members.context["total"] == 300
    assert len(ticks(members)) == 200
    assert len(ticks(ben.get(address + members.context["next_url"]))) == 100


def test_the_first_page_tells_how_many_trials_changed_and_says_nothing_of_none(cast, ben):
    live(cast)
    assert "newer record at the registry" not in ben.get("/admin/").content.decode()
    keep(posted="2024-07-01", statusModule=FINISHED)
    answer = ben.get("/admin/").content.decode()
    assert f'<a href="{LIST}">1 trial has a newer record at the registry.</a>' in answer
