"""What pages rest on: sources and the notices every page carries."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reviews.models.drafts import Journaled


class Source(Journaled):
    """A paper, label, regulator page or registry record that statements cite by its key.

    Documents copy what they cite, so an edit here changes no published word.
    """

    class Type(models.TextChoices):
        ARTICLE = "article", _("journal article")
        REVIEW = "review", _("systematic review")
        LABEL = "label", _("product information")
        REGULATOR = "regulator", _("regulator's page")
        REGISTRY = "registry", _("registry record")
        REPORT = "report", _("report")
        WEBPAGE = "webpage", _("web page")
        PRESS = "press", _("press release")

    class Retraction(models.TextChoices):
        NONE = "none", _("none known")
        CONCERN = "concern", _("expression of concern")
        CORRECTED = "corrected", _("corrected")
        RETRACTED = "retracted", _("retracted")

    key = models.SlugField(
        _("key"),
        max_length=80,
        unique=True,
        help_text=_("Cited in text as [@key], for example [@lacomblez1996]."),
    )
    type = models.CharField(_("type"), max_length=20, choices=Type)
    title = models.CharField(_("title"), max_length=500)
    authors = models.TextField(
        _("authors"),
        blank=True,
        help_text=_("One a line: Family, Given. An organisation stands alone on its line."),
    )
    container = models.CharField(_("journal or site"), max_length=300, blank=True)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    issued = models.CharField(
        _("date of issue"), max_length=10, blank=True, help_text=_("2024, 2024-03 or 2024-03-08.")
    )
    volume = models.CharField(_("volume"), max_length=40, blank=True)
    issue = models.CharField(_("issue"), max_length=40, blank=True)
    pages = models.CharField(_("pages"), max_length=60, blank=True)
    doi = models.CharField("DOI", max_length=200, blank=True)
    pmid = models.CharField("PMID", max_length=12, blank=True)
    registry_id = models.CharField(_("registry id"), max_length=40, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    stored_text = models.TextField(
        _("abstract or label text"),
        blank=True,
        help_text=_("For checking quotations; never shown to the public."),
    )
    retraction = models.CharField(
        _("retraction"), max_length=20, choices=Retraction, default=Retraction.NONE
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["key"]

    def __str__(self):
        return f"{self.key}: {self.title}"[:120]


class Notice(models.Model):
    """A numbered edition of a disclaimer or attribution; documents hold a copy of its words."""

    kind = models.CharField(_("kind"), max_length=30)
    language = models.CharField(_("language"), max_length=10)
    edition = models.PositiveIntegerField(_("edition"))
    text = models.TextField(_("text"))
    digest = models.CharField(_("digest"), max_length=71)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "edition"], name="notice_editions_are_unique"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.language} {self.edition}"
