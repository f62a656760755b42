"""The registration of trials: all that the engine knows of them."""

from django.utils.translation import gettext_lazy as _

from reviews import roles
from reviews.kinds import Kind
from trials.projections import project

TRIAL = Kind(
    name="trial",
    label=_("trial"),
    label_plural=_("trials"),
    path="trials",
    draft="trials.Trial",
    required={"review": roles.REVIEWERS},
    build="trials.documents.build",
    project=project,
    facet_models=("trials.TrialFacets", "trials.TrialCountry", "trials.TrialSite"),
    template="trials/detail.html",
    sort=2,
    card="trials.cards.card",
    beside="trials.public.beside",
    found="trials.found.plan",
    audit="trials.documents.audit",
    slug_case="upper",
    drift="trials.drift.documents.drift",
    chores="trials.drift.finding.chores",
)
