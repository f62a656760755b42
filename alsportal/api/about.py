"""What a client should know about the service itself."""

from django.conf import settings
from django.db.models import Count, Max, Min
from django.http import HttpResponse

from alsportal.api import changes, envelope, finding, openapi, paging
from alsportal.api.problems import PROBLEMS, Problem, type_of
from alsportal.api.reading import LANGUAGE, public_events
from alsportal.api.views import ApiView
from reviews import documents, kinds, rules
from trials.models.facets import TrialFacets

REGISTRY = "ClinicalTrials.gov"


class Meta(ApiView):
    """Data dates per registry, the newest edition, the rule set, limits, and the notices that are
    current now, with the digests by which they can be recognised."""

    operation = ("meta", "About this service")
    tag = "Service"
    shape = "Meta"

    def answer(self, asked):
        newest = public_events().order_by("-edition").first()
        return {
            "api_version": "1",
            "site": settings.SITE_URL,
            "languages": [LANGUAGE],
            "types": [kind.name for kind in kinds.every()],
            "edition": newest.edition if newest else 0,
            "data_as_of": envelope.moment(newest and newest.at),
            "registries": [_registry()],
            "ruleset": rules.RULESET,
            "limits": {
                "list": paging.MOST,
                "search": finding.MOST,
                "changes": changes.MOST,
            },
            "notices": [_notice(n) for n in documents.current_notices(LANGUAGE).values()],
            "license": envelope.CONTENT_LICENCE,
        }


def _registry():
    dated = TrialFacets.objects.exclude(status_as_of="")
    dates = dated.aggregate(
        trials=Count("pk"), oldest_as_of=Min("status_as_of"), newest_as_of=Max("status_as_of")
    )
    return {"registry": REGISTRY, **dates}


def _notice(notice):
    return {
        "kind": notice.kind,
        "edition": notice.edition,
        "digest": notice.digest,
        "text": notice.text,
        "must_display": True,
    }


class ProblemType(ApiView):
    """What a kind of problem means and how to mend it; the `type` of every problem leads here."""

    operation = ("problem_type", "Read about a kind of problem")
    tag = "Service"
    shape = "ProblemType"
    problems = (400, 404)

    def answer(self, asked, name):
        if name not in PROBLEMS:
            raise Problem("not-found")
        status, title, mend = PROBLEMS[name]
        return {"type": type_of(name), "title": title, "status": status, "mend": mend}


class Description(ApiView):
    """The description of this API, OpenAPI 3.1."""

    schema = None  # a description does not describe itself

    def answer(self, asked):
        return HttpResponse(openapi.text(), content_type="application/json")
