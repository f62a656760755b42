"""manage.py backup [FILE]: a verified copy of the embedded database, taken while the site runs."""

import sqlite3
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from alsportal.backup import BackupError, back_up, stamp

POSTGRESQL = (
    "This database is PostgreSQL, which brings its own tools. Back it up with\n"
    "    pg_dump --format=custom --file=alsportal.dump DATABASE_URL\n"
    "and restore it into an empty database with\n"
    "    pg_restore --exit-on-error --dbname=DATABASE_URL alsportal.dump"
)


def database_file():
    """Return the path of the embedded database; raises CommandError where there is none."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        raise CommandError(POSTGRESQL)
    name = str(database["NAME"])
    if ":memory:" in name or "mode=memory" in name:
        raise CommandError("This database lives in memory alone. Set DATABASE_URL to a file.")
    return Path(name)


class Command(BaseCommand):
    help = "Copies the embedded database while the site runs, verifies it and writes its SHA-256."
    requires_system_checks = []  # a backup must be possible when something else is wrong

    def add_arguments(self, parser):
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            help="where to write the copy (default: a dated file in DATA_DIR/backups)",
        )

    def handle(self, *, file, **options):
        database = database_file()
        target = file or settings.DATA_DIR / "backups" / f"alsportal-{stamp()}.sqlite3"
        if not database.exists():
            raise CommandError(f"{database} is not there: nothing to back up.")
        try:
            digest = back_up(database, target)
        except (BackupError, sqlite3.Error, OSError) as error:
            raise CommandError(f"No backup was made: {error}") from error
        self.stdout.write(f"{target}\nsha256 {digest}\nVerified: integrity and foreign keys.")
