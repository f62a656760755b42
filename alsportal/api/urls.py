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


def of_kind(path_, one, every, page, all_versions, version):
    """The four addresses that each kind of page has."""
    each = f"v1/{path_}/<api-slug:slug>"
    return [
        path(f"v1/{path_}", every.as_view(), name=path_),
        path(each, page.as_view(), name=one),
        path(f"{each}/versions", all_versions.as_view(), name=f"{one}-versions"),
        path(f"{each}/versions/<api-number:number>", version.as_view(), name=f"{one}-version"),
    ]


V1 = [
    *of_kind(
        "therapies",
        "therapy",
        lists.TherapyList,
        pages.TherapyPage,
        versions.TherapyVersions,
        versions.TherapyVersion,
    ),
    *of_kind(
        "trials",
        "trial",
        lists.TrialList,
        pages.TrialPage,
        versions.TrialVersions,
        versions.TrialVersion,
    ),
    *of_kind(
        "guides",
        "guide",
        lists.GuideList,
        pages.GuidePage,
        versions.GuideVersions,
        versions.GuideVersion,
    ),
    *of_kind(
        "words",
        "word",
        lists.WordList,
        pages.WordPage,
        versions.WordVersions,
        versions.WordVersion,
    ),
    path("v1/search", finding.Search.as_view(), name="search"),
    path("v1/changes", changes.Changes.as_view(), name="changes"),
    path("v1/meta", about.Meta.as_view(), name="meta"),
    path("v1/problems/<slug:name>", about.ProblemType.as_view(), name="problem"),
    path("v1/openapi.json", about.Description.as_view(), name="openapi"),
]
urlpatterns = [*V1, re_path(r"", views.UnknownAddress.as_view(), name="unknown")]
