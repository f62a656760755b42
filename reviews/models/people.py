"""The people of the desk. Accounts are deactivated, never deleted: decisions name them for ever."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


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

    def __str__(self):
        return self.public_name

    @property
    def public_name(self):
        """The name the public may see; never the e-mail address."""
        return self.display_name or self.get_full_name() or self.get_username()
