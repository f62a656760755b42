"""The draft of a trial page: an accepted registry record, and the editors' own rows."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reviews.models import BlockRow, CitedRow, Draft, Journaled, NameRow, PersonRow


class Trial(Draft):
    """A trial page's draft. Registry facts are parsed from ``record``, never copied here."""

    record = models.ForeignKey(
        "trials.RegistryRecord",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accepted registry record"),
        help_text=_("The state of the registry record that this page shows."),
    )

    class Meta:
        verbose_name = _("trial")
        verbose_name_plural = _("trials")
        ordering = ["title"]


class StatedFacts(Journaled):
    """Header facts from a cited source, for a trial whose registry record is not held."""

    trial = models.OneToOneField(Trial, models.CASCADE, related_name="stated_facts")
    source = models.ForeignKey(
        "reviews.Source", models.PROTECT, related_name="+", verbose_name=_("source")
    )
    as_of = models.DateField(_("as of"))
    official_title = models.CharField(_("official title"), max_length=600, blank=True)
    acronym = models.CharField(_("acronym"), max_length=60, blank=True)
    sponsor = models.CharField(_("sponsor"), max_length=200, blank=True)
    status = models.CharField(
        _("status"), max_length=40, blank=True, help_text=_("The registry's word: RECRUITING …")
    )
    why_stopped = models.CharField(_("why stopped"), max_length=300, blank=True)
    phases = models.CharField(
        _("phases"), max_length=40, blank=True, help_text=_("PHASE2, or PHASE2 PHASE3, or NA.")
    )
    study_type = models.CharField(_("study type"), max_length=40, blank=True)
    allocation = models.CharField(_("allocation"), max_length=40, blank=True)
    intervention_model = models.CharField(_("intervention model"), max_length=40, blank=True)
    masking = models.CharField(_("masking"), max_length=40, blank=True)
    enrolment = models.PositiveIntegerField(_("enrolment"), null=True, blank=True)
    enrolment_type = models.CharField(
        _("enrolment is"), max_length=10, blank=True, help_text=_("ACTUAL or ESTIMATED.")
    )
    start = models.CharField(_("start"), max_length=10, blank=True)
    completion = models.CharField(_("completion"), max_length=10, blank=True)
    interventions = models.TextField(
        _("interventions"), blank=True, help_text=_("One a line: DRUG: name.")
    )
    primary_outcome = models.CharField(_("primary outcome measure"), max_length=500, blank=True)
    countries = models.TextField(_("countries"), blank=True, help_text=_("One a line."))

    class Meta:
        verbose_name = _("stated facts")
        verbose_name_plural = _("stated facts")

    def __str__(self):
        return str(self.trial)


class TrialName(NameRow):
    trial = models.ForeignKey(Trial, models.CASCADE, related_name="names")

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["kind", "name", "pk"]


class TrialBlock(BlockRow):
    class Section(models.TextChoices):
        TWO_MINUTE = "two_minute", _("two-minute version")
        WHY = "why", _("why this trial")
        WHAT_HAPPENS = "what_happens", _("what happens in it")
        AFTER = "after", _("afterwards")
        PROFESSIONALS = "professionals", _("for professionals")
        FOUND = "found", _("text as found, still to be sorted")

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="blocks")
    section = models.CharField(_("section"), max_length=30, choices=Section)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["trial", "section"],
                name="a_trial_section_stands_once",
                violation_error_message=_("This section is already there; edit that one."),
            )
        ]


class TrialPerson(PersonRow):
    trial = models.ForeignKey(Trial, models.CASCADE, related_name="people")

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["pk"]


class Criterion(Journaled):
    """An eligibility criterion in plain words; rows of one group are alternatives."""

    class Polarity(models.TextChoices):
        MUST = "must", _("must")
        MUST_NOT = "must_not", _("must not")
        DEPENDS = "depends", _("depends")

    class Concept(models.TextChoices):
        AGE = "age", _("age")
        DIAGNOSIS = "diagnosis", _("diagnosis")
        ONSET = "onset", _("time since first symptom")
        FVC = "fvc", _("breathing test (FVC)")
        SVC = "svc", _("breathing test (SVC)")
        ALSFRS = "alsfrs", _("ALSFRS-R score")
        GENE = "gene", _("gene result")
        MEDICINE = "medicine", _("medicine")
        VENTILATION = "ventilation", _("breathing support")
        CONSENT = "consent", _("consent")
        OTHER = "other", _("other")

    class Operator(models.TextChoices):
        LT = "lt", "<"
        LE = "le", "≤"
        GE = "ge", "≥"
        GT = "gt", ">"
        EQ = "eq", "="
        BETWEEN = "between", _("between")
        IS = "is", _("is")

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="criteria")
    group = models.PositiveSmallIntegerField(
        _("group"), default=1, help_text=_("Rows with the same number are alternatives.")
    )
    polarity = models.CharField(_("must or must not"), max_length=10, choices=Polarity)
    text = models.CharField(_("in plain words"), max_length=500)
    concept = models.CharField(_("about"), max_length=20, choices=Concept, default=Concept.OTHER)
    operator = models.CharField(_("comparison"), max_length=10, choices=Operator, blank=True)
    value = models.CharField(_("value"), max_length=100, blank=True)
    value_high = models.CharField(_("upper value"), max_length=100, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    cohort = models.CharField(_("cohort or part"), max_length=150, blank=True)
    registry_sentence = models.TextField(_("registry sentence"), blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("verified by"),
    )
    verified_on = models.DateField(_("verified on"), null=True, blank=True)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["group", "pk"]

    def __str__(self):
        return self.text[:80]


class TrialResult(CitedRow):
    class Direction(models.TextChoices):
        POSITIVE = "positive", _("better than the comparison")
        NEGATIVE = "negative", _("no better than the comparison")
        MIXED = "mixed", _("mixed")
        INCONCLUSIVE = "inconclusive", _("cannot tell")
        NOT_REPORTED = "not_reported", _("not reported")

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="results")
    statement = models.TextField(_("statement"), help_text=_("One plain sentence, cited [@key]."))
    direction = models.CharField(_("direction"), max_length=15, choices=Direction)

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["pk"]

    def __str__(self):
        return self.statement[:80]


class Contradiction(CitedRow):
    """Where the registry, the sponsor or a paper disagree, explained by an editor."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="contradictions")
    statement = models.TextField(_("statement"))

    class Meta:
        verbose_name = _("contradiction")
        verbose_name_plural = _("contradictions")
        ordering = ["pk"]

    def __str__(self):
        return self.statement[:80]


class TrialTherapy(Journaled):
    trial = models.ForeignKey(Trial, models.CASCADE, related_name="therapy_links")
    entry = models.ForeignKey(
        "reviews.Entry", models.PROTECT, related_name="+", verbose_name=_("therapy")
    )
    label = models.CharField(_("label"), max_length=300)

    class Meta:
        verbose_name = _("therapy studied")
        verbose_name_plural = _("therapies studied")
        ordering = ["pk"]

    def __str__(self):
        return self.label
