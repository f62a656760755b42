"""System checks: what must not run is refused, with its id."""

import pytest
from django.contrib.auth import get_user_model

from alsportal import checks

HERE = "http://127.0.0.1:8000"
PUBLIC = "https://als.example.org"


def ids(messages):
    return [message.id for message in messages]


@pytest.fixture
def at(settings):
    """Place the deployment at an address."""

    def place(url):
        settings.DEBUG = False
        settings.SITE_URL = url
        settings.ALLOWED_HOSTS = ["127.0.0.1"] if url == HERE else ["als.example.org"]
        return settings

    return place


@pytest.fixture
def engine(settings, monkeypatch):
    """Pretend that the database is of this kind."""

    def pretend(name, **options):
        database = {"ENGINE": f"django.db.backends.{name}", "OPTIONS": options}
        monkeypatch.setitem(settings.DATABASES, "default", database)

    return pretend


def test_wal_on_a_faulty_sqlite_is_refused(engine, settings, monkeypatch):
    engine("sqlite3")
    settings.SQLITE_WAL = True
    monkeypatch.setattr("alsportal.sqlite.wal_is_safe", lambda version: False)
    assert ids(checks.wal_only_where_safe(None)) == ["alsportal.E001"]


def test_wal_switched_on_behind_the_settings_back_is_refused_too(engine, monkeypatch):
    engine("sqlite3", init_command="PRAGMA journal_mode=wal;")
    monkeypatch.setattr("alsportal.sqlite.wal_is_safe", lambda version: False)
    assert ids(checks.wal_only_where_safe(None)) == ["alsportal.E001"]


def test_wal_on_a_repaired_sqlite_is_fine(engine, settings, monkeypatch):
    engine("sqlite3")
    settings.SQLITE_WAL = True
    monkeypatch.setattr("alsportal.sqlite.wal_is_safe", lambda version: True)
    assert checks.wal_only_where_safe(None) == []


@pytest.mark.parametrize("tier", ["public", "desk"])
def test_production_tiers_do_not_run_on_sqlite(engine, settings, tier):
    engine("sqlite3")
    settings.ALSPORTAL_TIER = tier
    assert ids(checks.tier_fits_database(None)) == ["alsportal.E002"]


@pytest.mark.parametrize("tier", ["embedded", "public", "desk"])
def test_every_tier_runs_on_postgresql(engine, settings, tier):
    engine("postgresql")
    settings.ALSPORTAL_TIER = tier
    assert checks.tier_fits_database(None) == []


def test_a_demo_may_run_on_this_machine(at):
    at(HERE).ALSPORTAL_DEMO = True
    assert checks.no_demo_in_production(None) == []


def test_a_demo_that_others_can_reach_is_refused(at):
    at(PUBLIC).ALSPORTAL_DEMO = True
    assert ids(checks.no_demo_in_production(None)) == ["alsportal.E003"]


def test_a_local_address_hides_no_public_name(at):
    settings = at(HERE)
    settings.ALSPORTAL_DEMO = True
    settings.ALLOWED_HOSTS = ["*"]
    assert ids(checks.no_demo_in_production(None)) == ["alsportal.E003"]


@pytest.mark.django_db
def test_demo_accounts_left_in_a_production_database_are_found(at):
    at(PUBLIC)
    get_user_model().objects.create_user("ana", is_demo=True)
    found = checks.no_demo_accounts_in_production(None, databases=["default"])
    assert ids(found) == ["alsportal.E003"]


@pytest.mark.django_db
def test_deactivated_demo_accounts_do_no_harm(at):
    at(PUBLIC)
    get_user_model().objects.create_user("ana", is_demo=True, is_active=False)
    assert checks.no_demo_accounts_in_production(None, databases=["default"]) == []


@pytest.mark.django_db
def test_demo_accounts_belong_to_a_demo_on_this_machine(at):
    at(HERE)
    get_user_model().objects.create_user("ana", is_demo=True)
    assert checks.no_demo_accounts_in_production(None, databases=["default"]) == []


def test_djangos_page_cache_is_banned(settings):
    settings.MIDDLEWARE = ["django.middleware.cache.UpdateCacheMiddleware", *settings.MIDDLEWARE]
    assert ids(checks.no_shared_page_cache(None)) == ["alsportal.E004"]


def test_sessions_in_a_cache_are_refused(settings):
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    assert ids(checks.sessions_in_the_database(None)) == ["alsportal.E005"]


def test_forms_without_csrf_protection_are_refused(settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "Csrf" not in name]
    assert ids(checks.forms_are_protected(None)) == ["alsportal.E006"]


def test_debug_where_others_can_see_it_is_refused(at):
    at(PUBLIC).DEBUG = True
    assert ids(checks.no_debug_in_public(None)) == ["alsportal.E007"]


def test_a_public_site_without_https_is_warned_of(at):
    at("http://als.example.org")
    assert ids(checks.https_in_production(None)) == ["alsportal.W001"]


@pytest.mark.parametrize("url", [HERE, PUBLIC])
def test_the_settings_as_they_come_pass_every_check(at, url):
    at(url)
    assert checks.forms_are_protected(None) == []
    assert checks.sessions_in_the_database(None) == []
    assert checks.no_shared_page_cache(None) == []
    assert checks.https_in_production(None) == []
    assert checks.no_demo_in_production(None) == []


def test_a_desk_without_second_factor_is_refused_where_others_reach_it(at):
    settings = at(PUBLIC)
    settings.DESK_SECOND_FACTOR = False
    assert ids(checks.second_factor_in_production(None)) == ["alsportal.E008"]
    settings.DESK_SECOND_FACTOR = True
    assert checks.second_factor_in_production(None) == []


def test_a_desk_on_this_machine_may_do_without(at):
    at(HERE).DESK_SECOND_FACTOR = False
    assert checks.second_factor_in_production(None) == []


@pytest.mark.parametrize(
    ("backend", "found"),
    [
        ("locmem.LocMemCache", ["alsportal.E009"]),
        ("db.DatabaseCache", []),
        ("redis.RedisCache", []),
    ],
)
def test_wrong_passwords_are_counted_in_one_place(at, backend, found):
    at(PUBLIC).CACHES = {"default": {"BACKEND": f"django.core.cache.backends.{backend}"}}
    assert ids(checks.limits_are_shared(None)) == found
