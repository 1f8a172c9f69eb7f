"""How are you? Four questions word for word, a plain one of our own, room for words; all can be skipped."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.support.models import Kind
from alongside.support.phq4_pack import ENGLISH
from alongside.support.queries import KIND_WORDS, Asking
from alongside.support.rules import MAY_BE_ASKED_FOR
from alongside.web.forms import KeyedForm

ITEMS = ("nervous", "worrying", "little_interest", "down")
LONG = 2_000


def _scale(label: Any, choices: list[tuple[int, str]]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )


class QuestionsForm(KeyedForm):
    """`asking`: the wording of the four questions. `for_team`: the team writes down what it hears, and reads
    the English words beside another language's."""

    def __init__(self, *args: Any, asking: Asking, for_team: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asking = asking
        beside = for_team and asking.wording != ENGLISH
        for name, item, english in zip(ITEMS, asking.wording.items, ENGLISH.items, strict=True):
            self.fields[name] = _scale(item, list(enumerate(asking.wording.answers)))
            self.fields[name].help_text = english if beside else ""
        self.fields["worry"] = _scale(
            _("How worried are you right now?"), [(step, str(step)) for step in range(11)]
        )
        self.fields["words"] = forms.CharField(
            label=_("Is there more you want to say?"),
            max_length=LONG,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        if for_team:
            self.fields["confirmed"] = forms.ChoiceField(
                label=_("How do you know?"),
                choices=[("heard", _("I heard it")), ("read back", _("I heard it and read it back"))],
            )

    @property
    def said(self) -> dict[str, Any]:
        """What was answered, by the names of the columns."""
        given = {name: self.cleaned_data.get(name) for name in (*ITEMS, "worry")}
        asked = {"pack_id": self.asking.pack} if given["nervous"] is not None else {}
        return given | asked | {"words": self.cleaned_data["words"].strip()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        four = [cleaned.get(name) for name in ITEMS]
        if any(one is None for one in four) and any(one is not None for one in four):
            for name, one in zip(ITEMS, four, strict=True):
                if one is None:
                    self.add_error(name, _("Answer this one too, or leave all four out."))
        elif four[0] is None and cleaned.get("worry") is None and not cleaned.get("words", "").strip():
            raise forms.ValidationError(_("Choose or write at least one thing. Or go back."))
        return cleaned


class AskForm(KeyedForm):
    """What somebody asks for; for oneself also where one can be found."""

    kind = forms.ChoiceField(
        label=_("What would help?"),
        choices=[(kind.value, KIND_WORDS[kind]) for kind in Kind if kind in MAY_BE_ASKED_FOR],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, for_oneself: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if for_oneself:
            self.fields["where"] = forms.CharField(
                label=_("Where can we find you, or how can we call you?"), max_length=200, required=False
            )
