"""What every form of the house has."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.web.comfort import CHOICES

COMFORT_WORDS = {
    ("theme", "device"): _("As my device shows them"),
    ("theme", "light"): _("Light"),
    ("theme", "dark"): _("Dark"),
    ("size", "100"): _("Usual"),
    ("size", "125"): _("Large"),
    ("size", "150"): _("Very large"),
    ("letters", "usual"): _("Usual letters"),
    ("letters", "clear"): _("Clear letters, with more space"),
    ("words", "usual"): _("All words"),
    ("words", "easier"): _("Easier words first"),
}


class KeyedForm(forms.Form):
    """A form that is carried out once, however often it is sent (`trail.writing.first_time`)."""

    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


def _one_of(name: str, label: object, hint: object = "") -> forms.ChoiceField:
    choices = [(value, COMFORT_WORDS[name, value]) for value in CHOICES[name]]
    return forms.ChoiceField(label=label, help_text=hint, choices=choices, widget=forms.RadioSelect)  # type: ignore[arg-type]


class ComfortForm(forms.Form):
    """How pages look (`web.comfort`). `next`: the page to come back to."""

    theme = _one_of("theme", _("Colours"))
    size = _one_of("size", _("Size of the letters"))
    letters = _one_of("letters", _("Kind of letters"))
    words = _one_of(
        "words",
        _("Words"),
        _("Where there are plain words, you see them first. We say what hard words mean."),
    )
    next = forms.CharField(widget=forms.HiddenInput, required=False)
