"""Addresses of therapies, guides and words."""

from django.urls import path

from therapies import public


def addresses(every, one, versions, version):
    """The four addresses that each kind of page has."""
    return [
        path("", every, name="list"),
        path("<address:slug>/", one, name="detail"),
        path("<address:slug>/versions/", versions, name="versions"),
        path("<address:slug>/versions/<version:number>/", version, name="version"),
    ]


app_name = "therapies"
urlpatterns = addresses(
    public.therapies, public.therapy, public.therapy_versions, public.therapy_version
)
guides = (
    addresses(public.guides, public.guide, public.guide_versions, public.guide_version),
    "guides",
)
words = (addresses(public.words, public.word, public.word_versions, public.word_version), "words")
