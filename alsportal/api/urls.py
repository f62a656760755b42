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


def of_kind(every, page, phrase):
    """The four addresses that each kind of page has; ``phrase`` words it: "a guide"."""
    plural, one = every.operation[0], page.operation[0]
    each = f"v1/{plural}/<api-slug:slug>"
    shared = {"kind": page.kind, "tag": page.tag}
    all_versions = versions.VersionList.as_view(
        operation=(f"{one}_versions", f"List the versions of {phrase}"), **shared
    )
    version = versions.OneVersion.as_view(
        operation=(f"{one}_version", f"Read one version of {phrase}"), shape=page.shape, **shared
    )
    return [
        path(f"v1/{plural}", every.as_view(), name=plural),
        path(each, page.as_view(), name=one),
        path(f"{each}/versions", all_versions, name=f"{one}-versions"),
        path(f"{each}/versions/<api-number:number>", version, name=f"{one}-version"),
    ]


V1 = [
    *of_kind(lists.TherapyList, pages.TherapyPage, "a therapy page"),
    *of_kind(lists.TrialList, pages.TrialPage, "a trial page"),
    *of_kind(lists.GuideList, pages.GuidePage, "a guide"),
    *of_kind(lists.WordList, pages.WordPage, "a word"),
    path("v1/search", finding.Search.as_view(), name="search"),
    path("v1/changes", changes.Changes.as_view(), name="changes"),
    path("v1/meta", about.Meta.as_view(), name="meta"),
    path("v1/problems/<slug:name>", about.ProblemType.as_view(), name="problem"),
    path("v1/openapi.json", about.Description.as_view(), name="openapi"),
]
urlpatterns = [*V1, re_path(r"", views.UnknownAddress.as_view(), name="unknown")]
