"""Passwords are compared once for each try, whoever was meant: time tells nobody who exists."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username


def person_of(login):
    """The account with this user name or e-mail address, or None. The name comes first."""
    login = (login or "").strip()
    if not login or "\x00" in login:
        return None
    return get_user_by_username(login) or next(
        iter(filter_users_by_email(login, prefer_verified=True, for_login=True)), None
    )


class OneCheck(AuthenticationBackend):
    """allauth's backend asks twice where an e-mail address was typed and somebody has it."""

    def _authenticate(self, request, **credentials):
        login = credentials.get("username") or credentials.get("email")
        return self._check_password(person_of(login), credentials["password"])
