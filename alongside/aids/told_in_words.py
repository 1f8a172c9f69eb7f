"""Comparisons whose numbers are told in words and a table, because a picture would say more than is known.

A range is not an interval, a difference hides both of its ends, times are not people, points are not
people. Each has its own shape, so that none of them can be written, or drawn, as if it were another.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from alongside.aids.parts import AtLeastTwo, Endpoint, Measured, Part
from alongside.sources.estimates import Effect, Grounds, Key, Range, Text


class RangeArm(Part, frozen=True, kw_only=True):
    """The lowest and the highest share of people, per 100, that the source gives for one option."""

    option: Key
    low: Annotated[float, msgspec.Meta(ge=0, le=100)]
    high: Annotated[float, msgspec.Meta(ge=0, le=100)]


class RangeOverTime(Part, frozen=True, kw_only=True, tag="range over time", tag_field="kind"):
    """All the source gives: from so many to so many, over several years. Not an interval; no picture."""

    key: Key
    outcome: Key
    endpoint: Endpoint
    grounds: Grounds
    arms: Annotated[tuple[RangeArm, ...], AtLeastTwo]
    not_known: tuple[Key, ...] = ()
    notes: tuple[Text, ...] = ()


class Difference(Part, frozen=True, kw_only=True, tag="difference", tag_field="kind"):
    """All the source gives: so many more (or, below 0, fewer) per 100 with ``option`` than with ``against``.

    No picture: how many had it with either is not known.
    """

    key: Key
    outcome: Key
    endpoint: Endpoint
    grounds: Grounds
    option: Key
    against: Key
    per_100: Annotated[float, msgspec.Meta(ge=-100, le=100)]
    interval: Range | None = None
    effect: Effect | None = None
    not_known: tuple[Key, ...] = ()
    notes: tuple[Text, ...] = ()


class TallyArm(Part, frozen=True, kw_only=True):
    """How many times it happened in one option's group; ``people`` where the source gives its size."""

    option: Key
    times: Annotated[int, msgspec.Meta(ge=0)]
    people: Annotated[int, msgspec.Meta(ge=1)] | None = None


class Tally(Part, frozen=True, kw_only=True, tag="tally", tag_field="kind"):
    """How many times something happened, where one person may have it more than once. No picture:
    it is not known how many people had it."""

    key: Key
    outcome: Key
    endpoint: Measured
    grounds: Grounds
    arms: Annotated[tuple[TallyArm, ...], AtLeastTwo]
    not_known: tuple[Key, ...] = ()
    notes: tuple[Text, ...] = ()


class Noticed(Part, frozen=True, kw_only=True):
    """The smallest difference on a scale that people notice, where a source says so."""

    points: Annotated[float, msgspec.Meta(gt=0)]
    grounds: Grounds


class Scale(Part, frozen=True, kw_only=True):
    """A scale and what its ends mean in plain words."""

    low: float
    high: float
    low_means: Text
    high_means: Text
    noticed: Noticed | None = None


class ScoreArm(Part, frozen=True, kw_only=True):
    """The mean change of one option's group, in points; above 0 is towards the high end."""

    option: Key
    change: float
    interval: Range | None = None


class ScoreDifference(Part, frozen=True, kw_only=True):
    """The source's own difference between two groups, in points. It need not be that of the two means."""

    of: Key
    against: Key
    points: float
    interval: Range | None = None


class Score(Part, frozen=True, kw_only=True, tag="score", tag_field="kind"):
    """A score that goes up or down. Told in words: points are not people, so no figures are drawn."""

    key: Key
    outcome: Key
    endpoint: Measured
    grounds: Grounds
    scale: Scale
    arms: tuple[ScoreArm, ...] = ()
    difference: ScoreDifference
    not_known: tuple[Key, ...] = ()
    notes: tuple[Text, ...] = ()
