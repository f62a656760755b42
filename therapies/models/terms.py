"""The draft of a word: what a term means, in words that need no other."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reviews.models import BlockRow, Draft, NameRow, PersonRow
from therapies.models.guides import PageLink


class Term(Draft):
    """A word that people with ALS meet in letters, records and trials."""

    meaning = models.TextField(_("meaning"), help_text=_("At most 40 plain words, cited [@key]."))
    pronunciation = models.CharField(
        _("how to say it"), max_length=150, blank=True, help_text=_("For example “PLUH-see-boh”.")
    )
    spanish = models.CharField(_("in Spanish"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        ordering = ["title"]


class TermName(NameRow):
    term = models.ForeignKey(Term, models.CASCADE, related_name="names")

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("doctors also say")
        ordering = ["kind", "name", "pk"]


class TermBlock(BlockRow):
    class Section(models.TextChoices):
        WHY = "why", _("why it matters in ALS")
        EXAMPLE = "example", _("an example")
        MORE = "more", _("more")
        FOUND = "found", _("text as found, still to be sorted")

    term = models.ForeignKey(Term, models.CASCADE, related_name="blocks")
    section = models.CharField(_("section"), max_length=30, choices=Section)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "section"],
                name="a_term_section_stands_once",
                violation_error_message=_("This section is already there; edit that one."),
            )
        ]


class TermPerson(PersonRow):
    term = models.ForeignKey(Term, models.CASCADE, related_name="people")

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["pk"]


class TermLink(PageLink):
    term = models.ForeignKey(Term, models.CASCADE, related_name="links")

    class Meta:
        verbose_name = _("linked page")
        verbose_name_plural = _("linked pages")
        ordering = ["pk"]
