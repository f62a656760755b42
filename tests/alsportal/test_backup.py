"""Backups of the embedded database: whole, verified, and never in the way of what is there."""

import sqlite3
import stat
import subprocess
import threading
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command

from alsportal.backup import BackupError, back_up, digest_path, restore


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "live.sqlite3"
    run(path, "CREATE TABLE page (id INTEGER PRIMARY KEY, text TEXT)")
    run(path, "INSERT INTO page (text) VALUES ('riluzole')")
    return path


@pytest.fixture
def copy(database, tmp_path):
    target = tmp_path / "backups" / "copy.sqlite3"
    back_up(database, target)
    return target


@pytest.fixture
def embedded(database, settings, monkeypatch):
    """The database as the one that this deployment runs on."""
    here = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(database)}
    monkeypatch.setitem(settings.DATABASES, "default", here)
    return database


def run(path, sql):
    with closing(sqlite3.connect(path, timeout=20)) as connection, connection:
        return connection.execute(sql).fetchall()


def pages(path):
    return [text for (text,) in run(path, "SELECT text FROM page ORDER BY id")]


def test_a_backup_holds_what_the_database_held(copy):
    assert pages(copy) == ["riluzole"]


def test_a_backup_is_readable_by_its_owner_alone(copy):
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(digest_path(copy).stat().st_mode) == 0o600


def test_the_digest_is_one_that_sha256sum_checks(copy):
    command = ["sha256sum", "--check", digest_path(copy).name]
    assert subprocess.run(command, cwd=copy.parent, capture_output=True).returncode == 0


def test_a_backup_overwrites_nothing(database, copy):
    with pytest.raises(BackupError, match="there already"):
        back_up(database, copy)


def test_a_failed_backup_leaves_no_file(tmp_path):
    (tmp_path / "broken.sqlite3").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises((BackupError, sqlite3.DatabaseError)):
        back_up(tmp_path / "broken.sqlite3", tmp_path / "out" / "copy.sqlite3")
    assert list((tmp_path / "out").iterdir()) == []


def test_rows_that_refer_to_missing_ones_make_no_good_backup(database, tmp_path):
    run(database, "CREATE TABLE note (page_id INTEGER REFERENCES page (id))")
    run(database, "INSERT INTO note VALUES (99)")
    with pytest.raises(BackupError, match="missing"):
        back_up(database, tmp_path / "copy.sqlite3")
    assert not (tmp_path / "copy.sqlite3").exists()


def test_a_backup_under_writes_is_one_consistent_state(database, tmp_path):
    run(database, "CREATE TABLE pair (a INTEGER, b INTEGER)")
    done = threading.Event()

    def write():
        number = 0
        while not done.is_set():
            number += 1
            with closing(sqlite3.connect(database, timeout=20)) as connection, connection:
                connection.execute("INSERT INTO pair VALUES (?, 0)", (number,))
                connection.execute("UPDATE pair SET b = a WHERE a = ?", (number,))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            back_up(database, tmp_path / f"copy{number}.sqlite3")
    finally:
        done.set()
        writer.join()
    for number in range(5):
        assert run(tmp_path / f"copy{number}.sqlite3", "SELECT * FROM pair WHERE a <> b") == []


def test_restoring_brings_back_what_was_there_and_keeps_what_is(database, copy):
    run(database, "UPDATE page SET text = 'spoiled'")
    aside = restore(copy, database, force=True)
    assert pages(database) == ["riluzole"]
    assert pages(aside) == ["spoiled"]


def test_restoring_makes_a_database_where_none_was(copy, tmp_path):
    assert restore(copy, tmp_path / "new" / "site.sqlite3") is None
    assert pages(tmp_path / "new" / "site.sqlite3") == ["riluzole"]


def test_an_existing_database_is_not_overwritten_unasked(database, copy):
    run(database, "UPDATE page SET text = 'newer'")
    with pytest.raises(BackupError, match="--force"):
        restore(copy, database)
    assert pages(database) == ["newer"]


def test_a_changed_copy_is_refused(database, copy):
    run(copy, "UPDATE page SET text = 'forged'")
    with pytest.raises(BackupError, match="does not match"):
        restore(copy, database, force=True)
    assert pages(database) == ["riluzole"]


def test_a_copy_without_its_digest_is_refused(database, copy):
    digest_path(copy).unlink()
    with pytest.raises(BackupError, match="sha256 is missing"):
        restore(copy, database, force=True)


def test_a_ruined_database_and_its_journal_are_moved_out_of_the_way(database, copy):
    database.write_bytes(b"not a database at all" * 500)
    journal = database.with_name(database.name + "-journal")
    journal.write_bytes(b"stray")
    aside = restore(copy, database, force=True)
    assert pages(database) == ["riluzole"]
    assert aside.read_bytes().startswith(b"not a database")
    assert not journal.exists()


def test_a_busy_database_is_left_where_it_is(database, copy, monkeypatch):
    monkeypatch.setattr("alsportal.backup.TIMEOUT", 0.1)
    with closing(sqlite3.connect(database)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BackupError, match="another process"):
            restore(copy, database, force=True)
    assert pages(database) == ["riluzole"]
    assert not list(database.parent.glob("*before-restore*"))


def test_the_commands_make_a_backup_and_put_it_back(settings, embedded, tmp_path, capsys):
    database = embedded
    settings.DATA_DIR = tmp_path
    call_command("backup")
    (made,) = (tmp_path / "backups").glob("*.sqlite3")
    run(database, "DELETE FROM page")
    call_command("restore", str(made), "--force")
    assert pages(database) == ["riluzole"]
    assert "manage.py audit" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["backup"], ["restore", "copy.sqlite3"]])
def test_postgresql_is_pointed_to_its_own_tools(settings, monkeypatch, command):
    elsewhere = {"ENGINE": "django.db.backends.postgresql", "NAME": "x"}
    monkeypatch.setitem(settings.DATABASES, "default", elsewhere)
    with pytest.raises(CommandError, match="pg_dump"):
        call_command(*command)
