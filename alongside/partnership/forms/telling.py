"""Whose words are these: the part that every form has in which something is told."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.partnership.actions.about import Source
from alongside.partnership.around import name_of, people_around
from alongside.partnership.profile import Voice
from alongside.patients.doors import Visit
from alongside.patients.rules import Standing
from alongside.web.forms import KeyedForm

LONG = 4_000
THEIRS, MINE = "theirs", "mine"
SOMEONE = "someone"


class ToldForm(KeyedForm):
    """Something told. The patient may say that somebody helped; a relative says whose words they write;
    the team chooses who said it, or writes a name. `for_oneself`: a relative speaks only for themselves here.
    """

    def __init__(self, *args: Any, visit: Visit, for_oneself: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visit = visit
        self.telling: list[str] = []
        if visit.standing is Standing.SELF:
            self._add("helped", forms.BooleanField(label=_("Someone helped me write this"), required=False))
        elif visit.standing is Standing.LET_IN and not for_oneself:
            self._add("whose", self._whose(visit.patient.called))
        elif visit.standing is Standing.TEAM:
            self._of_the_team(visit)

    def _add(self, name: str, field: forms.Field) -> None:
        self.fields[name] = field
        self.telling.append(name)

    def _whose(self, called: str) -> forms.ChoiceField:
        words = {
            MINE: gettext("My own words about {name}").format(name=called),
            THEIRS: gettext("What {name} told me").format(name=called),
        }
        return forms.ChoiceField(
            label=_("Whose words are these?"), choices=list(words.items()), widget=forms.RadioSelect
        )

    def _of_the_team(self, visit: Visit) -> None:
        self.people = {str(person.pk): person for person in people_around(visit)}
        choices = [(key, name_of(person)) for key, person in self.people.items()]
        choices.append((SOMEONE, gettext("Someone else")))
        # Nobody is chosen beforehand: whose words these are is asked, not guessed.
        who = forms.ChoiceField(label=_("Who said this?"), choices=choices, widget=forms.RadioSelect)
        self._add("said_by", who)
        self._add("said_by_name", self._their_name())

    def _their_name(self) -> forms.CharField:
        return forms.CharField(
            label=_("Their name"), help_text=_("Only for someone else."), max_length=120, required=False
        )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        unnamed = cleaned.get("said_by") == SOMEONE and not str(cleaned.get("said_by_name", "")).strip()
        if "said_by" in self.fields and not self.errors and unnamed:
            self.add_error("said_by_name", gettext("Write who said this."))
        return cleaned

    @property
    def source(self) -> Source:
        """Who said it and in whose voice, of a form that is right."""
        patient, told = self.visit.patient.person, self.cleaned_data
        if self.visit.standing is Standing.SELF:
            return Source(patient, Voice.WITH_HELP if told.get("helped") else Voice.PATIENT)
        if self.visit.standing is Standing.LET_IN:
            if told.get("whose") == THEIRS:
                return Source(patient, Voice.WITH_HELP)
            return Source(self.visit.person, Voice.SOMEONE_ELSE)
        person = self.people.get(told["said_by"])
        if person is None:
            return Source(None, Voice.SOMEONE_ELSE, told["said_by_name"])
        own = person.pk == patient.pk
        return Source(person, Voice.WITH_HELP if own else Voice.SOMEONE_ELSE)


def lines(
    label: str | Promise, *, rows: int = 3, required: bool = False, hint: str | Promise = ""
) -> forms.CharField:
    """Room for several lines of words."""
    return forms.CharField(
        label=str(label),
        help_text=str(hint),
        max_length=LONG,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )
