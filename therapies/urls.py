"""Addresses of therapies."""

from django.urls import path

from therapies import public

app_name = "therapies"
urlpatterns = [
    path("", public.therapies, name="list"),
    path("<address:slug>/", public.therapy, name="detail"),
    path("<address:slug>/versions/", public.therapy_versions, name="versions"),
    path("<address:slug>/versions/<version:number>/", public.therapy_version, name="version"),
]
