"""What the public tier may read: entries, versions, and the rows derived from live versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """The permanent public identity of a page. It outlives its draft; a translation is its own."""

    kind = models.CharField(_("kind"), max_length=20)
    language = models.CharField(_("language"), max_length=10, default="en")
    slug = models.CharField(  # noqa: DJ001 - NULL: never published; no two entries clash by it
        _("address"),
        max_length=100,
        null=True,
        blank=True,
        help_text=_("The address now in use; empty until the first publication."),
    )
    translation_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="translations"
    )
    live_version = models.ForeignKey(
        "reviews.Version", models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "slug"], name="an_address_belongs_to_one_entry"
            ),
        ]

    def __str__(self):
        return self.slug or f"{self.kind} {self.pk}"


class Slug(models.Model):
    """An address, taken at publication and that entry's for ever."""

    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    slug = models.CharField(max_length=100)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="slugs")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "slug"], name="a_slug_is_taken_for_ever"
            ),
        ]

    def __str__(self):
        return self.slug


class Version(models.Model):
    """A published document: numbered, frozen, with its own copy of every approved word."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    submission = models.OneToOneField("reviews.Submission", models.PROTECT, related_name="version")
    document = models.TextField(_("document"))
    digest = models.CharField(_("digest"), max_length=71)
    colophon = models.TextField(
        _("colophon"),
        help_text=_("Canonical JSON: who approved in which role, rule set, checks, warnings."),
    )
    published_at = models.DateTimeField(_("published at"))
    event = models.OneToOneField("reviews.Event", models.PROTECT, related_name="version")

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="version_numbers_are_unique"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="version_numbers_start_at_one"
            ),
        ]

    def __str__(self):
        return f"{self.entry} · {self.number}"


class Removal(models.Model):
    """A public page taken down: the address answers 410 with this reason and what to do now."""

    event = models.OneToOneField("reviews.Event", models.PROTECT, related_name="removal")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="removals")
    version = models.OneToOneField(Version, models.PROTECT, related_name="removal")
    reason = models.TextField(_("reason"))
    what_now = models.TextField(_("what to do now"))
    successor = models.ForeignKey(
        Entry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("see instead"),
    )
    removed_at = models.DateTimeField(_("removed at"))

    class Meta:
        verbose_name = _("removal")
        verbose_name_plural = _("removals")

    def __str__(self):
        return str(self.version)


class Advisory(models.Model):
    """A typed, dated notice in fixed wording that makes a page more cautious at once."""

    event = models.OneToOneField("reviews.Event", models.PROTECT, related_name="advisory")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="advisories")
    kind = models.CharField(_("kind"), max_length=30)
    detail = models.TextField(_("detail"), default="{}", help_text=_("Canonical JSON."))
    raised_at = models.DateTimeField(_("raised at"))
    cleared_event = models.OneToOneField(
        "reviews.Event", models.PROTECT, null=True, blank=True, related_name="cleared_advisory"
    )

    class Meta:
        verbose_name = _("advisory")
        verbose_name_plural = _("advisories")
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "kind"],
                condition=models.Q(cleared_event__isnull=True),
                name="one_standing_advisory_of_a_kind",
            ),
        ]

    def __str__(self):
        return f"{self.kind}: {self.entry}"


class Event(models.Model):
    """One step of the workflow in the gap-free, hash-chained log.

    ``body`` is canonical JSON and is what the hash covers; the other columns repeat parts of it
    for queries. Names of people stand apart in ``PersonalPart``; the body holds a salted digest.
    """

    seq = models.BigIntegerField(primary_key=True)
    edition = models.BigIntegerField(null=True, blank=True, unique=True)
    kind = models.CharField(max_length=40)
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="events")
    at = models.DateTimeField()
    body = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self):
        return f"{self.seq} {self.kind}"


class Head(models.Model):
    """The end of the event chain, and the edition that keys every public cache. One row."""

    seq = models.BigIntegerField(default=0)
    edition = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        verbose_name = _("head of the log")
        verbose_name_plural = _("head of the log")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="the_log_has_one_head"),
        ]

    def __str__(self):
        return f"{self.seq}/{self.edition}"


class Listing(models.Model):
    """One live page as lists and cards show it; derived from its version."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="listing")
    version = models.OneToOneField(Version, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    slug = models.CharField(max_length=100)
    title = models.CharField(max_length=300)
    sort_title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    card = models.TextField(default="{}", help_text="Canonical JSON: what the card shows beside.")
    last_reviewed = models.DateField(null=True)
    next_review = models.DateField(null=True)
    published_at = models.DateTimeField()
    edition = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "language", "sort_title", "slug"]),
            models.Index(fields=["-edition"]),
        ]

    def __str__(self):
        return self.title


class Link(models.Model):
    """From one live page to another entry, as its document names it."""

    from_entry = models.ForeignKey(Entry, models.PROTECT, related_name="links_out")
    relation = models.CharField(max_length=30)
    to_kind = models.CharField(max_length=20)
    to_slug = models.CharField(max_length=100)
    label = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_entry", "relation", "to_kind", "to_slug"], name="a_link_stands_once"
            ),
        ]
        indexes = [models.Index(fields=["to_kind", "to_slug"])]

    def __str__(self):
        return f"{self.from_entry} → {self.to_kind}/{self.to_slug}"
