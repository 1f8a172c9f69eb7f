"""Reading a unit's roster from CSV: who leads and who attends, from when until when.

Columns: `person` (the name that somebody signs in with), `role` (leader or attending), `start` and `end` as
dates with times ("2026-05-04 08:00"), in the unit's own time zone unless they carry one. Other columns are
refused, so that a misspelt one is noticed. Every row that cannot be read is told with its line and how to
mend it; the others can still be used.
"""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

from alongside.partnership.introductions import (
    GAP_SENTENCE,
    OVERLAP_SENTENCE,
    Gap,
    Overlap,
    Role,
    Shift,
    gaps,
    overlaps,
)

COLUMNS = ("person", "role", "start", "end")
MOST_ROWS = 5_000


class NotARoster(ValueError):
    """The file as a whole cannot be read. The message says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be used: its line in the file, and what to mend."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. `new` are shifts that are not there yet; `known` are there already.

    `overlaps` and `gaps` are told over all shifts of the unit between the first and the last row.
    """

    new: tuple[Shift, ...]
    known: tuple[Shift, ...]
    problems: tuple[Problem, ...]
    overlaps: tuple[Overlap, ...]
    gaps: tuple[Gap, ...]


def preview(text: str, *, zone: str, people: Collection[str], already: Collection[Shift]) -> Preview:
    """Read a roster against those who work here (`people`) and the shifts that are `already` there.

    Raises NotARoster where the file has no such columns or is too long. Never raises for a row.
    """
    wanted: dict[Shift, None] = {}
    problems: list[Problem] = []
    for line, row in _rows(text):
        found = _shift(row, ZoneInfo(zone), people)
        if isinstance(found, str):
            problems.append(Problem(line, found))
        elif found in wanted:
            problems.append(Problem(line, "This row stands twice. Remove one of them."))
        else:
            wanted[found] = None
    there = set(already)
    new = tuple(shift for shift in wanted if shift not in there)
    known = tuple(shift for shift in wanted if shift in there)
    every = [*there, *new]
    return Preview(new, known, tuple(problems), *_told(every, list(wanted)))


def _told(every: list[Shift], wanted: list[Shift]) -> tuple[tuple[Overlap, ...], tuple[Gap, ...]]:
    if not wanted:
        return (), ()
    start, end = min(one.start for one in wanted), max(one.end for one in wanted)
    inside = tuple(one for one in overlaps(every) if one.end > start and one.start < end)
    named = {one.role for one in wanted}
    return inside, tuple(gap for gap in gaps(every, start=start, end=end) if gap.role in named)


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(StringIO(text.removeprefix("\ufeff")), restkey="more", restval="")
    head = tuple(name.strip().casefold() for name in reader.fieldnames or ())
    if sorted(head) != sorted(COLUMNS):
        raise NotARoster(
            f"The first line must hold these columns and no others: {', '.join(COLUMNS)}. "
            f"It holds: {', '.join(head) or 'nothing'}."
        )
    reader.fieldnames = list(head)
    for count, row in enumerate(_careful(reader), start=1):
        if count > MOST_ROWS:
            raise NotARoster(f"A roster has at most {MOST_ROWS} rows. Divide the file.")
        yield (
            reader.line_num,
            {key: value for key, value in row.items() if isinstance(value, str)}
            | ({"more": "yes"} if "more" in row else {}),
        )


def _careful(reader: "csv.DictReader[str]") -> Iterator[dict[str, str]]:
    try:
        yield from reader
    except csv.Error as problem:
        raise NotARoster(f"Line {reader.line_num} cannot be read as CSV: {problem}.") from problem


def _shift(row: dict[str, str], zone: ZoneInfo, people: Collection[str]) -> Shift | str:
    """The shift of a row, or the sentence that says what is wrong with it."""
    if "more" in row:
        return "This row has more cells than the first line has columns."
    person, role = row["person"].strip(), row["role"].strip().casefold()
    if person not in people:
        return f"Nobody signs in here as “{person}”. Check the name, or make the account first."
    if role not in set(Role):
        return f"“{role}” is not a role on a roster. Write one of: {', '.join(Role)}."
    times = [_time(row[name], zone) for name in ("start", "end")]
    for name, found in zip(("start", "end"), times, strict=True):
        if isinstance(found, str):
            return f"The {name} {found}"
    start, end = (at for at in times if isinstance(at, datetime))
    if end <= start:
        return "The shift ends before it starts. Check its two times."
    if end - start > timedelta(days=62):
        return "The shift is longer than two months. Check its two times."
    return Shift(person, Role(role), start, end)


def _time(text: str, zone: ZoneInfo) -> datetime | str:
    """The moment that a cell means, or the end of a sentence that says what is wrong with it."""
    text = text.strip()
    try:
        return _moment(text, zone)
    except (ValueError, OverflowError):
        return f"“{text}” is not a date with a time. Write it like this: 2026-05-04 08:00."


def _moment(text: str, zone: ZoneInfo) -> datetime | str:
    at = datetime.fromisoformat(text)
    if ":" not in text:
        raise ValueError(text)
    if at.tzinfo is not None:
        return at.astimezone(UTC)
    if at.replace(tzinfo=zone, fold=0).utcoffset() != at.replace(tzinfo=zone, fold=1).utcoffset():
        return (
            f"“{text}” is an hour when the clock changes, so it is not clear which moment is meant. "
            "Add the time zone, like this: 2026-10-25 02:30+01:00."
        )
    return at.replace(tzinfo=zone).astimezone(UTC)


def told(found: Preview, *, zone: str) -> list[str]:
    """Sentences about the hours in which two hold one role, or nobody does, on the unit's clocks."""
    clocks = ZoneInfo(zone)

    def hours(one: Overlap | Gap) -> str:
        return f"{one.start.astimezone(clocks):%Y-%m-%d %H:%M} to {one.end.astimezone(clocks):%Y-%m-%d %H:%M}"

    doubled = [
        f"{hours(one)}: {OVERLAP_SENTENCE.format(role=one.role.value, people=', '.join(one.people))}"
        for one in found.overlaps
    ]
    return doubled + [f"{hours(one)}: {GAP_SENTENCE.format(role=one.role.value)}" for one in found.gaps]
