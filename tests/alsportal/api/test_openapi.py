"""The description: valid, committed as it is, and kept by every answer."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from drf_spectacular.validation import validate_schema

from alsportal.api.schemas import trial
from alsportal.api.urls import V1
from therapies import words
from therapies.models import Outcome, RegulatoryEvent, Therapy
from trials.models import Criterion

COMMITTED = Path(settings.BASE_DIR) / "docs" / "openapi.json"
REGENERATE = "manage.py spectacular --format openapi-json --file docs/openapi.json"


@pytest.fixture
def description(get):
    response = get("/openapi.json")
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    return response.json()


def test_it_is_valid_openapi(description):
    assert description["openapi"].startswith("3.1")
    validate_schema(description)


def test_the_committed_copy_is_up_to_date(description):
    assert json.loads(COMMITTED.read_text()) == description, f"Run: {REGENERATE}"


def test_every_address_but_its_own_is_described(description):
    assert len(description["paths"]) == len(V1) - 1


def test_every_operation_documents_its_errors(description):
    for path, methods in description["paths"].items():
        assert list(methods) == ["get"]
        answers = methods["get"]["responses"]
        assert {"200", "304", "400", "default"} <= set(answers)
        assert ("404" in answers) == ("{" in path)


def test_every_shape_that_is_named_is_there(description):
    text = json.dumps(description)
    shapes = description["components"]["schemas"]
    named = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert named <= set(shapes)


def test_it_holds_nothing_of_this_deployment(description):
    assert settings.SITE_URL not in json.dumps(description)


def test_its_words_are_those_that_drafts_can_hold():
    assert set(trial.CONCEPTS) == set(Criterion.Concept.values)
    assert set(trial.OPERATORS) - {""} == set(Criterion.Operator.values)
    assert set(words.THERAPY_TYPE) == set(Therapy.Type.values)
    assert set(words.CERTAINTY) == set(Outcome.Certainty.values)
    assert set(words.DESIGN) == set(Outcome.Design.values)
    assert set(words.REGULATORY_KIND) == set(RegulatoryEvent.EventKind.values)
