"""Hours of the week in which answers are read, as they are written in a unit's file and on its page."""

import re
from collections.abc import Iterable, Sequence

from alongside.support.safety import WatchedHours

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"([a-z]{3})(?:-([a-z]{3}))? (\d\d):(\d\d)-(\d\d):(\d\d)")


def hours_from(spans: Iterable[str]) -> list[WatchedHours]:
    """From “mon-fri 08:00-16:00”. Raises ValueError for a span that cannot be read."""
    return [hours for span in spans for hours in _hours(span)]


def _hours(span: str) -> list[WatchedHours]:
    found = _SPAN.fullmatch(span.strip().lower())
    if not found or not {found[1], found[2] or found[1]} <= set(DAYS):
        raise ValueError(f"Hours are written like “mon-fri 08:00-16:00”; this is {span!r}.")
    first, last = DAYS.index(found[1]), DAYS.index(found[2] or found[1])
    days = range(first, last + 1) if first <= last else [*range(first, 7), *range(last + 1)]
    start, end = int(found[3]) * 60 + int(found[4]), int(found[5]) * 60 + int(found[6])
    try:
        return [WatchedHours(day, start, end) for day in days]
    except ValueError as problem:
        raise ValueError(f"{span!r}: {problem}") from problem


def spans_of(hours: Iterable[WatchedHours]) -> list[str]:
    """As `hours_from` reads them: days that follow each other with the same hours are one span."""
    runs: list[list[WatchedHours]] = []
    for one in sorted(hours, key=lambda span: (span.start, span.end, span.weekday)):
        last = runs[-1][-1] if runs else None
        if last and (last.start, last.end, last.weekday + 1) == (one.start, one.end, one.weekday):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [_span(run) for run in sorted(runs, key=lambda run: (run[0].weekday, run[0].start))]


def _span(run: Sequence[WatchedHours]) -> str:
    days = DAYS[run[0].weekday] + (f"-{DAYS[run[-1].weekday]}" if len(run) > 1 else "")
    return f"{days} {_clock(run[0].start)}-{_clock(run[0].end)}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
