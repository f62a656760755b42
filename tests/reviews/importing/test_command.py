"""`manage.py import_page`: what it keeps, what it says, and what it refuses."""

import json
import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reviews.models import Entry, FoundPage
from therapies.models import Guide, Therapy
from trials.models import Trial


class Run:
    """One run of the command: its two outputs and the error it ended with."""

    def __init__(self, *arguments):
        out, err = StringIO(), StringIO()
        self.error = ""
        try:
            call_command("import_page", *arguments, stdout=out, stderr=err)
        except CommandError as error:
            self.error = str(error)
        self.out, self.err = out.getvalue(), err.getvalue()

    @property
    def findings(self):
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def bad(tmp_path):
    """Files that are no pages, by what is wrong with them."""
    contents = {
        "empty.txt": b"",
        "binary.txt": b"\x89PNG\r\n\x1a\n\x00\x00",
        "latin.txt": "Überblick".encode("latin-1"),
        "hidden.txt": "A title\nwo\u200brd".encode(),
        "huge.txt": b"word " * 2_000_000,
    }
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_each_file_becomes_a_draft_of_its_own(cast, files):
    run = Run(*files("examplin.txt", "guide.md", "trial.txt"), "--by", "ada")
    assert run.error == ""
    assert (Therapy.objects.count(), Guide.objects.count(), Trial.objects.count()) == (1, 1, 1)
    draft = Trial.objects.get()
    assert f"/admin/trials/trial/{draft.pk}/change/" in run.out
    assert "therapy (guessed)" in run.out and "must be mended" in run.out


def test_a_rehearsal_keeps_nothing_and_needs_no_name(cast, files):
    run = Run(*files("examplin.txt", "trial.txt"), "--dry-run")
    assert run.error == ""
    assert "R06" in run.out and "not kept" in run.out
    assert not Entry.objects.exists() and not FoundPage.objects.exists()


@pytest.mark.parametrize("more", [["--dry-run"], ["--by", "ada"]])
def test_findings_are_json_lines_and_nothing_else(cast, files, more):
    run = Run(*files("examplin.txt", "wiki_dump.txt"), "--json", *more)
    assert {"file", "rule", "severity", "where", "message"} == set(run.findings[0])
    assert {one["severity"] for one in run.findings} == {"block", "warn"}
    assert {"R06", "R12", "R48"} <= {one["rule"] for one in run.findings}
    assert "wiki_dump.txt: guide (guessed)" in run.err
    assert FoundPage.objects.count() == (2 if "--by" in more else 0)


def test_one_bad_file_stops_no_other(cast, files, bad):
    paths = [str(path) for path in sorted(bad.iterdir())]
    run = Run(*paths, *files("prose.txt"), str(bad / "missing.txt"), str(bad), "--by", "ada")
    assert run.error == "7 of 8 files refused."
    assert Guide.objects.count() == FoundPage.objects.count() == 1
    for said in ("empty", "PNG", "not UTF-8", "U+200B", "larger than 1 MB", "cannot be read"):
        assert said in run.out, said


def test_a_refused_file_is_a_json_line_too(cast, bad):
    run = Run(str(bad / "hidden.txt"), "--json", "--dry-run")
    (only,) = run.findings
    assert (only["rule"], only["severity"]) == ("import", "block")
    assert "line 2, character 3" in only["message"]
    assert run.error


def test_a_page_imported_before_is_refused_with_its_draft(cast, files):
    Run(*files("prose.txt"), "--by", "ada")
    again = Run(*files("prose.txt"), "--by", "ben")
    draft = Guide.objects.get()
    assert "1 of 1" in again.error
    assert f"/admin/therapies/guide/{draft.pk}/change/" in again.out
    assert Run(*files("prose.txt"), "--by", "ben", "--again").error == ""
    assert Guide.objects.count() == 2


def test_a_page_whose_draft_was_deleted_is_still_known(cast, files):
    Run(*files("prose.txt"), "--by", "ada")
    Guide.objects.all().delete()
    assert "deleted since" in Run(*files("prose.txt"), "--by", "ada").out


def test_two_equal_files_of_one_run_are_one_draft(cast, files, tmp_path):
    shutil.copy(*files("prose.txt"), tmp_path / "copy.txt")
    for more in (["--dry-run"], ["--by", "ada"]):
        run = Run(*files("prose.txt"), str(tmp_path / "copy.txt"), *more)
        assert "The same as prose.txt" in run.out
    assert Guide.objects.count() == 1


def test_the_kind_may_be_said(cast, files):
    run = Run(*files("prose.txt"), "--by", "ada", "--kind", "therapy")
    assert "guessed" not in run.out
    assert Therapy.objects.get().title == "A look at example drugs"


def test_the_address_is_kept_or_refused(cast, files):
    Run(*files("prose.txt"), "--by", "ada", "--url", "https://example.org/a")
    assert FoundPage.objects.get().url == "https://example.org/a"
    assert "no address" in Run(*files("trial.txt"), "--by", "ada", "--url", "x").out


def test_what_nobody_claims_is_imported_in_the_name_of_the_software(cast, files):
    run = Run(*files("prose.txt"))
    assert "R01" in run.out and run.error == ""
    found = FoundPage.objects.get()
    assert found.by.is_machine
    assert Guide.objects.get().history.last().history_user == found.by


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--by", "nobody"], "no account"),
        (["--by", "carla"], "Your role does not allow this"),
    ],
)
def test_only_an_author_imports_in_a_name(cast, files, more, says):
    run = Run(*files("prose.txt"), *more)
    assert says in run.error + run.out
    assert run.error and not Entry.objects.exists()
