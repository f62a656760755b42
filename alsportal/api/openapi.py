"""The description of the API, OpenAPI 3.1, made from the declarations of its views.

docs/openapi.json holds a copy, so that every change of the contract is seen in review.
"""

from functools import lru_cache

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from alsportal.api.problems import MEDIA_TYPE, PROBLEMS
from alsportal.api.schemas import COMPONENTS
from alsportal.api.schemas.parts import ref

JSON = "application/json"
PATH_PARAMETERS = {
    "slug": (
        {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9-]{0,99}$"},
        "The address of the page; for trials the registry number.",
    ),
    "number": (
        {"type": "integer", "minimum": 1, "maximum": 9_999_999_999},
        "The number of the version.",
    ),
    "name": ({"type": "string", "pattern": "^[a-z-]+$"}, f"One of: {', '.join(PROBLEMS)}."),
}
ERRORS = {400: "Parameters were refused.", 404: "Nothing was ever published at this address."}
ETAG = {"description": "Changes with every public change.", "schema": {"type": "string"}}


class Schema(AutoSchema):
    """Reads the declarations of an ``ApiView``."""

    def get_operation_id(self):
        return self.view.operation[0]

    def get_summary(self):
        return self.view.operation[1]

    def get_description(self):
        return " ".join(type(self.view).__doc__.split())

    def get_tags(self):
        return [self.view.tag]

    def get_override_parameters(self):
        return [*map(_in_path, self._names_in_path()), *map(_in_query, self.view.parameters)]

    def _names_in_path(self):
        return [name for name in PATH_PARAMETERS if f"{{{name}}}" in self.path]

    def get_response_serializers(self):
        answers = {(200, JSON): _answer(ref(self.view.shape), "As asked for.")}
        for status in self.view.problems:
            if status == 410:
                taken_down = _answer(ref("Removed"), "The page was taken down.")
                answers[410, MEDIA_TYPE] = taken_down
            else:
                answers[status, MEDIA_TYPE] = _answer(ref("Problem"), ERRORS[status])
        answers["default", MEDIA_TYPE] = _answer(ref("Problem"), "Any other error.")
        return answers


def _answer(schema, description):
    return OpenApiResponse(schema, description=description)


def _in_path(name):
    schema, description = PATH_PARAMETERS[name]
    return OpenApiParameter(name, schema, OpenApiParameter.PATH, True, description)


def _in_query(parameter):
    return OpenApiParameter(
        parameter.name,
        parameter.schema,
        OpenApiParameter.QUERY,
        parameter.required,
        parameter.description,
    )


def complete(result, generator, request, public):
    """A hook of drf-spectacular: puts in the shapes, and what HTTP adds to every answer."""
    result["components"] = {"schemas": COMPONENTS}
    for path, methods in result["paths"].items():
        for operation in methods.values():
            answers = operation["responses"]
            answers["200"]["headers"] = {"ETag": ETAG}
            answers["304"] = {"description": "Unchanged since the `ETag` in `If-None-Match`."}
            if "{slug}" in path:
                answers["301"] = {"description": "The page has another address, in `Location`."}
            operation["responses"] = dict(sorted(answers.items()))
    return result


@lru_cache(maxsize=1)
def text():
    """The description as JSON in UTF-8. The same for all requests of a release."""
    description = SchemaGenerator().get_schema(public=True)
    return OpenApiJsonRenderer().render(description, renderer_context={})
