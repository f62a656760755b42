"""Filters of the list of trials."""

import string

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.lists import StrictFilters
from trials import status, words
from trials.models.facets import TrialCountry, TrialFacets

LETTERS = [(letter, letter.upper()) for letter in string.ascii_lowercase]
PHASES = [
    ("EARLY_PHASE1", _("Early phase 1")),
    ("PHASE1", _("Phase 1")),
    ("PHASE2", _("Phase 2")),
    ("PHASE3", _("Phase 3")),
    ("PHASE4", _("Phase 4")),
    ("NA", _("Not a phased trial")),
]


class TrialFilters(StrictFilters):
    recruitment = django_filters.ChoiceFilter(
        label=_("Open to people"),
        choices=list(words.RECRUITMENT.items()),
        empty_label=_("Any"),
        method="by_recruitment",
    )
    phase = django_filters.ChoiceFilter(
        label=_("Phase"), choices=PHASES, empty_label=_("Any"), method="by_phase"
    )
    country = django_filters.ChoiceFilter(
        label=_("Country"), choices=(), empty_label=_("Any"), method="by_country"
    )
    letter = django_filters.ChoiceFilter(
        label=_("First letter"), choices=LETTERS, empty_label=_("Any"), method="by_letter"
    )

    def __init__(self, *args, countries=(), **kwargs):
        super().__init__(*args, **kwargs)
        names = [(name, f"{name} ({count})") for name, count in sorted(countries)]
        self.form.fields["country"].choices = names

    def by_recruitment(self, rows, name, value):
        """As stored, but nothing counts as open of which nobody has said anything for two years."""
        found = TrialFacets.objects.filter(entry=OuterRef("pk"))
        fresh = Q(recruitment="open", status_as_of__gte=oldest())
        if value == status.OPEN:
            found = found.filter(fresh)
        elif value == status.UNKNOWN:
            found = found.filter(Q(recruitment="unknown") | (Q(recruitment="open") & ~fresh))
        else:
            found = found.filter(recruitment=value)
        return rows.filter(Exists(found))

    def by_phase(self, rows, name, value):
        """One word of the list of phases: a phase 2/3 trial is found as either."""
        word = Q(phases=value) | Q(phases__startswith=f"{value} ") | Q(phases__endswith=f" {value}")
        return rows.filter(Exists(TrialFacets.objects.filter(word, entry=OuterRef("pk"))))

    def by_country(self, rows, name, value):
        return rows.filter(Exists(TrialCountry.objects.filter(entry=OuterRef("pk"), country=value)))

    def by_letter(self, rows, name, value):
        return rows.filter(sort_title__startswith=value)


def oldest(today=None):
    """The earliest month, as ISO text, whose word on being open still counts."""
    today = today or timezone.now().date()
    months = today.year * 12 + today.month - 1 - status.STALE_MONTHS
    return f"{months // 12:04d}-{months % 12 + 1:02d}"
