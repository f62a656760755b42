"""Every operation under odd parameters: no fault of ours, and only answers that are described."""

import json
from pathlib import Path

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, checks

from tests.factories import published_therapy, published_trial

DESCRIPTION = json.loads((Path(settings.BASE_DIR) / "docs" / "openapi.json").read_text())
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
EXAMPLES = 10


@pytest.fixture
def pages(cast):
    published_therapy(cast, slug="riluzole")
    published_trial(cast, nct="NCT00000001")


@pytest.fixture
def description():
    """The description, bound to the application; the test's own connection stays open."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    loaded = schemathesis.openapi.from_dict(DESCRIPTION)
    loaded.app = get_wsgi_application()
    yield loaded
    for signal in signals:
        signal.connect(close_old_connections)


def modes_of(path):
    """Where there is no parameter, there is none to get wrong."""
    odd = [GenerationMode.NEGATIVE] if "parameters" in DESCRIPTION["paths"][path]["get"] else []
    return [(path, mode) for mode in (GenerationMode.POSITIVE, *odd)]


@pytest.mark.parametrize(
    ("path", "mode"), [pair for path in DESCRIPTION["paths"] for pair in modes_of(path)]
)
def test_no_parameter_breaks_an_operation(pages, description, path, mode):
    operation = description[path]["GET"]

    @hypothesis_settings(max_examples=EXAMPLES)
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        response = case.call(headers={"Host": "127.0.0.1"})
        case.validate_response(response, checks=CHECKS)

    ask()


@pytest.mark.parametrize("path", ["/therapies/riluzole/versions/1", "/trials", "/search"])
@hypothesis_settings(max_examples=3 * EXAMPLES)
@given(query=st.binary(max_size=60), name=st.sampled_from(["", "q=", "cursor=", "country=", "a&"]))
def test_no_bytes_in_the_query_break_an_answer(pages, client, path, query, name):
    raw = name + query.decode("latin-1")
    response = client.generic("GET", f"/api/v1{path}", QUERY_STRING=raw)
    assert response.status_code in (200, 400)
    assert response.json()
