"""What a unit promises, as it is typed on its page. `said`: the same in the shape of the unit's file, whose
checks (home.actions) judge it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.home.unit_queries import LINES, WITHIN
from alongside.meetings.forms.spoken import ClockInput
from alongside.support import safety
from alongside.web.forms import KeyedForm

LONGEST = 24 * 365
SHORT, LONG = 200, 1000


def _hours(label: Any) -> forms.IntegerField:
    needed = {"required": _("Write a whole number of hours.")}
    return forms.IntegerField(label=label, min_value=0, max_value=LONGEST, error_messages=needed)


def _lines(label: Any, hint: Any = "", required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONG,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


def _each(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class MeetingsForm(KeyedForm):
    clock = forms.BooleanField(label=_("This unit promises families a meeting"), required=False)
    first_opens = _hours(_("First meeting: not before, in hours after they came"))
    first_due = _hours(_("First meeting: due by, in hours"))
    first_red = _hours(_("First meeting: red at, in hours"))
    again = forms.BooleanField(label=_("And further meetings, at regular times"), required=False)
    then_opens = _hours(_("Next meeting: not before, in hours after the last"))
    then_due = _hours(_("Next meeting: due by, in hours"))
    then_red = _hours(_("Next meeting: red at, in hours"))
    soon = _hours(LINES["soon"][0])
    returns_within = _hours(LINES["returns_within"][0])
    rounds_at = forms.TimeField(label=_("Daily rounds at"), required=False, widget=ClockInput)
    minutes = forms.IntegerField(label=LINES["minutes"][0])
    meets_from = forms.TimeField(label=LINES["meets_from"][0], widget=ClockInput)
    meets_until = forms.TimeField(label=LINES["meets_until"][0], widget=ClockInput)
    called = forms.CharField(
        label=LINES["called"][0],
        help_text=_("Where the unit's own name would tell about an illness. Empty: its own name."),
        max_length=SHORT,
        required=False,
    )
    rooms = _lines(_("New rooms to meet in"), _("One on each line. Those there are stay."))
    lines = _lines(_("New video or phone lines"), _("One on each line."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _need_only(self, "clock", FIRST)
        _need_only(self, "clock", THEN)
        _need_only(self, "again", THEN)

    @staticmethod
    def start(said: dict[str, Any]) -> dict[str, Any]:
        """Initial values from what holds now; the usual hours where there is no clock yet."""
        first, then = said.get("first", [24, 48, 72]), said.get("then") or [120, 168, 216]
        names = ("opens", "due", "red")
        return {
            **{key: value for key, value in said.items() if key not in {"first", "then", "rooms", "lines"}},
            **{f"first_{name}": hours for name, hours in zip(names, first, strict=True)},
            **{f"then_{name}": hours for name, hours in zip(names, then, strict=True)},
            "again": bool(said.get("then", True)),
            "soon": said.get("soon", 12),
            "returns_within": said.get("returns_within", 24),
        }

    @property
    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        told: dict[str, Any] = {name: f"{given[name]:%H:%M}" if given[name] else "" for name in TIMES}
        told |= {name: given[name] for name in ("minutes", "called")}
        told |= {"rooms": _each(given["rooms"]), "lines": _each(given["lines"])}
        if not given["clock"]:
            return {"clock": False} | told
        then = [given["then_opens"], given["then_due"], given["then_red"]] if given["again"] else False
        first = [given["first_opens"], given["first_due"], given["first_red"]]
        hours = {"soon": given["soon"], "returns_within": given["returns_within"]}
        return {"clock": True, "first": first, "then": then} | hours | told


TIMES = ("rounds_at", "meets_from", "meets_until")
FIRST = ("first_opens", "first_due", "first_red", "soon", "returns_within")
THEN = ("then_opens", "then_due", "then_red")


def _need_only(form: forms.Form, where: str, names: Iterable[str]) -> None:
    """These are needed only where the box `where` is ticked."""
    if form.is_bound and not form.data.get(where):
        for name in names:
            form.fields[name].required = False


class SupportForm(KeyedForm):
    on = forms.BooleanField(
        label=_("Ask people here how they are"),
        help_text=_("Nobody is asked until the person, the hours and the number are all named."),
        required=False,
    )
    hours = _lines(LINES["hours"][0], _("One on each line, like “mon-fri 08:00-16:00”."), required=True)
    crisis_number = forms.CharField(
        label=LINES["crisis_number"][0],
        help_text=_("As it is dialled here."),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )

    def __init__(self, *args: Any, readers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = forms.ChoiceField(
            label=LINES["owner"][0], choices=[("", _("Nobody yet")), *readers]
        )
        self.order_fields(["on", *NAMED])
        for name, lacks in zip(NAMED, safety.missing(safety.Setup()), strict=True):
            self.fields[name].error_messages["required"] = gettext(lacks)
        _need_only(self, "on", NAMED)

    @staticmethod
    def start(said: dict[str, Any]) -> dict[str, Any]:
        return said | {"hours": "\n".join(said.get("hours", []))}

    @property
    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given["on"]:
            return {"on": False}
        hours = {"hours": _each(given["hours"]), "crisis_number": given["crisis_number"]}
        return {"on": True, "owner": given["owner"]} | hours


NAMED = ("owner", "hours", "crisis_number")  # in the order in which `safety.missing` tells of them


class SpeakingForm(KeyedForm):
    jurisdiction = forms.CharField(label=LINES["jurisdiction"][0], max_length=SHORT)
    order = _lines(LINES["order"][0], _("From first to last, one on each line."), required=True)
    within = forms.ChoiceField(
        label=LINES["within"][0],
        choices=[(one.value, words) for one, words in WITHIN.items()],
        widget=forms.RadioSelect,
    )
    source = forms.CharField(label=LINES["source"][0], max_length=SHORT, required=False)
    confirmed_by = forms.CharField(
        label=LINES["confirmed_by"][0],
        help_text=_("Until the law and this are named, pages say that the order is an example."),
        max_length=SHORT,
        required=False,
    )

    @staticmethod
    def start(said: dict[str, Any]) -> dict[str, Any]:
        return said | {"order": "\n".join(said["order"])}

    @property
    def said(self) -> dict[str, Any]:
        names = ("jurisdiction", "within", "source", "confirmed_by")
        return {name: self.cleaned_data[name] for name in names} | {
            "order": _each(self.cleaned_data["order"])
        }
