"""The folder of registry data next to the project, where there is one: all of it reads."""

from pathlib import Path

import pytest

from trials.registry.changes import changes
from trials.registry.gate import is_harmless
from trials.registry.kept import LEFT_OUT, kept_text, without_contacts
from trials.registry.parse import RecordRefused, parse_study
from trials.registry.reading import find_files, read_files

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "ctgov"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the folder of registry data is not beside the project"
)


def items():
    return read_files(find_files([FOLDER]))


def test_every_record_is_read_or_refused_with_a_place():
    read, refused = 0, []
    for item in items():
        assert item.refusal is None, item.origin
        try:
            parse_study(item.value)
            read += 1
        except RecordRefused as refusal:
            assert refusal.place and refusal.mend
            refused.append(item.origin)
    assert (read, len(refused)) == (589, 26)
    assert all("v2_partial" in origin for origin in refused)


def test_what_is_kept_tells_the_same_study_and_names_nobody():
    for item in items():
        try:
            study = parse_study(item.value)
        except RecordRefused:
            continue
        payload = without_contacts(item.value)
        text = kept_text(payload)
        assert not any(f'"{key}":' in text for key in LEFT_OUT)
        assert "@" not in text
        assert changes(study.facts(), parse_study(payload).facts()) == []
        assert is_harmless(study.eligibility.criteria_text)
        assert "&lt;" not in str(study.facts()) and "\\<" not in study.eligibility.criteria_text
