"""Scenarios 21-23: one person with two accounts, conflicts of interest, reviewers who left."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from reviews import actions, audit, canonical, errors, roles
from reviews.models import Conflict, Decision, User, Version
from reviews.models.people import email_key
from tests.factories import (
    approve,
    person,
    published_therapy,
    submitted,
    therapy_draft,
    trial_draft,
)
from tests.reviews.desk.posting import client_of
from tests.reviews.test_gate import _event, _raw_decision

OTHER_SPELLINGS = ("carla@example.org", "Carla@Example.ORG", "carla+desk@example.org")


@pytest.fixture
def addressed(cast):
    User.objects.filter(pk=cast.carla.pk).update(email="carla@example.org")
    cast.carla.refresh_from_db()
    return cast


@pytest.mark.parametrize("email", OTHER_SPELLINGS)
def test_scenario_21_a_second_active_account_of_a_mailbox_is_refused(addressed, email):
    with pytest.raises(IntegrityError), transaction.atomic():
        person("carla2", roles.CLINICAL_REVIEWER, email=email)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=addressed.ada.pk).update(email=email)


@pytest.mark.parametrize(
    "email", [*OTHER_SPELLINGS, "\uff43arla@example.org", " carla@example.org "]
)
def test_scenario_21_every_spelling_of_a_mailbox_is_known_as_one(email):
    assert email_key(email) == "carla@example.org"


def test_scenario_21_other_alphabets_of_a_domain_are_one_mailbox():
    assert email_key("a@BÜCHER.example") == email_key("a@xn--bcher-kva.example")
    assert email_key("") == "" and email_key("no address") == "no address"


def test_scenario_21_the_form_of_a_person_says_so(addressed):
    twin = User(username="twin", email="\uff43arla+x@example.org", password="!")
    with pytest.raises(ValidationError, match="One person has one account"):
        twin.full_clean()


def test_scenario_21_an_account_that_is_switched_off_leaves_its_address_free(addressed):
    User.objects.filter(pk=addressed.carla.pk).update(is_active=False)
    assert person("carla2", roles.CLINICAL_REVIEWER, email="carla@example.org").pk
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=addressed.carla.pk).update(is_active=True)


def test_scenario_21_a_new_account_does_not_decide_on_the_work_of_the_old_one(cast, refused_by_sql):
    User.objects.filter(pk=cast.ada.pk).update(email="ada@example.org")
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    User.objects.filter(pk=cast.ada.pk).update(is_active=False)
    again = person("ada2", roles.CLINICAL_REVIEWER, email="ada@example.org")
    with pytest.raises(errors.SameMailbox):
        approve(submission, again)
    refused_by_sql(submission, again)
    assert not Decision.objects.exists()


def test_scenario_22_a_declared_conflict_about_a_page_keeps_from_deciding(cast, refused_by_sql):
    draft = therapy_draft(cast.ada)
    submission = submitted(draft, cast.ada)
    _declare(cast.carla, entry=draft.entry)
    with pytest.raises(errors.ConflictDeclared):
        approve(submission, cast.carla)
    refused_by_sql(submission, cast.carla)


def test_scenario_22_a_conflict_with_a_sponsor_touches_each_page_that_names_it(cast):
    trial = submitted(trial_draft(cast.ada), cast.ada)  # its sponsor is Example University
    therapy = submitted(therapy_draft(cast.ada), cast.ada)
    _declare(cast.carla, name="EXAMPLE  university")
    with pytest.raises(errors.ConflictDeclared):
        approve(trial, cast.carla)
    assert approve(therapy, cast.carla).pk


@pytest.mark.parametrize("name", ["Exam", "versity", "Journal of Examples"])
def test_scenario_22_part_of_a_word_and_the_list_of_references_name_nothing(cast, name):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    _declare(cast.carla, name=name)
    assert approve(submission, cast.carla).pk


@pytest.mark.parametrize("about", ["entry", "name"])
def test_scenario_22_a_conflict_declared_after_the_approval_stops_the_publication(cast, about):
    draft = therapy_draft(cast.ada, title="Conflictin")
    submission = submitted(draft, cast.ada, publish_at=_soon())
    approve(submission, cast.carla)
    _declare(cast.carla, **({"entry": draft.entry} if about == "entry" else {"name": "conflictin"}))
    with time_machine.travel(_soon() + datetime.timedelta(hours=1)):
        with pytest.raises(errors.NotApproved):
            actions.publish(submission=submission, by=cast.pia)
        assert list(actions.publish_due()) == []
    assert not Version.objects.exists()


def test_scenario_22_the_database_refuses_that_publication_too(cast):
    draft = therapy_draft(cast.ada)
    submission = submitted(draft, cast.ada, publish_at=_soon())
    approve(submission, cast.carla)
    _declare(cast.carla, entry=draft.entry)
    with pytest.raises(DatabaseError, match="conflict"), transaction.atomic():
        Version.objects.create(
            entry=draft.entry,
            number=1,
            submission=submission,
            document=submission.document,
            digest=submission.digest,
            colophon="{}",
            published_at=timezone.now(),
            event=_event(cast.ada),
        )


def test_scenario_22_a_conflict_is_ended_by_an_administrator_alone(cast):
    conflict = _declare(cast.carla, name="examplin")
    for somebody in (cast.carla, cast.ada, cast.pia):
        with pytest.raises(errors.NotYourRole):
            actions.end_conflict(conflict=conflict, by=somebody)
    actions.end_conflict(conflict=conflict, by=cast.olu)
    with pytest.raises(errors.AlreadyDecided):
        actions.end_conflict(conflict=conflict, by=cast.olu)
    assert approve(submitted(therapy_draft(cast.ada), cast.ada), cast.carla).pk
    assert _breaches() == []


def test_scenario_22_nobody_declares_for_somebody_else_but_an_administrator(cast):
    arguments = {"person": cast.carla, "name": "examplin", "nature": "Paid talks."}
    with pytest.raises(errors.NotYourRole):
        actions.declare_conflict(by=cast.ed, **arguments)
    assert actions.declare_conflict(by=cast.olu, **arguments).person == cast.carla


def test_scenario_22_a_declaration_stays_on_the_record(cast):
    conflict = _declare(cast.carla, name="examplin")
    for change in ({"name": "other"}, {"person": cast.ed}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Conflict.objects.filter(pk=conflict.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Conflict.objects.all()._raw_delete("default")


def test_scenario_22_people_declare_in_the_desk_and_see_their_own(cast):
    _declare(cast.ed, name="somebody else's")
    browser, pages = client_of(cast.carla), "admin:reviews_conflict_"
    typed = {"person": cast.carla.pk, "name": "Examplin", "nature": "Paid talks."}
    assert browser.post(reverse(pages + "add"), typed).status_code == 302
    listed = browser.get(reverse(pages + "changelist")).content.decode()
    assert "Paid talks." in listed and "somebody else" not in listed
    mine = Conflict.objects.get(name="Examplin")
    assert browser.post(reverse(pages + "end", args=[mine.pk])).status_code == 403
    keeper = client_of(cast.olu)
    assert keeper.get(reverse(pages + "end", args=[mine.pk])).status_code == 200
    assert keeper.post(reverse(pages + "end", args=[mine.pk])).status_code == 302


@pytest.mark.parametrize(
    "typed", [{}, {"name": "x"}, {"nature": "x"}, {"name": "\x00", "nature": "x"}]
)
def test_scenario_22_a_form_that_says_too_little_is_shown_again(cast, typed):
    address = reverse("admin:reviews_conflict_add")
    answer = client_of(cast.carla).post(address, {"person": cast.carla.pk, **typed})
    assert answer.status_code == 200 and not Conflict.objects.exists()


def test_scenario_23_the_name_of_a_reviewer_who_left_stays_on_what_was_approved(cast):
    entry = published_therapy(cast)
    User.objects.filter(pk=cast.carla.pk).update(is_active=False)
    names = [row["name"] for row in canonical.load(entry.live_version.colophon)["approved_by"]]
    assert names == ["Carla Example"]
    assert Decision.objects.get().reviewer == cast.carla
    assert _breaches() == []


def test_scenario_23_a_reviewer_who_left_publishes_nothing_and_coming_back_suffices(cast):
    submission = submitted(therapy_draft(cast.ada), cast.ada, publish_at=_soon())
    approve(submission, cast.carla)
    with time_machine.travel(_soon() + datetime.timedelta(hours=1)):
        User.objects.filter(pk=cast.carla.pk).update(is_active=False)
        assert list(actions.publish_due()) == []
        User.objects.filter(pk=cast.carla.pk).update(is_active=True)
        assert [result.number for _submission, result in actions.publish_due()] == [1]


def test_scenario_23_a_reviewer_who_lost_the_role_publishes_nothing(cast):
    submission = submitted(therapy_draft(cast.ada), cast.ada, publish_at=_soon())
    approve(submission, cast.carla)
    cast.carla.groups.clear()
    with time_machine.travel(_soon() + datetime.timedelta(hours=1)):
        with pytest.raises(errors.NotApproved):
            actions.publish(submission=submission, by=cast.pia)


@pytest.fixture
def refused_by_sql():
    """The same decision, written past the actions: the database refuses it as well."""

    def attempt(submission, reviewer):
        with pytest.raises(DatabaseError), transaction.atomic():
            _raw_decision(submission, reviewer, _event(reviewer))

    return attempt


def _declare(somebody, **about):
    return actions.declare_conflict(person=somebody, by=somebody, nature="Paid talks.", **about)


def _soon():
    return timezone.now().replace(hour=6, minute=0) + datetime.timedelta(days=1)


def _breaches():
    return [str(breach) for section in audit.run() for breach in section.breaches]
