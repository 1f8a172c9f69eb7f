"""Every address of the house. Nouns; every id is random; nothing about anybody stands in an address."""

from allauth.account.views import login, logout, password_change, reauthenticate
from allauth.mfa.base.views import authenticate as code_at_sign_in
from allauth.mfa.base.views import reauthenticate as code_again
from allauth.mfa.recovery_codes.views import generate_recovery_codes, view_recovery_codes
from allauth.mfa.totp.views import activate_totp, deactivate_totp
from django.urls import include, path

from alongside.people.views import keep, signing_in

urlpatterns = [
    path("", include("alongside.home.urls")),
    path("sign-in/", login, name="account_login"),
    path("sign-out/", logout, name="account_logout"),
    path("kept", keep, name="kept"),
    path("sign-in/code/", code_at_sign_in, name="mfa_authenticate"),
    path("my-sign-in/again/", reauthenticate, name="account_reauthenticate"),
    path("my-sign-in/again/code/", code_again, name="mfa_reauthenticate"),
    path("my-sign-in/password/", password_change, name="account_change_password"),
    path("my-sign-in/code/", activate_totp, name="mfa_activate_totp"),
    path("my-sign-in/code/off/", deactivate_totp, name="mfa_deactivate_totp"),
    path("my-sign-in/spare-codes/", view_recovery_codes, name="mfa_view_recovery_codes"),
    path("my-sign-in/spare-codes/new/", generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("my-sign-in/", signing_in, name="mfa_index"),
    path("", include("alongside.people.urls")),
    path("aids/", include("alongside.aids.urls")),
    path("library/", include("alongside.sources.urls")),
    path("review/", include("alongside.editorial.urls")),
    path("ask/", include("alongside.answers.urls")),
    path("people/", include("alongside.decisions.urls")),
    path("people/", include("alongside.partnership.urls")),
    path("people/", include("alongside.patients.urls")),
    path("", include("alongside.meetings.urls")),
    path("", include("alongside.support.urls")),
    path("", include("alongside.post.urls")),
    path("", include("alongside.web.urls")),
]

handler404 = "alongside.web.refusals.nothing_here"
handler500 = "alongside.web.refusals.broken"
