"""Pages to be found: entries with search rows, without the road to publication."""

import pytest

from reviews.models import Entry
from reviews.search import SearchProjection, write


@pytest.fixture
def page(db):
    """Make a page that can be found; returns its entry."""

    def make(title, *, kind="therapy", language="en", **fields):
        slug = fields.pop("slug", title.lower().replace(" ", "-"))
        entry = Entry.objects.create(kind=kind, language=language)
        write(entry.pk, SearchProjection(kind, language, slug, title, **fields))
        return entry

    return make


@pytest.fixture
def riluzole(page):
    return page(
        "Riluzole",
        names=("Rilutek", "Tiglutik", "RP 54274"),
        keywords=("Amyotrophic Lateral Sclerosis",),
        summary="A tablet that slows ALS a little.",
        body="It was the first medicine approved. Studies followed 959 people for 18 months.",
        static_rank=100,
    )
