"""What is typed in a conversation, checked. Every form carries a request key."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.aids.page import AidPage
from alongside.decisions.balance.reasons import REASON_WORDS
from alongside.decisions.balance.table import Prompt
from alongside.decisions.endings import ENDINGS, EndingKind, missing
from alongside.decisions.models import Confirmed, Role
from alongside.decisions.note_kinds import NoteKind, kinds
from alongside.decisions.queries import name_of
from alongside.decisions.trial import OutcomeKind
from alongside.people.models import Person
from alongside.web.forms import KeyedForm

LONG = 4_000
ROLE_WORDS: dict[Role, str | Promise] = {
    Role.SELF: _("I want to choose, after I hear what you think"),
    Role.TOGETHER: _("I want us to choose together"),
    Role.TEAM: _("I want you to choose, and to tell me why"),
    Role.CLOSE_ONE: _("I want someone close to me to help choose"),
}
HOW_SURE: dict[Confirmed, str | Promise] = {
    Confirmed.HEARD: _("I heard it"),
    Confirmed.READ_BACK: _("I heard it and read it back"),
    Confirmed.FROM_ANOTHER: _("Someone else told me"),
}


def whose_words(label: Any, people: list[Person]) -> forms.ChoiceField:
    """Which of `people` said it. Nobody is chosen beforehand where it could be more than one."""
    each = [(str(person.pk), name_of(person)) for person in people]
    return forms.ChoiceField(
        label=label,
        choices=each if len(each) == 1 else [("", _("Choose a person")), *each],
        error_messages={"required": _("Say whose words these are.")},
    )


class SpokenForm(KeyedForm):
    """Words of somebody. A clinician also says whose they are and how that was made sure."""

    def __init__(self, *args: object, people: Iterable[Person] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        people = list(people)
        if people:
            self.fields["said_by"] = whose_words(_("Who said this?"), people)
            self.fields["confirmed"] = forms.ChoiceField(
                label=_("How do you know?"), choices=list(HOW_SURE.items()), initial=Confirmed.HEARD
            )


class Replaces(forms.Form):
    """A form whose newest row holds. `seen`: which one stood there when the form was shown."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def was_shown(self) -> str | None:
        return self.cleaned_data["seen"] if "seen" in self.data else None


class WhatMattersForm(SpokenForm, Replaces):
    """How much each outcome matters, 0 to 10, and own words; any part may be left out."""

    def __init__(self, *args: object, aid: AidPage, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.outcomes = [key for key, _name in aid.matters]
        for key, name in aid.matters:
            self.fields[f"matters-{key}"] = forms.TypedChoiceField(
                label=name,
                choices=[(step, str(step)) for step in range(11)],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
        self.fields["words"] = forms.CharField(
            label=_("In your own words: what matters most to you?"),
            max_length=LONG,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    @property
    def importances(self) -> dict[str, int]:
        given = {key: self.cleaned_data.get(f"matters-{key}") for key in self.outcomes}
        return {key: value for key, value in given.items() if value is not None}

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not self.errors and not self.importances and not cleaned.get("words", "").strip():
            raise forms.ValidationError(_("Choose a number for at least one thing, or write some words."))
        return cleaned


class RoleForm(SpokenForm, Replaces):
    role = forms.ChoiceField(
        label=_("How do you want to choose?"), choices=list(ROLE_WORDS.items()), widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Anything to add?"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _options(aid: AidPage, first: str | Promise) -> list[tuple[str, str | Promise]]:
    return [("", first), *((option.key, option.name) for option in aid.options)]


class ViewForm(SpokenForm):
    def __init__(self, *args: object, aid: AidPage, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.auto_id = "view_%s"
        self.fields["option"] = forms.ChoiceField(
            label=_("About"), choices=_options(aid, _("All of it")), required=False
        )
        self.fields["words"] = forms.CharField(
            label=_("What was said"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3})
        )


class AdviceForm(KeyedForm, Replaces):
    def __init__(self, *args: object, aid: AidPage, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.auto_id = "advice_%s"
        self.fields["option"] = forms.ChoiceField(label=_("I advise"), choices=_options(aid, _("Choose one")))
        self.fields["reason"] = forms.CharField(
            label=_("Because"),
            help_text=_("Say how it fits what matters to this person."),
            max_length=LONG,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields["rests_on"] = forms.MultipleChoiceField(
            label=_("It rests on"),
            choices=list(aid.matters),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


class EndingForm(SpokenForm, Replaces):
    def __init__(self, *args: object, aid: AidPage, for_team: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        words = {kind.value: e.for_team if for_team else e.for_patient for kind, e in ENDINGS.items()}
        self.fields["kind"] = forms.ChoiceField(
            label=_("How does the talk end for now?"),
            choices=[(kind, gettext(sentence)) for kind, sentence in words.items()],
            widget=forms.RadioSelect,
        )
        self.fields["option"] = forms.ChoiceField(
            label=_("Which one?"),
            help_text=_("If you agree, or if the team chooses."),
            choices=_options(aid, _("Choose one")),
            required=False,
        )
        self.fields["reason"] = forms.CharField(
            label=_("Why?"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.fields["next_step"] = forms.CharField(
            label=_("What happens next?"),
            max_length=LONG,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields["review_on"] = forms.DateField(
            label=_("When do we look at it again?"), required=False, widget=forms.DateInput
        )
        if for_team:
            self.fields["told_of_difference"] = forms.BooleanField(
                label=_("They heard our advice, and why we see it differently"), required=False
            )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if "kind" in cleaned:
            lacks = missing(
                EndingKind(cleaned["kind"]),
                option=cleaned.get("option", ""),
                reason=cleaned.get("reason", ""),
                next_step=cleaned.get("next_step", ""),
            )
            for name, sentence in lacks.items():
                self.add_error(name, gettext(sentence))
        return cleaned


class CloseForm(KeyedForm):
    """A reason why something open may rest."""

    def __init__(self, *args: object, prompt: Prompt, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.auto_id = f"{prompt.rule}_%s"
        self.prompt = prompt
        self.fields["reason"] = forms.ChoiceField(
            label=_("It may rest, because"),
            choices=[(reason.value, gettext(REASON_WORDS[reason])) for reason in prompt.closes],
        )


class NoteForm(KeyedForm):
    """The note's words under the headings of its kind, and which kind it is to be from now on."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    shown = forms.CharField(widget=forms.HiddenInput)
    """The kind whose headings stand in this form."""

    def __init__(self, *args: object, kind: NoteKind, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.note_kind = kind
        self.fields["shown"].initial = kind.key
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind of note"), choices=[(one.key, one.name) for one in kinds().values()]
        )
        leaving = self.is_bound and self.data.get("kind") != kind.key
        for section in kind.sections:
            self.fields[section.name] = forms.CharField(
                label=section.title,
                help_text=section.hint,
                max_length=20_000,
                required=not leaving,
                widget=forms.Textarea(attrs={"rows": 5}),
            )

    @property
    def sections(self) -> dict[str, str]:
        return {section.name: self.cleaned_data[section.name] for section in self.note_kind.sections}


class SignForm(KeyedForm):
    """Signing; after the first note also why something is added."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: object, amends: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if amends:
            self.fields["because"] = forms.CharField(
                label=_("Why is something added?"),
                max_length=LONG,
                widget=forms.Textarea(attrs={"rows": 2}),
            )


class TryForm(KeyedForm):
    """A try for a time, as it was agreed on."""

    def __init__(self, *args: object, people: Iterable[Person], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        lines = forms.Textarea(attrs={"rows": 3})
        each = _("One on each line.")
        self.fields["treatments"] = forms.CharField(
            label=_("What is tried"), help_text=each, max_length=LONG, widget=lines
        )
        self.fields["aim"] = forms.CharField(
            label=_("What it is for, in the patient's words"), max_length=LONG, widget=lines
        )
        self.fields["said_by"] = whose_words(_("Who told these words?"), list(people))
        self.fields["better"] = forms.CharField(
            label=_("Signs of getting better"), help_text=each, max_length=LONG, widget=lines
        )
        self.fields["worse"] = forms.CharField(
            label=_("Signs of getting worse"), help_text=each, max_length=LONG, widget=lines
        )
        self.fields["hours"] = forms.IntegerField(
            label=_("How long, in hours"), help_text=_("3 days are 72 hours."), min_value=1, max_value=24 * 90
        )
        self.fields["who_decides"] = forms.CharField(
            label=_("Who decides at the review"), help_text=each, max_length=LONG, widget=lines
        )


OUTCOME_WORDS: dict[OutcomeKind, str | Promise] = {
    OutcomeKind.GO_ON: _("Go on with the treatment"),
    OutcomeKind.COMFORT: _("Turn to comfort"),
    OutcomeKind.EXTEND: _("Try for longer"),
}


class ReviewForm(KeyedForm):
    """What was agreed when the try was talked about again."""

    kind = forms.ChoiceField(
        label=_("What was agreed?"), choices=list(OUTCOME_WORDS.items()), widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Why?"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}))
    agreed_by = forms.CharField(
        label=_("Who agreed?"),
        help_text=_("One on each line."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    longer_hours = forms.IntegerField(
        label=_("If longer: how many hours more?"), required=False, min_value=1, max_value=24 * 90
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == OutcomeKind.EXTEND and not cleaned.get("longer_hours"):
            self.add_error("longer_hours", gettext("Say how much longer."))
        return cleaned
