"""Meetings of one patient as finished values: where they stand, who comes, what can be chosen."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from alongside.meetings.kinds import WishKind
from alongside.meetings.models import (
    CalendarLetter,
    DayPlan,
    FamilyWish,
    Guest,
    Meeting,
    MeetingStep,
    OfferedTime,
    Reply,
    RoundsReply,
)
from alongside.meetings.progress import OPEN, State, Step
from alongside.meetings.queries.clocks import in_zone
from alongside.meetings.queries.people import name_of
from alongside.meetings.queries.times import settings_of
from alongside.meetings.rules import may_take
from alongside.patients.doors import Visit
from alongside.patients.rules import NotHere
from alongside.people.models import Person, Unit


@dataclass(frozen=True)
class GuestLine:
    """Somebody asked, and what they said. `coming` is "" where nothing was said."""

    person: Person
    name: str
    part: str
    coming: str
    said_by: str


@dataclass(frozen=True)
class OfferedLine:
    id: UUID
    when: str
    room: str
    over: bool


@dataclass(frozen=True)
class StepLine:
    step: str
    at: datetime
    by: str
    when: str
    reason: str


@dataclass(frozen=True)
class MeetingPage:
    """One meeting, ready to be shown."""

    meeting: Meeting
    when: str
    room: str
    by_line: bool
    guests: tuple[GuestLine, ...]
    offered: tuple[OfferedLine, ...]
    steps: tuple[StepLine, ...]
    has_calendar: bool
    may: frozenset[Step]

    @property
    def id(self) -> UUID:
        return self.meeting.pk

    @property
    def state(self) -> State:
        return State(self.meeting.state)


@dataclass(frozen=True)
class MeetingLine:
    id: UUID
    state: str
    when: str
    at: datetime | None


def meeting_of(visit: Visit, meeting: UUID) -> Meeting:
    """One meeting of this patient. Raises NotHere for any other id."""
    found = Meeting.objects.select_related("unit", "room").filter(pk=meeting, patient=visit.patient).first()
    if found is None:
        raise NotHere("There is no such page, or it is not open to you.")
    return found


def meetings_of(visit: Visit) -> tuple[list[MeetingLine], list[MeetingLine]]:
    """What is still to come or going on, and what is over; the newest first."""
    rows = Meeting.objects.select_related("unit").filter(patient=visit.patient).order_by("-recorded_at")
    lines = [(State(row.state) in OPEN, _line(row)) for row in rows]
    return [line for is_open, line in lines if is_open], [line for is_open, line in lines if not is_open]


def _line(row: Meeting) -> MeetingLine:
    at = row.began_at or row.starts_at
    return MeetingLine(row.pk, row.state, in_zone(at, row.unit.zone) if at else "", at)


def page_of(visit: Visit, meeting: UUID, now: datetime | None = None) -> MeetingPage:
    row, now = meeting_of(visit, meeting), now or timezone.now()
    zone, at = row.unit.zone, row.began_at or row.starts_at
    return MeetingPage(
        meeting=row,
        when=in_zone(at, zone) if at else "",
        room=row.room.name if row.room else "",
        by_line=bool(row.room and row.room.by_line),
        guests=guests_of(row),
        offered=_offered(row, zone, now) if row.state == State.OFFERED.value else (),
        steps=_steps(row, zone),
        has_calendar=CalendarLetter.objects.filter(meeting=row, to=visit.person).exists(),
        may=frozenset(step for step in Step if may_take(step, State(row.state), visit)),
    )


def guests_of(meeting: Meeting) -> tuple[GuestLine, ...]:
    replies: dict[UUID, Reply] = {}
    for row in (
        Reply.objects.select_related("recorded_by__clinician").filter(meeting=meeting).order_by("recorded_at")
    ):
        replies[row.said_by_id] = row
    rows = Guest.objects.select_related("person__clinician").filter(meeting=meeting).order_by("part", "id")
    return tuple(
        GuestLine(
            row.person,
            name_of(row.person),
            row.part,
            replies[row.person_id].coming if row.person_id in replies else "",
            name_of(replies[row.person_id].recorded_by) if row.person_id in replies else "",
        )
        for row in rows
    )


def _offered(meeting: Meeting, zone: str, now: datetime) -> tuple[OfferedLine, ...]:
    rows = list(OfferedTime.objects.select_related("room").filter(meeting=meeting).order_by("starts_at"))
    last = max((row.round for row in rows), default=0)
    return tuple(
        OfferedLine(
            row.pk, in_zone(row.starts_at, zone), row.room.name if row.room else "", row.starts_at <= now
        )
        for row in rows
        if row.round == last
    )


def _steps(meeting: Meeting, zone: str) -> tuple[StepLine, ...]:
    rows = (
        MeetingStep.objects.select_related("by__clinician")
        .filter(meeting=meeting)
        .order_by("recorded_at", "at")
    )
    return tuple(
        StepLine(
            row.step,
            row.at,
            name_of(row.by),
            in_zone(row.starts_at, zone) if row.starts_at else "",
            row.reason,
        )
        for row in rows
    )


def calendar_of(visit: Visit, meeting: UUID) -> CalendarLetter:
    """The newest calendar file of this meeting for this visitor. Raises NotHere."""
    found = (
        CalendarLetter.objects.filter(meeting__pk=meeting, patient=visit.patient, to=visit.person)
        .order_by("-sequence")
        .first()
    )
    if found is None:
        raise NotHere("There is no such page, or it is not open to you.")
    return found


@dataclass(frozen=True)
class Wish:
    declines: bool
    words: str
    said_by: str
    at: datetime


def wish_of(visit: Visit) -> Wish | None:
    row = (
        FamilyWish.objects.select_related("said_by__clinician")
        .filter(patient=visit.patient)
        .order_by("-at", "-recorded_at")
        .first()
    )
    return Wish(row.kind == WishKind.NONE, row.words, name_of(row.said_by), row.at) if row else None


@dataclass(frozen=True)
class RoundsPage:
    """Daily rounds: when, today's plan, who joins, and this visitor's own reply."""

    today: date
    day: date
    at: str
    when: str
    plan: DayPlan | None
    planned_by: str
    joining: tuple[tuple[str, str], ...]
    own: str


def rounds_of(visit: Visit, unit: Unit | None, now: datetime | None = None) -> RoundsPage:
    """The next rounds: today's until two hours after they began, then tomorrow's. The plan is today's."""
    now = now or timezone.now()
    zone = ZoneInfo(unit.zone) if unit else ZoneInfo("UTC")
    at = settings_of(unit, now).rounds_at if unit else None
    today = now.astimezone(zone).date()
    day = today
    if at is not None and now > datetime.combine(today, at, tzinfo=zone) + timedelta(hours=2):
        day = today + timedelta(days=1)
    plan = (
        DayPlan.objects.select_related("said_by__clinician")
        .filter(patient=visit.patient, day=today)
        .order_by("-recorded_at")
        .first()
    )
    newest: dict[UUID, RoundsReply] = {}
    for row in (
        RoundsReply.objects.select_related("said_by__clinician")
        .filter(patient=visit.patient, day=day)
        .order_by("recorded_at")
    ):
        newest[row.said_by_id] = row
    own = newest.get(visit.person.pk)
    return RoundsPage(
        today=today,
        day=day,
        at=f"{at:%H:%M}" if at else "",
        when=in_zone(datetime.combine(day, at, tzinfo=zone), zone.key) if at else "",
        plan=plan,
        planned_by=name_of(plan.said_by) if plan else "",
        joining=tuple((name_of(row.said_by), row.coming) for row in newest.values()),
        own=own.coming if own else "",
    )
