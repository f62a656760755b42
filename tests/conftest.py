"""What every test stands on: a database of its own, plain static files, an empty cache."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test.utils import override_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from alsportal import pagecache

# Playwright runs an event loop in the thread of the test; Django would refuse its queries there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

BROWSER = Path(__file__).parent / "browser"

# The same examples in every run. HYPOTHESIS_PROFILE=search looks for new ones.
SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
hypothesis_settings.register_profile(
    "suite", deadline=None, derandomize=True, database=None, suppress_health_check=SLOW_IS_FINE
)
hypothesis_settings.register_profile(
    "search", deadline=None, max_examples=1000, suppress_health_check=SLOW_IS_FINE
)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


def pytest_terminal_summary(terminalreporter):
    """The same tests run on two databases: say which one these were."""
    from django.db import connection

    terminalreporter.write_line(f"Database: {connection.display_name}")


def pytest_collection_modifyitems(items):
    """Mark the browser's tests, and reload roles and notices for tests that are not rolled back.

    These come from migrations, and a test that commits empties every table when it ends.
    """
    reload = "django_db_serialized_rollback"
    for item in items:
        if BROWSER in item.path.parents:
            item.add_marker("browser")
        mark = item.get_closest_marker("django_db")
        transactional = bool(mark and mark.kwargs.get("transaction")) or (
            {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
        )
        if transactional and reload not in item.fixturenames:
            item.fixturenames.append(reload)


@pytest.fixture(autouse=True, scope="session")
def _settings_for_tests(tmp_path_factory):
    """Static files without a manifest (nothing was collected), and quick password hashes."""
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    with override_settings(
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {"BACKEND": plain},
        },
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        DATA_DIR=tmp_path_factory.mktemp("data"),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        DESK_SECOND_FACTOR=False,  # tests/alsportal/test_accounts.py turns it on
    ):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """SQLite tests run on a file, as deployments do: in memory, locks and WAL behave differently.

    In shared memory where there is some, since every commit waits for the disk.
    """
    from django.conf import settings

    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        yield
        return
    memory = Path("/dev/shm")  # noqa: S108
    folder = tempfile.mkdtemp(prefix="alsportal-", dir=memory if memory.is_dir() else None)
    database["TEST"]["NAME"] = str(Path(folder) / "test.sqlite3")
    yield
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """Let every connection know what the migrations put into the database.

    Django keeps it on the connection that made the database. Playwright's event loop gets another
    one, which would then leave the tables empty for the second test of a browser.
    """
    from django.db import connections

    for connection in connections.all():
        contents = getattr(connection, "_test_serialized_contents", None)
        if contents is not None:
            type(connection)._test_serialized_contents = contents


@pytest.fixture(autouse=True, scope="session")
def _flushable():
    """Let transactional tests empty, and refill, tables that are append-only everywhere else.

    Such a test truncates every table afterwards and loads what the migrations had put there before
    the next. The database refuses both, as it should; so the gate is lifted for just these steps.
    """
    from django.db.backends.base.creation import BaseDatabaseCreation
    from django.db.backends.base.operations import BaseDatabaseOperations

    with pytest.MonkeyPatch.context() as patch:
        for owner, name in (
            (BaseDatabaseOperations, "execute_sql_flush"),
            (BaseDatabaseCreation, "deserialize_db_from_string"),
        ):
            patch.setattr(owner, name, _without_the_gate(getattr(owner, name)))
        yield


def _without_the_gate(step):
    def lifted(self, *args):
        with _gate_lifted(self.connection):
            return step(self, *args)

    return lifted


@contextlib.contextmanager
def _gate_lifted(connection):
    """No trigger fires: on PostgreSQL as in a replica, which is quick; on SQLite they are gone."""
    from reviews import gate

    on_postgres = connection.vendor == "postgresql"
    try:
        if on_postgres:
            _run(connection, "SET session_replication_role = replica")
        else:
            gate.drop(connection.alias)
        yield
    finally:
        if on_postgres:
            _run(connection, "SET session_replication_role = DEFAULT")
        else:
            gate.install(connection.alias)


def _run(connection, statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """Each test starts at the same edition again; no cache may remember the one before."""
    caches["default"].clear()
    pagecache.forget()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, also as root and in a container with little shared memory."""
    chromium = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if chromium is None:
        pytest.fail("Chromium is missing. Run: apt-get install chromium")
    return browser_type_launch_args | {
        "executable_path": chromium,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
        ],
    }


@pytest.fixture
def cast(db):
    """The people of the desk (see tests.factories.Cast)."""
    from tests.factories import Cast

    return Cast()
