"""What a unit promises families about meetings, as data.

The default first window (owed from 24 h, by 48 h, red at 72 h after intensive care admission) follows the
founding article; after how long to meet again is only "regularly" in the sources, so the weekly rhythm is
ours. Every unit may change both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@dataclass(frozen=True, slots=True)
class Window:
    """A meeting may be held from `opens`, is owed by `due` and shows red at `red`.

    As numbers these are hours since the starting point; see `Owed` for the same three as instants.
    Raises ValueError unless 0 ≤ opens < due ≤ red.
    """

    opens: int
    due: int
    red: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.due <= self.red:
            raise ValueError(
                f"A meeting window must open before it is due and be due before it turns red, counted in "
                f"hours from zero; this one opens at {self.opens}, is due at {self.due}, red at {self.red}."
            )


@dataclass(frozen=True, slots=True)
class Policy:
    """What one unit promises. `then` is None where only the first meeting is promised.

    `soon`: hours before the due time at which "due" becomes "due soon". `returns_within`: hours away
    after which coming back begins a new stay. Raises ValueError for negative hours or an unknown zone.
    """

    first: Window = Window(opens=24, due=48, red=72)
    then: Window | None = Window(opens=120, due=168, red=216)
    soon: int = 12
    returns_within: int = 24
    zone: str = "UTC"

    def __post_init__(self) -> None:
        if self.soon < 0 or self.returns_within < 0:
            raise ValueError("Hours in a meeting policy count from zero; give zero or more.")
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError) as unknown:
            raise ValueError(f"'{self.zone}' is no time zone; write it like Europe/Berlin.") from unknown


def policy_from(data: Mapping[str, object]) -> Policy:
    """A policy from plain data, such as {"first": [24, 48, 72], "then": null, "zone": "Europe/Berlin"}.

    Raises ValueError that names the part which cannot be read.
    """
    unknown = sorted(set(data) - {"first", "then", "soon", "returns_within", "zone"})
    if unknown:
        raise ValueError(f"A meeting policy has no part called '{unknown[0]}'.")
    usual = Policy()
    first = _window_from(data["first"], "first") if "first" in data else usual.first
    if "then" not in data:
        then = usual.then
    else:
        then = None if data["then"] is None else _window_from(data["then"], "then")
    return Policy(
        first=first,
        then=then,
        soon=_hours_from(data.get("soon", usual.soon), "soon"),
        returns_within=_hours_from(data.get("returns_within", usual.returns_within), "returns_within"),
        zone=str(data.get("zone", usual.zone)),
    )


def _window_from(value: object, part: str) -> Window:
    if not isinstance(value, list | tuple) or len(value) != 3:
        raise ValueError(f"'{part}' in a meeting policy needs three numbers of hours: open, due, red.")
    return Window(*(_hours_from(hours, part) for hours in value))


def _hours_from(value: object, part: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"'{part}' in a meeting policy must be given in whole hours.")
    return value
