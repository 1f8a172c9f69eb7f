"""The forms that ask for a one-time code. A try is counted before the code is compared."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.people import attempts

LABEL = _("The 6 numbers that your app shows")
LABEL_OR_CODE = _("The 6 numbers that your app shows, or one of your spare codes")
TOO_OFTEN = _("There were too many tries. Please wait 15 minutes, then try again.")


class _Counted:
    """What the three forms share: words of our own, and a count of tries for each account."""

    user: Any
    fields: dict[str, forms.Field]

    def count(self) -> None:
        if not attempts.may_try("code", str(self.user.pk)):
            raise forms.ValidationError(gettext(str(TOO_OFTEN)))

    def forget(self) -> None:
        attempts.forget("code", str(self.user.pk))

    def say(self, label: Any) -> None:
        field = self.fields["code"]
        field.label = label
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs["inputmode"] = "numeric"


class CodeAtSignIn(_Counted, AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say(LABEL_OR_CODE)

    def clean_code(self) -> str:
        self.count()
        code: str = super().clean_code()
        self.forget()
        return code


class CodeAgain(_Counted, ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say(LABEL_OR_CODE)

    def clean_code(self) -> str:
        self.count()
        code: str = super().clean_code()
        self.forget()
        return code


class FirstCode(_Counted, ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say(LABEL)

    def clean_code(self) -> str:
        self.count()
        code: str = super().clean_code()
        self.forget()
        return code
