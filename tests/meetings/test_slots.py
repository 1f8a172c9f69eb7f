"""Meeting times: small stories, and every answer beside one found by trying each minute."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.meetings.rhythm import Owed
from alongside.meetings.slots import (
    Attendee,
    Interval,
    Room,
    Search,
    Slot,
    Standing,
    UnitHours,
    every_day,
    every_slot,
    propose,
)

MONDAY = datetime(2026, 5, 4, tzinfo=UTC)


def span(start: float, end: float, base: datetime = MONDAY) -> Interval:
    return Interval(base + timedelta(hours=start), base + timedelta(hours=end))


def search(*attendees: Attendee, **more: object) -> Search:
    given_parts: dict[str, object] = {
        "within": span(0, 48),
        "minutes": 30,
        "hours": every_day("UTC", 8 * 60, 18 * 60),
        "attendees": attendees,
        "rooms": (Room("Quiet room", (span(0, 48),)),),
    }
    return Search(**{**given_parts, **more})  # type: ignore[arg-type]


def starts(found: list[Slot]) -> list[str]:
    return [f"{slot.start:%a %H:%M}" for slot in found]


DOCTOR = Attendee("doctor", (span(9, 11), span(33, 36)))
DAUGHTER = Attendee("daughter", (span(10, 12), span(34, 48)))


def test_the_earliest_times_at_which_all_can_come_are_offered() -> None:
    assert starts(propose(search(DOCTOR, DAUGHTER))) == ["Mon 10:00", "Mon 10:30", "Tue 10:00"]


def test_offered_times_do_not_overlap() -> None:
    assert starts(propose(search(DOCTOR, DAUGHTER, minutes=45))) == ["Mon 10:00", "Tue 10:00", "Tue 10:45"]


def test_times_inside_the_clocks_window_come_first() -> None:
    window = Owed(*(MONDAY + timedelta(hours=hours) for hours in (24, 48, 72)))
    found = propose(search(DOCTOR, DAUGHTER, window=window), limit=5)
    assert starts(found) == ["Tue 10:00", "Tue 10:30", "Tue 11:00", "Tue 11:30", "Mon 10:00"]
    assert [slot.standing for slot in found] == [Standing.INSIDE] * 4 + [Standing.EARLY]


def test_no_time_is_offered_without_someone_who_must_be_there() -> None:
    assert propose(search(DOCTOR, Attendee("interpreter", (span(12, 14),)))) == []


def test_when_asked_for_times_that_lack_someone_are_named_with_who_is_missing() -> None:
    found = propose(search(DOCTOR, Attendee("interpreter", (span(12, 14),)), may_miss=1), limit=1)
    assert [(slot.without, starts([slot])) for slot in found] == [(("interpreter",), ["Mon 09:00"])]


def test_someone_who_need_not_come_holds_nothing_up_and_is_told() -> None:
    found = propose(search(DOCTOR, Attendee("son", (span(10.5, 11),), required=False)), limit=1)
    assert found == [
        Slot(span(9, 9.5).start, span(9, 9.5).end, "Quiet room", Standing.INSIDE, absent=("son",))
    ]


def test_two_free_times_that_touch_are_one() -> None:
    doctor = Attendee("doctor", (span(9, 9.25), span(9.25, 9.5)))
    assert starts(propose(search(doctor))) == ["Mon 09:00"]


def test_broken_minutes_are_never_promised() -> None:
    half = timedelta(seconds=30)
    doctor = Attendee("doctor", (Interval(span(9, 10).start + half, span(9, 10).end + half),))
    assert starts(propose(search(doctor, step=1), limit=1)) == ["Mon 09:01"]
    assert starts(propose(search(doctor, step=1, minutes=59))) == ["Mon 09:01"]
    assert propose(search(doctor, step=1, minutes=60)) == []


def test_the_first_free_room_is_named() -> None:
    rooms = (Room("Quiet room", (span(9.5, 10.5),)), Room("Video", (span(0, 48),)))
    found = propose(search(DOCTOR, rooms=rooms), limit=3)
    assert [slot.room for slot in found] == ["Video", "Quiet room", "Quiet room"]


def test_no_room_means_no_time() -> None:
    assert propose(search(DOCTOR, rooms=())) == []


def test_unit_hours_are_read_from_the_wall_when_the_clocks_change() -> None:
    saturday = datetime(2026, 10, 24, tzinfo=UTC)
    always = Attendee("doctor", (span(0, 72, saturday),))
    found = propose(
        search(
            always,
            within=span(0, 72, saturday),
            hours=every_day("Europe/Berlin", 9 * 60, 9 * 60 + 30),
            rooms=(Room("Quiet room", (span(0, 72, saturday),)),),
        )
    )
    berlin = ZoneInfo("Europe/Berlin")
    assert [f"{slot.start.astimezone(berlin):%H:%M}" for slot in found] == ["09:00"] * 3
    assert starts(found) == ["Sat 07:00", "Sun 08:00", "Mon 08:00"]


def test_free_hours_across_a_night_of_change_are_elapsed_hours() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    night = Interval(
        datetime(2026, 10, 25, 2, 30, tzinfo=berlin, fold=0),
        datetime(2026, 10, 25, 2, 30, tzinfo=berlin, fold=1),
    )
    assert night.end - night.start == timedelta(hours=1)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: span(2, 1), "must end after it starts"),
        (lambda: Interval(datetime(2026, 5, 4), MONDAY), "carry its time zone"),
        (lambda: search(minutes=0), "at least one minute"),
        (lambda: search(DOCTOR, DOCTOR), "share a name"),
        (lambda: search(may_miss=-1), "zero or more"),
        (lambda: UnitHours("UTC", {7: ((0, 60),)}), "from 0 .Monday. to 6"),
        (lambda: UnitHours("UTC", {0: ((60, 60),)}), "start before they end"),
    ],
)
def test_a_search_that_makes_no_sense_is_refused_in_a_sentence(make: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make()  # type: ignore[operator]


def brute_force(asked: Search) -> list[Slot]:
    """Try every minute; at each, look at every minute of the meeting for everyone."""
    zone, base, minute = ZoneInfo(asked.hours.zone), asked.within.start, timedelta(minutes=1)
    total = (asked.within.end - base) // minute
    walls = [(base + n * minute).astimezone(zone) for n in range(total)]
    past = [wall.hour * 60 + wall.minute for wall in walls]

    def free_minutes(free: tuple[Interval, ...]) -> set[int]:
        inside = range(total)
        return {n for n in inside if any(one.start <= base + n * minute < one.end for one in free)}

    spans = [asked.hours.spans.get(wall.weekday(), ()) for wall in walls]
    unit_open = {n for n in range(total) if any(start <= past[n] < end for start, end in spans[n])}
    rooms = [(room.name, free_minutes(room.free)) for room in asked.rooms]
    people = [(person, free_minutes(person.free)) for person in asked.attendees]
    found = []
    for n in range(total - asked.minutes + 1):
        meeting = set(range(n, n + asked.minutes))
        room = next((name for name, free in rooms if meeting <= free), None)
        away = [person for person, free in people if not meeting <= free]
        without = tuple(person.name for person in away if person.required)
        if past[n] % asked.step or not meeting <= unit_open or room is None or len(without) > asked.may_miss:
            continue
        at, standing = base + n * minute, Standing.INSIDE
        if asked.window and at < asked.window.due_from:
            standing = Standing.EARLY
        elif asked.window and at >= asked.window.red_at:
            standing = Standing.RED
        elif asked.window and at >= asked.window.due_by:
            standing = Standing.LATE
        absent = tuple(person.name for person in away if not person.required)
        found.append(Slot(at, at + asked.minutes * minute, room, standing, without, absent))
    return found


# The nights on which Berlin, New York and Lord Howe (by half an hour) change their clocks, and a plain day.
NIGHTS = (
    ("Europe/Berlin", datetime(2026, 10, 24, 22, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 3, 28, 22, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 11, 1, 3, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 4, 12, tzinfo=UTC)),
    ("Asia/Kathmandu", datetime(2026, 5, 4, 0, tzinfo=UTC)),
)
LENGTH = 12 * 60


@st.composite
def free(draw: st.DrawFn, base: datetime) -> tuple[Interval, ...]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, LENGTH - 1))
        end = start + draw(st.integers(1, 400))
        found.append(Interval(base + timedelta(minutes=start), base + timedelta(minutes=end)))
    return tuple(found)


@st.composite
def searches(draw: st.DrawFn) -> Search:
    zone, base = draw(st.sampled_from(NIGHTS))
    people = [
        Attendee(f"person {n}", draw(free(base)), draw(st.booleans())) for n in range(draw(st.integers(0, 3)))
    ]
    everyone_free = (Interval(base, base + timedelta(minutes=2 * LENGTH)),)
    rooms = [
        Room(f"room {n}", draw(free(base) | st.just(everyone_free))) for n in range(draw(st.integers(1, 2)))
    ]
    opens = [
        base + timedelta(minutes=m)
        for m in sorted(draw(st.lists(st.integers(0, LENGTH), min_size=3, max_size=3)))
    ]
    hours = every_day(zone)
    if draw(st.booleans()):
        edges = sorted(draw(st.sets(st.integers(0, 1440), min_size=4, max_size=4)))
        hours = UnitHours(zone, dict.fromkeys(range(7), ((edges[0], edges[1]), (edges[2], edges[3]))))
    return Search(
        within=Interval(base, base + timedelta(minutes=draw(st.integers(1, LENGTH)))),
        minutes=draw(st.integers(1, 120)),
        hours=hours,
        attendees=tuple(people),
        rooms=tuple(rooms),
        window=draw(st.none() | st.just(Owed(*opens))),
        step=draw(st.sampled_from((1, 5, 15, 30, 50, 60))),
        may_miss=draw(st.integers(0, 2)),
    )


def clocks_change_inside_a_span(asked: Search) -> bool:
    """True where "from 1:40 to 2:20 by the wall" has two meanings, on the night the clocks change."""
    zone = ZoneInfo(asked.hours.zone)
    offsets = {
        (asked.within.start + timedelta(minutes=n)).astimezone(zone).utcoffset() for n in range(0, LENGTH, 30)
    }
    return len(offsets) > 1 and asked.hours != every_day(asked.hours.zone)


@settings(max_examples=200, deadline=None)
@given(searches().filter(lambda asked: not clocks_change_inside_a_span(asked)))
def test_every_time_found_is_every_time_there_is(asked: Search) -> None:
    assert list(every_slot(asked)) == brute_force(asked)


@settings(max_examples=100, deadline=None)
@given(searches(), st.integers(1, 5))
def test_the_times_offered_are_the_best_and_do_not_overlap(asked: Search, limit: int) -> None:
    offered = propose(asked, limit=limit)
    assert [slot.rank for slot in offered] == sorted(slot.rank for slot in offered)
    assert len(offered) <= limit
    for n, one in enumerate(offered):
        assert all(one.end <= other.start or other.end <= one.start for other in offered[n + 1 :])
    passed_over = [slot for slot in every_slot(asked) if slot not in offered]
    for slot in passed_over:
        better = [one for one in offered if one.rank < slot.rank]
        assert len(offered) == limit or any(one.start < slot.end and slot.start < one.end for one in better)
