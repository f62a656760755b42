"""The demo comes through the real gate, once."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command

from alsportal.demo import drafts, people
from reviews import audit
from reviews.models import Advisory, Event, Removal, Submission, User, Version

pytestmark = pytest.mark.slow


@pytest.fixture
def loaded(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def test_the_demo_comes_through_the_gate_and_telling_it_again_changes_nothing(loaded):
    assert not [breach for section in audit.run() for breach in section.breaches]
    assert Version.objects.filter(entry__slug="amx0035").count() == 3
    assert Submission.objects.open().count() == 1
    assert Submission.objects.filter(outcome="changes_requested").count() == 1
    assert Removal.objects.count() == Advisory.objects.count() == 1
    before = Event.objects.count()
    call_command("load_demo", stdout=StringIO())
    assert Event.objects.count() == before


def test_the_accounts_are_told_again_and_kept_for_their_owner_only(loaded, settings):
    told = {name: password for name, password, _public, _roles in people.make_people()}
    assert User.objects.get(username="demo-author").check_password(told["demo-author"])
    assert all(password in loaded for password in told.values())
    assert (settings.DATA_DIR / people.ACCOUNTS).stat().st_mode & 0o777 == 0o600


def test_an_old_copy_of_the_demo_still_loads_years_later():
    data = drafts.read("therapies/riluzole.toml", today=datetime.date(2031, 1, 1))
    assert data["next_review"] == "2031-04-01"
    assert data["last_reviewed"] > "2030"
