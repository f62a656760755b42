"""What a registry sent, kept as fetched (without contacts), and the runs that fetched it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """One run of the registry import, and its report."""

    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    paths = models.TextField(_("read from"), blank=True, help_text=_("File names only."))
    counts = models.TextField(_("counts"), default="{}", help_text=_("Canonical JSON."))
    report = models.TextField(_("report"), blank=True)

    class Meta:
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


class RegistryRecord(models.Model):
    """One state of a registry record, kept by digest and never changed."""

    registry = models.CharField(_("registry"), max_length=30, default="ClinicalTrials.gov")
    registry_id = models.CharField(_("registry id"), max_length=40, db_index=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    digest = models.CharField(_("digest"), max_length=71)
    payload = models.TextField(_("record"), help_text=_("Canonical JSON, contacts left out."))
    processed_at = models.DateField(_("processed by the registry"), null=True)
    last_update_posted = models.CharField(_("last update posted"), max_length=10, blank=True)
    retrieved_at = models.DateTimeField(_("retrieved"))
    run = models.ForeignKey(
        ImportRun, models.PROTECT, null=True, blank=True, related_name="records"
    )
    event = models.OneToOneField("reviews.Event", models.PROTECT, related_name="registry_record")

    class Meta:
        verbose_name = _("registry record")
        verbose_name_plural = _("registry records")
        constraints = [
            models.UniqueConstraint(
                fields=["registry", "registry_id", "digest"],
                name="a_record_is_kept_once_by_digest",
            )
        ]

    def __str__(self):
        return f"{self.registry_id} · {self.retrieved_at:%Y-%m-%d}"


class Comparison(models.Model):
    """What separates two states of a record. Derived from the two, which never change.

    Made when a record is kept or accepted, so that a list of hundreds of trials parses none.
    Nothing is approved by it: accepting and deciding compare the records and documents themselves.
    """

    before = models.ForeignKey(RegistryRecord, models.PROTECT, related_name="+")
    after = models.ForeignKey(RegistryRecord, models.PROTECT, related_name="+")
    edition = models.PositiveSmallIntegerField(help_text="Of the table of what is material.")
    key = models.CharField(max_length=71, help_text="Equal for records that changed alike.")
    material = models.BooleanField()
    status_before = models.CharField(max_length=40, blank=True)
    status_after = models.CharField(
        max_length=40, blank=True, help_text="Empty, as the one before, where the status stayed."
    )
    differences = models.TextField(help_text="Canonical JSON; long values left out.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["before", "after", "edition"], name="two_records_are_compared_once"
            )
        ]

    def __str__(self):
        return f"{self.before_id} → {self.after_id}"
