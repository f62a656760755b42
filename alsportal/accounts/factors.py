"""Nobody works in the desk of a real site with a password alone."""

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

# What a person without a second factor reaches: setting one up, and leaving.
OPEN = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)


def lacks_factor(user):
    """Whether a signed-in person has to set up a second factor before anything else."""
    if not settings.DESK_SECOND_FACTOR or not user.is_authenticated:
        return False
    return not Authenticator.objects.filter(user_id=user.pk, type__in=KINDS).exists()


def ask_for_factor(request, view):
    """None to go on; otherwise the answer that leads to setting up a second factor."""
    request.lacks_factor = lacks_factor(request.user)
    if not request.lacks_factor or request.resolver_match.view_name in OPEN:
        return None
    if request.method in ("GET", "HEAD"):
        return HttpResponseRedirect(reverse("mfa_index"))
    return render(request, "mfa/needed.html", status=403)


def too_many(request):
    """The answer to more tries than a person makes."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(settings.LIMIT_MINUTES * 60)
    return response


def client_of(request):
    return get_adapter().get_client_ip(request)
