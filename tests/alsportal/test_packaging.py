"""The locks: complete, hashed, and silent about where they were made."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ["requirements.txt", "requirements-dev.txt"]


def name_of(requirement):
    return re.match(r"[A-Za-z0-9._-]+", requirement)[0].lower().replace("_", "-")


def pinned(lock):
    """The packages of a lock: name → version."""
    lines = (ROOT / lock).read_text().splitlines()
    return dict(
        re.match(r"([a-z0-9-]+)==([^ ;]+)", line).groups() for line in lines if line[:1] > " "
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_no_address(lock):
    assert not re.search(r"://|index-url|find-links| @ ", (ROOT / lock).read_text())


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_a_version_and_a_hash(lock):
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())
    assert entries and all("==" in entry and "--hash=sha256:" in entry for entry in entries)


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = {name_of(line) for line in project["project"]["dependencies"]}
    developers = {name_of(line) for line in project["dependency-groups"]["dev"]}
    assert wanted <= pinned("requirements.txt").keys()
    assert wanted | developers <= pinned("requirements-dev.txt").keys()


def test_tests_run_on_the_versions_that_are_served():
    assert pinned("requirements.txt").items() <= pinned("requirements-dev.txt").items()
