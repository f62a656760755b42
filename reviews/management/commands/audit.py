"""``manage.py audit``: prove the invariants over the whole database."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from reviews.audit import run


class Command(BaseCommand):
    help = (
        "Proves over the whole database that every public word was approved, that the event chain "
        "is whole, and that lists and search say what the live versions say. Changes nothing. "
        "Exits 1 with a list if anything is amiss."
    )

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="Print one JSON object instead.")

    def handle(self, *args, **options):
        as_json, sections = options["json"], []
        for section in run():
            sections.append(section)
            if not as_json:
                self._tell(section)
        if as_json:
            self._tell_json(sections)
        breaches = sum(len(section.breaches) for section in sections)
        if breaches:
            raise CommandError(f"{breaches} breaches found.", returncode=1)
        if not as_json:
            self.stdout.write(self.style.SUCCESS(f"All invariants hold ({connection.vendor})."))

    def _tell(self, section):
        counts = ", ".join(f"{number:,} {name}" for name, number in section.counts.items())
        self.stdout.write(f"{section.title}: {counts or 'nothing yet'}")
        for breach in section.breaches:
            self.stdout.write(self.style.ERROR(f"  ✗ {breach}"))

    def _tell_json(self, sections):
        told = [
            {
                "title": section.title,
                "counts": section.counts,
                "breaches": [vars(breach) for breach in section.breaches],
            }
            for section in sections
        ]
        self.stdout.write(json.dumps({"sections": told}, ensure_ascii=False, indent=1))
