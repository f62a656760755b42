"""Roles are given by administrators, to others; accounts are switched off, never deleted."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import Group
from django.urls import reverse

from reviews import roles
from reviews.models import User
from tests.factories import person
from tests.reviews.desk.posting import client_of, typed


@pytest.fixture
def olu(cast):
    """The browser of an administrator."""
    return client_of(cast.olu)


def address(user, page="change"):
    return reverse(f"admin:reviews_user_{page}", args=[user.pk])


def ids(*names):
    return list(Group.objects.filter(name__in=names).values_list("pk", flat=True))


def post(browser, user, **changes):
    page = browser.get(address(user))
    return browser.post(address(user), typed(page, **changes))


def test_an_administrator_gives_and_takes_roles(olu, cast):
    assert post(olu, cast.ben, groups=ids("author", "publisher")).status_code == 302
    assert roles.of(cast.ben) == {"author", "publisher"}


def test_an_administrator_does_not_change_their_own_roles(olu, cast):
    post(olu, cast.olu, groups=ids("administrator", "publisher"), display_name="Olu Renamed")
    cast.olu.refresh_from_db()
    assert roles.of(cast.olu) == {"administrator"}
    assert cast.olu.display_name == "Olu Renamed"


@pytest.mark.parametrize("who", ["ada", "carla", "ed", "pia"])
def test_nobody_else_sees_or_edits_people(cast, who):
    browser = client_of(getattr(cast, who))
    own = {"username": who, "groups": ids("publisher"), "is_superuser": "on", "is_staff": "on"}
    for user in (getattr(cast, who), cast.ben):
        assert browser.get(address(user)).status_code == 403
        assert browser.post(address(user), own).status_code == 403
    assert "publisher" not in roles.of(cast.ben)
    assert not User.objects.filter(is_superuser=True).exists()


def test_an_administrator_cannot_make_or_touch_a_superuser(olu, cast):
    boss = User.objects.create_superuser("boss", password="x" * 20)
    post(olu, cast.ben, is_superuser="on", user_permissions=[1])
    cast.ben.refresh_from_db()
    assert not cast.ben.is_superuser and not cast.ben.user_permissions.exists()
    assert olu.post(address(boss), {"username": "mine"}).status_code == 403
    password = reverse("admin:auth_user_password_change", args=[boss.pk])
    assert olu.post(password, {"password1": "y" * 20, "password2": "y" * 20}).status_code == 403


def test_accounts_of_the_software_stay_as_they_are(olu, root):
    machine = User.objects.get(username=roles.SCHEDULER)
    for browser in (olu, root):
        answer = browser.post(address(machine), {"username": "mine", "groups": ids("publisher")})
        assert answer.status_code == 403


def test_nobody_deletes_a_person(olu, root, cast):
    for browser in (olu, root):
        assert browser.post(address(cast.ben, "delete"), {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=cast.ben.pk).exists()


def test_letting_a_person_go_logs_them_out(olu, cast):
    browser = client_of(cast.ben)
    assert browser.get(reverse("admin:index")).status_code == 200
    assert post(olu, cast.ben, is_active=False).status_code == 302
    assert browser.get(reverse("admin:index")).status_code == 302


def test_a_new_person_starts_without_roles(olu):
    password = "long and unguessable 71"
    data = {"username": "newt", "password1": password, "password2": password}
    data |= {"usable_password": "true", "groups": ids("publisher"), "is_superuser": "on"}
    assert olu.post(reverse("admin:reviews_user_add"), data).status_code == 302
    newt = User.objects.get(username="newt")
    assert not roles.of(newt) and not newt.is_superuser and not newt.is_staff


def test_roles_themselves_cannot_be_edited(olu, root):
    group = Group.objects.get(name="author")
    page = reverse("admin:auth_group_change", args=[group.pk])
    assert olu.get(page).status_code == 200
    for browser in (olu, root):
        assert browser.post(page, {"name": "boss", "permissions": [1]}).status_code == 403
        delete = reverse("admin:auth_group_delete", args=[group.pk])
        assert browser.post(delete, {"post": "yes"}).status_code == 403


def test_a_superuser_begins_by_taking_a_role(root):
    boss = User.objects.get(username="root")
    assert post(root, boss, groups=ids("administrator")).status_code == 302
    assert roles.of(boss) == {"administrator"}


def test_who_is_no_staff_does_not_get_in(client, db):
    outsider = person("otto", is_staff=False)
    client.force_login(outsider)
    assert client.get(reverse("admin:index")).status_code == 302


# --- lost factors and erasing


def act(browser, user, what, **typed_in):
    return browser.post(reverse(f"admin:reviews_user_{what}", args=[user.pk]), typed_in)


def test_an_administrator_takes_a_lost_factor_away_and_ends_the_sessions(olu, cast):
    TOTP.activate(cast.ben, "secret")
    browser = client_of(cast.ben)
    page = olu.get(address(cast.ben))
    assert page.context["factors"] == ["TOTP Authenticator"]
    assert act(olu, cast.ben, "factor", username="wrong").status_code == 200
    assert Authenticator.objects.count() == 1
    assert act(olu, cast.ben, "factor", username="ben").status_code == 302
    assert not Authenticator.objects.exists()
    assert browser.get(reverse("admin:index")).status_code == 302


@pytest.mark.parametrize("what", ["factor", "erase"])
@pytest.mark.parametrize("who", ["ada", "carla", "ed", "pia"])
def test_only_administrators_take_factors_and_erase(cast, who, what):
    browser = client_of(getattr(cast, who))
    assert act(browser, cast.ben, what, username="ben").status_code == 403
    assert User.objects.filter(username="ben", is_active=True).exists()


@pytest.mark.parametrize("what", ["factor", "erase"])
def test_nobody_does_it_to_themselves_to_a_superuser_or_to_the_software(olu, cast, what):
    boss = User.objects.create_superuser("boss", password="x" * 20)
    machine = User.objects.get(username=roles.SCHEDULER)
    for person_ in (cast.olu, boss, machine):
        assert act(olu, person_, what, username=person_.username).status_code == 403
    assert olu.get(reverse(f"admin:reviews_user_{what}", args=[10**17])).status_code == 404


def test_erasing_a_person_is_explained_confirmed_and_final(olu, cast):
    TOTP.activate(cast.ben, "secret")
    User.objects.filter(pk=cast.ben.pk).update(email="ben@example.org")
    page = olu.get(reverse("admin:reviews_user_erase", args=[cast.ben.pk]))
    assert "What stays" in page.content.decode()
    assert act(olu, cast.ben, "erase").status_code == 200
    assert act(olu, cast.ben, "erase", username="ben").status_code == 302
    cast.ben.refresh_from_db()
    assert (cast.ben.username, cast.ben.email) == (f"erased-{cast.ben.pk}", "")
    assert not cast.ben.is_active and not Authenticator.objects.exists()


def test_one_address_belongs_to_one_account(olu, cast):
    User.objects.filter(pk=cast.ada.pk).update(email="ada@example.org")
    refused = post(olu, cast.ben, email="ADA@example.org")
    assert refused.status_code == 200 and "Another" in refused.content.decode()


def test_an_address_taken_off_an_account_opens_it_no_more(olu, cast):
    EmailAddress.objects.create(user=cast.ben, email="old@example.org", verified=True)
    assert post(olu, cast.ben, email="new@example.org").status_code == 302
    assert not EmailAddress.objects.filter(email="old@example.org").exists()
