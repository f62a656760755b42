"""What every answer of the API has in common."""

from rest_framework.response import Response
from rest_framework.views import APIView

from alsportal.api import headers, parameters
from alsportal.api.openapi import Schema
from alsportal.api.problems import Problem


class ApiView(APIView):
    """A resource to read. ``answer(asked, **path)`` gets the checked parameters by name.

    ``parameters``, ``shape`` (a schema's name), ``operation`` (its id and summary), ``tag`` and
    ``problems`` (statuses) also make its description in OpenAPI; the docstring is its text.
    """

    http_method_names = ["get", "head", "options"]
    schema = Schema()
    operation = ("", "")
    shape = tag = ""
    parameters = ()
    problems = (400,)

    def get(self, request, **path):
        asked = parameters.read(request.query_params, self.parameters)
        answer = self.answer(asked, **path)
        return Response(answer) if isinstance(answer, dict) else answer

    def options(self, request, **path):
        """Answers a browser that asks whether it may read, and tells nothing else."""
        return Response(status=204, headers=headers.PREFLIGHT)

    def finalize_response(self, request, response, *args, **kwargs):
        return headers.complete(super().finalize_response(request, response, *args, **kwargs))


class UnknownAddress(ApiView):
    """Whatever stands nowhere else below /api/."""

    schema = None  # not a part of the description

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        raise Problem("not-found")
