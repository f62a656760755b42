"""All addresses. Public pages are read-only; everything that changes something is below /admin/."""

from django.contrib import admin
from django.urls import include, path

import therapies.urls
from alsportal import views

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("therapies/", include("therapies.urls")),
    path("guides/", include(therapies.urls.guides)),
    path("words/", include(therapies.urls.words)),
    path("trials/", include("trials.urls")),
    path("how-we-check/", views.how_we_check, name="how-we-check"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("api/", include("alsportal.api.urls")),
    path("healthz", views.healthz, name="healthz"),
    path("admin/accounts/", include("alsportal.accounts.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "alsportal.views.bad_request"
handler403 = "alsportal.views.forbidden"
handler404 = "alsportal.views.not_found"
handler500 = "alsportal.views.server_error"
