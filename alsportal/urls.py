"""All addresses. Public pages are read-only; everything that changes something is below /admin/."""

from django.contrib import admin
from django.urls import include, path

import therapies.urls
from alsportal import crawlers, feeds, searching, views, whatsnew
from alsportal.api import reference
from reviews import kinds, pages


def around_a_page(kind):
    """What every kind of page has beside its own addresses: its feed, its versions compared."""
    one, given = f"{kind.path}/<address:slug>", {"kind": kind.name}
    return [
        path(f"{one}/feed.atom", feeds.of_page, given, name=f"{kind.name}-feed"),
        path(f"{one}/versions/compare/", pages.compare, given, name=f"{kind.name}-compare"),
    ]


urlpatterns = [
    path("", views.home, name="home"),
    path("search/", searching.search, name="search"),
    path("therapies/", include("therapies.urls")),
    path("guides/", include(therapies.urls.guides)),
    path("words/", include(therapies.urls.words)),
    path("trials/", include("trials.urls")),
    *(address for kind in kinds.every() for address in around_a_page(kind)),
    path("new/", whatsnew.whats_new, name="new"),
    path("feeds/<slug:name>.atom", feeds.of_kind, name="feed"),
    path("how-we-check/", views.how_we_check, name="how-we-check"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap_index, name="sitemaps"),
    path("sitemaps/<slug:name>.xml", crawlers.sitemap, name="sitemap"),
    path("opensearch.xml", crawlers.opensearch, name="opensearch"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("api/docs/", reference.reference, name="api-docs"),
    path("api/", include("alsportal.api.urls")),
    path("healthz", views.healthz, name="healthz"),
    path("admin/accounts/", include("alsportal.accounts.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "alsportal.views.bad_request"
handler403 = "alsportal.views.forbidden"
handler404 = "alsportal.views.not_found"
handler500 = "alsportal.views.server_error"
