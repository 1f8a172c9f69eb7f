"""What is typed to plan a meeting: whom to ask, which times, who comes, when people are free."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.meetings.forms.spoken import ClockInput, SpokenForm, in_unit_zone, words_field
from alongside.meetings.kinds import Coming
from alongside.meetings.models import Room
from alongside.meetings.queries.people import Askable, name_of
from alongside.meetings.queries.times import Proposal
from alongside.people.models import Person
from alongside.web.forms import KeyedForm

HOW: dict[Coming, str | Promise] = {
    Coming.IN_PERSON: _("I will be there"),
    Coming.VIDEO: _("By video"),
    Coming.PHONE: _("By phone"),
    Coming.NOT: _("I cannot come"),
}
MINUTES = [
    (15, _("15 minutes")),
    (30, _("30 minutes")),
    (45, _("45 minutes")),
    (60, _("60 minutes")),
    (90, _("90 minutes")),
]


class GuestsForm(forms.Form):
    """Whom to ask and for how long; sent by GET to look for times."""

    def __init__(self, *args: Any, askable: Sequence[Askable], minutes: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.askable = askable
        self.fields["guests"] = forms.MultipleChoiceField(
            label=_("Who is asked to come?"),
            choices=[
                (str(one.person.pk), f"{one.name} ({one.what})" if one.what else one.name) for one in askable
            ],
            initial=[str(one.person.pk) for one in askable if one.usual],
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["minutes"] = forms.TypedChoiceField(
            label=_("How long?"), choices=MINUTES, coerce=int, initial=minutes
        )

    @property
    def chosen(self) -> list[Askable]:
        """Those asked; the usual ones where nothing valid was sent."""
        if self.is_bound and self.is_valid():
            wanted = set(self.cleaned_data["guests"])
            return [one for one in self.askable if str(one.person.pk) in wanted]
        return [one for one in self.askable if one.usual]

    @property
    def length(self) -> int:
        if self.is_bound and self.is_valid():
            return int(self.cleaned_data["minutes"])
        return int(self.fields["minutes"].initial)


def told_of(one: Proposal) -> str:
    """A proposed time with all that speaks for or against it."""
    parts = [one.when, one.room.name if one.room else "", gettext("later than promised") if one.late else ""]
    if one.lacks:
        parts.append(gettext("without {who}").format(who=", ".join(one.lacks)))
    return " · ".join(part for part in parts if part)


class OfferForm(KeyedForm):
    """Which of the proposed times are sent."""

    def __init__(self, *args: Any, proposals: Sequence[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposals = {one.key: one for one in proposals}
        self.fields["times"] = forms.MultipleChoiceField(
            label=_("Which times do we send?"),
            choices=[(one.key, told_of(one)) for one in proposals],
            initial=[one.key for one in proposals],
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "invalid_choice": _("One of these times is not free any more. Look at the new ones.")
            },
        )

    @property
    def chosen(self) -> list[tuple[datetime, Room | None]]:
        return [
            (self.proposals[key].starts_at, self.proposals[key].room) for key in self.cleaned_data["times"]
        ]


class ChooseForm(SpokenForm):
    def __init__(self, *args: Any, offered: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offered"] = forms.ChoiceField(
            label=_("Which time is good?"),
            choices=[(str(pk), words) for pk, words in offered],
            widget=forms.RadioSelect,
        )


class ReplyForm(SpokenForm):
    asks_how = False
    coming = forms.ChoiceField(label=_("Will you come?"), choices=list(HOW.items()), widget=forms.RadioSelect)


class MoveForm(KeyedForm):
    """Another time, set by the team."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput)
    at = forms.TimeField(label=_("Time"), widget=ClockInput)

    def __init__(self, *args: Any, rooms: Sequence[Room], zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rooms, self.zone = {str(room.pk): room for room in rooms}, zone
        self.fields["room"] = forms.ChoiceField(
            label=_("Where"),
            choices=[("", _("Not set yet")), *((str(r.pk), r.name) for r in rooms)],
            required=False,
        )
        self.fields["reason"] = words_field(_("Why is it moved?"), rows=2, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "day" in cleaned and "at" in cleaned and self.starts_at <= timezone.now():
            self.add_error("at", _("This time is over. Choose a time to come."))
        return cleaned

    @property
    def starts_at(self) -> datetime:
        return in_unit_zone(self.cleaned_data["day"], self.cleaned_data["at"], self.zone)

    @property
    def room(self) -> Room | None:
        return self.rooms.get(self.cleaned_data["room"])


class ReasonForm(KeyedForm):
    reason = words_field(_("Why?"), rows=2)


class BeginForm(KeyedForm):
    """A talk begins now, or began earlier."""

    day = forms.DateField(label=_("If it began earlier: the day"), required=False, widget=forms.DateInput)
    at = forms.TimeField(label=_("If it began earlier: the time"), required=False, widget=ClockInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("day")) != bool(cleaned.get("at")):
            raise forms.ValidationError(_("Write both the day and the time, or neither."))
        return cleaned

    def began_at(self, zone: str) -> datetime | None:
        day, at = self.cleaned_data.get("day"), self.cleaned_data.get("at")
        return in_unit_zone(day, at, zone) if day and at else None


class FreeForm(KeyedForm):
    """When somebody can come."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput)
    start = forms.TimeField(label=_("From"), widget=ClockInput)
    end = forms.TimeField(label=_("Until"), widget=ClockInput)

    def __init__(self, *args: Any, people: Iterable[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = list(people)
        if people:
            self.fields["person"] = forms.ChoiceField(
                label=_("Whose time is this?"), choices=[(str(p.pk), name_of(p)) for p in people]
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "start" in cleaned and "end" in cleaned and cleaned["end"] <= cleaned["start"]:
            self.add_error("end", _("The end must come after the start."))
        return cleaned


class WishForm(SpokenForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"] = words_field(_("Anything you want to say about it?"), rows=2, required=False)
