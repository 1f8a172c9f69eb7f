"""Whole people that add up."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.plain.rounding import exact, nearest_whole, parts

weights = st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any)
groups = st.sampled_from([10, 100, 1000])


def shares_of(weights: list[int]) -> list[float]:
    return [weight / sum(weights) for weight in weights]


def test_thirds_of_a_hundred_add_up_to_a_hundred() -> None:
    assert parts([1 / 3, 1 / 3, 1 / 3], 100) == (34, 33, 33)


def test_largest_remainders_get_the_people_left_over() -> None:
    # Hamilton's apportionment of 26 seats: quotas 9.061, 7.179, 5.259, 3.319, 1.182.
    populations = [9061, 7179, 5259, 3319, 1182]
    assert parts(shares_of(populations), 26) == (9, 7, 5, 4, 1)


def test_shares_under_the_whole_sum_to_their_own_count() -> None:
    assert parts([0.014, 0.014], 100) == (2, 1)


def test_shares_rounded_by_their_source_are_accepted_within_the_tolerance_given() -> None:
    assert parts([0.334, 0.334, 0.334], 100, tolerance=0.005) == (34, 33, 33)


def test_no_shares_are_no_parts() -> None:
    assert parts([], 100) == ()


@given(weights, groups)
def test_parts_sum_to_the_whole(weights: list[int], people: int) -> None:
    assert sum(parts(shares_of(weights), people)) == people


@given(weights, groups)
def test_each_part_is_its_share_rounded_down_or_up(weights: list[int], people: int) -> None:
    for weight, part in zip(weights, parts(shares_of(weights), people), strict=True):
        assert abs(part - Fraction(weight * people, sum(weights))) < 1 + 1e-9


@given(weights, groups)
def test_a_larger_share_never_gets_fewer_people(weights: list[int], people: int) -> None:
    shares = shares_of(weights)
    told = [part for _, part in sorted(zip(shares, parts(shares, people), strict=True))]
    assert told == sorted(told)


@given(st.floats(0, 1), st.floats(0, 1), groups)
def test_rounding_never_turns_an_order_around(one: float, other: float, people: int) -> None:
    low, high = sorted([one, other])
    assert nearest_whole(exact(low) * people) <= nearest_whole(exact(high) * people)


def test_a_half_goes_up_as_it_is_written_not_as_it_is_stored() -> None:
    assert nearest_whole(exact(0.285) * 100) == 29
    assert nearest_whole(Decimal("0.5")) == 1


@pytest.mark.parametrize(
    ("shares", "people", "tolerance", "sentence"),
    [
        ([0.2, -0.1], 100, 1e-9, "Share number 2 is -0.1, which is below 0. Correct that share."),
        (
            [0.6, 0.5],
            100,
            1e-9,
            "The shares sum to 1.1, which is more than the whole (1). "
            "Check that they do not overlap and are fractions, not percentages.",
        ),
        ([math.nan], 100, 1e-9, "nan is not a number that can be counted. Give a plain number."),
        ([0.5], 0, 1e-9, "A group of 0 people cannot be drawn. Give a whole number, 1 or more."),
        ([0.5], 1000, 0.01, "A tolerance of 0.01 hides whole people among 1000. Give a smaller one."),
    ],
)
def test_shares_that_cannot_be_people_are_refused(
    shares: list[float], people: int, tolerance: float, sentence: str
) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        parts(shares, people, tolerance)
