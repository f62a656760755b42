"""Random journeys through the workflow; after each step I1, I3, I4, I5 and I7 hold."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from alsportal import pagecache
from reviews import actions, errors, kinds, roles
from reviews.audit import run
from reviews.models import Advisory, Entry, Event, Submission, Version
from tests.factories import (
    Cast,
    acknowledged,
    person,
    published,
    save,
    submitted,
    therapy_draft,
    trial_draft,
)

CANARY = "canary{number}draft"
PEOPLE = st.sampled_from(["ada", "ben", "carla", "ed", "pia", "olu", "chen"])
# Mostly those whose role it is, since a journey of refusals proves little.
AUTHORS = st.sampled_from(["ada", "ada", "ben", "carla", "pia"])
REVIEWERS = st.sampled_from(["chen", "chen", "carla", "ed", "ada", "olu"])
PUBLISHERS = st.sampled_from(["pia", "pia", "ed", "ada"])
PAGES = st.integers(0, 2)
VERDICTS = st.sampled_from(["approve", "approve", "approve", "reject"])


class Workflow(RuleBasedStateMachine):
    """Three pages, seven people, any order. Refusals are fine; a broken invariant is not."""

    reached = set()  # kinds of event over all journeys: the control that they get somewhere

    @initialize()
    def people_and_drafts(self):
        self.cast = Cast()
        self.cast.chen = person("chen", roles.CLINICAL_REVIEWER)
        self.cast.carla.groups.add(*self.cast.ada.groups.all())  # may write as well as review
        make = (therapy_draft, therapy_draft, trial_draft)
        self.drafts = [build(self.cast.ada) for build in make]
        self.canaries = set()
        published(self.drafts[2], author=self.cast.ada, reviewer=self.cast.chen)

    def somebody(self, name):
        return getattr(self.cast, name)

    def waiting(self):
        """The submission that has waited longest, or None."""
        return Submission.objects.open().order_by("pk").first()

    def standing(self):
        """The oldest advisory that stands, or None."""
        return Advisory.objects.filter(cleared_event=None).order_by("pk").first()

    def entry(self, page):
        return Entry.objects.get(pk=self.drafts[page].entry_id)

    def attempt(self, action, **arguments):
        """Do it; a refusal must have changed nothing but may not be any other error."""
        before = Event.objects.count()
        try:
            return action(**arguments)
        except errors.ActionRefused:
            assert Event.objects.count() == before
            return None

    @rule(page=PAGES, name=AUTHORS)
    def edit(self, page, name):
        draft = self.drafts[page]
        draft.refresh_from_db()
        canary = CANARY.format(number=len(self.canaries))
        self.canaries.add(canary)
        draft.summary = f"Changed by {canary}."
        save(draft, self.somebody(name))

    @rule(page=PAGES, name=AUTHORS, delayed=st.booleans())
    def submit(self, page, name, delayed):
        when = timezone.now() + datetime.timedelta(days=1) if delayed else None
        arguments = {"draft": self.drafts[page], "by": self.somebody(name), "publish_at": when}
        self.attempt(submitted, **arguments)

    @precondition(lambda self: self.waiting())
    @rule(name=REVIEWERS, verdict=VERDICTS)
    def decide(self, name, verdict):
        submission = self.waiting()
        self.attempt(
            actions.decide,
            submission=submission,
            by=self.somebody(name),
            verdict=verdict,
            digest=submission.digest,
            comment="Because.",
            acknowledged=acknowledged(submission),
        )

    @precondition(lambda self: self.waiting())
    @rule(name=PEOPLE)
    def cancel(self, name):
        self.attempt(actions.cancel_submission, submission=self.waiting(), by=self.somebody(name))

    @precondition(lambda self: self.waiting())
    @rule(name=PUBLISHERS)
    def publish(self, name):
        self.attempt(actions.publish, submission=self.waiting(), by=self.somebody(name))

    @rule()
    def wait_until_due(self):
        with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
            list(actions.publish_due())

    @rule(page=PAGES, name=PUBLISHERS)
    def remove(self, page, name):
        self.attempt(
            actions.remove,
            entry=self.entry(page),
            by=self.somebody(name),
            reason="It was wrong.",
            what_now="Ask your team.",
        )

    @rule(page=PAGES, name=PUBLISHERS)
    def advise(self, page, name):
        arguments = {"entry": self.entry(page), "by": self.somebody(name)}
        self.attempt(actions.raise_advisory, kind="registry_changed", **arguments)

    @precondition(lambda self: self.standing())
    @rule(name=REVIEWERS)
    def clear(self, name):
        self.attempt(actions.clear_advisory, advisory=self.standing(), by=self.somebody(name))

    @rule(name=PEOPLE, active=st.sampled_from([True, True, False]))
    def come_and_go(self, name, active):
        somebody = self.somebody(name)
        type(somebody).objects.filter(pk=somebody.pk).update(is_active=active)

    @invariant()
    def the_audit_finds_nothing(self):
        if hasattr(self, "drafts"):
            self.reached |= set(Event.objects.values_list("kind", flat=True))
            breaches = [str(breach) for section in run() for breach in section.breaches]
            assert breaches == []

    @invariant()
    def no_unapproved_word_is_public(self):
        if not hasattr(self, "drafts"):
            return
        approved = "".join(Version.objects.values_list("document", flat=True))
        secret = {canary for canary in self.canaries if canary not in approved}
        pagecache.forget()  # it may be a second behind, and a rolled back journey repeats editions
        live = Client()
        for page in range(len(self.drafts)):
            entry = self.entry(page)
            if entry.slug:
                answer = live.get(kinds.get(entry.kind).url(entry.slug))
                assert answer.status_code == (200 if entry.live_version_id else 410)
                assert not [canary for canary in secret if canary in answer.content.decode()]


@pytest.mark.slow
def test_no_journey_through_the_workflow_breaks_an_invariant(db):
    from django.db import transaction

    class InItsOwnTransaction(Workflow):
        def __init__(self):
            super().__init__()
            self.atomic = transaction.atomic()
            self.atomic.__enter__()

        def teardown(self):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    run_state_machine_as_test(
        InItsOwnTransaction,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],  # shrinking a journey takes many minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert {"page.published", "page.removed", "advisory.raised", "advisory.cleared"} <= (
        Workflow.reached
    )
