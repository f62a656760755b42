import dataclasses

import pytest

from reviews import kinds, roles


@pytest.fixture
def two_slots(monkeypatch):
    """Therapies need a clinician and an editor."""
    two = {
        "clinical": frozenset({roles.CLINICAL_REVIEWER}),
        "editorial": frozenset({roles.EDITORIAL_REVIEWER}),
    }
    kind = dataclasses.replace(kinds.get("therapy"), required=two)
    monkeypatch.setitem(kinds._kinds, "therapy", kind)
