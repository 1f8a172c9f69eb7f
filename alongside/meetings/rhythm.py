"""The family-meeting clock: when the next meeting with a family is owed, and why.

A unit promises its families a first meeting some hours after the patient came, and further meetings at
regular intervals. The promise is data (`Policy`); what happened is data (`StayHistory`); `state` joins the
two at one instant and answers with a `Clock`. Nothing is stored: asked again with a correction in the
history, the clock tells what it should have told.

Hours are elapsed hours on the UTC line, never wall-clock hours: a family that came at noon before the
clocks change has waited 24 hours when 24 hours have passed, whether the wall says 11:00 or 13:00. Only
the sentences turn instants into the unit's zone.

How the clock reads a history:
- It starts when the patient arrives in a unit that has a policy. Moving between such units never resets
  it, and coming back within `returns_within` hours continues it: a move never buys time.
- A meeting held counts however early it was. A missed one is a reason to show, and is still owed.
- "The family prefers none" holds until someone withdraws it or a new stay begins. After a withdrawal the
  family may meet at once, and the team gets as long as an open window lasts, but never less than before.
- Death stops it for good; leaving the units with a policy stops it until a return.
- A changed policy is read from the same starting point from the moment it changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from alongside.meetings.clock_words import (
    FIRST,
    FIRST_WITHIN_THE_HOUR,
    NEXT,
    NEXT_WITHIN_THE_HOUR,
    WITHOUT_WINDOW,
    Sentence,
    State,
)
from alongside.meetings.policy import Policy, Window
from alongside.plain.marked import N_


class Kind(StrEnum):
    """What can happen to a stay, as far as family meetings go."""

    ADMITTED = "admitted to unit"
    TRANSFERRED = "transferred"
    READMITTED = "readmitted"
    LEFT = "left"
    DIED = "died"
    MEETING_HELD = "meeting held"
    MEETING_MISSED = "meeting missed"
    PREFERS_NONE = "family prefers none"
    WANTS_MEETINGS = "family wants meetings after all"
    POLICY_CHANGED = "policy changed"
    ENTERED_IN_ERROR = "entered in error"


ARRIVALS = frozenset({Kind.ADMITTED, Kind.TRANSFERRED, Kind.READMITTED})


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: `at` in the world, `recorded_at` on paper (the same, when not given).

    `replaces` names an earlier entry that this one corrects; with ENTERED_IN_ERROR it only removes it.
    `unit` belongs to arrivals and policy changes, `reason` to missed meetings, `policy` to policy changes
    (None there means that the unit no longer has one).
    Raises ValueError for times without a zone and for entries that lack what their kind needs.
    """

    id: str
    kind: Kind
    at: datetime
    unit: str | None = None
    reason: str = ""
    policy: Policy | None = None
    recorded_at: datetime | None = None
    replaces: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", _utc(self.at))
        object.__setattr__(
            self, "recorded_at", self.at if self.recorded_at is None else _utc(self.recorded_at)
        )
        if self.unit is None and (self.kind in ARRIVALS or self.kind is Kind.POLICY_CHANGED):
            raise ValueError(f"The entry '{self.kind}' does not say which unit; name the unit.")
        if self.kind is Kind.MEETING_MISSED and not self.reason.strip():
            raise ValueError("A missed meeting needs its reason; write in a few words why it was missed.")
        if self.kind is Kind.ENTERED_IN_ERROR and self.replaces is None:
            raise ValueError("An entry made in error must name the entry that it removes.")

    @property
    def written(self) -> datetime:
        """When it was recorded; never None."""
        return self.recorded_at or self.at


@dataclass(frozen=True, slots=True)
class StayHistory:
    """Everything recorded about one person's stays, in any order.

    Raises ValueError when two entries share an id, or a correction was not recorded after what it corrects.
    """

    entries: tuple[Entry, ...]

    def __post_init__(self) -> None:
        by_id = {entry.id: entry for entry in self.entries}
        if len(by_id) != len(self.entries):
            raise ValueError("Two entries of one history share an id; each needs its own.")
        for entry in self.entries:
            corrected = by_id.get(entry.replaces) if entry.replaces else None
            if corrected is not None and entry.written <= corrected.written:
                raise ValueError("A correction must be recorded after the entry that it corrects.")

    def as_known(self, at: datetime) -> "StayHistory":
        """The history as it stood on paper at that time, for asking what the clock showed then."""
        return StayHistory(tuple(entry for entry in self.entries if entry.written <= _utc(at)))

    def standing(self, now: datetime) -> list[Entry]:
        """What holds after corrections and has happened by `now`, in the order in which it happened."""
        gone = {entry.replaces for entry in self.entries if entry.replaces}
        holds = [
            entry
            for entry in self.entries
            if entry.at <= now and entry.id not in gone and entry.kind is not Kind.ENTERED_IN_ERROR
        ]
        holds.sort(key=lambda entry: (entry.at, entry.written, entry.id))
        return holds


@dataclass(frozen=True, slots=True)
class Owed:
    """The window of one meeting as instants (UTC)."""

    due_from: datetime
    due_by: datetime
    red_at: datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """The answer at `now`. The three times belong to the meeting that is owed next, or are None.

    `held`: meetings held in this stay. `following`: the window after that, were the owed meeting held
    now. `changes_at`: when the state changes by itself, for whoever wakes then.
    """

    state: State
    now: datetime
    zone: str
    held: int
    owed: Owed | None
    following: Owed | None
    changes_at: datetime | None
    reasons: tuple[Sentence, ...]

    @property
    def due_from(self) -> datetime | None:
        return self.owed.due_from if self.owed else None

    @property
    def due_by(self) -> datetime | None:
        return self.owed.due_by if self.owed else None

    @property
    def red_at(self) -> datetime | None:
        return self.owed.red_at if self.owed else None

    @property
    def sentence(self) -> Sentence:
        """One sentence for staff, in the unit's zone."""
        if self.owed is None:
            return Sentence(WITHOUT_WINDOW[self.state])
        zone, hours = ZoneInfo(self.zone), _whole_hours(abs(self.owed.due_by - self.now))
        values: dict[str, str | int | datetime] = {
            "due_from": self.owed.due_from.astimezone(zone),
            "due_by": self.owed.due_by.astimezone(zone),
            "hours": hours,
        }
        patterns = FIRST if self.held == 0 else NEXT
        if hours == 0:
            patterns = patterns | (FIRST_WITHIN_THE_HOUR if self.held == 0 else NEXT_WITHIN_THE_HOUR)
        return Sentence(patterns[self.state], values)


@dataclass(slots=True)
class _Run:
    """What the scan knows about the stay it is in."""

    since: datetime
    held: int = 0
    last_held: datetime | None = None
    declined: bool = False
    wanted_again: datetime | None = None
    away_since: datetime | None = None
    notes: list[Entry] = field(default_factory=list)


def state(history: StayHistory, policies: Mapping[str, Policy], now: datetime) -> Clock:
    """The clock of one person at `now`. `policies`: the starting policy of each unit that has one.

    Raises ValueError when `now` carries no zone.
    """
    now = _utc(now)
    entries = history.standing(now)
    in_force = _in_force(policies, entries)
    run, unit, died = _follow(entries, in_force)
    policy = in_force.get(unit) if unit else None
    if died or run is None or policy is None:
        why = (
            N_("The patient has died.") if died else N_("The patient is in no unit that has a meeting clock.")
        )
        return Clock(State.STOPPED, now, "UTC", run.held if run else 0, None, None, None, (Sentence(why),))
    reasons = _reasons(run, policy)
    if run.declined:
        return Clock(State.DECLINED, now, policy.zone, run.held, None, None, None, reasons)
    owed = _owed(run, policy)
    following = _window(now, policy.then) if policy.then else None
    if owed is None:
        return Clock(State.DONE, now, policy.zone, run.held, None, following, None, reasons)
    steps = _steps(owed, policy, waiting=State.DONE if run.held else State.NOT_YET_DUE)
    current = next(found for start, found in reversed(steps) if start is None or start <= now)
    changes_at = next((start for start, _ in steps if start is not None and start > now), None)
    return Clock(current, now, policy.zone, run.held, owed, following, changes_at, reasons)


def worklist_order(clock: Clock) -> tuple[int, datetime]:
    """Sort key for a worklist: the longest owed first, those who want none or left at the end."""
    return _ORDER.index(clock.state), clock.due_by or datetime.max.replace(tzinfo=UTC)


_ORDER = (
    State.OVERDUE_RED,
    State.OVERDUE_AMBER,
    State.DUE_SOON,
    State.DUE,
    State.NOT_YET_DUE,
    State.DONE,
    State.DECLINED,
    State.STOPPED,
)


def _in_force(policies: Mapping[str, Policy], entries: Iterable[Entry]) -> Mapping[str, Policy]:
    changes = [entry for entry in entries if entry.kind is Kind.POLICY_CHANGED]
    if not changes:
        return policies
    in_force = dict(policies)
    for entry in changes:
        if entry.unit is not None and entry.policy is not None:
            in_force[entry.unit] = entry.policy
        elif entry.unit is not None:
            in_force.pop(entry.unit, None)
    return in_force


def _follow(entries: Iterable[Entry], in_force: Mapping[str, Policy]) -> tuple[_Run | None, str | None, bool]:
    """The stay that the last entry belongs to, the unit the person is in, and whether they died."""
    run: _Run | None = None
    unit: str | None = None
    for entry in entries:
        if entry.kind is Kind.DIED:
            return run, None, True
        if entry.kind in ARRIVALS or entry.kind is Kind.LEFT:
            unit = None if entry.kind is Kind.LEFT else entry.unit
            run = _moved(run, entry.at, in_force.get(unit) if unit else None)
        elif run is not None:
            _noted(run, entry)
    return run, unit, False


def _moved(run: _Run | None, at: datetime, policy: Policy | None) -> _Run | None:
    if policy is None:
        if run is not None and run.away_since is None:
            run.away_since = at
        return run
    away = run.away_since if run is not None else None
    if run is None or (away is not None and at - away > timedelta(hours=policy.returns_within)):
        return _Run(since=at)
    run.away_since = None
    return run


def _noted(run: _Run, entry: Entry) -> None:
    match entry.kind:
        case Kind.MEETING_HELD:
            run.held, run.last_held = run.held + 1, entry.at
            run.notes.clear()  # what was missed before this meeting is settled by it
        case Kind.MEETING_MISSED:
            run.notes.append(entry)
        case Kind.PREFERS_NONE:
            run.declined = True
        case Kind.WANTS_MEETINGS if run.declined:
            run.declined, run.wanted_again = False, entry.at


def _owed(run: _Run, policy: Policy) -> Owed | None:
    shape = policy.then if run.held else policy.first
    if shape is None:
        return None
    start = run.last_held or run.since
    if run.wanted_again is not None:
        start = max(start, run.wanted_again - timedelta(hours=shape.opens))
    return _window(start, shape)


def _window(start: datetime, shape: Window) -> Owed:
    opens, due, red = (start + timedelta(hours=hours) for hours in (shape.opens, shape.due, shape.red))
    return Owed(opens, due, red)


def _steps(owed: Owed, policy: Policy, *, waiting: State) -> list[tuple[datetime | None, State]]:
    """The states that follow each other when nothing is recorded, with the instant each begins."""
    soon_from = max(owed.due_from, owed.due_by - timedelta(hours=policy.soon))
    steps: list[tuple[datetime | None, State]] = [(None, waiting)]
    if owed.due_from < soon_from:
        steps.append((owed.due_from, State.DUE))
    if soon_from < owed.due_by:
        steps.append((soon_from, State.DUE_SOON))
    if owed.due_by < owed.red_at:
        steps.append((owed.due_by, State.OVERDUE_AMBER))
    steps.append((owed.red_at, State.OVERDUE_RED))
    return steps


def _reasons(run: _Run, policy: Policy) -> tuple[Sentence, ...]:
    zone = ZoneInfo(policy.zone)
    start: dict[str, str | int | datetime] = {"at": (run.last_held or run.since).astimezone(zone)}
    told = [
        Sentence(
            N_("The last meeting was held on {at}.") if run.held else N_("The stay began on {at}."), start
        )
    ]
    told += [
        Sentence(
            N_("The meeting on {at} was missed: {reason}."),
            {"at": entry.at.astimezone(zone), "reason": entry.reason.strip().rstrip(".")},
        )
        for entry in run.notes
    ]
    if run.declined:
        told.append(Sentence(N_("The family said that they prefer no meeting.")))
    elif run.wanted_again is not None:
        told.append(
            Sentence(
                N_("The family has wanted meetings again since {at}."),
                {"at": run.wanted_again.astimezone(zone)},
            )
        )
    return tuple(told)


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("A time in a meeting clock must carry its time zone.")
    return at.astimezone(UTC)


def _whole_hours(span: timedelta) -> int:
    return int(span / timedelta(hours=1))
