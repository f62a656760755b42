"""Filters of the lists of therapies, guides and words."""

import string

import django_filters
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from reviews.lists import StrictFilters
from therapies import words
from therapies.models.facets import GuideFacets, TherapyFacets, TherapyStatus

LETTERS = [(letter, letter.upper()) for letter in string.ascii_lowercase]


class LetterFilters(StrictFilters):
    """By the first letter of the title."""

    letter = django_filters.ChoiceFilter(
        label=_("First letter"), choices=LETTERS, empty_label=_("Any"), method="by_letter"
    )

    def by_letter(self, rows, name, value):
        return rows.filter(sort_title__startswith=value)


class GuideFilters(LetterFilters):
    topic = django_filters.ChoiceFilter(
        label=_("Topic"),
        choices=list(words.TOPIC.items()),
        empty_label=_("Any"),
        method="by_topic",
    )

    def by_topic(self, rows, name, value):
        found = GuideFacets.objects.filter(entry=OuterRef("pk"), topic=value)
        return rows.filter(Exists(found))


class TherapyFilters(LetterFilters):
    """Status and place belong together: "approved" in "Japan" is one row of the statuses."""

    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=list(words.STATUS.items()),
        empty_label=_("Any"),
        method="by_status",
    )
    jurisdiction = django_filters.ChoiceFilter(
        label=_("Country"),
        choices=list(words.JURISDICTION.items()),
        empty_label=_("Any"),
        method="by_status",
    )
    type = django_filters.ChoiceFilter(
        label=_("Kind of treatment"),
        choices=list(words.THERAPY_TYPE.items()),
        empty_label=_("Any"),
        method="by_type",
    )

    def by_status(self, rows, name, value):
        """Both parameters in one condition; called once for each, the same condition twice."""
        wanted = {
            name: self.form.cleaned_data[name]
            for name in ("status", "jurisdiction")
            if self.form.cleaned_data[name]
        }
        return rows.filter(Exists(TherapyStatus.objects.filter(entry=OuterRef("pk"), **wanted)))

    def by_type(self, rows, name, value):
        found = TherapyFacets.objects.filter(entry=OuterRef("pk"), therapy_type=value)
        return rows.filter(Exists(found))
