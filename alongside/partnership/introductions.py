"""Who leads the team, when they are to be introduced, and where a roster has overlaps or gaps.

A family should know at any time who leads the care and who the attending doctor is. When that changes, a new
introduction is due to each person who should know, until it was made. Someone who has already introduced
themselves in that same role during this stay is known, so that a doctor who comes back after a week off
does not count as a stranger.

Shifts are half-open: one that ends at 8:00 and one that starts at 8:00 meet without overlap or gap. All
times are compared on the UTC line.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import pairwise


class Role(StrEnum):
    """The roles whose change makes an introduction due."""

    LEADER = "leader"
    ATTENDING = "attending"


@dataclass(frozen=True, slots=True)
class Shift:
    """One person in one role from `start` up to `end`. Raises ValueError when empty or without a zone."""

    person: str
    role: Role
    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", _utc(self.start))
        object.__setattr__(self, "end", _utc(self.end))
        if self.end <= self.start:
            raise ValueError(f"The shift of {self.person} ends before it starts; check its two times.")


@dataclass(frozen=True, slots=True)
class Introduction:
    """`person` said who they are, in this role, to the patient or someone close to them."""

    person: str
    role: Role
    to: str
    at: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", _utc(self.at))


@dataclass(frozen=True, slots=True)
class Due:
    """An introduction that is owed: who, in which role, to whom, and since when."""

    person: str
    role: Role
    to: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two or more people hold one role from `start` to `end`."""

    role: Role
    start: datetime
    end: datetime
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Nobody holds the role from `start` to `end`."""

    role: Role
    start: datetime
    end: datetime


OVERLAP_SENTENCE = "Two or more people are down as {role} at the same time: {people}. Say who leads."
GAP_SENTENCE = "Nobody is down as {role} for this time. Name someone."


def introductions_due(
    shifts: Iterable[Shift],
    made: Iterable[Introduction],
    *,
    to: Iterable[str],
    stay_began: datetime,
    now: datetime,
) -> tuple[Due, ...]:
    """The introductions owed at `now`, the longest owed first.

    `to`: everyone who should know (the patient, those who speak for them). Introductions before this stay
    began do not count. Raises ValueError for times without a zone.
    """
    now, stay_began = _utc(now), _utc(stay_began)
    known = {(one.person, one.role, one.to) for one in made if stay_began <= one.at <= now}
    on_duty = [(shift, since) for shift, since in _with_beginnings(shifts, stay_began) if _covers(shift, now)]
    listeners = list(dict.fromkeys(to))
    owed = {
        (shift.person, shift.role, listener): Due(shift.person, shift.role, listener, since)
        for shift, since in on_duty
        for listener in listeners
        if (shift.person, shift.role, listener) not in known
    }
    return tuple(sorted(owed.values(), key=lambda due: (due.since, due.role, due.person, due.to)))


def overlaps(shifts: Iterable[Shift]) -> tuple[Overlap, ...]:
    """Every stretch of time in which different people hold the same role."""
    told = list(shifts)
    return tuple(
        Overlap(role, start, end, people)
        for role in Role
        for start, end, people in _stretches([shift for shift in told if shift.role is role])
        if len(people) > 1
    )


def gaps(shifts: Iterable[Shift], *, start: datetime, end: datetime) -> tuple[Gap, ...]:
    """Every stretch between `start` and `end` in which a role is held by nobody."""
    start, end, told = _utc(start), _utc(end), list(shifts)
    if end <= start:
        return ()
    found = []
    for role in Role:
        reached = start
        for shift in sorted((one for one in told if one.role is role), key=lambda one: one.start):
            if shift.start > reached and reached < end:
                found.append(Gap(role, reached, min(shift.start, end)))
            reached = max(reached, shift.end)
        if reached < end:
            found.append(Gap(role, reached, end))
    return tuple(found)


def _with_beginnings(shifts: Iterable[Shift], stay_began: datetime) -> list[tuple[Shift, datetime]]:
    """Each shift with the time since when its person holds the role without a break, in this stay."""
    held: dict[tuple[str, Role], tuple[datetime, datetime]] = {}
    found = []
    for shift in sorted(shifts, key=lambda shift: (shift.start, shift.end)):
        since, until = held.get((shift.person, shift.role), (shift.start, shift.start))
        if shift.start > until:
            since = shift.start
        held[shift.person, shift.role] = since, max(until, shift.end)
        found.append((shift, max(since, stay_began)))
    return found


def _stretches(shifts: list[Shift]) -> list[tuple[datetime, datetime, tuple[str, ...]]]:
    """The time line cut where the people change, with the people on each piece; neighbours differ."""
    edges = sorted({edge for shift in shifts for edge in (shift.start, shift.end)})
    joined: list[tuple[datetime, datetime, tuple[str, ...]]] = []
    for start, end in pairwise(edges):
        people = tuple(sorted({shift.person for shift in shifts if shift.start <= start < shift.end}))
        if joined and joined[-1][2] == people:
            joined[-1] = (joined[-1][0], end, people)
        else:
            joined.append((start, end, people))
    return joined


def _covers(shift: Shift, now: datetime) -> bool:
    return shift.start <= now < shift.end


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("A time on a roster must carry its time zone.")
    return at.astimezone(UTC)
