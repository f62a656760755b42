"""What an import found, kept letter for letter. Not public, and never changed or deleted."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FoundPage(models.Model):
    """A web page as it was when it became a draft. Its digest is that of its text."""

    entry = models.ForeignKey("reviews.Entry", models.PROTECT, related_name="found_pages")
    name = models.CharField(_("file"), max_length=200)
    url = models.CharField(_("address"), max_length=500, blank=True)
    text = models.TextField(_("text"))
    digest = models.CharField(_("digest"), max_length=71, db_index=True)
    media_type = models.CharField(_("media type"), max_length=40)
    origin = models.CharField(_("origin"), max_length=20)
    tool = models.CharField(_("AI tool or model"), max_length=100, blank=True)
    remarks = models.TextField(_("remarks"), blank=True, help_text=_("One a line."))
    retrieved_on = models.DateField(
        _("retrieved on"), null=True, blank=True, help_text=_("As the page itself says.")
    )
    imported_at = models.DateTimeField(_("imported at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("imported page")
        verbose_name_plural = _("imported pages")
        ordering = ["pk"]

    def __str__(self):
        return self.name
