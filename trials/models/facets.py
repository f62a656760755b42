"""Rows for filtering the list of trials, derived from live versions and standing advisories."""

from django.db import models


class TrialFacets(models.Model):
    entry = models.OneToOneField(
        "reviews.Entry", models.PROTECT, primary_key=True, related_name="trial_facets"
    )
    registry_id = models.CharField(max_length=40, db_index=True)
    status = models.CharField(max_length=40, help_text="The registry's word, as approved.")
    recruitment = models.CharField(
        max_length=20, help_text="open, not_open, finished or unknown; advisories only close it."
    )
    phases = models.CharField(max_length=60, help_text="Registry words, between blanks.")
    study_type = models.CharField(max_length=40)
    sponsor = models.CharField(max_length=300)
    status_as_of = models.CharField(max_length=10)
    has_results = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["recruitment"]), models.Index(fields=["status"])]

    def __str__(self):
        return self.registry_id


class TrialCountry(models.Model):
    entry = models.ForeignKey("reviews.Entry", models.PROTECT, related_name="trial_countries")
    country = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "country"], name="a_country_stands_once")
        ]
        indexes = [models.Index(fields=["country"])]

    def __str__(self):
        return self.country


class TrialSite(models.Model):
    """A place of a trial. Coordinates in degrees, as the registry writes them."""

    entry = models.ForeignKey("reviews.Entry", models.PROTECT, related_name="trial_sites")
    position = models.PositiveIntegerField()
    facility = models.CharField(max_length=300)
    city = models.CharField(max_length=150)
    country = models.CharField(max_length=100)
    status = models.CharField(max_length=40)
    latitude = models.CharField(max_length=20)
    longitude = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "position"], name="a_site_has_its_place")
        ]

    def __str__(self):
        return self.facility
