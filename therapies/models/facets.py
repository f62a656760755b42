"""Rows for filtering the list of therapies, derived from live versions."""

from django.db import models


class TherapyFacets(models.Model):
    entry = models.OneToOneField(
        "reviews.Entry", models.PROTECT, primary_key=True, related_name="therapy_facets"
    )
    therapy_type = models.CharField(max_length=20)
    certainty = models.CharField(max_length=10, help_text="The best of its outcome rows.")

    def __str__(self):
        return str(self.entry_id)


class TherapyStatus(models.Model):
    """The derived regulatory status of a therapy in one jurisdiction."""

    entry = models.ForeignKey("reviews.Entry", models.PROTECT, related_name="therapy_statuses")
    jurisdiction = models.CharField(max_length=2)
    status = models.CharField(max_length=25)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "jurisdiction"], name="one_status_in_a_jurisdiction"
            )
        ]
        indexes = [models.Index(fields=["jurisdiction", "status"])]

    def __str__(self):
        return f"{self.entry_id} {self.jurisdiction} {self.status}"


class GuideFacets(models.Model):
    entry = models.OneToOneField(
        "reviews.Entry", models.PROTECT, primary_key=True, related_name="guide_facets"
    )
    topic = models.CharField(max_length=20, db_index=True)

    def __str__(self):
        return f"{self.entry_id} {self.topic}"
