"""Pages as they are found, imported as drafts: the rules find what the table promises, no more.

Five such pages lie beside the project where it is developed; two of our own, with the same faults,
prove the same everywhere.
"""

import re
import tomllib
from pathlib import Path

import pytest

from reviews import actions
from reviews.importing import guessing, reading
from tests.factories import Cast

HERE = Path(__file__).resolve()
FOLDER = HERE.parents[4] / "shared" / "seeds"
TABLE = (HERE.parents[3] / "docs" / "found-pages.md").read_text(encoding="utf-8")
PROMISED = tomllib.loads(HERE.with_name("found_pages.toml").read_text("utf-8"))["finding"]
OWN = tomllib.loads(HERE.with_name("own_pages.toml").read_text("utf-8"))["page"]


def findings_on(data, name, kind=""):
    page = reading.read(data, name=name)
    author = Cast().ada
    return actions.import_page(page=page, kind=kind or guessing.kind(page), by=author).seen.findings


def keeps(promise, finding):
    """Whether a finding is the one that a row promises."""
    return (
        (finding.rule, finding.severity) == (promise["rule"], promise["severity"])
        and finding.place.startswith(promise["place"])
        and finding.place.endswith(promise.get("field", ""))
        and promise.get("evidence", "") in finding.evidence
    )


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_a_found_page_gets_the_findings_of_the_table_and_no_others(number):
    files = sorted(FOLDER.glob(f"{number}_*.txt"))
    if not files:
        pytest.skip(f"no pages in {FOLDER}")
    found = findings_on(files[0].read_bytes(), files[0].name)
    promised = [promise for promise in PROMISED if number in promise["pages"]]
    for promise in promised:
        kept = [finding for finding in found if keeps(promise, finding)]
        assert len(kept) >= promise.get("times", 1), promise
        assert "times" not in promise or len(kept) == promise["times"], kept
    assert [f for f in found if not any(keeps(promise, f) for promise in promised)] == []


def rows():
    """{fault: {(rule, severity)}} of the table in docs/."""
    table = re.findall(r"^\| (A\d+|00\d-\d+) \|.*\| ([^|]*) \|$", TABLE, re.M)
    said = {fault: re.findall(r"(R\d\d) (block|warn)", cell) for fault, cell in table}
    return {fault: set(pairs) for fault, pairs in said.items()}


def test_the_table_and_its_twin_promise_the_same():
    promised = {}
    for promise in PROMISED:
        pair = (promise["rule"], promise["severity"])
        promised.setdefault(promise["fault"], set()).add(pair)
    assert promised == {fault: pairs for fault, pairs in rows().items() if pairs}


def test_every_row_says_who_finds_it():
    cells = re.findall(r"^\| (?:A\d+|00\d-\d+) \|.*\| ([^|]*) \|$", TABLE, re.M)
    assert len(cells) > 100
    for cell in cells:
        assert re.search(r"R\d\d (?:block|warn)|(?:later|when [a-z ]+) \(R\d\d|a reader", cell), (
            cell
        )


@pytest.mark.django_db
@pytest.mark.parametrize("page", OWN, ids=[page["name"] for page in OWN])
def test_a_page_of_our_own_with_the_same_faults_gets_exactly_these(page):
    found = findings_on(page["text"].encode(), f"{page['name']}.txt", page["kind"])
    worst = {}
    for finding in sorted(found, key=lambda one: one.severity, reverse=True):
        worst[finding.rule] = finding.severity
    assert worst == page["expected"]
