"""Ways into the desk: a password and a second factor, counted tries, and no way round."""

import logging

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from asgiref.local import Local
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from alsportal.accounts import backend
from reviews.models import User
from tests.factories import person

WORD = "correct horse 71 battery"
LOGIN = "/admin/accounts/login/"


@pytest.fixture
def ada(db):
    user = person("ada", "author", email="ada@example.org")
    user.set_password(WORD)
    user.save()
    return user


@pytest.fixture
def strict(settings):
    settings.DESK_SECOND_FACTOR = True
    return settings


def sign_in(client, login="ada", password=WORD, **more):
    return client.post(LOGIN, {"login": login, "password": password}, **more)


def with_app(user):
    """Give a person an authenticator app; returns its secret."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return secret


def code(secret):
    return totp.format_hotp_value(
        totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())) + 1)
    )


# --- signing in


@pytest.mark.parametrize("login", ["ada", "ada@example.org", "ADA@Example.org", " ada "])
def test_people_sign_in_by_name_or_address(client, ada, login):
    assert sign_in(client, login)["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/admin/reviews/source/", "/admin/reviews/source/"),
        ("https://evil.example/", "/admin/"),
        ("//evil.example/", "/admin/"),
        ("javascript:alert(1)", "/admin/"),
    ],
)
def test_after_signing_in_nobody_is_led_away_from_the_site(client, ada, wanted, led_to):
    assert client.post(LOGIN, {"login": "ada", "password": WORD, "next": wanted}).url == led_to
    here = Client().get("/admin/login/", {"next": wanted}).url
    assert "evil" not in here and "javascript" not in here


@pytest.mark.parametrize("login", ["ada", "nobody", "ada@example.org", "nobody@example.org"])
def test_a_wrong_try_gets_the_same_words_whoever_exists(client, ada, login):
    answer = sign_in(client, login, "wrong")
    assert answer.status_code == 200
    assert "do not belong together" in answer.content.decode()


@pytest.mark.parametrize("login", ["ada", "nobody", "ada@example.org", "nobody@example.org"])
def test_every_try_costs_one_comparison_of_a_password(client, ada, monkeypatch, login):
    hashed = []
    monkeypatch.setattr(User, "check_password", lambda self, word: hashed.append(word))
    monkeypatch.setattr(User, "set_password", lambda self, word: hashed.append(word))
    sign_in(client, login, "wrong")
    assert hashed == ["wrong"]


def test_who_left_or_is_no_staff_is_told_so_once_the_password_is_right(client, ada):
    for change in ({"is_active": False}, {"is_active": True, "is_staff": False}):
        User.objects.filter(pk=ada.pk).update(**change)
        assert sign_in(client)["Location"] == "/admin/accounts/inactive/"
        assert "_auth_user_id" not in client.session
    assert client.get("/admin/accounts/inactive/").status_code == 200


def test_accounts_of_the_software_never_sign_in(client, db):
    machine = User.objects.get(username="scheduler")
    machine.set_password(WORD)
    machine.is_staff = True
    machine.save()
    assert sign_in(client, "scheduler")["Location"] == "/admin/accounts/inactive/"


@pytest.mark.parametrize("login", ["", "\x00", "a" * 100_000, "'; --", "\u202e"])
def test_absurd_names_get_an_answer(client, ada, login):
    assert sign_in(client, login, "x").status_code == 200


@pytest.mark.parametrize(
    "path", ["signup/", "3rdparty/", "email/", "confirm-email/", "social/signup/", ""]
)
def test_nobody_makes_an_account_by_themselves(client, db, path):
    assert client.get(f"/admin/accounts/{path}").status_code == 404
    assert client.post(f"/admin/accounts/{path}").status_code == 404


def test_djangos_own_forms_are_no_way_round_the_limits(client, ada):
    client.force_login(ada)
    for name in ("admin:login", "admin:password_change"):
        answer = client.post(reverse(name), {"username": "ada", "password": WORD})
        assert answer.status_code == 302
    assert (
        Client().post("/admin/login/", {"username": "ada", "password": WORD}).url.startswith(LOGIN)
    )


def test_account_pages_keep_the_content_policy(client, ada):
    for path in (LOGIN, "/admin/accounts/password/reset/"):
        text = client.get(path).content.decode()
        assert " style=" not in text and "onclick" not in text
        scripts = [part.split(">")[0] for part in text.split("<script")[1:]]
        assert all("src=" in part or "application/json" in part for part in scripts)
        assert 'autocomplete="username"' in text or "reset" in path


# --- limits


def test_the_sixth_wrong_password_for_one_account_is_refused_whichever_name_is_tried(client, ada):
    for number in range(5):
        login = "ada" if number % 2 else "ada@example.org"
        assert sign_in(client, login, "wrong", REMOTE_ADDR=f"10.0.0.{number}").status_code == 200
    answer = sign_in(client, REMOTE_ADDR="10.0.0.9")
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")
    assert "Wait 5 minutes" in answer.content.decode()


def test_the_sixth_wrong_password_from_one_address_is_refused_whoever_is_tried(client, ada):
    for number in range(5):
        assert sign_in(client, f"somebody{number}", "wrong").status_code == 200
    assert sign_in(client).status_code == 429
    assert sign_in(client, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_right_passwords_use_up_no_tries(client, ada):
    for _number in range(8):
        assert sign_in(Client()).status_code == 302


def test_tries_are_counted_across_processes(ada, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "alsportal_limits",
        }
    }
    for number in range(6):
        caches._connections = Local()  # as a process has that remembers nothing
        status = sign_in(Client(), password="wrong").status_code
        assert status == (200 if number < 5 else 429)


def test_where_tries_cannot_be_counted_nobody_may_try(client, ada, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:9/0",
            "OPTIONS": {"socket_connect_timeout": 0.2},
        }
    }
    answer = sign_in(client)
    assert answer.status_code == 503
    assert "REDIS_URL" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_address_counted_is_the_one_the_trusted_proxy_names(client, ada, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(5):
        forged = f"1.2.3.{number}, 9.9.9.9"
        sign_in(client, f"x{number}", "wrong", HTTP_X_FORWARDED_FOR=forged)
    assert sign_in(client, HTTP_X_FORWARDED_FOR="5.5.5.5, 9.9.9.9").status_code == 429
    assert sign_in(client, HTTP_X_FORWARDED_FOR="5.5.5.5").status_code == 302


def test_the_log_names_accounts_by_number_and_never_what_was_typed(client, ada, caplog):
    caplog.set_level(logging.INFO)
    sign_in(client, "ada@example.org", "hunter2-typed")
    sign_in(client, "hunter2-typed@example.org", "wrong")
    sign_in(client)
    assert f"wrong password for account {ada.pk} from 127.0.0.1" in caplog.text
    assert f"signed in: account {ada.pk}" in caplog.text
    assert "hunter2" not in caplog.text and "@example" not in caplog.text
    assert WORD not in caplog.text


# --- the second factor


def test_without_a_second_factor_nothing_of_the_desk_opens(client, ada, strict):
    client.force_login(ada)
    for path in ("/admin/", "/admin/reviews/source/", "/admin/accounts/password/change/"):
        assert client.get(path).url == "/admin/accounts/2fa/"
    refused = client.post("/admin/therapies/therapy/add/", {"title": "x"})
    assert refused.status_code == 403 and "second factor" in refused.content.decode()
    page = client.get("/admin/accounts/2fa/")
    assert "One step before the desk opens" in page.content.decode()
    assert "/admin/therapies/" not in page.content.decode()


def test_setting_up_an_app_asks_for_the_password_and_then_opens_the_desk(client, ada, strict):
    sign_in(client)
    asked = client.get(reverse("mfa_activate_totp"))
    assert asked.url.startswith("/admin/accounts/reauthenticate/")
    assert client.post(asked.url, {"password": WORD}).url == reverse("mfa_activate_totp")
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    assert client.post(reverse("mfa_activate_totp"), {"code": "000"}).status_code == 200
    done = client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert done.url == reverse("mfa_view_recovery_codes")
    assert client.get("/admin/").status_code == 200


def test_with_a_second_factor_the_password_alone_opens_nothing(client, ada, strict):
    secret = with_app(ada)
    assert sign_in(client).url == reverse("mfa_authenticate")
    assert client.get("/admin/").status_code == 302
    assert client.post(reverse("mfa_authenticate"), {"code": "123"}).status_code == 200
    assert client.post(reverse("mfa_authenticate"), {"code": code(secret)}).url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_codes_are_counted_too(client, ada, strict):
    with_app(ada)
    sign_in(client)
    for _number in range(5):
        assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 429


def test_secrets_of_factors_are_encrypted_and_unreadable_under_another_key(ada, settings):
    secret = with_app(ada)
    row = Authenticator.objects.get()
    assert secret not in str(row.data)
    assert row.wrap().validate_code(code(secret))
    caches["default"].clear()
    settings.SECRET_KEY = "another" * 10
    assert not row.wrap().validate_code(code(secret))


def test_the_demo_asks_for_no_second_factor(client, ada, settings):
    settings.DESK_SECOND_FACTOR = False
    client.force_login(ada)
    assert client.get("/admin/").status_code == 200


def test_nobody_reads_secrets_in_the_admin(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("root"))
    for path in ("/admin/mfa/authenticator/", "/admin/account/emailaddress/"):
        assert client.get(path).status_code == 404


def test_the_command_takes_a_lost_factor_away(ada, strict, capsys):
    browser = Client()
    browser.force_login(ada)
    with_app(ada)
    call_command("forget_factor", "ada")
    assert not Authenticator.objects.exists()
    assert browser.get("/admin/accounts/2fa/").status_code == 302  # signed out
    with pytest.raises(CommandError, match="nina"):
        call_command("forget_factor", "nina")


def test_a_name_comes_before_an_address(ada):
    twin = person("ada@example.org", "author")
    assert backend.person_of("ada@example.org") == twin
