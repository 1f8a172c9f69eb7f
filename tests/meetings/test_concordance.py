"""Clinician-surrogate concordance, by the definition of trial NCT01751061."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.meetings.concordance import Concordance, Estimate, Side, concordance, side_by_side

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
percents = st.floats(0, 100)


def says(side: Side, percent: float, by: str = "someone", at: datetime = NOON) -> Estimate:
    return Estimate(side, by, percent, at)


def pair(surrogate: float, clinician: float) -> Concordance:
    return concordance(says(Side.SURROGATE, surrogate), says(Side.CLINICIAN, clinician))


@pytest.mark.parametrize(
    ("surrogate", "clinician", "points"), [(93, 43, 50), (43, 93, 50), (0, 100, 100), (7, 7, 0)]
)
def test_it_is_the_absolute_difference_in_percentage_points(
    surrogate: int, clinician: int, points: int
) -> None:
    assert pair(surrogate, clinician).points == points


@given(percents, percents)
def test_it_lies_between_0_and_100_and_does_not_take_sides(one: float, other: float) -> None:
    assert 0 <= pair(one, other).points <= 100
    assert pair(one, other).points == pair(other, one).points
    assert pair(one, one).points == 0


@pytest.mark.parametrize("percent", [-1, 100.5, float("nan"), float("inf")])
def test_a_chance_outside_0_to_100_is_refused(percent: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 100 percent"):
        says(Side.CLINICIAN, percent)


def test_answers_to_different_questions_are_not_compared() -> None:
    other = Estimate(Side.CLINICIAN, "doctor", 40, NOON, question="living at home in a year")
    with pytest.raises(ValueError, match="different questions"):
        concordance(says(Side.SURROGATE, 90), other)


def test_two_clinicians_are_not_compared_with_each_other() -> None:
    with pytest.raises(ValueError, match="one clinician's estimate with one"):
        concordance(says(Side.CLINICIAN, 90), says(Side.CLINICIAN, 40))


def test_each_persons_newest_estimate_is_shown_beside_each_other_sides() -> None:
    told = [
        says(Side.SURROGATE, 60, "Ana", NOON + timedelta(days=2)),
        says(Side.SURROGATE, 95, "Ana", NOON),
        says(Side.SURROGATE, 80, "Luis"),
        says(Side.CLINICIAN, 40, "Dr Kim"),
    ]
    assert [(two.surrogate.by, two.points) for two in side_by_side(told)] == [("Ana", 20), ("Luis", 40)]
