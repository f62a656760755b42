"""The command: reads what it is given, reports, and ends with the right number."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from tests.trials.registry.builders import a_study
from trials.models import ImportRun, RegistryRecord, Trial
from trials.registry import report, store

pytestmark = pytest.mark.django_db


def run(*arguments) -> str:
    out = io.StringIO()
    call_command("import_trials", *map(str, arguments), stdout=out)
    return out.getvalue()


def write(path, value):
    path.write_text(json.dumps(value))
    return path


@pytest.fixture
def page(tmp_path):
    """Two good studies, one without an id, and one with a doubled key."""
    text = json.dumps({"studies": [a_study("NCT00000001"), a_study("NCT00000002"), a_study("")]})
    path = tmp_path / "page.json"
    path.write_text(text[:-2] + ', {"a": 1, "a": 2}]}')
    return path


def test_good_records_are_kept_and_bad_ones_listed(page):
    told = run(page)
    assert RegistryRecord.objects.count() == 2
    assert "2 new, 0 changed, 0 unchanged, 0 older, 2 refused" in told
    assert "page.json, study 3: There is no NCT id" in told
    assert "/studies/3" in told


def test_the_report_is_kept_with_its_run(page):
    told = run(page)
    kept = ImportRun.objects.get()
    assert kept.report.strip() == told.strip()
    assert json.loads(kept.counts)["new"] == 2
    assert kept.paths == "page.json"
    assert kept.finished_at
    assert kept.records.count() == 2


def test_a_second_run_changes_nothing(page):
    run(page)
    assert "0 new, 0 changed, 2 unchanged" in run(page)
    assert RegistryRecord.objects.count() == 2


def test_a_change_is_told_field_by_field(tmp_path):
    run(write(tmp_path / "a.json", a_study()))
    newer = {"overallStatus": "SUSPENDED", "lastUpdatePostDateStruct": {"date": "2024-07-01"}}
    told = run(write(tmp_path / "b.json", a_study(statusModule=newer)))
    assert "status: RECRUITING → SUSPENDED" in told


def test_a_dry_run_reports_the_same_and_writes_nothing(page):
    rehearsed = run("--dry-run", page, write(page.parent / "again.json", a_study("NCT00000001")))
    assert "2 new, 0 changed, 1 unchanged" in rehearsed
    assert "dry run" in rehearsed
    assert not (RegistryRecord.objects.exists() or Trial.objects.exists())
    assert not ImportRun.objects.exists()


def test_the_report_comes_as_json_too(page):
    told = json.loads(run("--json", page))
    assert told["counts"]["refused"] == 2
    assert told["new"] == ["NCT00000001", "NCT00000002"]
    assert told["refused"][0]["place"].endswith("/nctId")


def test_a_missing_path_ends_with_1_before_anything_is_written(page):
    with pytest.raises(CommandError, match="nowhere") as caught:
        run(page, "nowhere.json")
    assert caught.value.returncode == 1
    assert not ImportRun.objects.exists()


def test_nothing_to_read_ends_with_1_and_says_why(tmp_path):
    (tmp_path / "a.json").write_text("<html>")
    with pytest.raises(CommandError, match="nothing to read"):
        run(tmp_path)
    assert "not JSON" in ImportRun.objects.get().report


def test_records_that_are_only_refused_are_no_failure(tmp_path):
    assert "1 refused" in run(write(tmp_path / "a.json", {"protocolSection": {}}))


@pytest.mark.parametrize("name", ["nobody", "gone"])
def test_whoever_imports_needs_an_active_account(page, name, cast):
    cast.ada.username, cast.ada.is_active = "gone", False
    cast.ada.save()
    with pytest.raises(CommandError, match=name):
        run("--by", name, page)


def test_an_import_by_a_person_makes_that_person_a_contributor(page, cast):
    run("--by", "ada", page)
    assert {row.history_user for row in Trial.history.all()} == {cast.ada}


def test_a_broken_off_import_stays_visible_and_can_be_run_again(page, monkeypatch):
    whole = store.store_study

    def breaks(study, *args, **kwargs):
        if study.nct_id == "NCT00000002":
            raise KeyboardInterrupt
        return whole(study, *args, **kwargs)

    monkeypatch.setattr(store, "store_study", breaks)
    with pytest.raises(KeyboardInterrupt):
        run(page)
    broken = ImportRun.objects.get()
    assert broken.finished_at is None
    assert "broke off" in broken.report
    monkeypatch.undo()
    assert "1 new, 0 changed, 1 unchanged" in run(page)


def test_a_database_that_stops_is_told_in_words(page, monkeypatch):
    def full(*args, **kwargs):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(store, "store_study", full)
    with pytest.raises(CommandError, match="disk is full"):
        run(page)
    assert ImportRun.objects.get().finished_at is None


def test_a_change_in_parts_not_shown_is_kept_and_said(tmp_path):
    run(write(tmp_path / "a.json", a_study()))
    record = a_study(descriptionModule={"briefSummary": "Reworded."})
    assert "parts that pages do not show" in run(write(tmp_path / "b.json", record))


def test_of_countless_refusals_the_first_are_listed_and_all_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(report, "MOST_LISTED", 3)
    told = run(write(tmp_path / "a.json", [{}] * 5))
    assert "5 refused" in told
    assert "… and 2 more" in told


def test_hostile_words_in_any_field_end_in_a_report(tmp_path):
    record = a_study(identificationModule={"briefTitle": "<script>alert(1)</script> {{ 7*7 }}"})
    assert "1 new" in run(write(tmp_path / "a.json", record))
    assert Trial.objects.get().title.startswith("<script>")
