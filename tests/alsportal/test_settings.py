"""Settings: safe as they come, and each refusal says which variable to mend and how."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from alsportal import environment, sqlite
from alsportal.release import fingerprint

ROOT = Path(__file__).parents[2]
ASK = """
import json
from pathlib import Path
from alsportal import settings
named = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
print(json.dumps(named, default=lambda value: str(value) if isinstance(value, Path) else None))
"""


def settings_under(folder, **variables):
    """The settings of a process that has these variables and no others."""
    clean = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env=clean | variables,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    return settings_under(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def public(tmp_path_factory):
    return settings_under(
        tmp_path_factory.mktemp("data"),
        SITE_URL="https://als.example.org",
        SECRET_KEY="k" * 60,
        ALSPORTAL_TIER="public",
        DATABASE_URL="postgres://reader:word@db/als",
        DATABASE_STATEMENT_TIMEOUT="5000",
        REDIS_URL="redis://127.0.0.1:6379/0",
    )


# --- the embedded default


def test_without_any_variable_it_runs_embedded_on_sqlite(bare):
    assert bare["ALSPORTAL_TIER"] == "embedded"
    assert bare["DATABASES"]["default"]["NAME"] == f"{bare['DATA_DIR']}/alsportal.sqlite3"
    assert bare["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]


def test_debug_and_demo_are_off_unless_asked_for(bare):
    assert bare["DEBUG"] is False
    assert bare["ALSPORTAL_DEMO"] is False


def test_sqlite_writers_wait_and_every_commit_is_synced(bare):
    options = bare["DATABASES"]["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=DELETE" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]


def test_an_embedded_key_is_made_once_and_kept_private(tmp_path):
    first = environment.secret_key("", tier="embedded", data_dir=tmp_path / "data")
    second = environment.secret_key("", tier="embedded", data_dir=tmp_path / "data")
    kept = tmp_path / "data" / "secret_key"
    assert first == second and len(first) >= 60
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in kept.parent.iterdir()] == ["secret_key"]


def test_the_data_folder_is_closed_to_others(tmp_path):
    folder = environment.private_folder(tmp_path / "data")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


# --- a production tier


def test_https_turns_on_redirect_hsts_and_secure_cookies(public):
    assert public["SECURE_SSL_REDIRECT"] is True
    assert public["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert public["SESSION_COOKIE_SECURE"] is True
    assert public["CSRF_COOKIE_SECURE"] is True


def test_a_named_site_answers_to_its_own_name_alone(public):
    assert public["ALLOWED_HOSTS"] == ["als.example.org"]


def test_slow_queries_and_dead_servers_are_given_up(public):
    database = public["DATABASES"]["default"]
    assert "statement_timeout=5000" in database["OPTIONS"]["options"]
    assert database["OPTIONS"]["connect_timeout"] == 3
    assert database["CONN_HEALTH_CHECKS"] is True


def test_a_tier_that_keeps_nothing_makes_no_files(tmp_path):
    settings_under(
        tmp_path / "data",
        ALSPORTAL_TIER="public",
        SECRET_KEY="k" * 60,
        DATABASE_URL="postgres://reader@db/als",
    )
    assert not (tmp_path / "data").exists()


def test_redis_is_used_where_there_is_one_and_not_waited_for(public, bare):
    assert public["CACHES"]["default"]["BACKEND"].endswith("RedisCache")
    assert public["CACHES"]["default"]["OPTIONS"]["socket_timeout"] <= 0.5
    assert bare["CACHES"]["default"]["BACKEND"].endswith("DatabaseCache")


def test_options_in_the_database_address_win(tmp_path):
    database = environment.database("postgres://u@db/als?sslmode=require", data_dir=tmp_path)
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["connect_timeout"] == 3


# --- refusals that help


@pytest.mark.parametrize("tier", ["public", "desk"])
def test_a_production_tier_needs_its_own_secret_key(tmp_path, tier):
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY is not set(.|\n)*token_urlsafe"):
        environment.secret_key("", tier=tier, data_dir=tmp_path)


def test_an_unknown_tier_is_answered_with_the_known_ones():
    with pytest.raises(ImproperlyConfigured, match="ALSPORTAL_TIER.*embedded, public, desk"):
        environment.tier("prod")


@pytest.mark.parametrize("url", ["", "als.example.org", "ftp://x", "https://x/path", "https://"])
def test_a_site_address_must_be_scheme_and_host(url):
    with pytest.raises(ImproperlyConfigured, match="SITE_URL.*for example"):
        environment.site_url(url)


def test_a_closing_slash_in_the_site_address_does_not_matter():
    assert environment.site_url("https://als.example.org/") == "https://als.example.org"


@pytest.mark.parametrize("url", ["mysql://u@db/als", "nonsense"])
def test_other_databases_are_refused(tmp_path, url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL.*Use sqlite:"):
        environment.database(url, data_dir=tmp_path)


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ImproperlyConfigured, match="DATA_DIR.*file/data"):
        environment.private_folder(tmp_path / "file" / "data")


# --- SQLite's versions, and releases


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 9), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 0), True),
    ],
)
def test_wal_is_safe_from_the_versions_that_were_repaired(version, safe):
    assert sqlite.wal_is_safe(version) is safe


def test_wal_is_not_used_where_it_can_lose_commits(monkeypatch):
    monkeypatch.setattr(sqlite, "wal_is_safe", lambda: False)
    assert "journal_mode=DELETE" in sqlite.options(wal_wanted=True)["init_command"]


def test_wal_is_used_where_it_is_wanted_and_safe(monkeypatch):
    monkeypatch.setattr(sqlite, "wal_is_safe", lambda: True)
    assert "journal_mode=WAL" in sqlite.options(wal_wanted=True)["init_command"]
    assert "journal_mode=DELETE" in sqlite.options()["init_command"]


def test_changing_a_template_makes_another_release(tmp_path):
    page = tmp_path / "templates" / "page.html"
    page.parent.mkdir()
    page.write_text("<p>one")
    before = fingerprint(tmp_path)
    page.write_text("<p>two")
    assert fingerprint(tmp_path) != before
