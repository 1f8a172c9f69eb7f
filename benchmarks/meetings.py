"""How fast the family-meeting clock and the slot search are; one table, CPU time.

Clock: made-up stays that fill 10, 1,000 and 10,000 beds for a year (mean stay four days), each asked once
at a random instant of it. Worklist: every bed's current stay at one instant, sorted by who is owed what.
Slots: the search beside one that tries every minute, on the same questions; the answers must be equal.

Run: python benchmarks/meetings.py [--beds 10 1000 10000]
"""

import argparse
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from time import process_time
from typing import TypeVar
from zoneinfo import ZoneInfo

from alongside.meetings.policy import Policy
from alongside.meetings.rhythm import Entry, Kind, Owed, StayHistory, state, worklist_order
from alongside.meetings.slots import Attendee, Interval, Room, Search, Slot, every_day, every_slot

YEAR = datetime(2026, 1, 1, tzinfo=UTC)
POLICIES = {"icu": Policy(zone="Europe/Berlin")}
HOUR = timedelta(hours=1)
Answer = TypeVar("Answer")
Stay = tuple[StayHistory, datetime, datetime]


def stays_of_a_bed(chance: random.Random) -> Iterator[Stay]:
    """One bed for a year: stay after stay, with meetings held and missed, refusals, corrections, deaths."""
    began = YEAR + chance.random() * 48 * HOUR
    while began < YEAR + 365 * 24 * HOUR:
        ended = began + chance.expovariate(1 / 96) * HOUR + HOUR
        yield StayHistory(tuple(_entries(chance, began, ended))), began, ended
        began = ended + 3 * HOUR


def _entries(chance: random.Random, began: datetime, ended: datetime) -> Iterator[Entry]:
    yield Entry("in", Kind.ADMITTED, began, "icu")
    meeting, number = began + chance.uniform(10, 80) * HOUR, 0
    while meeting < ended:
        if chance.random() < 0.2:
            yield Entry(f"missed {number}", Kind.MEETING_MISSED, meeting, reason="the interpreter was ill")
            meeting += 12 * HOUR
        yield Entry(f"held {number}", Kind.MEETING_HELD, meeting)
        meeting, number = meeting + chance.uniform(100, 200) * HOUR, number + 1
    if chance.random() < 0.05:
        yield Entry("none", Kind.PREFERS_NONE, began + 5 * HOUR)
    if chance.random() < 0.1:
        right = began - HOUR / 2
        yield Entry("right", Kind.ADMITTED, right, "icu", recorded_at=began + 2 * HOUR, replaces="in")
    yield Entry("out", Kind.DIED if chance.random() < 0.15 else Kind.LEFT, ended)


def clock_row(beds: int) -> tuple[str, str, str, str]:
    """Every stay of a year asked once."""
    chance, spent, stays, entries = random.Random(beds), 0.0, 0, 0
    for _ in range(beds):
        asked = [(history, chance.uniform(0, 1)) for history, _, _ in stays_of_a_bed(chance)]
        instants = [history.entries[0].at + share * 300 * HOUR for history, share in asked]
        begin = process_time()
        for (history, _), now in zip(asked, instants, strict=True):
            state(history, POLICIES, now)
        spent += process_time() - begin
        stays += len(asked)
        entries += sum(len(history.entries) for history, _ in asked)
    size = f"{beds:,} beds, {stays:,} stays, {entries:,} entries"
    return "clock, a year of stays", size, f"{spent:.3f} s", f"{1e6 * spent / stays:.1f} µs a stay"


def worklist_row(beds: int) -> tuple[str, str, str, str]:
    """The current stay of every bed at one instant, sorted, with the sentence of each."""
    chance, now = random.Random(beds), YEAR + 180 * 24 * HOUR
    current = []
    for _ in range(beds):
        current += [history for history, began, ended in stays_of_a_bed(chance) if began <= now < ended]
    begin = process_time()
    clocks = sorted((state(history, POLICIES, now) for history in current), key=worklist_order)
    told = sum(len(str(clock.sentence)) for clock in clocks)
    spent = process_time() - begin
    each = f"{1e6 * spent / max(1, len(clocks)):.1f} µs a patient" if told else ""
    return "worklist with sentences", f"{beds:,} beds, {len(clocks):,} patients", f"{spent:.3f} s", each


def question(chance: random.Random, people: int) -> Search:
    """A week of half-hour and hour-long free times for a team, a family, an interpreter and two rooms."""
    base = YEAR + chance.randrange(300) * 24 * HOUR

    def free() -> tuple[Interval, ...]:
        found = []
        for _ in range(20):
            start = base + chance.randrange(0, 7 * 24 * 4) * HOUR / 4
            found.append(Interval(start, start + chance.randrange(2, 40) * HOUR / 4))
        return tuple(found)

    return Search(
        within=Interval(base, base + 7 * 24 * HOUR),
        minutes=45,
        hours=every_day("Europe/Berlin", 8 * 60, 20 * 60),
        attendees=tuple(Attendee(f"person {n}", free(), required=n < 3) for n in range(people)),
        rooms=(Room("quiet room", free()), Room("video", (Interval(base, base + 7 * 24 * HOUR),))),
        window=Owed(base + 24 * HOUR, base + 48 * HOUR, base + 72 * HOUR),
    )


def every_minute(asked: Search) -> list[tuple[datetime, str]]:
    """The brute-force answer: at every minute of the span, is everyone free at each minute of the meeting?"""
    zone, found, at = ZoneInfo(asked.hours.zone), [], asked.within.start

    def covered(free: tuple[Interval, ...], start: datetime) -> bool:
        return all(
            any(one.start <= start + n * HOUR / 60 < one.end for one in free) for n in range(asked.minutes)
        )

    while at + asked.minutes * HOUR / 60 <= asked.within.end:
        wall = at.astimezone(zone)
        past = wall.hour * 60 + wall.minute
        opens, closes = asked.hours.spans[wall.weekday()][0]
        if past % asked.step == 0 and opens <= past and past + asked.minutes <= closes:
            room = next((room.name for room in asked.rooms if covered(room.free, at)), None)
            if room and all(covered(person.free, at) for person in asked.attendees if person.required):
                found.append((at, room))
        at += HOUR / 60
    return found


def timed(work: Callable[[], Answer]) -> tuple[Answer, float]:
    begin = process_time()
    answer = work()
    return answer, process_time() - begin


def _all_slots(asked: Search) -> list[Slot]:
    return list(every_slot(asked))


def slot_rows(questions: int = 40, people: int = 8) -> list[tuple[str, str, str, str]]:
    chance, spent, brute, equal, found = random.Random(7), 0.0, 0.0, 0, 0
    for _ in range(questions):
        asked = question(chance, people)
        slots, took = timed(partial(_all_slots, asked))
        minutes, took_brute = timed(partial(every_minute, asked))
        spent, brute, found = spent + took, brute + took_brute, found + len(slots)
        equal += [(slot.start, slot.room) for slot in slots] == minutes
    size = f"{questions} weeks, {people} people, {found:,} times found"
    same = f"{equal} of {questions} answers equal"
    return [
        ("slot search", size, f"{spent:.3f} s", f"{1e3 * spent / questions:.2f} ms a week; {same}"),
        ("slots, every minute tried", size, f"{brute:.3f} s", f"{1e3 * brute / questions:.2f} ms a week"),
    ]


def main() -> None:
    options = argparse.ArgumentParser(description="CPU time of the family-meeting clock and the slot search.")
    options.add_argument("--beds", type=int, nargs="+", default=[10, 1000, 10000])
    beds = options.parse_args().beds
    rows = [
        ("what", "how much", "CPU", "each"),
        *map(clock_row, beds),
        *map(worklist_row, beds),
        *slot_rows(),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
