"""R30: what is said beside a trial number agrees with the record held."""

import pytest

from reviews.rules import run
from tests.factories_documents import block, clean_therapy, clean_trial, context_for

FACTS = clean_trial()["facts"]
OTHER = {
    **FACTS,
    "brief_title": "Reldesemtiv in ALS",
    "official_title": "A Study of Reldesemtiv",
    "acronym": "COURAGE-ALS",
    "org_study_id": "CY 5031",
    "sponsor": "Cytokinetics",
    "keywords": [],
    "secondary_ids": [],
    "arms": [],
    "interventions": [{"type": "DRUG", "name": "Reldesemtiv", "other_names": ["CK-2127107"]}],
}
SNAPSHOTS = {"NCT02588677": FACTS, "NCT04944784": OTHER}


def findings(sentence, *, snapshots=SNAPSHOTS):
    document = clean_trial()
    document["blocks"].append(block("why", sentence))
    found = run(document, context_for(document, snapshots=snapshots))
    return [one for one in found if one.rule == "R30"]


@pytest.mark.parametrize(
    "sentence",
    [
        "NCT02588677 tested reldesemtiv.",
        "Masitinib was tested in NCT04944784.",
        "The phase 3 trial PHOENIX (NCT04944784) tested reldesemtiv.",
        "NCT04944784 (CENTAUR) tested reldesemtiv.",
        "NCT04944784 was sponsored by Biogen.",
    ],
)
def test_a_number_beside_foreign_facts_is_found(sentence):
    assert findings(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "NCT02588677 tested masitinib, added to riluzole.",
        "Reldesemtiv was tested in NCT04944784.",
        "CK-2127107 was tested in NCT04944784.",
        "COURAGE-ALS (NCT04944784) tested reldesemtiv.",
        "NCT04944784 was sponsored by Cytokinetics.",
        "Masitinib (NCT02588677) and reldesemtiv (NCT04944784) were tested.",
        "NCT04944784 has ended.",
        "NCT00000102 tested reldesemtiv.",
    ],
)
def test_a_number_beside_its_own_facts_or_without_a_record_is_not(sentence):
    assert findings(sentence) == []


def test_without_any_snapshot_the_rule_is_silent():
    assert findings("NCT02588677 tested reldesemtiv.", snapshots={}) == []


def linked(*, title="Riluzole", names=()):
    document = clean_therapy()
    document["title"] = title
    document["names"] = [{"name": name, "kind": "code"} for name in names]
    document["slug"] = title.lower()
    document["trials"] = [{"slug": "NCT04944784", "title": "COURAGE-ALS", "result": "Negative."}]
    found = run(document, context_for(document, snapshots=SNAPSHOTS))
    return [one.place for one in found if one.rule == "R30"]


def test_a_therapy_that_its_trial_does_not_know_is_found():
    assert linked() == ["/trials/0"]


def test_a_therapy_that_its_trial_knows_by_a_code_is_not():
    assert linked(title="Tirasemtiv II", names=["CK 2127107"]) == []


def test_an_acronym_the_record_does_not_know_is_found():
    document = clean_trial()
    document["names"].append({"name": "PHOENIX", "kind": "acronym"})
    context = context_for(document, snapshots={"NCT02588677": {**FACTS, "acronym": "AB-ONE"}})
    assert [one.place for one in run(document, context)] == ["/names/1/name"]
