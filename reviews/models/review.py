"""The road to publication, which the public never reads: submissions, decisions, names."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SubmissionQuerySet(models.QuerySet):
    def open(self):
        """Waiting for decisions, or approved and waiting for their day."""
        return self.filter(outcome="")


class Submission(models.Model):
    """A document frozen for review. Only its outcome is ever written again, once."""

    class Outcome(models.TextChoices):
        PUBLISHED = "published", _("published")
        CHANGES = "changes_requested", _("sent back")
        REJECTED = "rejected", _("rejected")
        CANCELLED = "cancelled", _("cancelled")

    event = models.OneToOneField(
        "reviews.Event", models.PROTECT, primary_key=True, related_name="submission"
    )
    entry = models.ForeignKey("reviews.Entry", models.PROTECT, related_name="submissions")
    base_version = models.ForeignKey(
        "reviews.Version", models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(_("title"), max_length=300)
    document = models.TextField(_("document"))
    digest = models.CharField(_("digest"), max_length=71)
    ruleset = models.CharField(_("rule set"), max_length=20)
    checks = models.PositiveIntegerField(_("checks run"))
    warnings = models.TextField(_("warnings"), default="[]", help_text=_("Canonical JSON."))
    journal_marks = models.TextField(
        default="{}",
        help_text=_("Canonical JSON: the newest journal row of each table when this was frozen."),
    )
    note = models.TextField(_("note to the reviewers"), blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="submissions"
    )
    submitted_at = models.DateTimeField(_("submitted at"))
    publish_at = models.DateTimeField(
        _("publish at"),
        null=True,
        blank=True,
        help_text=_("Empty: as soon as the last needed approval is given."),
    )
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True, default="")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=models.Q(outcome=""),
                name="one_open_submission_of_an_entry",
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.pk})"

    @property
    def is_open(self):
        return self.outcome == ""


class RequiredRole(models.Model):
    """A role that may fill a slot of the quorum. Frozen before its submission is written."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="required_roles")
    slot = models.CharField(max_length=30)
    role = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "slot", "role"], name="a_required_role_stands_once"
            ),
        ]

    def __str__(self):
        return f"{self.slot}: {self.role}"


class Contributor(models.Model):
    """Somebody who changed the draft since the live version. May not decide on the submission."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="contributors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "user"], name="a_contributor_stands_once"
            ),
        ]

    def __str__(self):
        return str(self.user)


class Decision(models.Model):
    """One reviewer's verdict on exactly the bytes whose digest it repeats."""

    class Verdict(models.TextChoices):
        APPROVE = "approve", _("approve")
        CHANGES = "request_changes", _("request changes")
        REJECT = "reject", _("reject")

    event = models.OneToOneField("reviews.Event", models.PROTECT, related_name="decision")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="decisions")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions")
    slot = models.CharField(max_length=30)
    role = models.CharField(max_length=150)
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict)
    digest = models.CharField(max_length=71)
    comment = models.TextField(_("comment"), blank=True)
    acknowledged = models.TextField(
        _("acknowledged warnings"), default="[]", help_text=_("Canonical JSON.")
    )
    decided_at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "reviewer"], name="nobody_decides_twice_on_a_submission"
            ),
            models.UniqueConstraint(
                fields=["submission", "slot"],
                condition=models.Q(verdict="approve"),
                name="a_slot_is_approved_once",
            ),
        ]

    def __str__(self):
        return f"{self.submission}: {self.verdict}"


class PersonalPart(models.Model):
    """Who did what an event records, kept apart so that a person can be erased from the log."""

    event = models.OneToOneField(
        "reviews.Event", models.PROTECT, primary_key=True, related_name="personal_part"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    salt = models.CharField(max_length=64)
    text = models.TextField()

    def __str__(self):
        return str(self.event_id)
