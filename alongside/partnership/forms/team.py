"""Introducing the team, and the promise."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.partnership.actions.team import Introduced, Listener
from alongside.partnership.around import name_of
from alongside.partnership.forms.telling import lines
from alongside.partnership.introductions import Role
from alongside.partnership.roles import PROMISE
from alongside.partnership.team_queries import TeamNow
from alongside.people.models import Person
from alongside.web.forms import KeyedForm

AS = {Role.LEADER: _("{name}, who leads the team"), Role.ATTENDING: _("{name}, the head doctor")}


class IntroduceForm(KeyedForm):
    """Who was introduced to whom. What is due is ticked already, so that one tap says it is done."""

    def __init__(self, *args: Any, team: TeamNow, me: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(face.person.pk): face.person for face in team.faces}
        self.listeners = {str(one.pk): one for one in team.listeners}
        due = {f"{one.person.pk}/{one.role.value}" for one in team.owed}
        self.fields["whom"] = forms.MultipleChoiceField(
            label=_("Who was introduced?"), choices=list(_whom(team)), widget=forms.CheckboxSelectMultiple
        )
        self.fields["to"] = forms.MultipleChoiceField(
            label=_("To whom?"),
            choices=[(key, name_of(person)) for key, person in self.listeners.items()],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["to_name"] = forms.CharField(
            label=_("Someone else who was there"), max_length=120, required=False
        )
        self.fields["introduced_by"] = forms.ChoiceField(
            label=_("Who introduced them?"),
            choices=[(key, name_of(person)) for key, person in self.people.items()],
        )
        self.initial.setdefault("whom", sorted(due))
        self.initial.setdefault("to", sorted({str(one.to.pk) for one in team.owed}))
        self.initial.setdefault("introduced_by", str(me.pk))

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("to") and not cleaned.get("to_name"):
            self.add_error("to", gettext("Choose at least one person, or write a name."))
        return cleaned

    @property
    def whom(self) -> list[Introduced]:
        pairs = [value.split("/") for value in self.cleaned_data["whom"]]
        return [Introduced(self.people[person], Role(role) if role else None) for person, role in pairs]

    @property
    def to(self) -> list[Listener]:
        listeners = [Listener(self.listeners[key]) for key in self.cleaned_data["to"]]
        name = self.cleaned_data["to_name"].strip()
        return [*listeners, *([Listener(None, name)] if name else [])]

    @property
    def introduced_by(self) -> Person:
        return self.people[self.cleaned_data["introduced_by"]]


def _whom(team: TeamNow) -> Iterable[tuple[str, str]]:
    """Each face once for each thing they are to the patient."""
    due: dict[UUID, set[Role]] = {}
    for one in team.owed:
        due.setdefault(one.person.pk, set()).add(one.role)
    for face in team.faces:
        roles = set(due.get(face.person.pk, set()))
        if face.leads:
            roles.add(Role.LEADER)
        if face.role == Role.ATTENDING:
            roles.add(Role.ATTENDING)
        for role in sorted(roles):
            yield f"{face.person.pk}/{role.value}", str(AS[role]).format(name=face.name)
        if not roles:
            yield f"{face.person.pk}/", face.name


class MetForm(IntroduceForm):
    """At the bedside: whoever is still owed an introduction has met these people, and was promised it."""

    skipping_said = True

    def __init__(self, *args: Any, may_promise: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_promise:
            self.fields["promised"] = forms.BooleanField(
                label=gettext("I promised: “{words}”").format(words=gettext(PROMISE)), required=False
            )

    @property
    def asked(self) -> list[str]:
        """What is shown; who introduced them is the one who writes."""
        return [name for name in ("whom", "to", "to_name", "promised") if name in self.fields]

    @property
    def promised(self) -> str:
        """The words of the promise; empty where none was made."""
        return gettext(PROMISE) if self.cleaned_data.get("promised") else ""


class PromiseForm(KeyedForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"] = lines(
            _("What you promise, in your own name"),
            rows=4,
            required=True,
            hint=_("Say it aloud, too. Change the words so that they are yours."),
        )
        self.initial.setdefault("words", gettext(PROMISE))
