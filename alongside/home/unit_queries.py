"""What units promise, in the shape of a unit's file so that page and file agree; and what a change means."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.home import rules
from alongside.home.unit_hours import spans_of
from alongside.meetings.policy import Window
from alongside.meetings.queries.clocks import promise_of
from alongside.meetings.queries.times import rooms_of, settings_of
from alongside.partnership.speaking import Within
from alongside.partnership.speaking_queries import rule_now
from alongside.people.models import Account, Clinician, Person, Unit
from alongside.people.queries import Charge, charge_of
from alongside.support.queries import watch_of

Part = dict[str, Any]


def units_of(charge: Charge) -> list[Unit]:
    """The units that this person may change, by name."""
    return [unit for unit in Unit.objects.order_by("name") if rules.may_change_unit(charge, unit.pk)]


def unit_for(person: Person, wanted: UUID) -> Unit:
    """Raises NotHere where there is none, or where it is not theirs: nobody learns which."""
    rules.check(rules.may_change_unit(charge_of(person), wanted))
    unit = Unit.objects.filter(pk=wanted).first()
    rules.check(unit is not None)
    assert unit is not None
    return unit


def promised(unit: Unit, part: str) -> Part:
    """One part of what holds now, as the unit's file would say it."""
    return _meetings(unit) if part == "meetings" else _support(unit)


def _meetings(unit: Unit) -> Part:
    now = timezone.now()
    row = settings_of(unit, now)
    policy = promise_of(unit, None if row._state.adding else row)
    places = rooms_of(unit)
    said: Part = {
        "rounds_at": _clock(row.rounds_at),
        "minutes": row.minutes,
        "meets_from": _clock(row.meets_from),
        "meets_until": _clock(row.meets_until),
        "called": row.called,
        "rooms": [place.name for place in places if not place.by_line],
        "lines": [place.name for place in places if place.by_line],
    }
    if policy is None:
        return {"clock": False} | said
    clocks = {"first": _window(policy.first), "then": _window(policy.then) if policy.then else False}
    return {"clock": True} | clocks | {"soon": policy.soon, "returns_within": policy.returns_within} | said


def _window(window: Window) -> list[int]:
    return [window.opens, window.due, window.red]


def _clock(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""


def _support(unit: Unit) -> Part:
    watch = watch_of(unit.pk)
    if watch is None:
        return {"on": False}
    owner = Account.objects.filter(person=watch.owner).values_list("username", flat=True).first()
    hours = spans_of(watch.setup.hours)
    return {"on": True, "owner": owner or "", "hours": hours, "crisis_number": watch.crisis_number}


def speaking() -> Part:
    """Who may speak for a patient, in the shape of the file."""
    rule = rule_now()
    return {
        "jurisdiction": rule.jurisdiction,
        "order": list(rule.order),
        "within": rule.within.value,
        "source": rule.source,
        "confirmed_by": rule.confirmed_by,
    }


def seal(said: Mapping[str, Any]) -> str:
    """Names one state of a part, so that a form can tell whether somebody changed it meanwhile."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def readers() -> list[tuple[str, str]]:
    """(user name, name) of everybody who can read a unit's answers: clinicians who sign in."""
    people = Clinician.objects.select_related("person", "person__account").filter(
        person__account__is_active=True
    )
    return sorted((one.person.account.username, one.title or one.person.full_name) for one in people)


WITHIN: dict[Within, Any] = {
    Within.ALL_AGREE: gettext_lazy("All of them agree"),
    Within.MAJORITY: gettext_lazy("Most of them agree"),
    Within.ANYONE: gettext_lazy("Any one of them"),
}
# What each line of a part is called, and what a change of it means for those who were told before.
LINES: dict[str, tuple[Any, Any]] = {
    "clock": (
        gettext_lazy("Families are promised a meeting"),
        gettext_lazy("The clocks of everybody here start or stop at once."),
    ),
    "first": (
        gettext_lazy("First meeting: may be held from, is due by, turns red at (hours after coming)"),
        gettext_lazy(
            "The clocks of everybody here are read by the new hours at once, from when they came. "
            "Families whose page named another time see the new one; tell them why."
        ),
    ),
    "then": (
        gettext_lazy("Next meetings: the same, in hours after each meeting"),
        gettext_lazy("The clocks of everybody here are read by the new hours at once."),
    ),
    "soon": (
        gettext_lazy("Shown as due soon: hours before it is due"),
        gettext_lazy("Worklists show it at once."),
    ),
    "returns_within": (
        gettext_lazy("Coming back within so many hours continues the same stay"),
        gettext_lazy("The clocks of everybody here are read by it at once."),
    ),
    "rounds_at": (
        gettext_lazy("Daily rounds"),
        gettext_lazy(
            "Pages show the new time at once. Families who were told the old time are not told again by a "
            "letter: tell them yourselves."
        ),
    ),
    "minutes": (
        gettext_lazy("How long a meeting is, in minutes"),
        gettext_lazy("Times that are proposed from now on. Those already offered or planned stay."),
    ),
    "meets_from": (
        gettext_lazy("Meetings begin at the earliest"),
        gettext_lazy("Times that are proposed from now on. Those already offered or planned stay."),
    ),
    "meets_until": (
        gettext_lazy("Meetings end at the latest"),
        gettext_lazy("Times that are proposed from now on. Those already offered or planned stay."),
    ),
    "called": (
        gettext_lazy("The unit's name in letters and calendars"),
        gettext_lazy("Letters and calendar files from now on. Those already sent keep the old name."),
    ),
    "rooms": (gettext_lazy("Rooms"), gettext_lazy("Proposed for meetings from now on.")),
    "lines": (gettext_lazy("Video or phone lines"), gettext_lazy("Proposed for meetings from now on.")),
    "on": (
        gettext_lazy("People are asked how they are"),
        gettext_lazy(
            "From now on. When it is switched off, what relatives have asked for and is not done yet leaves "
            "the list of whoever reads it: see to it first."
        ),
    ),
    "owner": (
        gettext_lazy("Who reads the answers"),
        gettext_lazy("From now on they read the answers, and what waits comes to them. The pages name them."),
    ),
    "hours": (
        gettext_lazy("When the answers are read"),
        gettext_lazy("Everybody is told the new hours before the first question, from now on."),
    ),
    "crisis_number": (
        gettext_lazy("The local number for a crisis"),
        gettext_lazy("Pages show the new number at once. Try it out yourself before you go on."),
    ),
    "jurisdiction": (gettext_lazy("Where this order holds"), gettext_lazy("Shown from now on.")),
    "order": (
        gettext_lazy("The order of who may speak"),
        gettext_lazy(
            "Who speaks is worked out anew at once for everybody in this house who cannot choose. What was "
            "already chosen for them stays as it was written."
        ),
    ),
    "within": (
        gettext_lazy("When several have the same place"),
        gettext_lazy("Who speaks is worked out anew at once for everybody in this house."),
    ),
    "source": (gettext_lazy("The law that it follows"), gettext_lazy("Shown from now on.")),
    "confirmed_by": (gettext_lazy("Who confirms that it holds here"), gettext_lazy("Shown from now on.")),
}


@dataclass(frozen=True)
class Change:
    """One line that would say something else, and what that means."""

    name: str
    before: str
    after: str
    means: str


def changes(before: Part, after: Part) -> list[Change]:
    """In the order of the page. What `after` leaves out belongs to something switched off."""
    was, will = _in_words(before), _in_words(after)
    return [
        Change(str(name), _said(was.get(key)), _said(will.get(key)), str(means))
        for key, (name, means) in LINES.items()
        if before.get(key) != after.get(key) and not (key in before and key not in after)
    ]


def facts(said: Part) -> list[tuple[str, str]]:
    """(word, text) of each line of a part, for reading."""
    return [(str(LINES[key][0]), _said(value)) for key, value in _in_words(said).items()]


def _in_words(said: Part) -> Part:
    """A user name as the name, and a term of the file as the words of the page."""
    told = dict(said)
    if "owner" in told:
        told["owner"] = dict(readers()).get(told["owner"], told["owner"])
    if "within" in told:
        told["within"] = str(WITHIN[Within(told["within"])])
    return told


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(f"{one} h" if isinstance(one, int) else str(one) for one in value)
    return "" if value is None else str(value)
