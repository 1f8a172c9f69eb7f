"""Setting what a unit promises and who answers for it: from its file or from its page, by the same checks.

Each part is carried out whole or not at all, and the same said twice changes nothing the second time.
"""

from collections.abc import Callable, Mapping
from datetime import time
from typing import Any

from django.utils import timezone

from alongside.home.unit_hours import hours_from
from alongside.meetings.actions import planning
from alongside.meetings.models import Room, UnitPolicy
from alongside.meetings.policy import policy_from
from alongside.meetings.queries.clocks import promise_of, rows_in_force
from alongside.partnership.actions.speaking import set_rule
from alongside.partnership.models import SpeakingRule
from alongside.patients.doors import kept_only_if, work_of
from alongside.patients.rules import Refused
from alongside.people.models import Account, Person, Unit
from alongside.support import actions as support
from alongside.support.queries import watch_of

JOBS = {"meetings": "meeting promises", "support": "support setup", "speaking": "speaking rule"}
Part = Mapping[str, Any]


class CannotBeSet(ValueError):
    """What was said cannot be carried out; `sentence` says what to mend, `str()` names the part as well."""

    def __init__(self, sentence: str, part: str = "") -> None:
        super().__init__(f"{part}: {sentence}" if part else sentence)
        self.sentence = sentence


def carry_out(data: Part, *, by: Person | None = None, sure: bool = True) -> list[str]:
    """Do what is said, part by part; sentences about what changed, or would change where one is not `sure`.

    `by`: who says it at a screen; None: the operator's file. Raises CannotBeSet, naming the part; nothing of
    that part is kept, and those before it stay.
    """
    unit = Unit.objects.filter(name=data.get("unit", "")).first()
    if unit is None and set(data) & {"unit", "meetings", "support"}:
        have = ", ".join(Unit.objects.order_by("name").values_list("name", flat=True)) or "none"
        raise CannotBeSet(f"There is no unit {data.get('unit', '')!r}. There are: {have}.")
    told: list[str] = []
    for part, act in _PARTS.items():
        if part in data:
            told += _within(part, lambda act=act, part=part: act(unit, data[part], by), by, sure)  # type: ignore[misc]
    return told


def _within(part: str, act: Callable[[], list[str]], by: Person | None, sure: bool) -> list[str]:
    purpose = "set what a unit promises" if sure else "see what would change"
    try:
        with work_of(JOBS[part], purpose=purpose, by=by), kept_only_if(sure):
            return act()
    except (ValueError, TypeError, Refused) as problem:
        raise CannotBeSet(str(problem), part) from problem


def _meetings(unit: Unit, said: Part, by: Person | None) -> list[str]:
    """The promise, as a new row only where it differs from the one that holds; rooms that are new."""
    rest = dict(said)
    rooms = [(name, False) for name in rest.pop("rooms", [])] + [
        (name, True) for name in rest.pop("lines", [])
    ]
    values: dict[str, Any] = {name: rest.pop(name) for name in ("called", "minutes") if name in rest}
    for name in ("rounds_at", "meets_from", "meets_until"):
        if name in rest:
            given = rest.pop(name)
            values[name] = time.fromisoformat(str(given)) if given else None
    terms = None if rest.pop("clock", True) is False else {"zone": unit.zone} | _windows(rest)
    told = []
    if _differs(unit, terms, values):
        planning.promise(unit=unit, terms=terms, by=by, **values)
        told.append(f"{unit.name}: what is promised about meetings is set.")
    for name, by_line in rooms:
        if not Room.objects.filter(unit=unit, name=name).exists():
            planning.name_room(unit=unit, name=name, by_line=by_line, by=by)
            told.append(f"{unit.name}: {name} is a place to meet.")
    return told


def _differs(unit: Unit, terms: Part | None, values: Part) -> bool:
    """Whether the newest promise says anything else. Hours that are left out are the usual ones."""
    now = rows_in_force([unit.pk], timezone.now()).get(unit.pk)
    wanted = None if terms is None else policy_from(terms)
    if now is None or promise_of(unit, now) != wanted:
        return True
    left_out = {name: getattr(UnitPolicy(), name) for name in ("called", "minutes", *_TIMES)}
    return any(getattr(now, name) != new for name, new in (left_out | dict(values)).items())


_TIMES = ("rounds_at", "meets_from", "meets_until")


def _windows(said: Part) -> dict[str, Any]:
    """TOML knows no null: `then = false` promises the first meeting only."""
    return {name: None if name == "then" and value is False else value for name, value in said.items()}


def _support(unit: Unit, said: Part, by: Person | None) -> list[str]:
    if said.get("on", True) is False:
        support.switch_off(unit=unit, job=JOBS["support"], by=by)
        return [f"{unit.name}: questions about how people are, are off."]
    owner = Account.objects.select_related("person").filter(username=said.get("owner", "")).first()
    if owner is None:
        raise CannotBeSet(f"Nobody signs in as {said.get('owner', '')!r}. Name the owner by user name.")
    hours, number = hours_from(list(said.get("hours", []))), str(said.get("crisis_number", ""))
    now = watch_of(unit.pk)
    same = now is not None and (now.owner_id, set(now.setup.hours), now.crisis_number) == (
        owner.person_id,
        set(hours),
        number.strip(),
    )
    if same:
        return []
    support.set_up(
        unit=unit, owner=owner.person, hours=hours, crisis_number=number, job=JOBS["support"], by=by
    )
    return [f"{unit.name}: who reads how people are, and when, is set."]


def _speaking(_unit: Unit, said: Part, by: Person | None) -> list[str]:
    now = SpeakingRule.objects.order_by("-at").first()
    names = ("jurisdiction", "order", "within", "source", "confirmed_by")
    if now is not None and all(getattr(now, name) == said.get(name, getattr(now, name)) for name in names):
        return []
    set_rule(data=said, job=JOBS["speaking"], by=by)
    return ["Who may speak for a patient, in which order, is set for this house."]


_PARTS = {"meetings": _meetings, "support": _support, "speaking": _speaking}
