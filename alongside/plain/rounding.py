"""Whole people from shares: rounding that a reader can check by adding up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal


def exact(number: float) -> Decimal:
    """The decimal number that a person wrote, not the nearest binary fraction.

    ``0.285 * 100`` is 28.499… in binary and would round down; as written it is 28.5.
    Raises ValueError if the number is not finite.
    """
    if not math.isfinite(number):
        raise ValueError(f"{number} is not a number that can be counted. Give a plain number.")
    return Decimal(repr(float(number)))


def nearest_whole(number: Decimal) -> int:
    """The nearest whole number; a half goes up, as most people learnt at school."""
    return int(number.to_integral_value(rounding=ROUND_HALF_UP))


def check_people(people: int) -> None:
    """Raise ValueError unless ``people`` is a whole number above zero."""
    if isinstance(people, bool) or not isinstance(people, int) or people < 1:
        raise ValueError(f"A group of {people} people cannot be drawn. Give a whole number, 1 or more.")


def parts(shares: Sequence[float], people: int, tolerance: float = 1e-9) -> tuple[int, ...]:
    """Split ``people`` among ``shares`` in whole people that add up (largest remainder, Hamilton 1792).

    ``shares`` are fractions of the whole, 0 to 1. When they sum to 1 the parts sum to ``people``;
    when they sum to less, the parts sum to the nearest whole number of people for that sum.
    Equal remainders go to the earlier share. A positive share may get 0 people: the caller then
    says "fewer than 1". ``tolerance`` allows for shares that were rounded before they reached us.

    Raises ValueError for a share below 0, for shares that sum to more than 1 + tolerance, and for
    a tolerance so wide that a whole person would be hidden in it.
    """
    check_people(people)
    if not 0 <= tolerance * people < 1:
        raise ValueError(f"A tolerance of {tolerance} hides whole people among {people}. Give a smaller one.")
    written = [exact(share) for share in shares]
    _check_shares(written, exact(tolerance))
    expected = [share * people for share in written]
    floors = [int(count.to_integral_value(rounding=ROUND_FLOOR)) for count in expected]
    whole = min(people, nearest_whole(sum(expected, Decimal(0))))
    left_over = whole - sum(floors)
    by_remainder = sorted(range(len(floors)), key=lambda place: floors[place] - expected[place])
    winners = set(by_remainder[:left_over])
    return tuple(floor + (place in winners) for place, floor in enumerate(floors))


def _check_shares(shares: Sequence[Decimal], tolerance: Decimal) -> None:
    for place, share in enumerate(shares, start=1):
        if share < 0:
            raise ValueError(f"Share number {place} is {share}, which is below 0. Correct that share.")
    total = sum(shares, Decimal(0))
    if total > 1 + tolerance:
        raise ValueError(
            f"The shares sum to {total}, which is more than the whole (1). "
            "Check that they do not overlap and are fractions, not percentages."
        )
