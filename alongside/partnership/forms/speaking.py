"""Findings, people who speak, papers, earlier wishes, views and standards, as they are typed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.partnership.actions.speaking import Described, Named, Remembered
from alongside.partnership.forms.telling import ToldForm, lines
from alongside.partnership.models import Matter, PaperKind
from alongside.partnership.speaking import Basis, Capacity, Rule, Standard, Sureness, missing_reason
from alongside.patients.doors import Visit
from alongside.patients.rules import Standing
from alongside.web.forms import KeyedForm

FOUND: dict[Capacity, str | Promise] = {
    Capacity.CAN: _("Can choose this"),
    Capacity.CAN_WITH_SUPPORT: _("Can choose this with help"),
    Capacity.CANNOT: _("Cannot choose this now, even with help"),
}
SUPPORTS: dict[str, str | Promise] = {
    "interpreter": _("An interpreter"),
    "senses": _("Glasses or something to hear with"),
    "words": _("Plain words, pictures, one thing at a time"),
    "time": _("A better time of day, or a second try later"),
    "quiet": _("A quiet place"),
    "close": _("Someone close was there"),
    "relief": _("Pain, fear or short breath eased first"),
    "sedation": _("Less of the drugs that make drowsy"),
    "board": _("A board to point at, or to write on"),
}
STANDARDS: dict[Standard, str | Promise] = {
    Standard.KNOWN_WISHES: _("What they said they want"),
    Standard.SUBSTITUTED_JUDGMENT: _("What they would want, from what is known of them"),
    Standard.BEST_INTERESTS: _("What is best for them"),
}
SURENESS: dict[Sureness, str | Promise] = {
    Sureness.SURE: _("Sure"),
    Sureness.FAIRLY_SURE: _("Fairly sure"),
    Sureness.UNSURE: _("Not sure"),
}
PAPERS: dict[PaperKind, str | Promise] = {
    PaperKind.AGENT: _("A paper that names who speaks for them"),
    PaperKind.WISHES: _("A paper that says what they want"),
    PaperKind.ORDERS: _("A doctor's orders about treatment"),
    PaperKind.GUARDIAN: _("A court paper that names a guardian"),
    PaperKind.OTHER: _("Another paper"),
}


def _radio(label: str | Promise, words: Mapping[str, str | Promise]) -> forms.ChoiceField:
    return forms.ChoiceField(label=str(label), choices=list(words.items()), widget=forms.RadioSelect)


def _texts(words: Mapping[Any, str | Promise]) -> dict[str, str | Promise]:
    return {str(key.value): text for key, text in words.items()}


class MatterForm(KeyedForm):
    name = forms.CharField(
        label=_("What is to be chosen?"),
        help_text=_("One matter. Like this: a tube in the neck to breathe."),
        max_length=200,
    )


class AssessForm(KeyedForm):
    """A finding in one's own name: first what was tried, then what was found, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supports"] = forms.MultipleChoiceField(
            label=_("What was tried to help them choose?"),
            choices=[(str(text), text) for text in SUPPORTS.values()],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["other"] = forms.CharField(label=_("Something else"), max_length=200, required=False)
        self.fields["found"] = _radio(_("What did you find?"), _texts(FOUND))
        self.fields["reason"] = lines(
            _("What did you see and hear that shows it?"),
            required=True,
            hint=_("Do they follow it, weigh it, keep it in mind, and say what they choose?"),
        )

    @property
    def supports(self) -> list[str]:
        return [*self.cleaned_data["supports"], self.cleaned_data["other"]]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        tried = cleaned.get("supports") or str(cleaned.get("other", "")).strip()
        if cleaned.get("found") == Capacity.CANNOT.value and not tried:
            self.add_error("supports", gettext("Say what was tried first."))
        return cleaned


class SpeakerForm(ToldForm):
    """Somebody who may speak, or who may not."""

    def __init__(self, *args: Any, visit: Visit, rule: Rule, **kwargs: Any) -> None:
        super().__init__(*args, visit=visit, **kwargs)
        called = visit.patient.called
        self.fields["name"] = forms.CharField(label=_("Name"), max_length=120)
        self.fields["relationship"] = forms.ChoiceField(
            label=gettext("Who are they to {name}?").format(name=called),
            choices=[("", gettext("Choose one")), *((one, gettext(one)) for one in rule.order)],
        )
        self.fields["refused"] = forms.BooleanField(
            label=gettext("{name} said: this one is not to speak for me").format(name=called), required=False
        )
        if visit.standing is Standing.TEAM:
            self.fields["unwilling"] = forms.BooleanField(label=_("They do not want to"), required=False)
            self.fields["unreachable"] = forms.BooleanField(label=_("We cannot reach them"), required=False)
        self.fields["holds_from"] = forms.DateField(
            label=_("First day"), required=False, widget=forms.DateInput
        )
        self.fields["holds_until"] = forms.DateField(
            label=_("Last day"), required=False, widget=forms.DateInput
        )

    @property
    def named(self) -> Named:
        told = self.cleaned_data
        return Named(
            name=told["name"],
            relationship=told["relationship"],
            willing=not told.get("unwilling", False),
            reachable=not told.get("unreachable", False),
            refused_by_patient=told["refused"],
            holds_from=told["holds_from"],
            holds_until=told["holds_until"],
        )


class PaperForm(ToldForm):
    """A paper in words. Papers are not sent in here."""

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, visit=visit, **kwargs)
        self.fields["kind"] = _radio(_("What kind of paper is it?"), _texts(PAPERS))
        self.fields["names"] = forms.CharField(label=_("Whom does it name?"), max_length=120, required=False)
        self.fields["says"] = lines(_("What does it say?"))
        self.fields["kept"] = forms.CharField(label=_("Where is it?"), max_length=200, required=False)
        self.fields["dated"] = forms.DateField(
            label=_("From which day is it?"), required=False, widget=forms.DateInput
        )
        if visit.standing is Standing.TEAM:
            self.fields["seen"] = forms.BooleanField(label=_("I have read this paper myself"), required=False)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        names_somebody = cleaned.get("kind") in {PaperKind.AGENT.value, PaperKind.GUARDIAN.value}
        if names_somebody and not str(cleaned.get("names", "")).strip():
            self.add_error("names", gettext("Write whom the paper names."))
        return cleaned

    @property
    def paper(self) -> Described:
        told = self.cleaned_data
        return Described(
            PaperKind(told["kind"]),
            told["names"],
            told["says"],
            told["kept"],
            told["dated"],
            told.get("seen", False),
        )


class WishForm(ToldForm):
    """Something the patient said before: in whose words, when, and how sure."""

    def __init__(self, *args: Any, visit: Visit, matters: Iterable[Matter], **kwargs: Any) -> None:
        super().__init__(*args, visit=visit, **kwargs)
        called = visit.patient.called
        self.matters = {str(one.pk): one for one in matters}
        self.fields["words"] = lines(
            gettext("What did {name} say or write?").format(name=called), required=True
        )
        self.fields["in_own_words"] = _radio(
            _("Are these the very words?"),
            {
                "yes": gettext("Yes, {name} said it like this").format(name=called),
                "no": _("No, it is what was meant, as I put it"),
            },
        )
        self.fields["said_when"] = forms.CharField(
            label=_("When was it?"),
            help_text=_("Like this: last summer, after her sister died."),
            max_length=120,
        )
        self.fields["sureness"] = _radio(_("How sure are you?"), _texts(SURENESS))
        self.fields["matter"] = forms.ChoiceField(
            label=_("What was it about?"),
            choices=[
                ("", gettext("Life as a whole")),
                *((key, one.name) for key, one in self.matters.items()),
            ],
            required=False,
        )

    @property
    def wish(self) -> Remembered:
        told = self.cleaned_data
        return Remembered(
            told["words"], told["in_own_words"] == "yes", told["said_when"], Sureness(told["sureness"])
        )

    @property
    def matter(self) -> Matter | None:
        return self.matters.get(self.cleaned_data["matter"])


class ViewForm(ToldForm):
    """What one of those who speak now thinks should be done."""

    def __init__(
        self, *args: Any, visit: Visit, names: Iterable[str], positions: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, visit=visit, for_oneself=True, **kwargs)
        said = ", ".join(f"“{one}”" for one in positions)
        self.fields["name"] = forms.ChoiceField(
            label=_("Who speaks?"), choices=[(name, name) for name in names]
        )
        self.fields["position"] = forms.CharField(
            label=_("What should be done?"),
            help_text=gettext("Said so far: {words}. Use the same words if you mean the same.").format(
                words=said
            )
            if said
            else _("In a few words."),
            max_length=200,
        )
        self.fields["words"] = lines(_("Why?"))


class StandardForm(KeyedForm):
    """By what a choice was made for the patient."""

    def __init__(self, *args: Any, open_for_use: Basis, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_for_use = open_for_use
        self.fields["choice"] = forms.CharField(label=_("What was chosen?"), max_length=200)
        self.fields["standard"] = _radio(
            _("By what was it chosen?"), {one.name: words for one, words in STANDARDS.items()}
        )
        self.fields["reason"] = lines(
            _("Why this way?"), hint=_("Needed when it is not the highest one that is open.")
        )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if "standard" in cleaned:
            used = Standard[cleaned["standard"]]
            lacks = missing_reason(used, self.open_for_use, cleaned.get("reason", ""))
            if lacks:
                self.add_error("reason", gettext(lacks))
        return cleaned


class AccessForm(ToldForm):
    """What came of going through who may see what."""

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, visit=visit, **kwargs)
        self.fields["words"] = lines(_("What came of it?"), required=True)
