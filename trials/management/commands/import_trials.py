"""``manage.py import_trials PATH…``: registry records from files into the database."""

import json
import sys
from contextlib import suppress
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from tqdm import tqdm

from reviews import canonical, roles
from reviews.models import User
from trials.models import ImportRun
from trials.registry import store
from trials.registry.gate import Refused
from trials.registry.kept import kept_text, without_contacts
from trials.registry.parse import parse_study
from trials.registry.reading import PathMissing, find_files, read_files, total_bytes
from trials.registry.report import Report

_STOPPED = gettext_lazy(
    "The database stopped the import: %s. What came before it is kept; mend that and run it again."
)


class Command(BaseCommand):
    help = (
        "Keep registry records from files, folders, .json.gz and .zip, and report what is new. "
        "Changes no approved word. Ends with 1 when a PATH does not exist or holds nothing to read."
    )

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--dry-run", action="store_true", help="Report, and write nothing.")
        parser.add_argument("--by", metavar="USER", default=roles.IMPORTER, help="Who imports.")
        parser.add_argument("--json", action="store_true", help="Print the report as JSON.")

    def handle(self, *, paths, dry_run, by, **options):
        user = _user(by)
        files = _files(paths)
        report = Report(dry_run=dry_run)
        if dry_run:
            found = _each_record(files, report, Rehearsal())
        else:
            found = self._import(files, report, by=user)
        self.stdout.write(_as_json(report) if options["json"] else report.as_text())
        if not found:
            raise CommandError(_("There was nothing to read."))

    def _import(self, files, report, *, by):
        names = "\n".join(dict.fromkeys(path.name for path in files))
        run = ImportRun.objects.create(by=by, paths=names[:100_000])
        try:
            found = _each_record(files, report, Keeping(by=by, run=run))
        except BaseException as error:
            report.stopped = type(error).__name__
            with suppress(DatabaseError):
                _finish(run, report)
            if isinstance(error, DatabaseError):
                raise CommandError(_STOPPED % error) from error
            raise
        _finish(run, report)
        return found


class Keeping:
    """Stores each record."""

    def __init__(self, *, by, run):
        self.by, self.run = by, run

    def __call__(self, study, payload):
        return store.store_study(
            study, payload, retrieved_at=timezone.now(), by=self.by, run=self.run
        )


class Rehearsal:
    """Judges each record as if those before it had been stored."""

    def __init__(self):
        self.seen = {}

    def __call__(self, study, payload):
        text = kept_text(payload)
        digest = canonical.digest(text)
        before = self.seen.get(study.nct_id) or store.held(study.nct_id)
        outcome = store.judge(study, digest=digest, before=before)
        if outcome.kind in store.KEPT:
            self.seen[study.nct_id] = store.Held(digest, text, study.processed_at)
        return outcome


def _each_record(files, report, take):
    """Hand every record to ``take``; return how many values could be read at all."""
    found = 0
    size = total_bytes(files)
    with tqdm(
        total=size, unit="B", unit_scale=True, file=sys.stderr, disable=not sys.stderr.isatty()
    ) as bar:
        for item in read_files(files):
            bar.update(min(int(item.position), size) - bar.n)
            if item.refusal:
                report.refuse(item.origin, item.refusal)
                continue
            found += 1
            try:
                payload = without_contacts(item.value)
                study = parse_study(payload)
                report.add(take(study, payload), study.warnings)
            except Refused as refusal:
                report.refuse(item.origin, refusal)
    return found


def _user(name):
    try:
        user = User.objects.get(username=name)
    except User.DoesNotExist:
        raise CommandError(_("There is no account “%s”.") % name) from None
    if not user.is_active:
        raise CommandError(_("The account “%s” is not active.") % name)
    return user


def _files(paths):
    try:
        return find_files(paths)
    except PathMissing as missing:
        raise CommandError(_("There is no file or folder %s.") % missing) from None


def _finish(run, report):
    run.finished_at = None if report.stopped else timezone.now()
    run.counts = canonical.dump(report.counts())
    run.report = report.as_text()
    run.save(update_fields=["finished_at", "counts", "report"])


def _as_json(report):
    return json.dumps(report.as_dict(), ensure_ascii=False, indent=2)
