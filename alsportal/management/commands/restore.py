"""manage.py restore FILE [--force]: put a verified copy back in place of the embedded database."""

import sqlite3
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from alsportal.backup import BackupError, restore
from alsportal.management.commands.backup import database_file


class Command(BaseCommand):
    help = "Restores a copy made by `backup`. Stop the server first, and start it again afterwards."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the copy; its .sha256 must lie beside it")
        parser.add_argument(
            "--force",
            action="store_true",
            help="set an existing database aside and restore in its place",
        )

    def handle(self, *, file, force, **options):
        database = database_file()
        connections.close_all()
        try:
            aside = restore(file, database, force=force)
        except (BackupError, sqlite3.Error, OSError) as error:
            raise CommandError(f"Nothing was restored: {error}") from error
        if aside:
            self.stdout.write(f"The former database is kept as {aside}")
        self.stdout.write(
            f"Restored {file} to {database}\n"
            "Next: `manage.py migrate`, then `manage.py audit`, then start the server."
        )
