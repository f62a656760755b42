"""System checks: combinations of settings that must not run, each with the mend.

| id | what it refuses |
|---|---|
| alsportal.E001 | write-ahead logging on a SQLite that can lose commits in it |
| alsportal.E002 | a production tier on SQLite |
| alsportal.E003 | demo accounts outside a demonstration on this machine |
| alsportal.E004 | Django's cache middleware, which has stored private pages in shared caches |
| alsportal.E005 | sessions outside the database |
| alsportal.E006 | a middleware stack without CSRF protection |
| alsportal.E007 | DEBUG on a site that others can reach |
| alsportal.E008 | a site that others can reach whose desk opens with a password alone |
| alsportal.E009 | counts of wrong passwords that processes do not share |
| alsportal.W001 | a public address without https (with --deploy) |
"""

import sqlite3
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import Error, Tags, Warning, register
from django.db import DatabaseError
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.module_loading import import_string

from alsportal import sqlite
from alsportal.environment import is_local

CACHE_MIDDLEWARE = {
    f"django.middleware.cache.{name}"
    for name in ("CacheMiddleware", "FetchFromCacheMiddleware", "UpdateCacheMiddleware")
}
DATABASE_SESSIONS = "django.contrib.sessions.backends.db"
SHARED_CACHES = {"DatabaseCache", "RedisCache"}


def is_production():
    """Whether other machines are meant to reach this one, and DEBUG is off."""
    hosts = [urlsplit(settings.SITE_URL).hostname, *settings.ALLOWED_HOSTS]
    return not settings.DEBUG and not all(is_local(host) for host in hosts)


def _sqlite_databases():
    return [name for name, db in settings.DATABASES.items() if db["ENGINE"].endswith("sqlite3")]


@register(Tags.security)
def wal_only_where_safe(app_configs, **kwargs):
    commands = (
        settings.DATABASES[a].get("OPTIONS", {}).get("init_command", "")
        for a in _sqlite_databases()
    )
    wal_wanted = settings.SQLITE_WAL or any("journal_mode=wal" in c.lower() for c in commands)
    if not wal_wanted or sqlite.wal_is_safe(sqlite3.sqlite_version_info):
        return []
    return [
        Error(
            f"Write-ahead logging is asked for, but SQLite {sqlite3.sqlite_version} can lose "
            "committed changes in it.",
            hint="Unset SQLITE_WAL, or load SQLite 3.51.3 or newer.",
            id="alsportal.E001",
        )
    ]


@register()
def tier_fits_database(app_configs, **kwargs):
    if settings.ALSPORTAL_TIER == "embedded" or not _sqlite_databases():
        return []
    return [
        Error(
            f"The {settings.ALSPORTAL_TIER} tier runs on SQLite, which its machines cannot share.",
            hint="Set DATABASE_URL=postgres://user:password@host:5432/name, "
            "or leave ALSPORTAL_TIER out for the embedded default.",
            id="alsportal.E002",
        )
    ]


def _demo_refused(what):
    return Error(
        f"{what}, but {settings.SITE_URL} is no demonstration on this machine: "
        "anyone who has seen the demo's start could sign in.",
        hint="Unset ALSPORTAL_DEMO and start with a fresh database, or deactivate every account "
        "marked as a demo account.",
        id="alsportal.E003",
    )


@register(Tags.security)
def no_demo_in_production(app_configs, **kwargs):
    wanted = settings.ALSPORTAL_DEMO and is_production()
    return [_demo_refused("ALSPORTAL_DEMO is on")] if wanted else []


@register(Tags.database)
def no_demo_accounts_in_production(app_configs, databases=None, **kwargs):
    """Looks into the database; a public tier has no accounts to look at, nor the right to."""
    if not databases or not is_production() or settings.ALSPORTAL_TIER == "public":
        return []
    accounts = get_user_model().objects.filter(is_demo=True, is_active=True)
    try:
        count = accounts.count()
    except DatabaseError:
        return []  # not migrated yet, or not there: the server answers 503 by itself
    return [_demo_refused(f"The database holds {count} active demo accounts")] if count else []


@register(Tags.caches, Tags.security)
def no_shared_page_cache(app_configs, **kwargs):
    banned = sorted(CACHE_MIDDLEWARE.intersection(settings.MIDDLEWARE))
    return [
        Error(
            f"{name} may hand one person's page to another.",
            hint="Take it out of MIDDLEWARE; alsportal.pagecache keeps public pages.",
            id="alsportal.E004",
        )
        for name in banned
    ]


@register(Tags.security)
def sessions_in_the_database(app_configs, **kwargs):
    if settings.SESSION_ENGINE == DATABASE_SESSIONS:
        return []
    return [
        Error(
            "Sessions live outside the database: when their store goes away, editors are "
            "logged out and lose what they typed.",
            hint=f'Set SESSION_ENGINE = "{DATABASE_SESSIONS}".',
            id="alsportal.E005",
        )
    ]


@register(Tags.security)
def forms_are_protected(app_configs, **kwargs):
    classes = (import_string(path) for path in settings.MIDDLEWARE)
    if any(isinstance(c, type) and issubclass(c, CsrfViewMiddleware) for c in classes):
        return []
    return [
        Error(
            "No middleware protects forms against cross-site requests.",
            hint="Put alsportal.middleware.DeskCsrf back into MIDDLEWARE.",
            id="alsportal.E006",
        )
    ]


@register(Tags.security)
def no_debug_in_public(app_configs, **kwargs):
    if not settings.DEBUG or is_local(urlsplit(settings.SITE_URL).hostname):
        return []
    return [
        Error(
            f"DEBUG is on at {settings.SITE_URL}: error pages would show settings and drafts.",
            hint="Unset DEBUG, or set SITE_URL to a local address while developing.",
            id="alsportal.E007",
        )
    ]


@register(Tags.security)
def second_factor_in_production(app_configs, **kwargs):
    if settings.DESK_SECOND_FACTOR or not is_production():
        return []
    return [
        Error(
            f"The desk of {settings.SITE_URL} opens with a password alone.",
            hint="Unset DESK_SECOND_FACTOR (and ALSPORTAL_DEMO). Each person is led to setting up "
            "a second factor when they next sign in.",
            id="alsportal.E008",
        )
    ]


@register(Tags.caches, Tags.security)
def limits_are_shared(app_configs, **kwargs):
    backend = settings.CACHES["default"]["BACKEND"].rpartition(".")[2]
    if backend in SHARED_CACHES or not is_production():
        return []
    return [
        Error(
            f"Wrong passwords are counted in {backend}, which processes do not share: each would "
            "allow the full number of tries.",
            hint="Set REDIS_URL, or leave CACHES as it comes (the database).",
            id="alsportal.E009",
        )
    ]


@register(Tags.security, deploy=True)
def https_in_production(app_configs, **kwargs):
    if settings.SITE_URL.startswith("https://") or not is_production():
        return []
    return [
        Warning(
            f"{settings.SITE_URL} is not encrypted: others on the way see who reads what.",
            hint="Put a certificate in front and set SITE_URL=https://…",
            id="alsportal.W001",
        )
    ]
