"""Addresses below /api/. No trailing slashes; whatever is not here gets a 404 in JSON."""

from django.urls import path, re_path, register_converter

from alsportal.api import about, changes, finding, lists, pages, versions, views

app_name = "api"


class SlugPart:
    """An address as pages can have it; all else is answered as unknown before any query."""

    regex = "[A-Za-z0-9][A-Za-z0-9-]{0,99}"
    to_python = to_url = staticmethod(str)


class Number:
    """The number of a version: decimal digits without leading zeros."""

    regex = "[1-9][0-9]{0,9}"
    to_python = to_url = staticmethod(str)


register_converter(SlugPart, "api-slug")
register_converter(Number, "api-number")

V1 = [
    path("v1/therapies", lists.TherapyList.as_view(), name="therapies"),
    path("v1/therapies/<api-slug:slug>", pages.TherapyPage.as_view(), name="therapy"),
    path(
        "v1/therapies/<api-slug:slug>/versions",
        versions.TherapyVersions.as_view(),
        name="therapy-versions",
    ),
    path(
        "v1/therapies/<api-slug:slug>/versions/<api-number:number>",
        versions.TherapyVersion.as_view(),
        name="therapy-version",
    ),
    path("v1/trials", lists.TrialList.as_view(), name="trials"),
    path("v1/trials/<api-slug:slug>", pages.TrialPage.as_view(), name="trial"),
    path(
        "v1/trials/<api-slug:slug>/versions",
        versions.TrialVersions.as_view(),
        name="trial-versions",
    ),
    path(
        "v1/trials/<api-slug:slug>/versions/<api-number:number>",
        versions.TrialVersion.as_view(),
        name="trial-version",
    ),
    path("v1/search", finding.Search.as_view(), name="search"),
    path("v1/changes", changes.Changes.as_view(), name="changes"),
    path("v1/meta", about.Meta.as_view(), name="meta"),
    path("v1/problems/<slug:name>", about.ProblemType.as_view(), name="problem"),
    path("v1/openapi.json", about.Description.as_view(), name="openapi"),
]
urlpatterns = [*V1, re_path(r"", views.UnknownAddress.as_view(), name="unknown")]
