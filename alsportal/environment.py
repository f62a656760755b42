"""Reads what a deployment says about itself; each refusal names the variable and the mend."""

import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from alsportal import sqlite

TIERS = ("embedded", "public", "desk")
DATABASES = ("sqlite", "postgres", "postgresql")
LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1", "[::1]"}


def tier(value):
    """Return the tier's name, or refuse it."""
    if value not in TIERS:
        raise ImproperlyConfigured(
            f"ALSPORTAL_TIER is {value!r}, which is no tier. Set it to one of: {', '.join(TIERS)}; "
            "leave it out for the embedded default."
        )
    return value


def site_url(value):
    """Return the site's address as scheme://host[:port], without a closing slash."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"SITE_URL is {value!r}. Set it to scheme and host alone, "
            "for example SITE_URL=https://als.example.org"
        )
    return f"{parts.scheme}://{parts.netloc}"


def host_of(url):
    """Return the host name of an address."""
    return urlsplit(url).hostname


def mail(url):
    """Return Django's settings of the mail server at `url` (smtp+tls://user:word@host:587)."""
    schemes = ("smtp", "smtp+tls", "smtp+ssl", "consolemail", "filemail", "memorymail")
    if urlsplit(url).scheme not in schemes or not (host_of(url) or "mail" in urlsplit(url).scheme):
        raise ImproperlyConfigured(
            "EMAIL_URL names no mail server. Use smtp+tls://user:password@mail.example.org:587 "
            "(or smtp+ssl, port 465), or leave it out: then people ask an administrator."
        )
    return environ.Env.email_url_config(url)


def is_local(host):
    """Whether only this machine can mean itself by `host`."""
    return host in LOCAL_HOSTS


def allowed_hosts(named, url):
    """Return the hosts named, else the one of the site's address (if local, all local names)."""
    host = urlsplit(url).hostname
    return named or (["localhost", "127.0.0.1", "[::1]"] if is_local(host) else [host])


def private_folder(path):
    """Return `path` as a folder that only we can read, made if it was not there."""
    folder = Path(path)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"DATA_DIR {folder} cannot be made ({error.strerror}). "
            "Set DATA_DIR to a folder this user may write, on a local disk."
        ) from error
    return folder


def secret_key(value, *, tier, data_dir):
    """Return the key given; embedded, the one kept in `data_dir`, made at random at first run."""
    if value:
        return value
    if tier != "embedded":
        raise ImproperlyConfigured(
            f"SECRET_KEY is not set, and the {tier} tier needs one. Make it once with\n"
            "    python3 -c 'import secrets; print(secrets.token_urlsafe(60))'\n"
            "and set SECRET_KEY to it for every process."
        )
    kept = private_folder(data_dir) / "secret_key"
    if not kept.exists():
        _keep_new_secret(kept)
    return kept.read_text().strip()


def _keep_new_secret(path):
    """Write a random key for our eyes alone; linked into place, so that two processes share one."""
    handle, draft = tempfile.mkstemp(dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(60) + "\n")
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was quicker: use its key
    finally:
        os.unlink(draft)


def database(url, *, data_dir, wal_wanted=False, statement_timeout=0):
    """Return Django's settings of the database at `url`; empty or sqlite:/// is the embedded one.

    `statement_timeout` is in milliseconds, 0 for none; it applies to PostgreSQL.
    """
    if url in ("", "sqlite:///"):
        url = f"sqlite:///{private_folder(data_dir) / 'alsportal.sqlite3'}"
    if urlsplit(url).scheme not in DATABASES:
        raise ImproperlyConfigured(
            "DATABASE_URL names a database alsportal does not know. Use sqlite:////path/to/file or "
            "postgres://user:password@host:5432/name"
        )
    config = environ.Env.db_url_config(url)
    if config["ENGINE"].endswith("sqlite3"):
        return config | {"OPTIONS": sqlite.options(wal_wanted=wal_wanted)}
    return config | _postgresql(config.get("OPTIONS", {}), statement_timeout)


def _postgresql(given, statement_timeout):
    """Short waits, so that a slow database turns into a 503 and not into a queue."""
    limits = {"idle_in_transaction_session_timeout": 15_000, "timezone": "UTC"}
    if statement_timeout:
        limits |= {"statement_timeout": statement_timeout, "lock_timeout": statement_timeout}
    flags = " ".join(f"-c {name}={value}" for name, value in limits.items())
    return {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 3, "options": flags} | given,
    }
