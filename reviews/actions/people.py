"""Erasing a person from the log without breaking its chain."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from reviews import events, roles
from reviews.actions.again import again_if_given_up
from reviews.actions.guards import require_role
from reviews.errors import ActionRefused
from reviews.models import PersonalPart, User


@again_if_given_up
def erase_person(*, person, by):
    """Remove a person's name, address and entries in the log; the chain still verifies.

    Published bylines stay: they are part of approved pages. The account stays as an empty,
    inactive shell, because decisions point to it. By an administrator.
    """
    with transaction.atomic():
        place = events.reserve()
        require_role(by, roles.ADMINISTRATOR)
        if person.pk == by.pk:
            raise ActionRefused("You cannot erase yourself.", mend="Ask another administrator.")
        erased = User.objects.select_for_update().get(pk=person.pk)
        events.record("person.erased", by=by, place=place, data={"account": erased.pk})
        PersonalPart.objects.filter(user=erased).delete()
        erased.conflicts.update(nature="")
        EmailAddress.objects.filter(user=erased).delete()
        Authenticator.objects.filter(user=erased).delete()
        erased.username = f"erased-{erased.pk}"
        for field in ("first_name", "last_name", "email", "display_name", "credential"):
            setattr(erased, field, "")
        erased.is_active = erased.is_staff = erased.is_superuser = False
        erased.set_unusable_password()
        erased.save()
        erased.groups.clear()
        return erased
