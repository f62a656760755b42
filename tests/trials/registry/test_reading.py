"""Files, folders, pages and archives give single records; hostile ones give refusals."""

import gzip
import json
import os
import stat
import zipfile

import pytest

from tests.trials.registry.builders import a_study
from trials.registry import reading
from trials.registry.reading import PathMissing, find_files, read_files, total_bytes


def read(*paths) -> list:
    return list(read_files(find_files(list(paths))))


def reasons(*paths) -> list[str]:
    return [item.refusal.reason for item in read(*paths) if item.refusal]


def write(path, value):
    path.write_text(json.dumps(value))
    return path


def test_a_single_study_a_bare_list_and_a_page_are_read(tmp_path):
    write(tmp_path / "a.json", a_study("NCT00000001"))
    write(tmp_path / "b.json", [a_study("NCT00000002"), a_study("NCT00000003")])
    write(tmp_path / "c.json", {"studies": [a_study("NCT00000004")], "nextPageToken": "x"})
    items = read(tmp_path)
    assert len(items) == 4
    assert items[2].origin.endswith("b.json, study 2")
    assert items[-1].position == total_bytes(find_files([tmp_path]))


def test_an_empty_page_holds_nothing_and_is_no_fault(tmp_path):
    assert read(write(tmp_path / "last.json", {"studies": []})) == []


def test_folders_are_read_all_the_way_down_and_hidden_files_passed_over(tmp_path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    write(tmp_path / ".git" / "x.json", a_study())
    write(tmp_path / "deep" / "er" / "x.JSON", a_study())
    (tmp_path / "notes.txt").write_text("no study")
    assert [item.origin for item in read(tmp_path)] == ["er/x.JSON"]


def test_a_file_named_twice_is_read_once(tmp_path):
    path = write(tmp_path / "a.json", a_study())
    assert len(read(tmp_path, path)) == 1


def test_gzip_and_zip_are_read(tmp_path):
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(json.dumps([a_study()] * 2).encode()))
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("one.json", json.dumps(a_study()))
        archive.writestr("sub/page.json", json.dumps({"studies": [a_study()]}))
    items = read(tmp_path)
    assert len(items) == 4
    assert not any(item.refusal for item in items)
    assert items[-1].origin.endswith("b.zip/sub/page.json, study 1")


def test_a_missing_path_is_named(tmp_path):
    with pytest.raises(PathMissing, match="nowhere"):
        find_files([tmp_path / "nowhere"])


def test_one_bad_study_of_a_page_leaves_the_others(tmp_path):
    path = tmp_path / "page.json"
    path.write_text('{"studies": [{"a": NaN}, {"a": 1}, {"a": 1, "a": 2}]}')
    items = read(path)
    assert [bool(item.refusal) for item in items] == [True, False, True]
    assert items[0].refusal.place == "/studies/0/a"


def test_results_are_passed_over(tmp_path):
    path = write(tmp_path / "a.json", {**a_study(), "resultsSection": {"x": "\u0000"}})
    (item,) = read(path)
    assert item.value["hasResults"] is True
    assert "resultsSection" not in item.value


def test_a_gzip_bomb_is_refused(tmp_path):
    (tmp_path / "bomb.json.gz").write_bytes(gzip.compress(b" " * 20_000_000))
    assert "hundred times" in reasons(tmp_path)[0]


def test_a_zip_bomb_is_refused_and_its_neighbour_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.json", b" " * 20_000_000)
        archive.writestr("fine.json", json.dumps(a_study()))
    items = read(tmp_path)
    assert [bool(item.refusal) for item in items] == [True, False]


def test_a_packed_file_larger_than_the_cap_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 1000)
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(os.urandom(5000)))
    assert "64 MB" in reasons(tmp_path)[0]


def test_an_archive_of_countless_files_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_MEMBERS", 3)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for i in range(4):
            archive.writestr(f"{i}.json", "{}")
    assert "20,000" in reasons(tmp_path)[0]


def test_a_file_of_countless_studies_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_STUDIES", 3)
    assert "100,000" in reasons(write(tmp_path / "a.json", [{}] * 4))[0]


def test_archives_within_archives_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as archive:
        archive.writestr("x.json", "{}")
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.write(tmp_path / "inner.zip", "x.json")
    twice = gzip.compress(gzip.compress(b"{}"))
    (tmp_path / "twice.json.gz").write_bytes(twice)
    found = reasons(tmp_path / "outer.zip", tmp_path / "twice.json.gz")
    assert found == ["An archive within an archive"] * 2


@pytest.mark.parametrize("name", ["../x.json", "/etc/x.json", "a\\..\\x.json", "C:/x.json"])
def test_names_that_lead_out_of_an_archive_are_refused(tmp_path, name):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), "{}")
    assert reasons(tmp_path) == ["The file's name leads out of the archive"]


def test_a_link_in_an_archive_is_refused(tmp_path):
    link = zipfile.ZipInfo("x.json")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert reasons(tmp_path) == ["The file is a link"]


@pytest.mark.parametrize("cut", [5, 30, 200])
def test_damaged_archives_are_refused(tmp_path, cut):
    data = json.dumps([a_study()]).encode()
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(data)[:cut])
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("x.json", data)
    whole = (tmp_path / "b.zip").read_bytes()
    (tmp_path / "b.zip").write_bytes(whole[:-cut])
    assert len(reasons(tmp_path)) == 2


def test_a_member_whose_checksum_is_wrong_is_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.json", '{"a": "honest"}')
    path.write_bytes(path.read_bytes().replace(b"honest", b"forged"))
    assert "damaged" in reasons(path)[0]


def test_a_pipe_does_not_hang_the_import(tmp_path):
    os.mkfifo(tmp_path / "pipe.json")
    assert reasons(tmp_path) == ["This is not an ordinary file"]


def test_a_hostile_file_name_is_shown_harmlessly(tmp_path):
    path = write(tmp_path / "a\u202eb.json", [])
    path.write_text("{")
    assert "<U+202E>" in read(path)[0].origin
