"""Forms of the account pages: labels, and autocomplete that password managers know."""

from allauth.account.forms import LoginForm, ResetPasswordForm
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from alsportal.accounts.mail import later


class SignInForm(LoginForm):
    """User name or e-mail address, and password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.validators.append(MaxLengthValidator(254))
        login.label = _("User name or e-mail address")
        login.widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
            "maxlength": "254",
        }
        password.help_text = ""
        password.widget.attrs["maxlength"] = "500"


class AskForResetForm(ResetPasswordForm):
    """Answers at once and alike, whether or not an account has the address."""

    def save(self, request, **kwargs):
        later(lambda: super(AskForResetForm, self).save(request, **kwargs))
        return self.cleaned_data["email"]
