"""Risk arithmetic: what a trial counted, how sure it is, and how it is told to a person.

Shares are fractions from 0 to 1. Published rates are per 100 people or per 100 person-years.
What a patient sees is always a natural frequency: whole people out of 10, 100 or 1000
(Trevena 2013, doi 10.1186/1472-6947-13-S2-S7).
Every value is frozen and refuses impossible numbers with a sentence in a ValueError.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

from alongside.plain.rounding import check_people, exact, nearest_whole

GROUP_SIZES = (10, 100, 1000)


@dataclass(frozen=True, slots=True)
class Interval:
    """A range around an estimate, in the estimate's own unit, with its confidence level (0 to 1)."""

    low: float
    high: float
    level: float = 0.95

    def __post_init__(self) -> None:
        _check_finite("The low end of an interval", self.low)
        _check_finite("The high end of an interval", self.high)
        if self.low > self.high:
            raise ValueError(f"The interval runs from {self.low} down to {self.high}. Swap its two ends.")
        _check_level(self.level)

    def holds(self, estimate: float) -> bool:
        """Whether the estimate lies inside, ends included."""
        return self.low <= estimate <= self.high


def check_interval_holds(estimate: float, interval: Interval) -> None:
    """Raise ValueError unless the interval lies around its estimate (ends included)."""
    _check_finite("The estimate", estimate)
    if not interval.holds(estimate):
        raise ValueError(
            f"The interval {interval.low} to {interval.high} does not hold its estimate {estimate}. "
            "Check all three against the source."
        )


@dataclass(frozen=True, slots=True)
class Proportion:
    """``events`` among ``people``, as counted in one arm of a study."""

    events: int
    people: int

    def __post_init__(self) -> None:
        check_people(self.people)
        if isinstance(self.events, bool) or not isinstance(self.events, int) or self.events < 0:
            raise ValueError(f"{self.events} events cannot be counted. Give a whole number, 0 or more.")
        if self.events > self.people:
            raise ValueError(
                f"{self.events} events among {self.people} people is more than everyone. "
                "Check which number is which."
            )

    @property
    def value(self) -> float:
        """The share of people who had the event, 0 to 1."""
        return self.events / self.people

    def wilson(self, level: float = 0.95) -> Interval:
        """Wilson's score interval for one proportion, without continuity correction.

        (2np + z² ± z·√(z² + 4npq)) / 2(n + z²). Wilson 1927, J Am Stat Assoc 22:209;
        method 3 of Newcombe 1998, PMID 9595616. Good also for small counts; never leaves 0 to 1.
        """
        z = _z(level)
        n, p = self.people, self.value
        middle = 2 * n * p + z * z
        reach = z * math.sqrt(z * z + 4 * n * p * (1 - p))
        whole = 2 * (n + z * z)
        # At 0 and at everyone the formula is exact but its floating point is not.
        low = 0.0 if self.events == 0 else max(0.0, (middle - reach) / whole)
        high = 1.0 if self.events == self.people else min(1.0, (middle + reach) / whole)
        return Interval(min(low, p), max(high, p), level)


def newcombe(a: Proportion, b: Proportion, level: float = 0.95) -> Interval:
    """Interval for the difference ``a - b`` of two independent proportions (shares, -1 to 1).

    Newcombe 1998, PMID 9595617, method 10: the Wilson limits of the two arms joined by squares,
    without continuity correction. ``newcombe(b, a)`` is its mirror image.
    """
    first, second = a.wilson(level), b.wilson(level)
    difference = a.value - b.value
    below = math.hypot(a.value - first.low, second.high - b.value)
    above = math.hypot(first.high - a.value, b.value - second.low)
    return Interval(max(-1.0, difference - below), min(1.0, difference + above), level)


class RateUnit(StrEnum):
    """What a published rate is per 100 of."""

    PEOPLE = "people"
    """Per 100 people over the estimate's whole time span: a percentage."""
    PERSON_YEARS = "person-years"
    """Per 100 people watched for one year each."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A published rate whose counts are unknown; the interval is in the same unit."""

    events_per_100: float
    unit: RateUnit
    interval: Interval | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", _rate_unit(self.unit))
        self._check_value("The rate", self.events_per_100)
        if self.interval is not None:
            self._check_value("The low end of the rate's interval", self.interval.low)
            self._check_value("The high end of the rate's interval", self.interval.high)
            check_interval_holds(self.events_per_100, self.interval)

    @property
    def share(self) -> float:
        """The share of people with the event: over the span (people) or in one year (person-years).

        A rate per 100 person-years is read as events among 100 people in one year, as trial
        reports and choice aids do. This tells slightly too many where the rate is high:
        4.8 is told as 48 of 1000, while 1 - exp(-0.048) would be 47.
        Raises ValueError above 100 per 100, where that reading means nothing.
        """
        if self.events_per_100 > 100:
            raise ValueError(
                f"{self.events_per_100} events per 100 {self.unit} are more than one for each person. "
                "They can be told as events, not as people."
            )
        return float(exact(self.events_per_100) / 100)

    def _check_value(self, name: str, value: float) -> None:
        _check_finite(name, value)
        if value < 0:
            raise ValueError(f"{name} is {value}, which is below 0. Check it against the source.")
        if self.unit is RateUnit.PEOPLE and value > 100:
            raise ValueError(f"{name} is {value} per 100 people: more than everyone. Check the unit.")


@dataclass(frozen=True, slots=True)
class OutOf:
    """A natural frequency: ``count`` of ``people`` (10, 100 or 1000).

    ``fewer_than_one``: the true share is above 0 but rounds to 0; say "fewer than 1", never "0".
    ``others_fewer_than_one``: the same for those who do not have it, where the count is everyone.
    """

    count: int
    people: int
    fewer_than_one: bool = False
    others_fewer_than_one: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.people, bool) or self.people not in GROUP_SIZES:
            raise ValueError(f"A picture of {self.people} people is not used. Choose 10, 100 or 1000 people.")
        Proportion(self.count, self.people)
        if self.fewer_than_one and self.count != 0:
            raise ValueError(f'"Fewer than 1" was said of {self.count} people. Use it only for a count of 0.')
        if self.others_fewer_than_one and self.count != self.people:
            raise ValueError(
                f'"Fewer than 1" was said of the other {self.others} people. Use it only if nobody is left.'
            )

    @property
    def others(self) -> int:
        """Those who do not have it: people - count."""
        return self.people - self.count

    @property
    def opposite(self) -> OutOf:
        """The same fact told of those who do not have it."""
        return OutOf(self.others, self.people, self.others_fewer_than_one, self.fewer_than_one)


def natural_frequency(share: float, people: int = 1000) -> OutOf:
    """A share (0 to 1) as whole people out of ``people``; halves go up.

    Raises ValueError for a share outside 0 to 1 or a group that is not 10, 100 or 1000.
    """
    _check_share("The share", share)
    count = nearest_whole(exact(share) * people)
    return OutOf(
        count,
        people,
        fewer_than_one=share > 0 and count == 0,
        others_fewer_than_one=share < 1 and count == people,
    )


def natural_range(interval: Interval, people: int = 1000) -> tuple[OutOf, OutOf]:
    """Both ends of an interval of shares as whole people; it always holds its estimate's own count."""
    return natural_frequency(interval.low, people), natural_frequency(interval.high, people)


def group_size(shares: Iterable[float]) -> int:
    """The one denominator for a whole choice aid: 1000 if any share is under 1 % (but not 0), else 100."""
    return 1000 if any(0 < share < 0.01 for share in shares) else 100


def both_frames(frequency: OutOf) -> tuple[OutOf, OutOf]:
    """The two counts of "N have it, M do not", which always add up to the group."""
    return frequency, frequency.opposite


def check_same_group(frequencies: Iterable[OutOf]) -> None:
    """Raise ValueError unless all are told out of the same number of people."""
    sizes = sorted({frequency.people for frequency in frequencies})
    if len(sizes) > 1:
        told = " and ".join(str(size) for size in sizes)
        raise ValueError(f"These numbers are out of {told} people. Tell all of them out of the same number.")


class Direction(StrEnum):
    """How one count stands beside another."""

    FEWER = "fewer"
    SAME = "same"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Difference:
    """``count`` people fewer or more, out of ``people``.

    Count 0 with ``fewer_than_one`` is a real difference, smaller than one person.
    """

    direction: Direction
    count: int
    people: int
    fewer_than_one: bool = False


def absolute_difference(a: OutOf, b: OutOf) -> Difference:
    """How many fewer or more have it in ``a`` than in ``b``, from the counts the reader sees.

    Taken from the rounded counts, so that a reader who subtracts gets the same number.
    Raises ValueError when the two are not out of the same number of people.
    """
    check_same_group((a, b))
    here, there = _place(a), _place(b)
    if here == there:
        return Difference(Direction.SAME, 0, a.people)
    count = abs(a.count - b.count)
    direction = Direction.FEWER if here < there else Direction.MORE
    return Difference(direction, count, a.people, fewer_than_one=count == 0)


def apply_relative_risk_reduction(
    baseline: float, reduction: float, interval: Interval
) -> tuple[float, Interval]:
    """A trial's relative effect applied to a cohort's share: ``baseline * (1 - reduction)``.

    ``baseline``: share without treatment, 0 to 1. ``reduction``: relative risk reduction, at most 1;
    below 0 it is an increase. The interval that comes back carries the trial's uncertainty only, not
    the cohort's: the page must say so. Derived numbers (tag D) are told as estimates.
    Raises ValueError for impossible inputs and where the result would be more than everyone.
    """
    _check_share("The baseline", baseline)
    check_interval_holds(reduction, interval)
    if interval.high > 1:
        raise ValueError(
            f"A risk cannot be lowered by more than all of it, but the effect reaches {interval.high}. "
            "Give the reduction as a fraction, such as 0.64 for 64 %."
        )
    value, low, high = (_left(baseline, part) for part in (reduction, interval.high, interval.low))
    if high > 1:
        raise ValueError(
            f"This effect would raise a share of {baseline} to {high}, which is more than everyone. "
            "The trial's effect does not fit a baseline this high."
        )
    return value, Interval(low, high, interval.level)


def _left(baseline: float, reduction: float) -> float:
    return float(exact(baseline) * (1 - exact(reduction)))


def _place(frequency: OutOf) -> float:
    """Where a count stands, with "fewer than 1" between 0 and 1 and its mirror just under everyone."""
    return frequency.count + 0.25 * frequency.fewer_than_one - 0.25 * frequency.others_fewer_than_one


def _rate_unit(unit: str) -> RateUnit:
    try:
        return RateUnit(unit)
    except ValueError:
        known = " or ".join(f'"{known}"' for known in RateUnit)
        raise ValueError(f'A rate per 100 "{unit}" is not known. Use {known}.') from None


def _z(level: float) -> float:
    """The standard normal quantile of a two-sided confidence level."""
    _check_level(level)
    return NormalDist().inv_cdf((1 + level) / 2)


def _check_level(level: float) -> None:
    if not 0 < level < 1:
        raise ValueError(f"A confidence level of {level} is not possible. Give a fraction such as 0.95.")


def _check_finite(name: str, value: float) -> None:
    if not math.isfinite(value):
        raise ValueError(f"{name} is {value}, which is not a number. Leave it out where it is not known.")


def _check_share(name: str, share: float) -> None:
    if not 0 <= share <= 1:
        raise ValueError(f"{name} is {share}. A share lies between 0 and 1: write 5 % as 0.05.")
