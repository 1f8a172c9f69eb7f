"""One number of one source, with all that a reader needs to judge it.

A figure is what the source prints (counts, a rate, an effect, an upper bound). Its grounds say of
whom, over what time, where exactly it stands in the source, how it was read and how sure the source
is. A derived number carries its formula and inputs and is worked out again by ``recomputed``.
The values are frozen Structs, because they are also the words of the choice-aid file.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import msgspec

from alongside.plain import risk
from alongside.plain.risk import RateUnit

Key = Annotated[str, msgspec.Meta(pattern="^[a-z0-9][a-z0-9_-]*$", max_length=60)]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]
WRITTEN_PLACES = 1
"""Derived numbers are written with one decimal; half of that place is the room they have."""


class Tag(StrEnum):
    """How a number was read."""

    PRIMARY = "V"
    """Read in the primary source."""
    SECONDARY = "V2"
    """Read in a secondary source that reports the primary one."""
    RECALLED = "R"
    """Recalled, not read anywhere: cannot be approved."""
    DERIVED = "D"
    """Worked out here from other numbers."""


class Certainty(StrEnum):
    """The GRADE rating that the source itself gives (Guyatt 2008, PMID 18436948)."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very low"
    NOT_RATED = "not rated by source"


class Measure(StrEnum):
    """How an effect compares two groups."""

    RISK_REDUCTION = "relative risk reduction in percent"
    RELATIVE_RISK = "relative risk"
    ODDS_RATIO = "odds ratio"
    HAZARD_RATIO = "hazard ratio"


class Formula(StrEnum):
    """The formulas a derived number may name."""

    RISK_REDUCTION_APPLIED = "baseline x (1 - risk reduction)"


class _Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all file values share: frozen, named fields only, nothing unknown."""


class Range(_Value, frozen=True, kw_only=True):
    """The source's interval around a figure, in the figure's own unit; ``level`` in percent."""

    low: float
    high: float
    level: Annotated[float, msgspec.Meta(gt=0, lt=100)] = 95.0


class Counts(_Value, frozen=True, kw_only=True, tag="counts", tag_field="kind"):
    """``events`` among ``people``, as counted in one arm."""

    events: Annotated[int, msgspec.Meta(ge=0)]
    people: Annotated[int, msgspec.Meta(ge=1)]


class Rate(_Value, frozen=True, kw_only=True, tag="rate", tag_field="kind"):
    """A published rate per 100 people (over the whole time span) or per 100 person-years."""

    per_100: float
    of: RateUnit
    interval: Range | None = None


class Effect(_Value, frozen=True, kw_only=True):
    """What one treatment did against another, relative to it."""

    measure: Measure
    value: float
    interval: Range | None = None


class TimeSpan(_Value, frozen=True, kw_only=True):
    """How long people were watched: for arithmetic in years, for readers in words ("in one year").

    ``years`` is left out where the source gives no one length ("when they left the hospital").
    """

    years: Annotated[float, msgspec.Meta(gt=0)] | None = None
    words: Text
    about: bool = False


class Grounds(_Value, frozen=True, kw_only=True):
    """Whom a figure speaks of and where it stands. ``source`` is the key of a source record."""

    source: Key
    place: Text
    tag: Tag
    population: Text
    certainty: Certainty
    time_span: TimeSpan | None = None
    """Always given for counts and rates; an effect's source may leave it open."""
    people_studied: Annotated[int, msgspec.Meta(ge=1)] | None = None
    read_in: Text | None = None
    """The secondary source in which it was read; required with the tag V2."""


class Derived(_Value, frozen=True, kw_only=True):
    """A number worked out here (tag D), per ``people``, with the interval of the effect alone."""

    per_people: float
    low: float
    high: float


class Derivation(_Value, frozen=True, kw_only=True):
    """The formula and inputs of a derived number."""

    formula: Formula
    baseline: Rate
    effect: Effect


def interval_of(written: Range | None) -> risk.Interval | None:
    """The interval for arithmetic. Raises ValueError when its ends are swapped."""
    return None if written is None else risk.Interval(written.low, written.high, written.level / 100)


def share_of(figure: Counts | Rate) -> float:
    """The share of people (0 to 1) over the figure's time span. Raises ValueError if impossible."""
    if isinstance(figure, Counts):
        return risk.Proportion(figure.events, figure.people).value
    return risk.Rate(figure.per_100, figure.of, interval_of(figure.interval)).share


def interval_of_share(figure: Counts | Rate) -> risk.Interval | None:
    """The interval of the share: Wilson's for counts, the published one for a rate, else none."""
    if isinstance(figure, Counts):
        return risk.Proportion(figure.events, figure.people).wilson()
    interval = interval_of(figure.interval)
    return interval and risk.Interval(interval.low / 100, interval.high / 100, interval.level)


def reduction_of(effect: Effect) -> tuple[float, risk.Interval]:
    """The effect as a relative risk reduction (a fraction) with its interval.

    Raises ValueError for an effect without an interval, and for odds and hazard ratios: those are
    not ratios of risks and would need an assumption that the source does not make.
    """
    interval = interval_of(effect.interval)
    if interval is None:
        raise ValueError(
            "This effect has no interval, so no number can be derived from it. Give its interval."
        )
    match effect.measure:
        case Measure.RISK_REDUCTION:
            return effect.value / 100, risk.Interval(interval.low / 100, interval.high / 100, interval.level)
        case Measure.RELATIVE_RISK:
            return 1 - effect.value, risk.Interval(1 - interval.high, 1 - interval.low, interval.level)
        case _:
            raise ValueError(
                f"A number cannot be derived from an effect given as {effect.measure}. "
                "Use a relative risk or a relative risk reduction, or show the source's own groups."
            )


def recomputed(derivation: Derivation, people: int) -> Derived:
    """The derived number per ``people``, unrounded. Raises ValueError for impossible inputs."""
    reduction, interval = reduction_of(derivation.effect)
    value, around = risk.apply_relative_risk_reduction(share_of(derivation.baseline), reduction, interval)
    return Derived(per_people=value * people, low=around.low * people, high=around.high * people)


def same_as_written(written: Derived, again: Derived) -> bool:
    """Whether a written derived number equals its recomputation, to the decimal that is written."""
    room = 0.5 * 10**-WRITTEN_PLACES + 1e-9
    pairs = ((written.per_people, again.per_people), (written.low, again.low), (written.high, again.high))
    return all(abs(one - other) <= room for one, other in pairs)


def impossible_in_figure(figure: Counts | Rate) -> str | None:
    """Why these counts or this rate cannot be true, as a sentence, or None."""
    try:
        share_of(figure)
    except ValueError as error:
        return str(error)
    return None


def impossible_in_effect(effect: Effect) -> str | None:
    """Why this effect cannot be true, as a sentence, or None."""
    try:
        interval = interval_of(effect.interval)
        if interval is not None:
            risk.check_interval_holds(effect.value, interval)
    except ValueError as error:
        return str(error)
    return next(_out_of_scale(effect), None)


def _out_of_scale(effect: Effect) -> Iterator[str]:
    if effect.measure is Measure.RISK_REDUCTION and effect.value > 100:
        yield f"A risk cannot be lowered by {effect.value} %. Check the value against the source."
    if effect.measure is not Measure.RISK_REDUCTION and effect.value <= 0:
        yield f"A ratio of {effect.value} is not possible: ratios are above 0. Check value and measure."
