"""The catalogue in docs/ is the set of rules, and the set is complete."""

import re
from pathlib import Path

from reviews.rules import BLOCK, RULESET, WARN, rules_for

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "rules.md").read_text(encoding="utf-8")


def test_the_table_is_what_the_code_says():
    rules = {rule.id: rule for kind in ("therapy", "trial") for rule in rules_for(kind)}
    expected = [
        f"| {rule.id} | {rule.name} | {rule.severity} | {', '.join(rule.kinds)} | {rule.layer} "
        f"| {rule.title} |"
        for _id, rule in sorted(rules.items())
    ]
    assert re.findall(r"^\| R\d\d .*$", TEXT, re.M) == expected


def test_the_catalogue_names_the_rule_set():
    assert f"Rule set {RULESET}." in TEXT


def test_which_rules_run_on_which_kind():
    common = "R00 R01 R02 R06 R11 R12 R13 R28 R30 R34 R44 R46 R48".split()
    assert [rule.id for rule in rules_for("therapy")] == sorted([*common, "R27"])
    assert [rule.id for rule in rules_for("trial")] == sorted([*common, "R31"])


def test_severities_and_layers_are_known_words():
    for rule in rules_for("therapy") + rules_for("trial"):
        assert rule.severity in (BLOCK, WARN)
        assert rule.layer in ("page", "editorial", "registry")
