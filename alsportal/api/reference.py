"""The API for people: its OpenAPI description as a page that needs no script."""

import json
import re
from functools import lru_cache

from django.conf import settings
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alsportal.api import openapi
from reviews import lists

CODE = re.compile(r"`([^`]+)`")
REF = "#/components/schemas/"
SAMPLES = {  # values that make an address of a path one can try
    "slug": "riluzole",
    "number": "1",
    "name": "not-found",
}
# A page of each other kind that a new reader of the API is likely to find, as in the demo.
SLUGS = {"trials": "NCT02623699", "guides": "newly-diagnosed", "words": "placebo"}


@require_safe
def reference(request):
    """Every address with its parameters and answers, and every shape with its fields."""
    lists.refuse_unknown(request.GET, ())
    return render(request, "api/reference.html", described() | {"site": settings.SITE_URL})


@lru_cache(maxsize=1)
def described():
    """``{"tags": [{name, anchor, operations}], "shapes": [{name, description, fields}]}``."""
    description = json.loads(openapi.text())
    tags = {}
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            row = _operation(path, method, operation)
            tags.setdefault(operation["tags"][0], []).append(row)
    return {
        "tags": [
            {"name": name, "anchor": name.lower(), "operations": rows}
            for name, rows in tags.items()
        ],
        "shapes": [_shape(*item) for item in description["components"]["schemas"].items()],
    }


def _operation(path, method, operation):
    return {
        "anchor": f"op-{operation['operationId']}",
        "method": method.upper(),
        "path": path,
        "summary": operation["summary"],
        "description": marked(operation["description"]),
        "parameters": [_parameter(row) for row in operation.get("parameters", ())],
        "answers": [_answer(*item) for item in operation["responses"].items()],
        "example": _example(path, operation),
    }


def _parameter(row):
    return {
        "name": row["name"],
        "place": _("in the path") if row["in"] == "path" else _("in the query"),
        "required": row.get("required", False),
        "value": value_of(row["schema"]),
        "description": marked(row.get("description", "")),
    }


def _answer(status, answer):
    content = next(iter(answer.get("content", {}).items()), None)
    return {
        "status": _("any other") if status == "default" else status,
        "description": marked(answer["description"]),
        "media_type": content[0] if content else "",
        "value": value_of(content[1]["schema"]) if content else None,
    }


def _example(path, operation):
    """An address to try: the path with sample values and what the query must have."""
    for name, sample in SAMPLES.items():
        path = path.replace(f"{{{name}}}", sample)
    for kind, slug in SLUGS.items():
        path = path.replace(f"{kind}/riluzole", f"{kind}/{slug}")
    needed = [row for row in operation.get("parameters", ()) if row["in"] == "query"]
    query = [f"{row['name']}={_sample(row)}" for row in needed if row.get("required")]
    return f"{path}?{'&'.join(query)}" if query else path


def _sample(row):
    return "0" if row["schema"].get("type") == "integer" else "riluzole"


def _shape(name, schema):
    required = schema.get("required", ())
    return {
        "name": name,
        "description": marked(schema.get("description", "")),
        "fields": [
            {
                "name": field,
                "always": field in required,
                "value": value_of(value),
                "description": marked(value.get("description", "")),
            }
            for field, value in schema.get("properties", {}).items()
        ],
    }


def value_of(schema):
    """What a value is: ``{"text", "shape", "allowed", "open"}``, the shape's name to link to."""
    if "$ref" in schema:
        return _value("", shape=schema["$ref"].removeprefix(REF))
    for joined in ("anyOf", "oneOf", "allOf"):
        if joined in schema:
            parts = [value_of(part) for part in schema[joined]]
            shape = next((part["shape"] for part in parts if part["shape"]), "")
            return _value(_(" or ").join(part["text"] for part in parts if part["text"]), shape)
    if schema.get("type") == "array":
        inner = value_of(schema.get("items", {}))
        return {**inner, "text": _("list of %(what)s") % {"what": inner["text"]}}
    return _value(_plain(schema), allowed=schema.get("enum"), among=schema.get("x-extensible-enum"))


def _value(text, shape="", allowed=None, among=None):
    return {
        "text": text,
        "shape": shape,
        "allowed": [str(value) for value in allowed or among or ()],
        "open": bool(among and not allowed),
    }


def _plain(schema):
    """Type, format and bounds in a few words."""
    if "const" in schema:
        return json.dumps(schema["const"])
    kinds = schema.get("type", "any")
    words = [_(" or ").join(kinds) if isinstance(kinds, list) else kinds]
    if "format" in schema:
        words.append(f"({schema['format']})")
    if "minimum" in schema or "maximum" in schema:
        words.append(f"{schema.get('minimum', '')}–{schema.get('maximum', '')}")
    if "default" in schema:
        words.append(_("else %(value)s") % {"value": json.dumps(schema["default"])})
    return " ".join(words)


def marked(text):
    """Plain text with `code` marked, safe for HTML."""
    return mark_safe(CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S308 - escaped
