"""How somebody wants to be reached, checked."""

import re
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from alongside.post.models import Channel
from alongside.web.forms import KeyedForm

CHANNELS = [
    (Channel.EMAIL.value, _("By e-mail")),
    (Channel.SMS.value, _("By text message")),
    (Channel.PRINT.value, _("On paper")),
    (Channel.NONE.value, _("Do not write to me")),
]
_PHONE = re.compile(r"\+?[0-9][0-9 ()/-]{2,30}")


class ReachForm(KeyedForm):
    """Both quiet times, or none; an address that fits the way."""

    channel = forms.ChoiceField(
        label=_("How can we write to you?"), choices=CHANNELS, widget=forms.RadioSelect
    )
    address = forms.CharField(
        label=_("Your e-mail, phone number or street"),
        max_length=320,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    safe = forms.BooleanField(
        label=_("It is safe to write there. Nobody reads it who should not."),
        required=False,
        help_text=_("If you leave this out, we do not write. We tell you in person."),
    )
    quiet_from = forms.TimeField(label=_("Quiet time starts (like 21:00)"), required=False)
    quiet_until = forms.TimeField(label=_("Quiet time ends (like 8:00)"), required=False)
    zone = forms.ChoiceField(
        label=_("Which clock?"), choices=[(zone, zone) for zone in sorted(available_timezones())]
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("quiet_from")) != bool(cleaned.get("quiet_until")):
            self.add_error("quiet_until", _("Write both times, or leave both out."))
        sentence = _wrong_address(cleaned.get("channel", ""), cleaned.get("address", "").strip())
        if sentence:
            self.add_error("address", sentence)
        return cleaned


class ReachForOtherForm(ReachForm):
    """The team writes down what somebody said about how to reach them."""

    their_words = forms.CharField(
        label=_("What did they say?"),
        help_text=_("In their own words. Like this: “Text me. My son reads my mail.”"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def said(self) -> dict[str, Any]:
        names = ("channel", "address", "safe", "quiet_from", "quiet_until", "zone", "their_words")
        return {name: self.cleaned_data[name] for name in names}


def _wrong_address(channel: str, address: str) -> Any:
    """What is wrong with an address for this way; empty when nothing is."""
    if channel == Channel.EMAIL:
        try:
            validate_email(address)
        except ValidationError:
            return _("Write an e-mail, like name@example.org.")
    if channel == Channel.SMS and not _PHONE.fullmatch(address):
        return _("Write a phone number, like +46 70 174 06 05.")
    if channel == Channel.PRINT and not address:
        return _("Write the street and the town.")
    return ""
