"""Submissions that changed alike, and the batches in which a reviewer decides on them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SubmissionDrift(models.Model):
    """What one outside record changed in a submission that changes nothing else of its page.

    Written once, with the submission. It only groups: who opens a batch has the two documents
    compared again.
    """

    submission = models.OneToOneField(
        "reviews.Submission", models.PROTECT, primary_key=True, related_name="drift"
    )
    key = models.CharField(max_length=71, db_index=True, help_text="Equal for equal changes.")
    words = models.TextField()
    material = models.BooleanField()

    def __str__(self):
        return self.words


class BatchQuerySet(models.QuerySet):
    def undecided(self):
        """Batches with pages that still wait for their reviewer."""
        return self.filter(closed_event=None)


class Batch(models.Model):
    """Submissions that one reviewer decides on together, having read those that were drawn."""

    event = models.OneToOneField(
        "reviews.Event", models.PROTECT, primary_key=True, related_name="batch"
    )
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="batches")
    key = models.CharField(max_length=71)
    words = models.TextField(_("what changed"))
    opened_at = models.DateTimeField(_("opened"))
    closed_event = models.OneToOneField(
        "reviews.Event", models.PROTECT, null=True, blank=True, related_name="closed_batch"
    )

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_closed(self):
        return self.closed_event_id is not None


class BatchItem(models.Model):
    """One submission of a batch. It ends with a decision, or with the reason it was left out."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="items")
    submission = models.ForeignKey("reviews.Submission", models.PROTECT, related_name="batch_items")
    digest = models.CharField(max_length=71)
    in_sample = models.BooleanField(help_text="Drawn: has to be read before the batch is decided.")
    opened_at = models.DateTimeField(_("read"), null=True, blank=True)
    decision = models.OneToOneField(
        "reviews.Decision", models.PROTECT, null=True, blank=True, related_name="batch_item"
    )
    left_out = models.CharField(_("left out because"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "submission"], name="a_submission_stands_once_in_a_batch"
            ),
        ]

    def __str__(self):
        return f"{self.batch_id}: {self.submission_id}"

    @property
    def is_settled(self):
        return self.decision_id is not None or self.left_out != ""
