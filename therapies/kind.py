"""The registration of therapies: all that the engine knows of them."""

from django.utils.translation import gettext_lazy as _

from reviews import roles
from reviews.kinds import Kind
from therapies.projections import project

THERAPY = Kind(
    name="therapy",
    label=_("therapy"),
    label_plural=_("therapies"),
    path="therapies",
    draft="therapies.Therapy",
    required={"clinical": frozenset({roles.CLINICAL_REVIEWER})},
    build="therapies.documents.build",
    project=project,
    facet_models=("therapies.TherapyFacets", "therapies.TherapyStatus"),
    template="therapies/detail.html",
    sort=1,
    card="therapies.cards.card",
)
