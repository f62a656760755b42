"""Copies of an embedded database: taken while the site runs, verified, and put back.

A plain copy of a SQLite file that is being written can be torn. SQLite's own backup reads a
consistent state instead, and its restoring counterpart replaces the pages of the live file within a
transaction: a crash half-way rolls back to what was there before.
"""

import hashlib
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

TIMEOUT = 20  # seconds to wait for another writer
RUINED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
COMPANIONS = ("-journal", "-wal", "-shm")


class BackupError(Exception):
    """A copy that must not be trusted, or a place that must not be overwritten; says what to do."""


def stamp():
    """The present moment for a file name, UTC."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")


def back_up(database: Path, target: Path) -> str:
    """Copy `database` to `target`, verify the copy, and write its SHA-256 beside it.

    Returns the digest. Nothing bears the name `target` before it is whole and verified. Raises
    BackupError where the target exists or the copy is faulty, OSError where the disk refuses.
    """
    if target.exists():
        raise BackupError(f"{target} is there already. Choose another name.")
    partial = _private_file(target.with_name(target.name + f".{os.getpid()}.partial"))
    try:
        _copy(database, partial)
        verify(partial)
        digest = sha256(partial)
        _write_digest(target, digest)
        _publish(partial, target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return digest


def restore(copy: Path, database: Path, *, force: bool = False) -> Path | None:
    """Put `copy` in the place of `database`; returns where the former database was set aside.

    Raises BackupError where the copy does not match its digest or is faulty, or where a database is
    there and `force` is not given.
    """
    check_digest(copy)
    verify(copy)
    if database.exists() and not force:
        raise BackupError(f"{database} is there already. Add --force to set it aside and restore.")
    aside = set_aside(database) if database.exists() else None
    if not database.exists():
        _private_file(database)
    _copy(copy, database)
    verify(database)
    _sync(database)
    return aside


def set_aside(database: Path) -> Path:
    """Keep a copy of `database` beside it; one too damaged to be copied is moved as it stands."""
    aside = database.with_name(f"{database.name}.before-restore-{stamp()}")
    try:
        _copy(database, _private_file(aside))
    except (sqlite3.Error, BackupError) as error:
        if getattr(error, "sqlite_errorcode", None) not in RUINED:
            aside.unlink()  # busy, or the disk is full: leave all as it is
            raise
        database.replace(aside)
        for ending in COMPANIONS:  # a stray journal would be rolled back into the new file
            companion = database.with_name(database.name + ending)
            if companion.exists():
                companion.replace(aside.with_name(aside.name + ending))
    _sync(aside)
    return aside


def verify(path: Path) -> None:
    """Raise BackupError unless SQLite finds every page, index and foreign key of the file sound."""
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        ) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchmany(20)
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{path} is not a sound SQLite database: {error}") from error
    if found != ["ok"]:
        raise BackupError(f"{path} is damaged: {'; '.join(found)}")
    if orphans:
        named = ", ".join(f"{table} row {row} → {parent}" for table, row, parent, _ in orphans)
        raise BackupError(f"{path} has rows that refer to missing ones: {named}")
    if not tables:
        raise BackupError(f"{path} is empty.")


def check_digest(copy: Path) -> None:
    """Raise BackupError unless the copy's bytes match the digest written beside it."""
    beside = digest_path(copy)
    if not copy.is_file() or not beside.is_file():
        missing = beside if copy.is_file() else copy
        raise BackupError(f"{missing} is missing. A backup is two files: the copy and its .sha256.")
    expected = beside.read_text().split(maxsplit=1)[:1]
    if expected != [sha256(copy)]:
        raise BackupError(
            f"{copy} does not match {beside.name}: it was changed or cut. Use another."
        )


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_path(copy: Path) -> Path:
    return copy.with_name(copy.name + ".sha256")


def _copy(source: Path, target: Path) -> None:
    """One consistent state of `source` into `target`, in one go.

    Not page by page: each write by another process would start such a copy anew, and under steady
    writes it would never end.
    """
    existing = f"{source.absolute().as_uri()}?mode=rw"  # never makes a file; rolls back a journal
    with (
        closing(sqlite3.connect(existing, uri=True, timeout=TIMEOUT)) as src,
        closing(sqlite3.connect(target, timeout=TIMEOUT)) as dst,
    ):
        dst.execute("PRAGMA synchronous=FULL")
        src.backup(dst, progress=_give_up_when_busy())
        dst.execute("PRAGMA journal_mode=DELETE")  # one file, whatever the source's mode


def _give_up_when_busy():
    """SQLite's backup would wait for ever for a writer who does not finish."""
    deadline = monotonic() + TIMEOUT

    def progress(status, remaining, total):
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and monotonic() > deadline:
            raise BackupError(f"another process has held the database for {TIMEOUT} seconds.")

    return progress


def _private_file(path: Path) -> Path:
    """An empty file that we alone can read, so that not even a half-made copy is open to others."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return path


def _write_digest(target: Path, digest: str) -> None:
    """The digest in the form that `sha256sum --check` reads; before the copy gets its name."""
    beside = digest_path(target)
    partial = _private_file(beside.with_name(beside.name + f".{os.getpid()}.partial"))
    partial.write_text(f"{digest}  {target.name}\n")
    _publish(partial, beside)


def _publish(partial: Path, target: Path) -> None:
    """Give a finished file its name, so that a power cut leaves either all of it or nothing."""
    _sync(partial)
    partial.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
