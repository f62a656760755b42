"""The registrations of therapies, guides and words: all that the engine knows of them."""

from django.utils.translation import gettext_lazy as _

from reviews import roles
from reviews.kinds import Kind
from therapies.projections import project, project_guide, project_term

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
    beside="therapies.public.trials_now",
    found="therapies.found.plan_therapy",
)
GUIDE = Kind(
    name="guide",
    label=_("guide"),
    label_plural=_("guides"),
    path="guides",
    draft="therapies.Guide",
    required={"clinical": frozenset({roles.CLINICAL_REVIEWER})},
    build="therapies.documents.build_guide",
    project=project_guide,
    facet_models=("therapies.GuideFacets",),
    template="guides/detail.html",
    sort=3,
    card="therapies.cards.guide_card",
    beside="therapies.public.linked_now",
    found="therapies.found.plan_guide",
)
TERM = Kind(
    name="term",
    label=_("word"),
    label_plural=_("words"),
    path="words",
    draft="therapies.Term",
    required={"review": roles.REVIEWERS},
    build="therapies.documents.build_term",
    project=project_term,
    facet_models=(),
    template="words/detail.html",
    sort=4,
    card="therapies.cards.term_card",
    opens_with="meaning",
    beside="therapies.public.linked_now",
)
