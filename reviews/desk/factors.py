"""Taking somebody's second factor away, so that they can set up a new one."""

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from reviews import roles
from reviews.actions.guards import require_role
from reviews.errors import ActionRefused, NotYourRole


class OwnFactor(ActionRefused):
    message = "You cannot take away your own second factor here."
    mend = "Use “Second factor” at the top of the page, or ask another administrator."


def kinds_of(person):
    """The kinds of factor a person has, for the page about them."""
    rows = Authenticator.objects.filter(user=person).order_by("pk")
    return [row.get_type_display() for row in rows]


@transaction.atomic
def take_away(*, person, by):
    """Forget all factors of a person and sign them out everywhere. By an administrator, of others.

    A superuser's factor is for superusers to take. Raises NotYourRole and OwnFactor.
    """
    if not by.is_superuser:
        require_role(by, roles.ADMINISTRATOR)
        if person.is_superuser:
            raise NotYourRole()
    if person.pk == by.pk:
        raise OwnFactor()
    forget(person)


def forget(person):
    """Delete the factors and end the sessions of a person."""
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)


def end_sessions(person):
    """Sign a person out everywhere. Sessions carry no owner in clear: each open one is asked."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()
