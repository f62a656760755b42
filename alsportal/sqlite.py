"""What alsportal asks of SQLite, and which builds of SQLite may use write-ahead logging.

SQLite 3.7.0 to 3.51.2 can lose committed rows in WAL mode when several connections write and one
of them resets the log (the "WAL-reset bug"). Repaired in 3.51.3 and in the back-ports 3.50.7 and
3.44.6. The rollback journal was never affected.
"""

import sqlite3

FIRST_SAFE = (3, 51, 3)
BACKPORTS = {(3, 50): 7, (3, 44): 6}


def wal_is_safe(version=sqlite3.sqlite_version_info):
    """Whether write-ahead logging keeps every committed row in this SQLite (a three-part tuple)."""
    repaired_at = BACKPORTS.get(version[:2])
    return version >= FIRST_SAFE or (repaired_at is not None and version[2] >= repaired_at)


def options(*, wal_wanted=False):
    """Return Django's OPTIONS for SQLite; times are in seconds.

    IMMEDIATE makes a writer wait at BEGIN instead of failing half-way; FULL syncs at every commit,
    so that what was acknowledged survives a power cut. WAL is used only when wanted and safe.
    """
    journal = "WAL" if wal_wanted and wal_is_safe() else "DELETE"
    pragmas = (f"journal_mode={journal}", "synchronous=FULL", "cache_size=-20000")
    return {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas),
    }
