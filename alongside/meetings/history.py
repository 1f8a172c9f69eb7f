"""From the stays of one person to what the meeting clock reads.

A person may be in several units' care at once (a bed on intensive care and a clinic that follows them).
The clock follows one unit at a time: of those whose care is on, a unit with a meeting policy before one
without, then the one that began last. So a clinic visit cannot stop the clock of intensive care.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from alongside.meetings.rhythm import Entry, Kind


@dataclass(frozen=True, slots=True)
class Care:
    """One unit's care of a person, from `began` up to, not including, `ended` (None: still on)."""

    unit: str
    began: datetime
    ended: datetime | None = None


def arrivals_and_leavings(cares: Iterable[Care], with_policy: Collection[str]) -> tuple[Entry, ...]:
    """The arrivals and leavings of one person, in order of time, for a `StayHistory`."""
    all_of_it = sorted(cares, key=lambda care: care.began)
    edges = {care.began for care in all_of_it} | {care.ended for care in all_of_it if care.ended}
    entries: list[Entry] = []
    unit: str | None = None
    for number, at in enumerate(sorted(edges)):
        here = _unit_at(at, all_of_it, with_policy)
        if here != unit:
            entries.append(_entry(f"stay {number}", at, unit, here, first=not entries))
        unit = here
    return tuple(entries)


@dataclass(frozen=True, slots=True)
class Move:
    """From one unit straight into another."""

    at: datetime
    before: str
    now: str


def last_move(entries: Iterable[Entry]) -> Move | None:
    """The last move of a person who is still in the unit that it led to; None after going home."""
    move: Move | None = None
    unit: str | None = None
    for entry in entries:
        moved = entry.kind is Kind.TRANSFERRED and unit is not None and entry.unit is not None
        move = Move(entry.at, unit or "", entry.unit or "") if moved else None
        unit = entry.unit
    return move


def _unit_at(at: datetime, cares: Iterable[Care], with_policy: Collection[str]) -> str | None:
    on = [care for care in cares if care.began <= at and (care.ended is None or at < care.ended)]
    if not on:
        return None
    return max(on, key=lambda care: (care.unit in with_policy, care.began)).unit


def _entry(name: str, at: datetime, before: str | None, now: str | None, *, first: bool) -> Entry:
    if now is None:
        return Entry(name, Kind.LEFT, at)
    if before is not None:
        return Entry(name, Kind.TRANSFERRED, at, unit=now)
    return Entry(name, Kind.ADMITTED if first else Kind.READMITTED, at, unit=now)
