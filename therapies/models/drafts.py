"""The draft of a therapy page and its typed rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reviews.models import BlockRow, CitedRow, Draft, Journaled, NameRow, PersonRow


class Therapy(Draft):
    """A medicine or other treatment studied or used in ALS."""

    class Type(models.TextChoices):
        SMALL_MOLECULE = "small_molecule", _("small molecule")
        ANTISENSE = "antisense", _("antisense oligonucleotide")
        BIOLOGIC = "biologic", _("biological medicine")
        CELL = "cell", _("cell therapy")
        GENE = "gene", _("gene therapy")
        COMBINATION = "combination", _("combination")
        VITAMIN = "vitamin", _("vitamin or supplement")
        DEVICE = "device", _("device")
        OTHER = "other", _("other")

    therapy_type = models.CharField(_("type"), max_length=20, choices=Type)
    route = models.CharField(_("how it is given"), max_length=150, blank=True)
    als_type = models.CharField(
        _("form of ALS"), max_length=100, blank=True, help_text=_("“any”, or a gene such as SOD1.")
    )

    class Meta:
        verbose_name = _("therapy")
        verbose_name_plural = _("therapies")
        ordering = ["title"]


class TherapyName(NameRow):
    therapy = models.ForeignKey(Therapy, models.CASCADE, related_name="names")

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["kind", "name", "pk"]


class TherapyBlock(BlockRow):
    class Section(models.TextChoices):
        TWO_MINUTE = "two_minute", _("two-minute version")
        WHAT_IT_IS = "what_it_is", _("what it is")
        MECHANISM = "mechanism", _("how it might work")
        BURDEN = "burden", _("burden of treatment")
        NOT_KNOWN = "not_known", _("what we do not know")
        IF_NOT_USED = "if_not_used", _("if it is not used")
        OTHER_OPTIONS = "other_options", _("other options")
        QUALITY_OF_LIFE = "quality_of_life", _("quality of life")
        QUESTIONS = "questions", _("questions for your neurologist")
        PROFESSIONALS = "professionals", _("for professionals")
        FOUND = "found", _("text as found, still to be sorted")

    therapy = models.ForeignKey(Therapy, models.CASCADE, related_name="blocks")
    section = models.CharField(_("section"), max_length=30, choices=Section)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["therapy", "section"],
                name="a_therapy_section_stands_once",
                violation_error_message=_("This section is already there; edit that one."),
            )
        ]


class TherapyPerson(PersonRow):
    therapy = models.ForeignKey(Therapy, models.CASCADE, related_name="people")

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["pk"]


class Outcome(CitedRow):
    """What studies found for one outcome, with how sure that is (GRADE words)."""

    class Certainty(models.TextChoices):
        HIGH = "high", _("high")
        MODERATE = "moderate", _("moderate")
        LOW = "low", _("low")
        VERY_LOW = "very_low", _("very low")
        UNKNOWN = "unknown", _("unknown")

    class Design(models.TextChoices):
        REVIEW = "systematic_review", _("systematic review")
        TRIAL = "randomised_trial", _("randomised trial")
        OPEN = "open_label", _("open-label study")
        OBSERVATIONAL = "observational", _("observational study")
        ANIMAL = "animal", _("animal study")
        LABORATORY = "laboratory", _("laboratory study")
        EXPERT = "expert", _("expert opinion")

    therapy = models.ForeignKey(Therapy, models.CASCADE, related_name="outcomes")
    statement = models.TextField(_("statement"), help_text=_("One plain sentence, cited [@key]."))
    comparator = models.CharField(_("compared with"), max_length=150, blank=True)
    effect_absolute = models.CharField(_("absolute effect"), max_length=200, blank=True)
    effect_relative = models.CharField(_("relative effect"), max_length=200, blank=True)
    people_studied = models.PositiveIntegerField(_("people studied"), null=True, blank=True)
    time_span = models.CharField(_("over what time"), max_length=100, blank=True)
    certainty = models.CharField(_("certainty"), max_length=10, choices=Certainty)
    design = models.CharField(_("design of the studies"), max_length=20, choices=Design)

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["pk"]

    def __str__(self):
        return self.statement[:80]


class Harm(CitedRow):
    therapy = models.ForeignKey(Therapy, models.CASCADE, related_name="harms")
    statement = models.TextField(_("statement"), help_text=_("One plain sentence, cited [@key]."))
    frequency = models.CharField(_("how often"), max_length=150, blank=True)
    serious = models.BooleanField(_("serious"), default=False)

    class Meta:
        verbose_name = _("harm")
        verbose_name_plural = _("harms")
        ordering = ["pk"]

    def __str__(self):
        return self.statement[:80]


class RegulatoryEvent(CitedRow):
    """Something a regulator or applicant did on a date; the status is derived from these."""

    class EventKind(models.TextChoices):
        APPROVED = "approved", _("approved")
        CONDITIONAL = "conditional", _("conditional approval")
        ACCELERATED = "accelerated", _("accelerated approval")
        REFUSED = "refused", _("refused")
        NEGATIVE = "negative_opinion", _("negative opinion")
        APPLICATION_WITHDRAWN = "application_withdrawn", _("application withdrawn")
        APPROVAL_WITHDRAWN = "approval_withdrawn", _("approval withdrawn")
        MARKET_WITHDRAWAL = "market_withdrawal", _("taken off the market by the company")
        SUSPENDED = "suspended", _("suspended")
        DESIGNATION = "designation", _("designation (not an approval)")

    therapy = models.ForeignKey(Therapy, models.CASCADE, related_name="regulatory_events")
    agency = models.CharField(_("agency"), max_length=60)
    jurisdiction = models.CharField(
        _("jurisdiction"), max_length=2, help_text=_("Two letters: US, EU, GB, JP …")
    )
    date = models.CharField(_("date"), max_length=10, help_text=_("2024, 2024-03 or 2024-03-08."))
    kind = models.CharField(_("what happened"), max_length=25, choices=EventKind)
    indication = models.CharField(_("for what use"), max_length=300, blank=True)
    for_als = models.BooleanField(_("for ALS"), default=True)
    as_of = models.DateField(_("known as of"), null=True, blank=True)

    class Meta:
        verbose_name = _("regulatory event")
        verbose_name_plural = _("regulatory events")
        ordering = ["date", "pk"]

    def __str__(self):
        return f"{self.agency} {self.date} {self.kind}"


class TherapyTrial(Journaled):
    """A trial of this therapy, with its result in one sentence, the negative ones too."""

    therapy = models.ForeignKey(Therapy, models.CASCADE, related_name="trial_links")
    entry = models.ForeignKey(
        "reviews.Entry", models.PROTECT, related_name="+", verbose_name=_("trial")
    )
    label = models.CharField(_("label"), max_length=300)
    result = models.CharField(_("result in one sentence"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("linked trial")
        verbose_name_plural = _("linked trials")
        ordering = ["pk"]

    def __str__(self):
        return self.label
