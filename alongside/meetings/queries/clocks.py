"""The meeting clock of one patient and of a whole worklist, read from what was recorded."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from alongside.meetings.clock_words import Sentence
from alongside.meetings.clock_words import State as ClockState
from alongside.meetings.history import Care, Move, arrivals_and_leavings, last_move
from alongside.meetings.kinds import WishKind
from alongside.meetings.models import FamilyWish, Meeting, MeetingStep, UnitPolicy
from alongside.meetings.policy import Policy, policy_from
from alongside.meetings.progress import HELD, OPEN, State, Step
from alongside.meetings.rhythm import Clock, Entry, Kind, StayHistory, state, worklist_order
from alongside.patients.doors import Visit
from alongside.patients.models import Death, Patient, Stay
from alongside.people.models import Unit

NEVER = UUID(int=0)


def say(sentence: Sentence) -> str:
    """A sentence in the reader's language, its times in the zone that they carry."""
    values = {
        name: at_the_wall(value) if isinstance(value, datetime) else value
        for name, value in sentence.values.items()
    }
    return gettext(sentence.pattern).format(**values)


def at_the_wall(value: datetime) -> str:
    """Day and time as people say it, in the zone that the value carries."""
    return date_format(value, "l j F, H:i")


def in_zone(value: datetime, zone: str) -> str:
    return at_the_wall(value.astimezone(ZoneInfo(zone)))


def promise_of(unit: Unit, row: UnitPolicy | None) -> Policy | None:
    """What a unit promises. Without a row: the usual clock on intensive care, none elsewhere."""
    if row is None:
        return Policy(zone=unit.zone) if unit.kind == "intensive care" else None
    return None if row.terms is None else policy_from({"zone": unit.zone, **row.terms})


def rows_in_force(units: Iterable[UUID], now: datetime) -> dict[UUID, UnitPolicy]:
    """The newest policy row of each unit that has begun."""
    rows = UnitPolicy.objects.filter(unit_id__in=list(units), since__lte=now).order_by("since")
    return {row.unit_id: row for row in rows}


def promises(units: Mapping[UUID, Unit], now: datetime) -> dict[str, Policy]:
    rows = rows_in_force(units, now)
    found = {str(pk): promise_of(unit, rows.get(pk)) for pk, unit in units.items()}
    return {pk: policy for pk, policy in found.items() if policy is not None}


@dataclass(frozen=True)
class Recorded:
    """What is recorded about meetings for some patients: each kind read once for all of them."""

    stays: Mapping[UUID, Sequence[Stay]]
    policies: Mapping[str, Policy]
    held: Mapping[UUID, Sequence[Entry]]
    missed: Mapping[UUID, Sequence[Entry]]
    wishes: Mapping[UUID, Sequence[Entry]]
    deaths: Mapping[UUID, Entry]
    open_meetings: Mapping[UUID, Sequence[Meeting]]

    def comings(self, patient: UUID) -> tuple[Entry, ...]:
        cares = [Care(str(one.unit_id), one.started_at, one.ended_at) for one in self.stays.get(patient, ())]
        return arrivals_and_leavings(cares, self.policies.keys())

    def moved(self, patient: UUID, now: datetime) -> tuple[Move, Unit] | None:
        """The move that brought the patient to where they are now, and from which unit."""
        move = last_move(one for one in self.comings(patient) if one.at <= now)
        units = {str(stay.unit_id): stay.unit for stay in self.stays.get(patient, ())}
        return (move, units[move.before]) if move else None

    def history(self, patient: UUID) -> StayHistory:
        return StayHistory(
            (
                *self.comings(patient),
                *self.held.get(patient, ()),
                *self.missed.get(patient, ()),
                *self.wishes.get(patient, ()),
                *((self.deaths[patient],) if patient in self.deaths else ()),
            )
        )


def recorded(patients: Iterable[UUID], now: datetime) -> Recorded:
    """Everything that the clocks of these patients read: six queries, however many they are."""
    wanted = list(patients)
    stays: dict[UUID, list[Stay]] = defaultdict(list)
    for stay in Stay.objects.select_related("unit").filter(patient_id__in=wanted):
        stays[stay.patient_id].append(stay)
    units = {stay.unit_id: stay.unit for some in stays.values() for stay in some}
    held: dict[UUID, list[Entry]] = defaultdict(list)
    waiting: dict[UUID, list[Meeting]] = defaultdict(list)
    for meeting in Meeting.objects.select_related("room").filter(patient_id__in=wanted):
        if State(meeting.state) in HELD and meeting.began_at is not None:
            held[meeting.patient_id].append(Entry(str(meeting.pk), Kind.MEETING_HELD, meeting.began_at))
        if State(meeting.state) in OPEN:
            waiting[meeting.patient_id].append(meeting)
    return Recorded(
        stays, promises(units, now), held, _missed(wanted), _wishes(wanted), _deaths(wanted), waiting
    )


def _missed(patients: Sequence[UUID]) -> dict[UUID, list[Entry]]:
    found: dict[UUID, list[Entry]] = defaultdict(list)
    rows = MeetingStep.objects.filter(patient_id__in=patients, step=Step.MISS.value)
    for row in rows:
        found[row.patient_id].append(
            Entry(
                str(row.pk),
                Kind.MEETING_MISSED,
                row.starts_at or row.at,
                reason=row.reason,
                recorded_at=row.recorded_at,
            )
        )
    return found


def _wishes(patients: Sequence[UUID]) -> dict[UUID, list[Entry]]:
    found: dict[UUID, list[Entry]] = defaultdict(list)
    for row in FamilyWish.objects.filter(patient_id__in=patients):
        kind = Kind.PREFERS_NONE if row.kind == WishKind.NONE else Kind.WANTS_MEETINGS
        found[row.patient_id].append(Entry(str(row.pk), kind, row.at, recorded_at=row.recorded_at))
    return found


def _deaths(patients: Sequence[UUID]) -> dict[UUID, Entry]:
    """The death of each as it is recorded now; one that was taken back is none."""
    newest = {row.patient_id: row for row in Death.objects.filter(patient_id__in=patients).order_by("number")}
    return {
        pk: Entry(f"death {row.number}", Kind.DIED, row.died_at, recorded_at=row.recorded_at)
        for pk, row in newest.items()
        if row.died_at is not None
    }


def clock(visit: Visit, now: datetime | None = None) -> Clock:
    """The clock of the patient whose record is open."""
    now = now or timezone.now()
    pk = visit.patient.pk
    found = recorded([pk], now)
    return state(found.history(pk), found.policies, now)


def clocks(listed: Iterable[UUID], now: datetime | None = None) -> dict[UUID, Clock]:
    """The clocks of all patients of an opened list; six queries, however many they are."""
    now, listed = now or timezone.now(), list(listed)
    found = recorded(listed, now)
    return {pk: state(found.history(pk), found.policies, now) for pk in listed}


@dataclass(frozen=True)
class Line:
    """One patient on the worklist: declared columns only."""

    id: UUID
    name: str
    unit: str
    state: str
    sentence: str
    reasons: tuple[str, ...]
    next_step: str
    meeting: UUID | None
    came_from: str = ""


def worklist(listed: Sequence[UUID], now: datetime | None = None, most: int = 200) -> list[Line]:
    """Who is owed what, the longest owed first, at most so many; seven queries for any number of patients."""
    now = now or timezone.now()
    found = recorded(listed, now)
    people = Patient.objects.select_related("person").filter(pk__in=listed)
    told = {one.pk: state(found.history(one.pk), found.policies, now) for one in people}
    order = sorted(people, key=lambda one: (worklist_order(told[one.pk]), one.person.full_name))
    return [_line(one, told[one.pk], found, now) for one in order[:most]]


def _line(patient: Patient, told: Clock, found: Recorded, now: datetime) -> Line:
    here = unit_of(found.stays.get(patient.pk, ()), found.policies, now)
    moved = found.moved(patient.pk, now)
    meetings = found.open_meetings.get(patient.pk, ())
    meeting = max(
        meetings, key=lambda one: (one.state == State.UNDER_WAY.value, one.recorded_at), default=None
    )
    return Line(
        id=patient.pk,
        name=patient.person.full_name,
        unit=here.name if here else "",
        state=told.state.value,
        sentence=say(told.sentence),
        reasons=tuple(say(reason) for reason in told.reasons),
        next_step=next_step(meeting, here.zone if here else "UTC", now),
        meeting=meeting.pk if meeting else None,
        came_from=moved[1].name if moved else "",
    )


def unit_of(stays: Iterable[Stay], with_policy: Mapping[str, Policy], now: datetime) -> Unit | None:
    """Which unit cares for the patient now; one with a meeting policy goes first."""
    here = [one for one in stays if one.started_at <= now and (one.ended_at is None or now < one.ended_at)]
    if not here:
        return None
    return max(here, key=lambda one: (str(one.unit_id) in with_policy, one.started_at)).unit


def next_step(meeting: Meeting | None, zone: str, now: datetime) -> str:
    """What a meeting that is not over waits for, for staff."""
    if meeting is None:
        return ""
    if meeting.state == State.UNDER_WAY.value:
        return gettext("The talk has begun and is not closed yet.")
    if meeting.state == State.OFFERED.value:
        return gettext("Times were sent. The family has not chosen yet.")
    if meeting.starts_at is None:
        return ""
    when = in_zone(meeting.starts_at, zone)
    if meeting.starts_at < now:
        return gettext("It was planned for {when}. Begin it, or say why it was missed.").format(when=when)
    return gettext("A meeting is planned for {when}.").format(when=when)


def for_family(told: Clock, called: str) -> str:
    """The clock in plain words for the patient and those close; empty where nothing is owed."""
    if told.state is ClockState.STOPPED:
        return ""
    if told.state is ClockState.DECLINED:
        return gettext("You told us that you do not want to meet now. That is fine. You can change it here.")
    if told.owed is None:
        return gettext("We have met. Ask for another talk at any time.") if told.held else ""
    by = in_zone(told.owed.due_by, told.zone)
    if told.state in {ClockState.OVERDUE_AMBER, ClockState.OVERDUE_RED}:
        return gettext("We owe you a talk. It should have been by {by}. Please ask us for a time.").format(
            by=by
        )
    if told.held:
        return gettext("We have met. We want to meet again by {by}.").format(by=by)
    return gettext("We want to sit down with you and talk about {name} by {by}.").format(by=by, name=called)
