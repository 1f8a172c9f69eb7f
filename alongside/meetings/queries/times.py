"""When people and rooms are free, and the times that a meeting can be held."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from alongside.meetings.models import FamilyFree, Room, RoomFree, StaffFree, UnitPolicy
from alongside.meetings.queries.clocks import NEVER, clock, in_zone, rows_in_force
from alongside.meetings.queries.people import Askable
from alongside.meetings.rhythm import Owed
from alongside.meetings.slots import (
    Attendee,
    Interval,
    Search,
    Slot,
    Standing,
    UnitHours,
    every_day,
    left_free,
    propose,
)
from alongside.meetings.slots import Room as Place
from alongside.patients.doors import Visit
from alongside.people.models import Person, Unit

AHEAD = timedelta(days=7)
SOONEST = timedelta(hours=1)
SHOWN = 3


@dataclass(frozen=True)
class Proposal:
    """One time that can be offered. `lacks`: who cannot come; `unasked`: whose times nobody has said."""

    key: str
    starts_at: datetime
    when: str
    room: Room | None
    late: bool
    lacks: tuple[str, ...]
    unasked: tuple[str, ...]


def settings_of(unit: Unit, now: datetime | None = None) -> UnitPolicy:
    """How a unit meets families; an unsaved row with the usual values where it has said nothing."""
    now = now or timezone.now()
    return rows_in_force([unit.pk], now).get(unit.pk) or UnitPolicy(unit=unit, since=now)


def rooms_of(unit: Unit) -> list[Room]:
    """Rooms first, lines for video and telephone last."""
    return list(Room.objects.filter(unit=unit).order_by("by_line", "name"))


def free_times(visit: Visit, person: Person) -> list[FamilyFree | StaffFree]:
    """What somebody has said about their times, from now on; of staff, for all their patients."""
    after = {"person": person, "ends_at__gt": timezone.now()}
    rows: list[FamilyFree | StaffFree] = list(
        FamilyFree.objects.filter(patient=visit.patient, **after).order_by("starts_at")
    )
    rows += StaffFree.objects.filter(**after).order_by("starts_at")
    return rows


def proposals(
    visit: Visit,
    unit: Unit,
    guests: Sequence[Askable],
    *,
    minutes: int,
    besides: UUID = NEVER,
    window: Owed | None = None,
    since: datetime | None = None,
    now: datetime | None = None,
) -> list[Proposal]:
    """The best times for these guests: inside the clock's window first, nobody missing before one missing.

    `since`: not before. Who has said nothing about the days searched counts as free, and is named.
    """
    now = now or timezone.now()
    rooms = rooms_of(unit)
    window = window or clock(visit, now).owed
    within = _within(max(now + SOONEST, since or now), window)
    said = _said_free(visit, [one.person.pk for one in guests], within)
    taken = taken_times(
        [one.person.pk for one in guests], [room.pk for room in rooms if not room.by_line], now, besides
    )
    search = Search(
        within=within,
        minutes=minutes,
        hours=_hours(settings_of(unit, now), unit.zone),
        attendees=tuple(
            Attendee(str(pk), left_free(said.get(pk, (within,)), taken.get(pk, ())))
            for pk in (one.person.pk for one in guests)
        ),
        rooms=_places(rooms, taken, within),
        window=window,
        may_miss=1,
    )
    names = {str(one.person.pk): one.name for one in guests}
    unasked = tuple(one.name for one in guests if one.person.pk not in said)
    by_id = {str(room.pk): room for room in rooms}
    return [
        _proposal(slot, by_id.get(slot.room), names, unasked, unit.zone)
        for slot in propose(search, limit=SHOWN)
    ]


def _proposal(
    slot: Slot, room: Room | None, names: Mapping[str, str], unasked: tuple[str, ...], zone: str
) -> Proposal:
    return Proposal(
        key=f"{slot.start.isoformat()} {room.pk if room else ''}".strip(),
        starts_at=slot.start,
        when=in_zone(slot.start, zone),
        room=room,
        late=slot.standing in {Standing.LATE, Standing.RED},
        lacks=tuple(names[pk] for pk in slot.without),
        unasked=unasked,
    )


def _within(since: datetime, window: Owed | None) -> Interval:
    last = since + AHEAD
    return Interval(since, max(last, window.red_at) if window is not None else last)


def _hours(terms: UnitPolicy, zone: str) -> UnitHours:
    start, end = terms.meets_from, terms.meets_until
    return every_day(zone, start.hour * 60 + start.minute, end.hour * 60 + end.minute)


def _places(
    rooms: Sequence[Room], taken: Mapping[UUID, Sequence[Interval]], within: Interval
) -> tuple[Place, ...]:
    free: dict[UUID, list[Interval]] = defaultdict(list)
    for row in RoomFree.objects.filter(room__in=rooms, ends_at__gt=within.start):
        free[row.room_id].append(Interval(row.starts_at, row.ends_at))
    found = [
        Place(str(room.pk), left_free(free.get(room.pk, (within,)), taken.get(room.pk, ()))) for room in rooms
    ]
    return tuple(found) or (Place("", (within,)),)


def _said_free(visit: Visit, people: Sequence[UUID], within: Interval) -> dict[UUID, tuple[Interval, ...]]:
    those = {"person_id__in": people, "ends_at__gt": within.start, "starts_at__lt": within.end}
    found: dict[UUID, list[Interval]] = defaultdict(list)
    rows: Iterable[FamilyFree | StaffFree] = [
        *FamilyFree.objects.filter(patient=visit.patient, **those),
        *StaffFree.objects.filter(**those),
    ]
    for row in rows:
        found[row.person_id].append(Interval(row.starts_at, row.ends_at))
    return {pk: tuple(some) for pk, some in found.items()}


def taken_times(
    people: Collection[UUID], rooms: Collection[UUID], since: datetime, besides: UUID
) -> dict[UUID, tuple[Interval, ...]]:
    """When these people and rooms are in a planned meeting of anybody: times only."""
    found: dict[UUID, list[Interval]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT who, starts_at, ends_at FROM gate.taken_by_meetings(%s, %s, %s, %s)",
            [list(people), list(rooms), since - timedelta(hours=4), besides],
        )
        for who, start, end in cursor.fetchall():
            found[who].append(Interval(start, end))
    return {who: tuple(some) for who, some in found.items()}
