"""allauth's views in the desk's manner: errors take the focus, too many tries are 429."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

LIMITED = {"too_many_login_attempts", "rate_limited"}


class Page:
    """Mixin for a view with one form."""

    def get_form(self, *args, **kwargs):
        return _labelled(super().get_form(*args, **kwargs))

    def form_invalid(self, form):
        return _answered(super().form_invalid(form), form)


def _labelled(form):
    """Each field has its label on the page; the placeholder that repeats it goes."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    return form


def _answered(response, form):
    """Put the focus where the error is, and say 429 where the limit was reached."""
    wrong = next((name for name in form.errors if name in form.fields), None)
    first = wrong or next(iter(form.fields), None)
    if first:
        form.fields[first].widget.attrs["autofocus"] = True
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    if codes & LIMITED:
        response.status_code = 429
        response["Retry-After"] = str(settings.LIMIT_MINUTES * 60)
    return response


class SignIn(Page, account.LoginView):
    pass


class ChangePassword(Page, account.PasswordChangeView):
    pass


class SetPassword(Page, account.PasswordSetView):
    pass


class Confirm(Page, account.ReauthenticateView):
    pass


class ConfirmByCode(Page, mfa.ReauthenticateView):
    pass


class ActivateApp(Page, totp.ActivateTOTPView):
    pass


class AddKey(Page, webauthn.AddWebAuthnView):
    pass


class EditKey(Page, webauthn.EditWebAuthnView):
    pass


class NewPassword(Page, account.PasswordResetFromKeyView):
    pass


class SecondStep(mfa.AuthenticateView):
    """The code of the app or a recovery code, or a security key."""

    def _build_forms(self):
        posted = super()._build_forms()
        _labelled(self.auth_form)
        return posted

    def form_invalid(self, form):
        return _answered(super().form_invalid(form), form)


@method_decorator(never_cache, name="dispatch")
class AskForReset(Page, account.PasswordResetView):
    """A letter with a way back in, where the site can send letters; otherwise whom to ask."""

    def dispatch(self, request, *args, **kwargs):
        if settings.SENDS_MAIL:
            return super().dispatch(request, *args, **kwargs)
        status = 200 if request.method in ("GET", "HEAD") else 405
        return render(request, "account/no_mail.html", status=status)
