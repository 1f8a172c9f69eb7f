"""Recording a death and putting it right, checked. Each is sent twice: told what follows, then confirmed."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.web.forms import KeyedForm


class _Clock(forms.TimeInput):
    input_type = "time"


class DeathForm(KeyedForm):
    """When somebody died, on the unit's clock. `sure` comes with the second sending."""

    died_on = forms.DateField(label=_("Day of death"), widget=forms.DateInput)
    died_at = forms.TimeField(label=_("Time of death"), widget=_Clock(format="%H:%M"))
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, zone: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.zone = zone

    @property
    def moment(self) -> datetime | None:
        """The instant that was written; None where nothing was."""
        day, clock = self.cleaned_data.get("died_on"), self.cleaned_data.get("died_at")
        return datetime.combine(day, clock or time(0), ZoneInfo(self.zone)) if day else None

    @property
    def is_sure(self) -> bool:
        return bool(self.cleaned_data.get("sure"))


class CorrectionForm(DeathForm):
    """Another time, or that it was recorded by mistake; and why."""

    LIVES, ANOTHER_TIME = "lives", "another time"
    what = forms.ChoiceField(
        label=_("What is right?"),
        choices=[
            (ANOTHER_TIME, _("The death was at another time")),
            (LIVES, _("This person has not died. It was recorded by mistake.")),
        ],
        widget=forms.RadioSelect,
    )
    because = forms.CharField(
        label=_("Why is it put right?"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("what", "died_on", "died_at", "because")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("died_on", "died_at"):
            self.fields[name].required = False

    @property
    def lives(self) -> bool:
        return self.cleaned_data.get("what") == self.LIVES

    @property
    def moment(self) -> datetime | None:
        return None if self.lives else super().moment

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("what") == self.ANOTHER_TIME:
            for name in ("died_on", "died_at"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Write the right day and time."))
        return cleaned
