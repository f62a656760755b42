"""Tables of the search. All derive from live versions and are written by ``write`` alone."""

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
    """A whole name or id of a page, without blanks and signs: the exact answer.

    ``text`` is the name as written where it means the thing of the page, so that one such name
    is searched for another; names of another language (``is_foreign``) are understood, never added.
    """

    key = models.CharField(max_length=200)
    text = models.CharField(max_length=200, blank=True, default="")
    is_foreign = models.BooleanField(default=False)
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


class SearchWord(models.Model):
    """A word of live pages, for mending typing errors: gone with the last page that has it.

    Each key begins with the language of the page: ``enriluzole``. ``stem``, ``head`` (two letters)
    and ``tail`` (three) are what words are looked up by; ``pages`` have it, ``named`` in a name.
    """

    id = models.CharField(max_length=42, primary_key=True)
    stem = models.CharField(max_length=42, db_index=True)
    head = models.CharField(max_length=4, db_index=True)
    tail = models.CharField(max_length=5, db_index=True)
    pages = models.IntegerField()
    named = models.IntegerField()

    class Meta:
        app_label = "reviews"

    def __str__(self):
        return self.id
