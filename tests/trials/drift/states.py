"""Trials whose registry record moved on, reached through the import and the actions."""

import datetime

from django.db import transaction

from reviews.models import User
from tests.factories import TODAY, approve, save, source, submitted
from tests.trials.registry.builders import a_study
from trials.models import RegistryRecord, Trial, TrialBlock, TrialPerson
from trials.registry import store
from trials.registry.kept import without_contacts
from trials.registry.parse import parse_study

RETRIEVED = datetime.datetime(2024, 6, 2, tzinfo=datetime.UTC)
FINISHED = {"overallStatus": "COMPLETED"}


def nct(number):
    return f"NCT{80000000 + number}"


def keep(number=1, *, posted="2024-05-20", retrieved=RETRIEVED, **modules):
    """Import a record of trial `number`, as of a day; returns it."""
    status = {"lastUpdatePostDateStruct": {"date": posted}, **modules.pop("statusModule", {})}
    record = a_study(nct(number), statusModule=status, **modules)
    record["derivedSection"]["miscInfoModule"]["versionHolder"] = posted
    payload = without_contacts(record)
    store.store_study(
        parse_study(payload),
        payload,
        retrieved_at=retrieved,
        by=User.objects.get(username="registry-import"),
    )
    return RegistryRecord.objects.filter(registry_id=nct(number)).latest("pk")


@transaction.atomic
def complete(number, author):
    """The draft that the import opened, finished by an author so that no rule objects."""
    source()
    draft = Trial.objects.get(slug=nct(number))
    draft.title = f"A trial of lithium lozenges ({number})"
    draft.summary = "Tests lithium lozenges against placebo."
    draft.funding = "None"
    draft.last_reviewed = TODAY - datetime.timedelta(days=10)
    draft.next_review = TODAY + datetime.timedelta(days=300)
    draft.change_note = "First version."
    save(draft, author)
    text = "The trial asks whether lithium lozenges slow ALS [@example2020]."
    save(TrialBlock(trial=draft, section="two_minute", text=text), author)
    save(TrialPerson(trial=draft, name="Ada Example", role="author", credential="writer"), author)
    return draft


def live(cast, number=1, **modules):
    """The draft of a live page that shows a held record."""
    keep(number, **modules)
    draft = complete(number, cast.ada)
    approve(submitted(draft, cast.ada), cast.carla)
    return Trial.objects.select_related("entry__live_version", "record").get(pk=draft.pk)


def drifting(cast, number=1, *, posted="2024-07-01", **modules):
    """A live page whose registry record moved on: (draft, newest record)."""
    draft = live(cast, number)
    return draft, keep(number, posted=posted, **(modules or {"statusModule": FINISHED}))


def touched(cast, number=1):
    """A live page whose record differs in nothing but the registry's own dates."""
    return drifting(cast, number, conditionsModule={})
