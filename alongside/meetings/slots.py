"""Times at which a family meeting can be held.

Given when the people are free, when a room is free, and when the unit holds meetings, `propose` names the
best times: inside the clock's window first, then the earliest, always with everyone who must be there.
Where no such time exists, `may_miss` lets the search offer times that lack someone, and says whom, so
that a person can ask them.

The search works on whole minutes of the UTC line. Each person's free time becomes the stretch of minutes
at which a meeting may *start*; one sweep over the ends of all stretches then finds every stretch in which
the same people are missing. Its cost grows with the number of free intervals, not with the minutes searched.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from alongside.meetings.rhythm import Owed

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_DAY = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From `start` up to, not including, `end`. Raises ValueError when empty or without a zone."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("A time when someone is free must carry its time zone.")
        # Converted first: Python subtracts two times of one zone by the wall, not by what has passed.
        object.__setattr__(self, "start", self.start.astimezone(UTC))
        object.__setattr__(self, "end", self.end.astimezone(UTC))
        if self.end <= self.start:
            raise ValueError(
                f"A free time must end after it starts; this one starts at {self.start:%H:%M %Z}."
            )


@dataclass(frozen=True, slots=True)
class Attendee:
    """Someone asked to the meeting: of the team, the family, or the interpreter.

    `required`: the meeting cannot be held without them.
    """

    name: str
    free: tuple[Interval, ...]
    required: bool = True


@dataclass(frozen=True, slots=True)
class Room:
    """A place; a video line is a room that is always free. Rooms are tried in the order given."""

    name: str
    free: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class UnitHours:
    """When the unit holds meetings, by the wall: weekday (Monday is 0) → spans in minutes after midnight.

    Raises ValueError for a weekday outside 0–6 or a span outside the day.
    """

    zone: str
    spans: Mapping[int, tuple[tuple[int, int], ...]]

    def __post_init__(self) -> None:
        for weekday, spans in self.spans.items():
            if not 0 <= weekday <= 6:
                raise ValueError(f"Weekdays run from 0 (Monday) to 6 (Sunday); {weekday} is none of them.")
            if any(not 0 <= start < end <= _DAY for start, end in spans):
                raise ValueError("Unit hours must start before they end, within one day.")


def every_day(zone: str, start: int = 0, end: int = _DAY) -> UnitHours:
    """The same hours on all seven days, in minutes after midnight."""
    return UnitHours(zone, dict.fromkeys(range(7), ((start, end),)))


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for. `step`: meetings start at multiples of this many minutes by the unit's wall.

    `may_miss`: how many required people a time may lack. Raises ValueError for lengths that are no length.
    """

    within: Interval
    minutes: int
    hours: UnitHours
    attendees: tuple[Attendee, ...]
    rooms: tuple[Room, ...]
    window: Owed | None = None
    step: int = 15
    may_miss: int = 0

    def __post_init__(self) -> None:
        if self.minutes < 1 or not 1 <= self.step <= _DAY:
            raise ValueError(
                "A meeting lasts at least one minute and its start step is between 1 and 1440 minutes."
            )
        if self.may_miss < 0:
            raise ValueError("A meeting cannot lack fewer than no people; give zero or more.")
        names = [attendee.name for attendee in self.attendees]
        if len(set(names)) != len(names):
            raise ValueError("Two people of this meeting share a name; tell them apart before searching.")


class Standing(IntEnum):
    """Where a time lies to the clock's window; smaller is better."""

    INSIDE = 0
    EARLY = 1
    LATE = 2
    RED = 3


@dataclass(frozen=True, slots=True)
class Slot:
    """One proposed time. `without`: required people who are not free; `absent`: others who are not."""

    start: datetime
    end: datetime
    room: str
    standing: Standing
    without: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[int, int, datetime]:
        """Smaller is better: everyone there, inside the window, earliest."""
        return len(self.without), self.standing, self.start


def propose(search: Search, *, limit: int = 3) -> list[Slot]:
    """The best `limit` times that do not overlap each other, best first; an empty list when there is none."""
    chosen: list[Slot] = []
    for slot in sorted(every_slot(search), key=lambda slot: slot.rank):
        if len(chosen) == limit:
            break
        if all(slot.end <= other.start or other.end <= slot.start for other in chosen):
            chosen.append(slot)
    return chosen


def every_slot(search: Search) -> Iterator[Slot]:
    """Every time that fits, in order of time, overlapping ones included."""
    stretches = _stretches(search)
    edges = sorted({edge for spans in stretches.values() for span in spans for edge in span})
    flips = _flips(stretches)
    open_now: dict[str, bool] = dict.fromkeys(stretches, False)
    zone = ZoneInfo(search.hours.zone)
    for start, end in pairwise(edges):
        for key in flips.get(start, ()):
            open_now[key] = not open_now[key]
        found = _who_is_there(search, open_now)
        if found is None:
            continue
        room, without, absent = found
        for minute in _on_the_step(start, end, search.step, zone):
            at = _EPOCH + minute * _MINUTE
            yield Slot(at, at + search.minutes * _MINUTE, room, _standing(at, search.window), without, absent)


_HOURS, _WITHIN = "hours", "within"


@dataclass(slots=True)
class _Merged:
    spans: list[tuple[int, int]] = field(default_factory=list)

    def add(self, start: int, end: int) -> None:
        if self.spans and start <= self.spans[-1][1]:
            self.spans[-1] = (self.spans[-1][0], max(end, self.spans[-1][1]))
        else:
            self.spans.append((start, end))


def _stretches(search: Search) -> dict[str, list[tuple[int, int]]]:
    """For each person, room and rule: the half-open stretches of minutes at which a meeting may start."""
    found = {
        _WITHIN: _starts([search.within], search.minutes),
        _HOURS: _starts(_opening(search.hours, search.within), search.minutes),
    }
    for number, attendee in enumerate(search.attendees):
        found[f"person {number}"] = _starts(attendee.free, search.minutes)
    for number, room in enumerate(search.rooms):
        found[f"room {number}"] = _starts(room.free, search.minutes)
    return found


def _starts(free: Iterable[Interval], minutes: int) -> list[tuple[int, int]]:
    merged = _Merged()
    for start, end in sorted(_minutes(interval) for interval in free):
        merged.add(start, end)
    return [(start, end - minutes + 1) for start, end in merged.spans if end - start >= minutes]


def _minutes(interval: Interval) -> tuple[int, int]:
    """Whole minutes inside the interval: rounded inwards, so that nobody is promised a broken minute."""
    return -((_EPOCH - interval.start) // _MINUTE), (interval.end - _EPOCH) // _MINUTE


def _opening(hours: UnitHours, within: Interval) -> Iterator[Interval]:
    zone = ZoneInfo(hours.zone)
    day = within.start.astimezone(zone).date() - timedelta(days=1)
    last = within.end.astimezone(zone).date()
    while day <= last:
        for start, end in hours.spans.get(day.weekday(), ()):
            opens, closes = _wall(day, start, zone), _wall(day, end, zone)
            if opens < closes:
                yield Interval(opens, closes)
        day += timedelta(days=1)


def _wall(day: date, minute: int, zone: ZoneInfo) -> datetime:
    midnight = datetime(day.year, day.month, day.day)
    return (midnight + minute * _MINUTE).replace(tzinfo=zone).astimezone(UTC)


def _flips(stretches: Mapping[str, list[tuple[int, int]]]) -> dict[int, list[str]]:
    flips: dict[int, list[str]] = {}
    for key, spans in stretches.items():
        for span in spans:
            for edge in span:
                flips.setdefault(edge, []).append(key)
    return flips


def _who_is_there(
    search: Search, open_now: Mapping[str, bool]
) -> tuple[str, tuple[str, ...], tuple[str, ...]] | None:
    if not (open_now[_WITHIN] and open_now[_HOURS]):
        return None
    room = next((room.name for n, room in enumerate(search.rooms) if open_now[f"room {n}"]), None)
    if room is None:
        return None
    away = [person for n, person in enumerate(search.attendees) if not open_now[f"person {n}"]]
    without = tuple(person.name for person in away if person.required)
    if len(without) > search.may_miss:
        return None
    return room, without, tuple(person.name for person in away if not person.required)


def _on_the_step(start: int, end: int, step: int, zone: ZoneInfo) -> Iterator[int]:
    """The minutes of [start, end) at which the wall shows a multiple of `step` minutes after midnight."""
    for begin in range(start, end, _DAY):
        finish = min(end, begin + _DAY)
        first, last = _past_midnight(begin, zone), _past_midnight(finish - 1, zone)
        if (last - first - (finish - 1 - begin)) % _DAY or _DAY % step:
            # The clocks change on this day, or the steps start anew at midnight: look at every minute.
            yield from (minute for minute in range(begin, finish) if _past_midnight(minute, zone) % step == 0)
        else:
            yield from range(begin + -first % step, finish, step)


def _past_midnight(minute: int, zone: ZoneInfo) -> int:
    wall = (_EPOCH + minute * _MINUTE).astimezone(zone)
    return wall.hour * 60 + wall.minute


def _standing(at: datetime, window: Owed | None) -> Standing:
    if window is None:
        return Standing.INSIDE
    if at < window.due_from:
        return Standing.EARLY
    if at < window.due_by:
        return Standing.INSIDE
    return Standing.LATE if at < window.red_at else Standing.RED


def left_free(free: Iterable[Interval], taken: Iterable[Interval]) -> tuple[Interval, ...]:
    """What is left of the free times when the taken times are cut out."""
    left = list(free)
    for cut in taken:
        left = [rest for one in left for rest in _cut(one, cut)]
    return tuple(sorted(left))


def _cut(one: Interval, cut: Interval) -> Iterator[Interval]:
    if cut.end <= one.start or one.end <= cut.start:
        yield one
        return
    if one.start < cut.start:
        yield Interval(one.start, cut.start)
    if cut.end < one.end:
        yield Interval(cut.end, one.end)
