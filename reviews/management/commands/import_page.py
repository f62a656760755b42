"""``manage.py import_page FILE…``: web pages become drafts, each with what the rules say of it."""

import json
import sys
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from tqdm import tqdm

from reviews import actions, kinds, roles, rules
from reviews.actions.importing import AlreadyImported, importable
from reviews.canonical import NotCanonical
from reviews.errors import ActionRefused
from reviews.importing import gate, guessing, reading
from reviews.markdown import MarkdownError
from reviews.models import User

# What stands in the way of one file and of no other.
REFUSALS = (gate.PageRefused, ActionRefused, MarkdownError, NotCanonical)


class Undone(Exception):
    """Carries the result of a rehearsal out of its transaction."""


class Command(BaseCommand):
    help = (
        "Make a draft of each FILE (plain text, Markdown or HTML, UTF-8), with every line of it "
        "kept and every block marked as not verified, and show what the rules say. Ends with 1 "
        "when a file was refused; the others are kept."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        names = [kind.name for kind in importable()]
        parser.add_argument("--kind", choices=names, help="Kind of page; guessed if not given.")
        parser.add_argument("--url", default="", help="Where the page is on the web.")
        parser.add_argument(
            "--by",
            metavar="USERNAME",
            default=roles.IMPORTER,
            help="The author whose drafts they are; else they are nobody's but the software's.",
        )
        parser.add_argument("--again", action="store_true", help="Also what was imported before.")
        parser.add_argument("--dry-run", action="store_true", help="Report, and keep nothing.")
        parser.add_argument("--json", action="store_true", help="Print findings as JSON lines.")

    def handle(self, *, files, by, dry_run, **options):
        user = _user(by)
        importer = Importer(
            user, dry_run=dry_run, **{k: options[k] for k in ("kind", "url", "again")}
        )
        results = [importer.take(path) for path in _progress(files)]
        if options["json"]:
            for line in (line for result in results for line in result.lines()):
                self.stdout.write(json.dumps(line, ensure_ascii=False))
        else:
            self._show_findings(results)
        say = self.stderr if options["json"] else self.stdout
        say.write(_table(results, dry_run), self.style.SUCCESS if options["json"] else None)
        if refused := sum(result.refusal is not None for result in results):
            raise CommandError(_("%d of %d files refused.") % (refused, len(results)))

    def _show_findings(self, results):
        for result in results:
            for line in result.lines():
                self.stdout.write("{file}: {rule} {severity} {where}: {message}".format(**line))


class Result:
    """What became of one file."""

    def __init__(self, path):
        self.file = str(path)
        self.kind = self.guessed = self.where = ""
        self.findings, self.remarks, self.refusal = [], [], None

    def lines(self):
        """One mapping a finding: file, rule, severity, where, message."""
        if self.refusal is not None:
            yield self._line("import", rules.BLOCK, "", str(self.refusal))
        for finding in self.findings:
            yield self._line(finding.rule, finding.severity, finding.place, finding.message)

    def _line(self, rule, severity, where, message):
        return {
            "file": self.file,
            "rule": rule,
            "severity": severity,
            "where": where,
            "message": str(message),
        }

    def count(self, severity):
        return sum(finding.severity == severity for finding in self.findings)


class Importer:
    """Takes one file after another; what is wrong with one stops no other."""

    def __init__(self, by, *, kind, url, again, dry_run):
        self.by, self.kind, self.url = by, kind, url
        self.again, self.dry_run = again, dry_run
        self.seen = {}

    def take(self, path):
        result = Result(path)
        try:
            page = reading.read(_bytes(path), path.name)
            result.kind = self.kind or guessing.kind(page)
            result.guessed = not self.kind
            if page.digest in self.seen and not self.again:
                raise gate.PageRefused(
                    _("The same as %s") % self.seen[page.digest], _("Leave one of the two out.")
                )
            self._import(page, result)
            self.seen[page.digest] = path.name
        except AlreadyImported as refused:
            result.refusal = _earlier(refused.earlier)
        except REFUSALS as refused:
            result.refusal = str(refused)
        return result

    def _import(self, page, result):
        with _kept_or_undone(self.dry_run):
            done = actions.import_page(
                page=page, kind=result.kind, by=self.by, url=self.url, again=self.again
            )
            result.findings = done.seen.findings
            result.remarks = done.remarks
            result.where = "" if self.dry_run else address(done.draft)


@contextmanager
def _kept_or_undone(undo):
    try:
        with transaction.atomic():
            yield
            if undo:
                raise Undone
    except Undone:
        pass


def address(draft):
    """The whole address of a draft in the desk."""
    opts = draft._meta
    return settings.SITE_URL + reverse(
        f"admin:{opts.app_label}_{opts.model_name}_change", args=[draft.pk]
    )


def _earlier(found):
    kind = kinds.get(found.entry.kind)
    draft = kind.draft_model().objects.filter(entry=found.entry).first()
    where = address(draft) if draft else _("a draft that was deleted since")
    day = found.imported_at.date().isoformat()
    return _("Imported before, on %s: %s. With --again it becomes another draft.") % (day, where)


def _bytes(path):
    try:
        if path.is_file() and path.stat().st_size > gate.MAX_BYTES:
            return b" " * (gate.MAX_BYTES + 1)  # refused by its size, without reading it
        return path.read_bytes()
    except OSError as error:
        raise gate.PageRefused(
            _("The file cannot be read: %s") % error.strerror, _("Look at its name and rights.")
        ) from None


def _user(name):
    try:
        user = User.objects.filter(username=name).first()
    except (OperationalError, ProgrammingError):
        raise CommandError(_("The database is not set up: run manage.py migrate first.")) from None
    if user is None:
        raise CommandError(_("There is no account “%s”.") % name)
    return user


def _progress(files):
    off = len(files) < 3 or not sys.stderr.isatty()
    return tqdm(files, unit=" files", file=sys.stderr, disable=off)


def _table(results, dry_run):
    lines = []
    for result in results:
        if result.refusal is not None:
            lines.append(_("REFUSED  %s: %s") % (result.file, result.refusal))
            continue
        kind = _("%s (guessed)") % result.kind if result.guessed else result.kind
        counts = _("%d must be mended, %d warnings") % (
            result.count(rules.BLOCK),
            result.count(rules.WARN),
        )
        where = _("not kept: a rehearsal") if dry_run else result.where
        lines.append(f"{result.file}: {kind}; {counts}; {where}")
        lines += [f"    {remark}" for remark in result.remarks]
    return "\n".join(lines)
