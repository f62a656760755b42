"""Addresses of trials."""

from django.urls import path

from trials import public

app_name = "trials"
urlpatterns = [
    path("", public.trials, name="list"),
    path("<address:slug>/", public.trial, name="detail"),
    path("<address:slug>/versions/", public.trial_versions, name="versions"),
    path("<address:slug>/versions/<version:number>/", public.trial_version, name="version"),
]
