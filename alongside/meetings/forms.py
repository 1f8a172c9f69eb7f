"""What is typed about meetings, checked. Every form carries a request key."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.meetings.models import Coming, Confirmed, FollowUp, LineKind, Moment, Room
from alongside.meetings.queries.meetings import GuestLine
from alongside.meetings.queries.people import Askable, name_of
from alongside.meetings.queries.times import Proposal
from alongside.people.models import Person
from alongside.web.forms import KeyedForm

LONG = 4_000
HOW_SURE: dict[Confirmed, str | Promise] = {
    Confirmed.HEARD: _("I heard it"),
    Confirmed.READ_BACK: _("I heard it and read it back"),
    Confirmed.FROM_ANOTHER: _("Someone else told me"),
}
HOW: dict[Coming, str | Promise] = {
    Coming.IN_PERSON: _("I will be there"),
    Coming.VIDEO: _("By video"),
    Coming.PHONE: _("By phone"),
    Coming.NOT: _("I cannot come"),
}
KINDS: dict[LineKind, str | Promise] = {
    LineKind.SAID: _("Somebody said"),
    LineKind.TOLD: _("The team told"),
    LineKind.FEELING: _("A feeling was met"),
    LineKind.AGREED: _("This was agreed"),
}
MINUTES = [
    (15, _("15 minutes")),
    (30, _("30 minutes")),
    (45, _("45 minutes")),
    (60, _("60 minutes")),
    (90, _("90 minutes")),
]


class ClockInput(forms.TimeInput):
    input_type = "time"


def _words(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
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


def _told(one: Proposal) -> str:
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
            choices=[(one.key, _told(one)) for one in proposals],
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
        self.fields["reason"] = _words(_("Why is it moved?"), rows=2, required=False)

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
    reason = _words(_("Why?"), rows=2)


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
        self.fields["words"] = _words(_("Anything you want to say about it?"), rows=2, required=False)


class QuestionForm(SpokenForm):
    asks_how = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"] = _words(_("What do you want to ask?"), rows=2)


class FollowForm(KeyedForm):
    """What became of a question."""

    kind = forms.ChoiceField(
        label=_("What happened?"),
        choices=[(FollowUp.ANSWERED, _("It was answered")), (FollowUp.CARRIED, _("It waits"))],
        initial=FollowUp.ANSWERED,
        widget=forms.RadioSelect,
    )
    moment = forms.ChoiceField(
        label=_("If it waits, until when?"),
        choices=[(Moment.ROUNDS, _("The next rounds")), (Moment.MEETING, _("The next meeting"))],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"] = _words(_("The answer, or why it waits"), rows=2)


class JoinForm(SpokenForm):
    asks_how = False
    coming = forms.ChoiceField(
        label=_("Do you want to be there?"),
        choices=[
            (Coming.IN_PERSON, _("Yes, in the room")),
            (Coming.PHONE, _("Yes, by phone")),
            (Coming.NOT, _("Not this time")),
        ],
        widget=forms.RadioSelect,
    )


class DayPlanForm(KeyedForm):
    today = forms.CharField(label=_("What we do today, in one plain sentence"), max_length=240)
    watch_for = forms.CharField(label=_("What we watch for, in one plain sentence"), max_length=240)


class LineForm(SpokenForm):
    """One line of the live notes. Only the team chooses what kind of line it is."""

    asks_how = False

    def __init__(self, *args: Any, for_team: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if for_team:
            self.fields["kind"] = forms.ChoiceField(
                label=_("What is it?"),
                choices=list(KINDS.items()),
                initial=LineKind.SAID,
                widget=forms.RadioSelect,
            )
            if "said_by" in self.fields:
                asked = self.fields["said_by"]
                asked.widget = forms.RadioSelect(choices=asked.widget.choices)
        self.fields["words"] = _words(
            _("Write a line") if for_team else _("Add your own words"),
            rows=2,
            help_text=_("It is saved when you leave this field. Nothing that others write is lost."),
        )

    @property
    def kind(self) -> LineKind:
        return LineKind(self.cleaned_data.get("kind") or LineKind.SAID)


class TodoForm(KeyedForm):
    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"] = forms.CharField(label=_("What will be done?"), max_length=400)
        self.fields["owner"] = forms.ChoiceField(
            label=_("Who does it?"), choices=[(str(p.pk), name_of(p)) for p in people]
        )
        self.fields["due_on"] = forms.DateField(label=_("By when?"), required=False, widget=forms.DateInput)


class TeachBackForm(KeyedForm):
    """One turn of the loop; `again` hides what was asked, for it stands already."""

    def __init__(self, *args: Any, people: Iterable[Person], again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not again:
            self.fields["asked"] = forms.CharField(label=_("What we explained"), max_length=400)
        self.fields["said_by"] = forms.ChoiceField(
            label=_("Who said it back?"),
            choices=[(str(p.pk), name_of(p)) for p in people],
            widget=forms.RadioSelect,
        )
        self.fields["own_words"] = _words(_("In their own words"), rows=2)
        self.fields["understood"] = forms.ChoiceField(
            label=_("Was it clear?"),
            choices=[("yes", _("Yes, it was clear")), ("no", _("Not yet"))],
            widget=forms.RadioSelect,
        )
        self.fields["gap"] = forms.CharField(
            label=_("If not yet: what was not clear?"), max_length=400, required=False
        )
        self.fields["explained"] = forms.CharField(
            label=_("How we explained it again"), max_length=400, required=False
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("understood") == "no" and not cleaned.get("gap", "").strip():
            self.add_error("gap", _("Write what was not clear yet."))
        return cleaned


class OutlookForm(SpokenForm):
    percent = forms.IntegerField(
        label=_(
            "What is the chance, out of 100, of being alive one year from now if the care stays as it is?"
        ),
        help_text=_("Your own guess, 0 to 100. There is no right answer here."),
        min_value=0,
        max_value=100,
    )


class CloseForm(KeyedForm):
    """What the family takes home, and when everybody meets again."""

    def __init__(
        self, *args: Any, proposals: Sequence[Proposal], guests: Sequence[GuestLine], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.proposals = {one.key: one for one in proposals}
        self.guests = {str(one.person.pk): one.name for one in guests}
        self.fields["there"] = forms.MultipleChoiceField(
            label=_("Who was there?"),
            choices=list(self.guests.items()),
            initial=[str(one.person.pk) for one in guests if one.coming != Coming.NOT],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["outcome"] = _words(
            _("What the team told, in plain words"),
            rows=5,
            help_text=_("One short sentence in each line. These words are measured: fifth grade or easier."),
        )
        self.fields["next"] = forms.ChoiceField(
            label=_("When do we meet again?"),
            choices=[
                *([("offer", _("Send these times to the family to choose from"))] if proposals else []),
                *((one.key, _told(one)) for one in proposals),
                ("none", _("No time yet")),
            ],
            initial="offer" if proposals else "none",
            widget=forms.RadioSelect,
        )
        self.fields["kept_although"] = forms.CharField(
            label=_("If some words must stay though they are hard: why?"), max_length=400, required=False
        )

    @property
    def there(self) -> list[str]:
        """Names of those who were there; before it is sent, of those who may have been."""
        ticked = self.cleaned_data["there"] if self.is_bound and self.is_valid() else None
        return [self.guests[pk] for pk in (self.fields["there"].initial if ticked is None else ticked)]

    @property
    def outcome(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["outcome"].splitlines() if line.strip()]

    @property
    def next_times(self) -> list[tuple[datetime, Room | None]]:
        wanted = self.cleaned_data["next"]
        chosen = (
            list(self.proposals.values())
            if wanted == "offer"
            else [self.proposals[wanted]]
            if wanted in self.proposals
            else []
        )
        return [(one.starts_at, one.room) for one in chosen]

    @property
    def next_is_set(self) -> bool:
        return self.cleaned_data["next"] in self.proposals
