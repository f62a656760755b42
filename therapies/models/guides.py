"""The draft of a guide: an overview that leads to therapies, trials and words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reviews.models import BlockRow, Draft, Journaled, NameRow, PersonRow


class Guide(Draft):
    """A page on a question rather than a therapy: “newly diagnosed”, “what a trial asks of you”."""

    class Topic(models.TextChoices):
        NEWLY_DIAGNOSED = "newly_diagnosed", _("newly diagnosed")
        TREATMENT = "treatment", _("treatment")
        SYMPTOMS = "symptoms", _("symptoms")
        TRIALS = "trials", _("clinical trials")
        LIVING = "living", _("living with ALS")
        RESEARCH = "research", _("research")
        OTHER = "other", _("other")

    topic = models.CharField(_("topic"), max_length=20, choices=Topic)
    audience = models.CharField(
        _("for whom"),
        max_length=150,
        blank=True,
        help_text=_("For example “people diagnosed within the last months, and their families”."),
    )

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
        ordering = ["title"]


class GuideName(NameRow):
    guide = models.ForeignKey(Guide, models.CASCADE, related_name="names")

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["kind", "name", "pk"]


class GuideBlock(BlockRow):
    """A part of a guide. Parts have headings of their own and stand in the order of `position`."""

    class Section(models.TextChoices):
        TWO_MINUTE = "two_minute", _("two-minute version")
        PART = "part", _("part with a heading of its own")
        MEANING = "meaning", _("what this means for you")
        NOT_KNOWN = "not_known", _("what we do not know")
        QUESTIONS = "questions", _("questions to ask")
        FOUND = "found", _("text as found, still to be sorted")

    guide = models.ForeignKey(Guide, models.CASCADE, related_name="blocks")
    section = models.CharField(_("section"), max_length=30, choices=Section, default=Section.PART)
    heading = models.CharField(
        _("heading"), max_length=200, blank=True, help_text=_("Needed for a part.")
    )
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("Parts are shown in this order.")
    )

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "section"],
                condition=~models.Q(section__in=["part", "found"]),
                name="a_guide_section_stands_once",
                violation_error_message=_("This section is already there; edit that one."),
            )
        ]

    def __str__(self):
        return self.heading or self.get_section_display()


class GuidePerson(PersonRow):
    guide = models.ForeignKey(Guide, models.CASCADE, related_name="people")

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["pk"]


class PageLink(Journaled):
    """A link to another page of any kind, as this page words it."""

    entry = models.ForeignKey(
        "reviews.Entry", models.PROTECT, related_name="+", verbose_name=_("page")
    )
    label = models.CharField(_("label"), max_length=300)
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("Why a reader might go there.")
    )

    class Meta:
        abstract = True

    def __str__(self):
        return self.label


class GuideLink(PageLink):
    guide = models.ForeignKey(Guide, models.CASCADE, related_name="links")

    class Meta:
        verbose_name = _("linked page")
        verbose_name_plural = _("linked pages")
        ordering = ["pk"]
