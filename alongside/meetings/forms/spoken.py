"""What every form about meetings has: somebody's words, a time on the unit's wall."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.meetings.kinds import Confirmed
from alongside.meetings.queries.people import name_of
from alongside.people.models import Person
from alongside.web.forms import KeyedForm

LONG = 4_000
HOW_SURE: dict[Confirmed, str | Promise] = {
    Confirmed.HEARD: _("I heard it"),
    Confirmed.READ_BACK: _("I heard it and read it back"),
    Confirmed.FROM_ANOTHER: _("Someone else told me"),
}


class ClockInput(forms.TimeInput):
    input_type = "time"


def words_field(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONG, widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}), **more
    )


def in_unit_zone(day: date, at: time, zone: str) -> datetime:
    """A day and a time of the unit's wall as an instant."""
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone))


class SpokenForm(KeyedForm):
    """Words of somebody. A clinician also says whose they are, and where asked how that was made sure."""

    asks_how = True

    def __init__(
        self, *args: Any, people: Iterable[Person] = (), speaker: Person | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = list(people)
        if people:
            self.fields["said_by"] = forms.ChoiceField(
                label=_("Who said this?"),
                choices=[(str(p.pk), name_of(p)) for p in people],
                initial=str(speaker.pk) if speaker else None,
            )
        if people and self.asks_how:
            self.fields["confirmed"] = forms.ChoiceField(
                label=_("How do you know?"), choices=list(HOW_SURE.items()), initial=Confirmed.HEARD
            )
