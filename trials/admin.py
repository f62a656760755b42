"""Trials and the registry's records in the desk."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reviews.desk.drafts import REVIEW, DraftAdmin
from reviews.desk.records import ReadOnlyAdmin, pretty
from reviews.desk.rows import (
    BlockInline,
    CitedInline,
    NameInline,
    PersonInline,
    RowForm,
    RowInline,
)
from reviews.models import User
from trials.drift.desk import DriftDesk
from trials.models import (
    Contradiction,
    Criterion,
    ImportRun,
    RegistryRecord,
    StatedFacts,
    Trial,
    TrialBlock,
    TrialName,
    TrialPerson,
    TrialResult,
    TrialTherapy,
)


class TrialNameInline(NameInline):
    model = TrialName


class TrialBlockInline(BlockInline):
    model = TrialBlock


class TrialPersonInline(PersonInline):
    model = TrialPerson


class StatedFactsInline(RowInline):
    model = StatedFacts
    autocomplete_fields = ("source",)
    fields = (
        ("source", "as_of"),
        "official_title",
        ("acronym", "sponsor"),
        ("status", "why_stopped"),
        ("phases", "study_type"),
        ("allocation", "intervention_model", "masking"),
        ("enrolment", "enrolment_type"),
        ("start", "completion"),
        "interventions",
        "primary_outcome",
        "countries",
    )


class CriterionForm(RowForm):
    """A criterion is confirmed by the person at the keyboard, in nobody else's name."""

    person = None

    def clean_verified_by(self):
        chosen = self.cleaned_data["verified_by"]
        if "verified_by" in self.changed_data and chosen not in (None, self.person):
            raise ValidationError(_("You can confirm a criterion in your own name only."))
        return chosen


class CriterionInline(RowInline):
    model = Criterion
    form = CriterionForm
    fields = (
        "text",
        ("group", "polarity", "concept"),
        ("operator", "value", "value_high", "unit"),
        "cohort",
        "registry_sentence",
        ("verified_by", "verified_on"),
    )

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.person = request.user
        return formset

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "verified_by":
            confirmed = Criterion.objects.filter(verified_by__isnull=False)
            kwargs["queryset"] = User.objects.filter(
                Q(pk=request.user.pk) | Q(pk__in=confirmed.values("verified_by"))
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class TrialResultInline(CitedInline):
    model = TrialResult
    fields = ("statement", "direction", "source", ("locator", "quote"))


class ContradictionInline(CitedInline):
    model = Contradiction
    fields = ("statement", "source", ("locator", "quote"))


class TrialTherapyInline(RowInline):
    model = TrialTherapy
    entry_kind = "therapy"
    fields = ("entry", "label")


@admin.register(Trial)
class TrialAdmin(DriftDesk, DraftAdmin):
    """Registry facts come from the accepted record; only the editors' own layer is typed."""

    autocomplete_fields = ("record",)
    inlines = (
        TrialNameInline,
        TrialBlockInline,
        CriterionInline,
        TrialResultInline,
        ContradictionInline,
        TrialTherapyInline,
        StatedFactsInline,
        TrialPersonInline,
    )
    places = {
        **DraftAdmin.places,
        "registry": "record",
        "facts": "record",
        "therapies": "therapy_links",
    }
    fieldsets = (
        (
            _("The page"),
            {
                "fields": ("title", "slug", "summary"),
                "description": _(
                    "The address of a trial is its registry number. The title is ours, in plain "
                    "words; the registry’s own titles are shown beside it."
                ),
            },
        ),
        (
            _("The registry record"),
            {
                "fields": ("record",),
                "description": _(
                    "Choose the state of the record that you have read. Its facts are taken over "
                    "whole. Where no record is held, leave this empty and fill in “stated facts” "
                    "from a cited source below."
                ),
            },
        ),
        REVIEW,
    )


@admin.register(RegistryRecord)
class RegistryRecordAdmin(ReadOnlyAdmin):
    """Records as fetched, without contacts. Nothing of them is public until a page takes them."""

    list_display = ("registry_id", "title", "last_update_posted", "processed_at", "retrieved_at")
    search_fields = ("registry_id", "title")
    ordering = ("-pk",)
    fields = (
        "registry",
        "registry_id",
        "title",
        "last_update_posted",
        "processed_at",
        "retrieved_at",
        "digest",
        "run",
    )
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).defer("payload")

    def choice_label(self, record):
        return f"{record.registry_id} · {record.last_update_posted} · {record.title}"[:160]


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ("pk", "started_at", "finished_at", "by", "paths")
    fields = ("started_at", "finished_at", "by", "paths", "figures", "report")
    readonly_fields = fields
    ordering = ("-pk",)

    @admin.display(description=_("counts"))
    def figures(self, run):
        return pretty(run.counts)
