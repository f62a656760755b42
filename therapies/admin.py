"""Therapies, guides and words in the desk."""

import re

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from reviews.desk.drafts import REVIEW, DraftAdmin, DraftForm
from reviews.desk.rows import BlockInline, CitedInline, NameInline, PersonInline, RowInline
from therapies.models import (
    Guide,
    GuideBlock,
    GuideLink,
    GuideName,
    GuidePerson,
    Harm,
    Outcome,
    RegulatoryEvent,
    Term,
    TermBlock,
    TermLink,
    TermName,
    TermPerson,
    Therapy,
    TherapyBlock,
    TherapyName,
    TherapyPerson,
    TherapyTrial,
)

MOST_WORDS = 40  # of a meaning: what a tired reader takes in at once
CITATION = re.compile(r"\[[^\[\]]{0,600}@[^\[\]]{0,600}\]")


class TherapyNameInline(NameInline):
    model = TherapyName


class TherapyBlockInline(BlockInline):
    model = TherapyBlock


class TherapyPersonInline(PersonInline):
    model = TherapyPerson


class OutcomeInline(CitedInline):
    model = Outcome
    fields = (
        "statement",
        ("certainty", "design"),
        ("people_studied", "time_span", "comparator"),
        ("effect_absolute", "effect_relative"),
        "source",
        ("locator", "quote"),
    )


class HarmInline(CitedInline):
    model = Harm
    fields = ("statement", ("frequency", "serious"), "source", ("locator", "quote"))


class RegulatoryEventInline(CitedInline):
    model = RegulatoryEvent
    fields = (
        ("agency", "jurisdiction", "date"),
        ("kind", "for_als"),
        "indication",
        "as_of",
        "source",
        ("locator", "quote"),
    )


class TherapyTrialInline(RowInline):
    model = TherapyTrial
    entry_kind = "trial"
    fields = ("entry", "label", "result")


@admin.register(Therapy)
class TherapyAdmin(DraftAdmin):
    """The status in each country is derived from the regulatory events; no field holds it."""

    inlines = (
        TherapyNameInline,
        TherapyBlockInline,
        OutcomeInline,
        HarmInline,
        RegulatoryEventInline,
        TherapyTrialInline,
        TherapyPersonInline,
    )
    places = {
        **DraftAdmin.places,
        "regulatory": "regulatory_events",
        "statuses": "regulatory_events",
        "trials": "trial_links",
    }
    fieldsets = (
        (
            _("The page"),
            {
                "fields": ("title", "slug", "summary"),
                "description": _(
                    "Readers meet the title and summary in lists and search results. Use the name "
                    "people say; brand and code names go below."
                ),
            },
        ),
        (_("The therapy"), {"fields": ("therapy_type", "route", "als_type")}),
        REVIEW,
    )


class GuideNameInline(NameInline):
    model = GuideName


class GuideBlockInline(BlockInline):
    model = GuideBlock
    fields = (("section", "position"), "heading", *BlockInline.fields[1:])


class GuideLinkInline(RowInline):
    model = GuideLink
    fields = ("entry", "label", "note")


class GuidePersonInline(PersonInline):
    model = GuidePerson


@admin.register(Guide)
class GuideAdmin(DraftAdmin):
    """The status of a linked therapy or trial is shown as it stands on the day of reading."""

    inlines = (GuideNameInline, GuideBlockInline, GuideLinkInline, GuidePersonInline)
    list_filter = (*DraftAdmin.list_filter, "topic")
    fieldsets = (
        (_("The page"), {"fields": ("title", "slug", "summary")}),
        (_("The guide"), {"fields": ("topic", "audience")}),
        REVIEW,
    )


class TermNameInline(NameInline):
    model = TermName


class TermBlockInline(BlockInline):
    model = TermBlock


class TermLinkInline(RowInline):
    model = TermLink
    fields = ("entry", "label", "note")


class TermPersonInline(PersonInline):
    model = TermPerson


class TermForm(DraftForm):
    def clean_meaning(self):
        meaning = self.cleaned_data["meaning"]
        count = len(CITATION.sub(" ", meaning).split())
        if count > MOST_WORDS:
            raise forms.ValidationError(
                _("These are %(count)d words; say it in %(most)d. The rest can go into a section.")
                % {"count": count, "most": MOST_WORDS}
            )
        return meaning


@admin.register(Term)
class TermAdmin(DraftAdmin):
    """A word has one meaning in plain words; what doctors also say stands among its names."""

    form = TermForm
    inlines = (TermNameInline, TermBlockInline, TermLinkInline, TermPersonInline)
    fieldsets = (
        (_("The page"), {"fields": ("title", "slug", "summary")}),
        (_("The word"), {"fields": ("meaning", ("pronunciation", "spanish"))}),
        REVIEW,
    )
