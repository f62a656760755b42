"""The addresses of allauth that the desk needs, and no others: no sign-up, no social accounts."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.urls import path, re_path

from alsportal.accounts import views

RESET_KEY = r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[0-9A-Za-z-]{1,100})/$"


def nowhere(request):
    """What is not listed below does not exist: not for signing up, not behind a sign-in."""
    raise Http404


urlpatterns = [
    path("login/", views.SignIn.as_view(), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", login_required(views.Confirm.as_view()), name="account_reauthenticate"),
    path(
        "password/change/",
        login_required(views.ChangePassword.as_view()),
        name="account_change_password",
    ),
    path("password/set/", login_required(views.SetPassword.as_view()), name="account_set_password"),
    path("password/reset/", views.AskForReset.as_view(), name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(RESET_KEY, views.NewPassword.as_view(), name="account_reset_password_from_key"),
    path("2fa/", mfa.index, name="mfa_index"),
    path("2fa/authenticate/", views.SecondStep.as_view(), name="mfa_authenticate"),
    path(
        "2fa/reauthenticate/",
        login_required(views.ConfirmByCode.as_view()),
        name="mfa_reauthenticate",
    ),
    path(
        "2fa/app/activate/", login_required(views.ActivateApp.as_view()), name="mfa_activate_totp"
    ),
    path("2fa/app/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "2fa/codes/new/",
        login_required(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("2fa/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("2fa/keys/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("2fa/keys/add/", login_required(views.AddKey.as_view()), name="mfa_add_webauthn"),
    path("2fa/keys/login/", keys.login_webauthn, name="mfa_login_webauthn"),
    path(
        "2fa/keys/reauthenticate/",
        keys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "2fa/keys/<int:pk>/remove/",
        login_required(keys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "2fa/keys/<int:pk>/edit/", login_required(views.EditKey.as_view()), name="mfa_edit_webauthn"
    ),
    re_path("", nowhere),
]
