"""Who sees and edits what: one table, each cell asked over HTTP."""

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection
from django.urls import reverse

from reviews.models import Event, Notice, Source, Submission, User, Version
from tests.factories import approve, submitted, therapy_draft, trial_draft
from tests.reviews.desk.posting import client_of
from therapies.models import Therapy

WHO = ("ada", "carla", "ed", "pia", "olu")
LISTS = {
    "therapies_therapy": "ada carla ed pia olu",
    "therapies_guide": "ada carla ed pia olu",
    "therapies_term": "ada carla ed pia olu",
    "trials_trial": "ada carla ed pia olu",
    "reviews_source": "ada carla ed pia olu",
    "reviews_submission": "ada carla ed pia olu",
    "reviews_decision": "ada carla ed pia olu",
    "reviews_version": "ada carla ed pia olu",
    "reviews_removal": "ada carla ed pia olu",
    "reviews_advisory": "ada carla ed pia olu",
    "reviews_notice": "ada carla ed pia olu",
    "reviews_entry": "ada carla ed pia olu",
    "reviews_conflict": "ada carla ed pia olu",
    "trials_registryrecord": "ada carla ed pia olu",
    "trials_importrun": "ada carla ed pia olu",
    "reviews_event": "pia olu",
    "reviews_user": "olu",
    "auth_group": "olu",
}
ADDS = {
    "therapies_therapy": "ada",
    "therapies_guide": "ada",
    "therapies_term": "ada",
    "trials_trial": "ada",
    "reviews_source": "ada",
    "reviews_conflict": "ada carla ed pia olu",
    "reviews_user": "olu",
}
RECORDS = (Submission, Version, Event, Notice)


@pytest.fixture
def desk(cast):
    """A desk with something in every list. Returns browsers by name."""
    trial_draft(cast.ada)
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    approve(submission, cast.carla)
    return {name: client_of(getattr(cast, name)) for name in WHO}


def test_the_lists_open_for_those_the_table_names(desk):
    for name, allowed in LISTS.items():
        address = reverse(f"admin:{name}_changelist")
        opened = [who for who in WHO if desk[who].get(address).status_code == 200]
        assert (name, opened) == (name, allowed.split())


def test_new_rows_are_for_those_the_table_names(desk):
    for name in LISTS:
        address = reverse(f"admin:{name}_add")
        opened = [who for who in WHO if desk[who].get(address).status_code == 200]
        assert (name, opened) == (name, ADDS.get(name, "").split())


def test_drafts_and_sources_are_edited_by_authors_alone(desk):
    for row in (Therapy.objects.first(), Source.objects.first()):
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
        answers = [desk[who].post(reverse(name, args=[row.pk])).status_code for who in WHO]
        assert answers == [409, 403, 403, 403, 403]  # 409: the form does not say what it saw


@pytest.mark.parametrize("verb", ["change", "delete"])
def test_the_record_is_edited_by_nobody(desk, root, verb):
    browsers = [*desk.values(), root]
    for model in RECORDS:
        row = model.objects.order_by("pk").first()
        before = model.objects.values().get(pk=row.pk)
        address = reverse(
            f"admin:{model._meta.label_lower.replace('.', '_')}_{verb}", args=[row.pk]
        )
        for browser in browsers:
            assert browser.post(address, {"post": "yes"}).status_code in (302, 403)
        assert model.objects.values().get(pk=row.pk) == before


def test_no_role_may_delete_anything_but_rows_of_drafts(db):
    for group in Group.objects.all():
        deletes = group.permissions.filter(codename__startswith="delete_")
        models = set(deletes.values_list("content_type__model", flat=True))
        assert not models or group.name == "author"
        assert not models & {"therapy", "trial", "source", "submission", "version", "user", "entry"}


def test_the_desk_asks_everybody_to_log_in_first(client, desk):
    for name in LISTS:
        answer = client.get(reverse(f"admin:{name}_changelist"))
        assert (answer.status_code, "login" in answer["Location"]) == (302, True)


def test_losing_a_role_counts_at_once(desk, cast):
    open_one = submitted(therapy_draft(cast.ada), cast.ada)
    User.objects.get(username="carla").groups.clear()
    address = reverse("admin:reviews_submission_decide", args=[open_one.pk])
    assert desk["carla"].post(address, {}).status_code == 403


def test_roles_can_be_laid_twice(db):
    before = {g.name: g.permissions.count() for g in Group.objects.all()}
    roles = importlib.import_module("alsportal.migrations.0001_roles")
    more = importlib.import_module("alsportal.migrations.0002_more_permissions")
    for lay in (roles.lay, more.add):
        lay(_Apps(apps), SimpleNamespace(connection=connection))
    assert {g.name: g.permissions.count() for g in Group.objects.all()} == before
    assert set(before) == set(roles.ROLES)


class _Apps:
    """The apps of today in the place of a migration's; their modules stay as they are."""

    def __init__(self, apps):
        self.apps = apps

    def get_model(self, *names):
        return self.apps.get_model(*names)

    def get_app_config(self, label):
        return _Config(self.apps.get_app_config(label))


class _Config:
    def __init__(self, config):
        self.label, self.config = config.label, config

    def get_models(self):
        return self.config.get_models()
