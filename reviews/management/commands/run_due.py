"""``manage.py run_due``: publish what was approved for a time that has come."""

import time

from django.core.management.base import BaseCommand

from reviews.actions import publish_due
from reviews.errors import ActionRefused


class Command(BaseCommand):
    help = "Publishes approved submissions whose time has come. Run it by a timer, or with --loop."

    def add_arguments(self, parser):
        parser.add_argument(
            "--loop", type=int, metavar="SECONDS", help="Go on, looking again after this time."
        )

    def handle(self, *args, loop=None, **options):
        self._once()
        while loop:
            time.sleep(loop)
            self._once()

    def _once(self):
        for submission, result in publish_due():
            if isinstance(result, ActionRefused):
                self.stderr.write(self.style.WARNING(f"{submission}: {result}"))
            else:
                self.stdout.write(f"Published {result}")
