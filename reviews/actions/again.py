"""Doing a transaction again that the database gave up in favour of another one."""

from functools import wraps

from django.db import OperationalError, connection

ATTEMPTS = 4
# PostgreSQL: serialization_failure and deadlock_detected. Whoever is told so has changed nothing
# and may try again. SQLite has one writer at a time and knows neither.
GIVEN_UP = frozenset({"40001", "40P01"})


def was_given_up(error):
    """Whether the database rolled this transaction back to let another one through."""
    return getattr(error.__cause__, "sqlstate", None) in GIVEN_UP


def again_if_given_up(action):
    """Repeat a whole action whose transaction the database gave up; the last error is raised.

    Inside a transaction of the caller nothing is repeated: that one is lost as a whole.
    """

    @wraps(action)
    def tried(*args, **kwargs):
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return action(*args, **kwargs)
            except OperationalError as error:
                inside = connection.in_atomic_block
                if inside or attempt == ATTEMPTS or not was_given_up(error):
                    raise

    return tried
