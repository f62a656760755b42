"""The demo comes through the real gate, once."""

import datetime
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

from alsportal.demo import drafts, people
from reviews import audit
from reviews.actions.deciding import warnings_of
from reviews.models import Advisory, Event, Listing, Removal, Submission, User, Version

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.xdist_group("demo")]
LIVE = {"therapy": 12, "trial": 25, "guide": 4, "term": 15}


def test_the_demo_comes_through_the_gate(demo):
    assert not [breach for section in audit.run() for breach in section.breaches]
    assert Counter(Listing.objects.values_list("kind", flat=True)) == LIVE
    assert Version.objects.filter(entry__slug="amx0035").count() == 3
    assert Submission.objects.open().count() == 1
    assert Submission.objects.filter(outcome="changes_requested").count() == 1
    assert Removal.objects.count() == Advisory.objects.count() == 1


def test_reviewers_had_to_weigh_only_numbers_that_no_source_gives(demo):
    given = [w for submission in Submission.objects.all() for w in warnings_of(submission)]
    assert {(w["rule"], w["place"].rsplit("/", 1)[-1]) for w in given} == {
        ("R26", "people_studied")
    }


def test_telling_the_story_again_changes_nothing(demo):
    before = Event.objects.count()
    call_command("load_demo", stdout=StringIO())
    assert Event.objects.count() == before


def test_the_accounts_are_told_again_and_kept_for_their_owner_only(demo):
    told = {name: password for name, password, _public, _roles in people.make_people()}
    assert User.objects.get(username="demo-author").check_password(told["demo-author"])
    assert all(password in demo.said for password in told.values())
    assert (demo.data_dir / people.ACCOUNTS).stat().st_mode & 0o777 == 0o600


def test_an_old_copy_of_the_demo_still_loads_years_later():
    data = drafts.read("therapies/riluzole.toml", today=datetime.date(2031, 1, 1))
    assert data["next_review"] == "2031-04-01"
    assert data["last_reviewed"] > "2030"
