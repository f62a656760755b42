"""Sessions and passwords: how long they last, and what ends them."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.factories import person

WORD = "correct horse 71 battery"
NEW = "another battery 72 staple"
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def ada(db):
    user = person("ada", "author", email="ada@example.org")
    user.set_password(WORD)
    user.save()
    return user


@pytest.fixture
def browser(ada):
    client = Client()
    client.post("/admin/accounts/login/", {"login": "ada", "password": WORD})
    return client


def is_in(browser):
    return browser.get("/admin/").status_code == 200


def test_a_session_lasts_through_twenty_hours_of_rest_and_no_day_longer(browser):
    now = timezone.now()
    with time_machine.travel(now + 20 * HOUR, tick=False):
        assert is_in(browser)
    with time_machine.travel(now + 40 * HOUR, tick=False):  # twenty hours after that
        assert is_in(browser)
    with time_machine.travel(now + 66 * HOUR, tick=False):
        assert not is_in(browser)


def test_keeping_a_session_alive_writes_at_most_once_an_hour(browser):
    browser.get("/admin/accounts/2fa/")
    before = browser.session["desk_seen"]
    browser.get("/admin/accounts/2fa/")
    assert browser.session["desk_seen"] == before


def test_a_changed_password_ends_every_other_session(browser, ada):
    other = Client()
    other.force_login(ada)
    form = {"oldpassword": WORD, "password1": NEW, "password2": NEW}
    assert browser.post("/admin/accounts/password/change/", form).status_code == 302
    assert is_in(browser)
    assert not is_in(other)


def test_a_weak_password_is_refused_with_reasons(browser, ada):
    form = {"oldpassword": WORD, "password1": "short", "password2": "short"}
    answer = browser.post("/admin/accounts/password/change/", form)
    assert answer.status_code == 200 and "12 characters" in answer.content.decode()
    ada.refresh_from_db()
    assert ada.check_password(WORD)


def test_a_password_set_by_an_administrator_ends_all_sessions(browser, ada):
    ada.set_password(NEW)
    ada.save()
    assert not is_in(browser)


def test_signing_out_takes_a_post_and_ends_the_session(browser):
    assert browser.get("/admin/accounts/logout/").status_code == 200
    assert is_in(browser)
    assert browser.post("/admin/accounts/logout/").url == "/admin/accounts/login/"
    assert not is_in(browser)


def test_without_a_mail_server_people_are_sent_to_an_administrator(client, db, settings):
    settings.SENDS_MAIL = False
    page = client.get("/admin/accounts/password/reset/")
    assert page.status_code == 200 and "administrator" in page.content.decode()
    sent = client.post("/admin/accounts/password/reset/", {"email": "ada@example.org"})
    assert sent.status_code == 405 and not mail.outbox


@pytest.fixture
def at_once(monkeypatch, settings):
    """Letters are sent before the answer, where the test can see them."""
    settings.SENDS_MAIL = True
    settings.SITE_URL = "https://als.example.org"
    monkeypatch.setattr("alsportal.accounts.forms.later", lambda send: send())


def test_a_forgotten_password_is_replaced_by_letter(client, browser, ada, at_once):
    answer = client.post("/admin/accounts/password/reset/", {"email": "ADA@example.org"})
    assert answer.url == "/admin/accounts/password/reset/done/"
    text = mail.outbox[0].body
    link = next(word for word in text.split() if word.startswith("https://als.example.org/admin/"))
    form = client.get(link.removeprefix("https://als.example.org"), follow=True)
    done = client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert done.url == "/admin/accounts/password/reset/key/done/"
    ada.refresh_from_db()
    assert ada.check_password(NEW)
    assert not is_in(browser)
    again = client.get(link.removeprefix("https://als.example.org"), follow=True)
    assert "no longer works" in again.content.decode()


def test_an_address_nobody_has_gets_the_same_answer_and_no_letter(client, ada, at_once):
    answer = client.post("/admin/accounts/password/reset/", {"email": "nobody@example.org"})
    assert answer.url == "/admin/accounts/password/reset/done/"
    assert not mail.outbox


@pytest.mark.parametrize("key", ["1-abc", "zzzzzzzzzzzzz-x", "0-" + "a" * 100])
def test_a_made_up_link_is_told_apart_from_none(client, db, key):
    assert client.get(f"/admin/accounts/password/reset/key/{key}/").status_code == 200
