"""Giving a handout, and one round of teach-back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.materials.document import Level
from alongside.materials.models import HandoutVersion
from alongside.partnership.actions.handouts import Round
from alongside.partnership.actions.team import Listener
from alongside.partnership.around import name_of
from alongside.partnership.forms.telling import SOMEONE, lines
from alongside.people.models import Person
from alongside.web.forms import KeyedForm


class GiveForm(KeyedForm):
    """Which handout, to whom, and in which language it was gone through."""

    def __init__(
        self, *args: Any, handouts: Iterable[HandoutVersion], receivers: Iterable[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.handouts = {str(one.pk): one for one in handouts}
        self.people = {str(one.pk): one for one in receivers}
        people = [(key, name_of(person)) for key, person in self.people.items()]
        self.fields["handout"] = forms.ChoiceField(
            label=_("Which handout?"), choices=[(key, _named(one)) for key, one in self.handouts.items()]
        )
        self.fields["to"] = forms.ChoiceField(
            label=_("To whom?"), choices=[*people, (SOMEONE, gettext("Someone else"))]
        )
        self.fields["to_name"] = forms.CharField(
            label=_("Their name"), help_text=_("Only for someone else."), max_length=120, required=False
        )
        self.fields["language"] = forms.CharField(
            label=_("In which language did you go through it?"),
            help_text=_("Only if it was another than that of the page, such as with an interpreter."),
            max_length=12,
            required=False,
        )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("to") == SOMEONE and not str(cleaned.get("to_name", "")).strip():
            self.add_error("to_name", gettext("Write who was given it."))
        return cleaned

    @property
    def handout(self) -> HandoutVersion:
        return self.handouts[self.cleaned_data["handout"]]

    @property
    def to(self) -> Listener:
        person = self.people.get(self.cleaned_data["to"])
        return Listener(person, "" if person else self.cleaned_data["to_name"].strip())

    @property
    def language(self) -> str:
        return self.cleaned_data["language"].strip() or self.handout.handout.language


def _named(version: HandoutVersion) -> str:
    """Its title; the language where it is not the one of the house, and that its words are easier."""
    spoken = version.handout.language
    told = [] if spoken == settings.LANGUAGE_CODE.split("-")[0] else [spoken]
    if version.handout.level == Level.EASIER.value:
        told.append(gettext("easier words"))
    return f"{version.title} ({', '.join(told)})" if told else version.title


class SaidBackForm(KeyedForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked"] = lines(
            _("What did you ask?"),
            rows=2,
            required=True,
            hint=_("Such as: I want to be sure that I was clear. What will you tell at home?"),
        )
        self.fields["own_words"] = lines(_("What did they say, in their own words?"), required=True)
        self.fields["gap"] = lines(
            _("What was not clear yet?"), rows=2, hint=_("Leave it empty if all was clear.")
        )
        self.fields["told_again"] = lines(
            _("How did you tell it again?"), rows=2, hint=_("Then ask once more, and write that down, too.")
        )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if str(cleaned.get("told_again", "")).strip() and not str(cleaned.get("gap", "")).strip():
            self.add_error("gap", gettext("Write what was not clear yet."))
        return cleaned

    @property
    def round(self) -> Round:
        told = self.cleaned_data
        return Round(told["asked"], told["own_words"], told["gap"], told["told_again"])
