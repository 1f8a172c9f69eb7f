"""What a unit promises and who answers for it, from one TOML file (docs/reference/settings.md shows one).

Each part is carried out whole or not at all, and a file read twice changes nothing the second time.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import time
from typing import Any

from django.db import transaction
from django.utils import timezone

from alongside.meetings.actions import planning
from alongside.meetings.models import Room
from alongside.meetings.queries.clocks import rows_in_force
from alongside.partnership.actions.speaking import set_rule
from alongside.partnership.models import SpeakingRule
from alongside.patients.doors import work_of
from alongside.patients.rules import Refused
from alongside.people.models import Account, Unit
from alongside.support import actions as support
from alongside.support.queries import watch_of
from alongside.support.safety import WatchedHours

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"([a-z]{3})(?:-([a-z]{3}))? (\d\d):(\d\d)-(\d\d):(\d\d)")
JOBS = {"meetings": "meeting promises", "support": "support setup", "speaking": "speaking rule"}


class NotAUnitFile(ValueError):
    """The file cannot be carried out; the sentence says what to mend."""


def read(text: str) -> dict[str, Any]:
    """The file as data. Raises NotAUnitFile for what is no TOML or has a part that nobody knows."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise NotAUnitFile(f"This is not a TOML file: {problem}.") from problem
    unknown = sorted(set(data) - {"unit", *JOBS})
    if unknown:
        raise NotAUnitFile(f"There is no part {unknown[0]!r}. Parts are: unit, {', '.join(JOBS)}.")
    return data


def hours_from(spans: list[str]) -> list[WatchedHours]:
    """From “mon-fri 08:00-16:00”. Raises NotAUnitFile for a span that cannot be read."""
    return [hours for span in spans for hours in _hours(span)]


def _hours(span: str) -> list[WatchedHours]:
    found = _SPAN.fullmatch(span.strip().lower())
    if not found or not {found[1], found[2] or found[1]} <= set(DAYS):
        raise NotAUnitFile(f"Hours are written like “mon-fri 08:00-16:00”; this is {span!r}.")
    first, last = DAYS.index(found[1]), DAYS.index(found[2] or found[1])
    days = range(first, last + 1) if first <= last else [*range(first, 7), *range(last + 1)]
    start, end = int(found[3]) * 60 + int(found[4]), int(found[5]) * 60 + int(found[6])
    try:
        return [WatchedHours(day, start, end) for day in days]
    except ValueError as problem:
        raise NotAUnitFile(f"{span!r}: {problem}") from problem


def carry_out(data: Mapping[str, Any]) -> list[str]:
    """Do what the file says, part by part; sentences about what changed.

    Raises NotAUnitFile, naming the part; nothing of that part is kept, and those before it stay.
    """
    unit = Unit.objects.filter(name=data.get("unit", "")).first()
    if unit is None and set(data) & {"unit", "meetings", "support"}:
        have = ", ".join(Unit.objects.order_by("name").values_list("name", flat=True)) or "none"
        raise NotAUnitFile(f"There is no unit {data.get('unit', '')!r}. There are: {have}.")
    told: list[str] = []
    for part, act in _PARTS.items():
        if part in data:
            told += _within(JOBS[part], part, lambda act=act, part=part: act(unit, data[part]))  # type: ignore[misc]
    return told


def _within(job: str, part: str, act: Callable[[], list[str]]) -> list[str]:
    try:
        with work_of(job, purpose="carry out a unit's file"), transaction.atomic():
            return act()
    except (ValueError, TypeError, Refused) as problem:
        raise NotAUnitFile(f"{part}: {problem}") from problem


def _meetings(unit: Unit, said: Mapping[str, Any]) -> list[str]:
    """The promise, as a new row only where it differs from the one that holds; rooms that are new."""
    rest = dict(said)
    rooms = [(name, False) for name in rest.pop("rooms", [])] + [
        (name, True) for name in rest.pop("lines", [])
    ]
    values: dict[str, Any] = {name: rest.pop(name) for name in ("called", "minutes") if name in rest}
    for name in ("rounds_at", "meets_from", "meets_until"):
        if name in rest:
            values[name] = time.fromisoformat(str(rest.pop(name)))
    terms = None if rest.pop("clock", True) is False else {"zone": unit.zone} | _windows(rest)
    told = []
    now = rows_in_force([unit.pk], timezone.now()).get(unit.pk)
    if now is None or now.terms != terms or any(getattr(now, name) != new for name, new in values.items()):
        planning.promise(unit=unit, terms=terms, **values)
        told.append(f"{unit.name}: what is promised about meetings is set.")
    for name, by_line in rooms:
        if not Room.objects.filter(unit=unit, name=name).exists():
            planning.name_room(unit=unit, name=name, by_line=by_line)
            told.append(f"{unit.name}: {name} is a place to meet.")
    return told


def _windows(said: Mapping[str, Any]) -> dict[str, Any]:
    """TOML knows no null: `then = false` promises the first meeting only."""
    return {name: None if name == "then" and value is False else value for name, value in said.items()}


def _support(unit: Unit, said: Mapping[str, Any]) -> list[str]:
    if said.get("on", True) is False:
        support.switch_off(unit=unit, job=JOBS["support"])
        return [f"{unit.name}: questions about how people are, are off."]
    owner = Account.objects.select_related("person").filter(username=said.get("owner", "")).first()
    if owner is None:
        raise NotAUnitFile(f"Nobody signs in as {said.get('owner', '')!r}. Name the owner by user name.")
    hours, number = hours_from(list(said.get("hours", []))), str(said.get("crisis_number", ""))
    now = watch_of(unit.pk)
    same = now is not None and (now.owner_id, now.setup.hours, now.crisis_number) == (
        owner.person_id,
        tuple(hours),
        number.strip(),
    )
    if same:
        return []
    support.set_up(unit=unit, owner=owner.person, hours=hours, crisis_number=number, job=JOBS["support"])
    return [f"{unit.name}: who reads how people are, and when, is set."]


def _speaking(_unit: Unit, said: Mapping[str, Any]) -> list[str]:
    now = SpeakingRule.objects.order_by("-at").first()
    names = ("jurisdiction", "order", "within", "source", "confirmed_by")
    if now is not None and all(getattr(now, name) == said.get(name, getattr(now, name)) for name in names):
        return []
    set_rule(data=said, job=JOBS["speaking"])
    return ["Who may speak for a patient, in which order, is set for this house."]


_PARTS = {"meetings": _meetings, "support": _support, "speaking": _speaking}
