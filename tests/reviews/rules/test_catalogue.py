"""The catalogue in docs/ is the set of rules, and the set is complete."""

import re
from pathlib import Path

import pytest

from reviews.rules import BLOCK, RULESET, WARN, rules_for

KINDS = ("therapy", "trial", "guide", "term")
TEXT = (Path(__file__).resolve().parents[3] / "docs" / "rules.md").read_text(encoding="utf-8")


def test_the_table_is_what_the_code_says():
    rules = {rule.id: rule for kind in KINDS for rule in rules_for(kind)}
    expected = [
        f"| {rule.id} | {rule.name} | {rule.severity} | {', '.join(rule.kinds)} | {rule.layer} "
        f"| {rule.title} |"
        for _id, rule in sorted(rules.items())
    ]
    table = TEXT.partition("## What each looks at")[0]
    assert re.findall(r"^\| R\d\d .*$", table, re.M) == expected


def test_every_rule_says_what_it_looks_at():
    for rule in (rule for kind in KINDS for rule in rules_for(kind)):
        assert f"\n**{rule.id}** " in TEXT, rule.id


def test_the_catalogue_names_the_rule_set():
    assert f"Rule set {RULESET}." in TEXT


COMMON = """R00 R01 R02 R04 R06 R07 R11 R12 R13 R15 R22 R24 R28 R30 R34 R35 R38 R40 R42 R44 R46 R48
R49""".split()
OWN = {"therapy": ["R21", "R25", "R26", "R27"], "trial": ["R31"], "guide": [], "term": []}


@pytest.mark.parametrize("kind", KINDS)
def test_which_rules_run_on_which_kind(kind):
    assert [rule.id for rule in rules_for(kind)] == sorted([*COMMON, *OWN[kind]])


def test_severities_and_layers_are_known_words():
    for rule in (rule for kind in KINDS for rule in rules_for(kind)):
        assert rule.severity in (BLOCK, WARN)
        assert rule.layer in ("page", "editorial", "registry")
