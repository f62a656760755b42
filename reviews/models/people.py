"""The people of the desk. Accounts are deactivated, never deleted: decisions name them for ever."""

import contextlib
import unicodedata

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Concat, Lower, StrIndex, Substr
from django.utils.translation import gettext_lazy as _

TAKEN = _("Another active account has this e-mail address. One person has one account.")


def email_key(email):
    """What two spellings of one mailbox have in common: no case, no +tag, one form of Unicode."""
    text = unicodedata.normalize("NFKC", email).casefold().strip()
    local, _at, domain = text.rpartition("@")
    with contextlib.suppress(UnicodeError):
        domain = domain.encode("idna").decode()
    return f"{local.split('+')[0]}@{domain}" if local else text


_AT_PLUS = StrIndex("email", models.Value("+"))
_WITHOUT_TAG = models.Case(
    models.When(
        models.lookups.GreaterThan(_AT_PLUS, 0),
        then=Concat(
            Substr("email", 1, _AT_PLUS - 1),
            Substr("email", StrIndex("email", models.Value("@"))),
        ),
    ),
    default=models.F("email"),
    output_field=models.CharField(),
)
# What the database can see of ``email_key``; ``User.clean`` sees the rest.
ONE_ACCOUNT = models.UniqueConstraint(
    Lower(_WITHOUT_TAG),
    condition=models.Q(is_active=True) & ~models.Q(email=""),
    name="one_person_has_one_active_account",
    violation_error_message=TAKEN,
)


class User(AbstractUser):
    """A person with an account, and the name under which the public sees their work."""

    display_name = models.CharField(
        _("public name"),
        max_length=150,
        blank=True,
        help_text=_("Shown to the public beside what this person approved."),
    )
    credential = models.CharField(
        _("credential"),
        max_length=200,
        blank=True,
        help_text=_("Qualification or lived experience, for example “neurologist”."),
    )
    is_demo = models.BooleanField(
        _("demo account"),
        default=False,
        help_text=_(
            "Made by the demo. A deployment that is not the demo refuses to start with one."
        ),
    )
    is_machine = models.BooleanField(
        _("not a person"),
        default=False,
        help_text=_(
            "An account of the software itself, such as the registry import. Cannot decide."
        ),
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [ONE_ACCOUNT]

    def __str__(self):
        return self.public_name

    def clean(self):
        """Raises ValidationError when another active account has the same mailbox."""
        super().clean()
        key = email_key(self.email)
        others = User.objects.filter(is_active=True).exclude(email="").exclude(pk=self.pk)
        if key and self.is_active and key in map(email_key, others.values_list("email", flat=True)):
            raise ValidationError(TAKEN)

    @property
    def public_name(self):
        """The name the public may see; never the e-mail address."""
        return self.display_name or self.get_full_name() or self.get_username()


class Conflict(models.Model):
    """An interest that keeps a person from deciding on a page, or on all pages with some name."""

    event = models.OneToOneField(
        "reviews.Event", models.PROTECT, primary_key=True, related_name="conflict"
    )
    person = models.ForeignKey(
        User, models.PROTECT, related_name="conflicts", verbose_name=_("person")
    )
    entry = models.ForeignKey(
        "reviews.Entry",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page"),
    )
    name = models.CharField(
        _("name"),
        max_length=150,
        blank=True,
        help_text=_("A sponsor, maker or product, as pages name it."),
    )
    nature = models.CharField(
        _("what the interest is"), max_length=500, help_text=_("For the desk alone.")
    )
    declared_at = models.DateTimeField(_("declared at"))
    ended_event = models.OneToOneField(
        "reviews.Event", models.PROTECT, null=True, blank=True, related_name="ended_conflict"
    )

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(entry__isnull=False) | ~models.Q(name=""),
                name="a_conflict_is_about_something",
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.about}"

    @property
    def about(self):
        """The page or the name, in words."""
        return self.name or str(self.entry)
