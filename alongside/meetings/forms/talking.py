"""What is typed in a talk: a line, a task, what was said back, an outlook; and how it is closed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.meetings.forms.planning import told_of
from alongside.meetings.forms.spoken import SpokenForm, words_field
from alongside.meetings.kinds import Coming, LineKind
from alongside.meetings.models import Room
from alongside.meetings.queries.meetings import GuestLine
from alongside.meetings.queries.people import name_of
from alongside.meetings.queries.times import Proposal
from alongside.people.models import Person
from alongside.web.forms import KeyedForm

KINDS: dict[LineKind, str | Promise] = {
    LineKind.SAID: _("Somebody said"),
    LineKind.TOLD: _("The team told"),
    LineKind.FEELING: _("A feeling was met"),
    LineKind.AGREED: _("This was agreed"),
}


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
        self.fields["words"] = words_field(
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
        self.fields["own_words"] = words_field(_("In their own words"), rows=2)
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
        self.fields["outcome"] = words_field(
            _("What the team told, in plain words"),
            rows=5,
            help_text=_("One short sentence in each line. These words are measured: fifth grade or easier."),
        )
        self.fields["next"] = forms.ChoiceField(
            label=_("When do we meet again?"),
            choices=[
                *([("offer", _("Send these times to the family to choose from"))] if proposals else []),
                *((one.key, told_of(one)) for one in proposals),
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
