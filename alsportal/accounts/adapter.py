"""How allauth behaves here: closed to the public, limits per account, secrets encrypted."""

import base64
import hashlib
import logging
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alsportal.accounts.backend import person_of

log = logging.getLogger("alsportal.accounts")

WRONG = _("The name and the password do not belong together. Look at both and try again.")
TOO_MANY = _(
    "Too many tries. Wait %(minutes)d minutes, then try again. A right password is refused too "
    "until then."
) % {"minutes": settings.LIMIT_MINUTES}


class DeskAdapter(DefaultAccountAdapter):
    """Sign-in of the desk. Accounts are made by administrators alone."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "incorrect_password": _("This is not your password. Nothing was changed."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request):
        return False

    def _get_login_attempts_cache_key(self, request, **credentials):
        """One count for an account, by whichever of its names it is tried."""
        login = credentials.get("username") or credentials.get("email") or ""
        person = person_of(login)
        return f"account {person.pk}" if person else f"typed {login.lower()}"

    def get_client_ip(self, request):
        """The visitor's address as the nearest trusted proxy saw it (TRUSTED_PROXIES)."""
        try:
            return super().get_client_ip(request)
        except (ImproperlyConfigured, PermissionDenied):
            return request.META.get("REMOTE_ADDR") or "unknown"

    def pre_login(self, request, user, **kwargs):
        """The password was right; the account may still not be one for the desk."""
        response = super().pre_login(request, user, **kwargs)
        if response is None and (user.is_machine or not user.is_staff):
            from allauth.account.internal.stagekit import clear_login

            clear_login(request)
            response = self.respond_user_inactive(request, user)
        if response is not None:
            log.warning("refused: account %s is switched off or not for the desk", user.pk)
        return response

    def login(self, request, user):
        super().login(request, user)
        log.info("signed in: account %s", user.pk)

    def authentication_failed(self, request, **credentials):
        """What was typed is not logged: people type passwords into the wrong field."""
        person = person_of(credentials.get("username") or credentials.get("email"))
        whose = f"account {person.pk}" if person else "no account"
        log.warning("wrong password for %s from %s", whose, self.get_client_ip(request))

    def pre_authenticate(self, request, **credentials):
        try:
            super().pre_authenticate(request, **credentials)
        except Exception:
            log.warning("too many tries from %s", self.get_client_ip(request))
            raise

    def get_reset_password_from_key_url(self, key):
        """On the site's own address, whatever name the request came by."""
        uid, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", args=[uid, token])
        return settings.SITE_URL + path


class FactorAdapter(DefaultMFAAdapter):
    """Second factors. Their secrets are encrypted with SECRET_KEY, so a backup alone opens nothing.

    A changed SECRET_KEY makes them unreadable: they then match no code, and are set up anew.
    """

    def get_totp_issuer(self):
        return f"alsportal {urlsplit(settings.SITE_URL).hostname}"

    def get_totp_label(self, user):
        return user.get_username()

    def encrypt(self, text):
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        from allauth.mfa.totp.internal.auth import generate_totp_secret

        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.error("a second factor cannot be read: SECRET_KEY is not the one it was made with")
            return generate_totp_secret()  # random: no code fits


def _cipher():
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(f"alsportal second factor {key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
