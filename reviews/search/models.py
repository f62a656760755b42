"""Tables of the search. All three derive from live versions and are written by ``write`` alone."""

from django.db import models


class SearchDocument(models.Model):
    """One live page as a result shows it. The id is its rank and its entry in one number."""

    id = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField("reviews.Entry", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    slug = models.CharField(max_length=100)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        app_label = "reviews"

    def __str__(self):
        return self.title


class SearchName(models.Model):
    """A whole name or id of a page, without blanks and signs: the exact answer."""

    key = models.CharField(max_length=200)
    document = models.ForeignKey(
        SearchDocument, models.CASCADE, related_name="names", db_index=True
    )

    class Meta:
        app_label = "reviews"
        constraints = [
            models.UniqueConstraint(fields=["key", "document"], name="a_search_name_stands_once"),
        ]

    def __str__(self):
        return self.key


class SearchTokens(models.Model):
    """The index proper: an FTS5 table on SQLite, a tsvector with GIN on PostgreSQL.

    Made by ``engine_sql``; the model exists so that Django empties the table with the others.
    """

    id = models.BigIntegerField(primary_key=True, db_column="rowid")
    tokens = models.TextField()

    class Meta:
        app_label = "reviews"

    def __str__(self):
        return str(self.id)
