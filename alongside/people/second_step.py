"""The second step of signing in: one-time codes from an app, and spare codes (allauth.mfa, RFC 6238)."""

import base64
import hashlib
from typing import Any

import segno
from allauth.mfa import signals
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Account, Installation
from alongside.people.queries import Here
from alongside.trail.writing import DOORS, did

METHODS = "account_authentication_methods"  # where allauth writes down how somebody signed in
SET_UP_HERE = "second_step_set_up"
# After a restore without the key: nobody comes in by the password alone, and a person helps.
SEALED_ELSEWHERE = _(
    "We cannot check your numbers on this machine. Please ask the person who runs Alongside here to let you "
    "set up your phone again."
)
# What somebody may open who still has to set up the second step.
ON_THE_WAY = frozenset(
    {
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "mfa_reauthenticate",
        "account_reauthenticate",
        "account_logout",
        "web:health",
        "web:language",
    }
)


class SecondStep(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's second step here: secrets are encrypted with a key that is not in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("These are not the numbers we expected. Wait for the next ones and try again."),
    }

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises ValidationError, for the form that asks, where the key is not the one it was sealed with."""
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise ValidationError(SEALED_ELSEWHERE) from None

    def get_totp_issuer(self) -> str:
        organisation = Installation.objects.values_list("organisation", flat=True).first()
        return organisation or "Alongside"

    def get_totp_label(self, user: Account) -> str:
        return user.username

    def build_totp_svg(self, url: str) -> str:
        """Drawn in the page itself: pictures from elsewhere, even data addresses, are not let in."""
        return str(segno.make(url).svg_inline(scale=5, border=4, dark="#000", light="#fff"))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Accounts have no e-mail address."""


def written_down(*, sender: Any, request: HttpRequest, user: Account, **_more: Any) -> None:
    """A second step was set up or made anew, in this session."""
    request.session[SET_UP_HERE] = True
    did("set up", "second step", user.pk, stream=DOORS, by=user.person_id)


def taken_away(*, sender: Any, request: HttpRequest, user: Account, **_more: Any) -> None:
    request.session[SET_UP_HERE] = False
    did("took away", "second step", user.pk, stream=DOORS, by=user.person_id)


def connect() -> None:
    for signal in (signals.authenticator_added, signals.authenticator_reset):
        signal.connect(written_down, dispatch_uid="second step set up")
    signals.authenticator_removed.connect(taken_away, dispatch_uid="second step taken away")


def _fernet() -> Fernet:
    key = hashlib.sha256(settings.HOME.secret("second_step_key").encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def is_owed(request: HttpRequest, here: Here) -> bool:
    """Whether this person must set up a second step before anything else (never in a demonstration)."""
    if not here.works_here or settings.STAFF_SECOND_STEP != "required":
        return False
    methods = request.session.get(METHODS, [])
    used = any(one.get("method") == "mfa" for one in methods)
    return not used and not request.session.get(SET_UP_HERE, False)
