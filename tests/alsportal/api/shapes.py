"""Answers held against the API's own description, closed to fields that it does not name."""

import copy

import jsonschema

from alsportal.api.schemas import COMPONENTS


def check(name, answer):
    """Fail unless an answer has the shape of that name, and no field more."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": f"#/components/schemas/{name}",
        "components": {"schemas": closed(COMPONENTS)},
    }
    jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(answer)


def closed(schema):
    """The same with every object closed, so that an undescribed field is a fault."""
    schema = copy.deepcopy(schema)
    _close(schema)
    return schema


def _close(node):
    if isinstance(node, list):
        for part in node:
            _close(part)
    if isinstance(node, dict):
        if node.get("type") == "object" and "properties" in node:
            node["unevaluatedProperties"] = False
        for part in node.values():
            _close(part)
