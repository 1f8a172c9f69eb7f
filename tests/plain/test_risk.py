"""Risk arithmetic, against published tables and scipy."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest  # type: ignore[import-untyped]

from alongside.plain.risk import (
    Difference,
    Direction,
    Interval,
    OutOf,
    Proportion,
    Rate,
    RateUnit,
    absolute_difference,
    apply_relative_risk_reduction,
    both_frames,
    check_interval_holds,
    check_same_group,
    group_size,
    natural_frequency,
    natural_range,
    newcombe,
)

shares = st.floats(0, 1)
groups = st.sampled_from([10, 100, 1000])
levels = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])


@st.composite
def proportions(draw: st.DrawFn) -> Proportion:
    people = draw(st.integers(1, 20_000))
    return Proportion(draw(st.integers(0, people)), people)


@pytest.mark.parametrize(
    ("events", "people", "low", "high"),
    [
        # Newcombe 1998, PMID 9595616, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_limits(events: int, people: int, low: float, high: float) -> None:
    interval = Proportion(events, people).wilson()
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        # Newcombe 1998, PMID 9595617, table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_gives_the_published_limits(
    a: tuple[int, int], b: tuple[int, int], low: float, high: float
) -> None:
    interval = newcombe(Proportion(*a), Proportion(*b))
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("events", "people", "percent"),
    [
        # ProtecT at 15 years, Hamdy 2023: deaths from prostate cancer, any death, spread, progression.
        (17, 545, (3.1, 2.0, 4.9)),
        (12, 553, (2.2, 1.2, 3.8)),
        (124, 545, (22.8, 19.4, 26.5)),
        (51, 545, (9.4, 7.2, 12.1)),
        (26, 553, (4.7, 3.2, 6.8)),
        (141, 545, (25.9, 22.4, 29.7)),
    ],
)
def test_trial_counts_become_the_percentages_of_the_choice_aid(
    events: int, people: int, percent: tuple[float, float, float]
) -> None:
    arm = Proportion(events, people)
    interval = arm.wilson()
    assert tuple(round(100 * share, 1) for share in (arm.value, interval.low, interval.high)) == percent


def test_surgery_against_watching_gives_the_difference_of_the_choice_aid() -> None:
    surgery, watching = Proportion(26, 553), Proportion(51, 545)
    interval = newcombe(surgery, watching)
    assert round(1000 * (surgery.value - watching.value)) == -47
    assert (round(1000 * interval.low), round(1000 * interval.high)) == (-78, -16)


@given(proportions(), levels)
def test_wilson_agrees_with_scipy(arm: Proportion, level: float) -> None:
    theirs = binomtest(arm.events, arm.people).proportion_ci(confidence_level=level, method="wilson")
    ours = arm.wilson(level)
    assert ours.low == pytest.approx(theirs.low, abs=1e-12)
    assert ours.high == pytest.approx(theirs.high, abs=1e-12)


@given(proportions(), levels)
def test_wilson_stays_inside_0_to_1_and_holds_its_estimate(arm: Proportion, level: float) -> None:
    interval = arm.wilson(level)
    assert 0 <= interval.low <= arm.value <= interval.high <= 1


@given(proportions(), levels)
def test_wilson_of_the_others_is_the_mirror_image(arm: Proportion, level: float) -> None:
    here, there = arm.wilson(level), Proportion(arm.people - arm.events, arm.people).wilson(level)
    assert (here.low, here.high) == pytest.approx((1 - there.high, 1 - there.low), abs=1e-12)


@given(proportions())
def test_more_confidence_never_narrows_an_interval(arm: Proportion) -> None:
    narrow, wide = arm.wilson(0.9), arm.wilson(0.99)
    assert wide.low <= narrow.low
    assert narrow.high <= wide.high


@given(proportions(), proportions(), levels)
def test_a_difference_turned_round_has_the_mirrored_interval(
    a: Proportion, b: Proportion, level: float
) -> None:
    here, there = newcombe(a, b, level), newcombe(b, a, level)
    assert (here.low, here.high) == pytest.approx((-there.high, -there.low), abs=1e-12)
    assert -1 <= here.low <= a.value - b.value <= here.high <= 1


@given(shares, groups)
def test_those_with_and_those_without_add_up(share: float, people: int) -> None:
    have, have_not = both_frames(natural_frequency(share, people))
    assert have.count + have_not.count == people
    assert have_not.opposite == have


@given(shares, shares, groups)
def test_a_higher_share_is_never_told_as_fewer_people(one: float, other: float, people: int) -> None:
    low, high = (natural_frequency(share, people) for share in sorted([one, other]))
    assert low.count <= high.count


@given(shares, groups)
def test_only_a_true_nothing_is_told_as_a_plain_nought(share: float, people: int) -> None:
    told = natural_frequency(share, people)
    assert (told.count == 0 and not told.fewer_than_one) == (share == 0)
    assert (told.others == 0 and not told.others_fewer_than_one) == (share == 1)


@given(proportions(), groups)
def test_a_range_in_people_holds_the_count_of_its_estimate(arm: Proportion, people: int) -> None:
    low, high = natural_range(arm.wilson(), people)
    assert low.count <= natural_frequency(arm.value, people).count <= high.count


def test_a_small_share_is_told_as_fewer_than_one() -> None:
    assert natural_frequency(0.0004, 1000) == OutOf(0, 1000, fewer_than_one=True)
    assert natural_frequency(0.0005, 1000) == OutOf(1, 1000)
    assert natural_frequency(0.0, 1000) == OutOf(0, 1000)


def test_nearly_everyone_leaves_fewer_than_one_other() -> None:
    assert natural_frequency(0.9996, 1000).opposite == OutOf(0, 1000, fewer_than_one=True)


def test_a_natural_frequency_is_out_of_1000_unless_told_otherwise() -> None:
    assert natural_frequency(0.048) == OutOf(48, 1000)


@pytest.mark.parametrize(
    ("outcomes", "people"), [([0.02, 0.3], 100), ([0.02, 0.009], 1000), ([0.0, 0.01], 100), ([], 100)]
)
def test_one_outcome_under_one_percent_moves_the_whole_aid_to_a_thousand(
    outcomes: list[float], people: int
) -> None:
    assert group_size(outcomes) == people


@pytest.mark.parametrize(
    ("a", "b", "difference"),
    [
        (OutOf(17, 1000), OutOf(48, 1000), Difference(Direction.FEWER, 31, 1000)),
        (OutOf(48, 1000), OutOf(17, 1000), Difference(Direction.MORE, 31, 1000)),
        (OutOf(5, 100), OutOf(5, 100), Difference(Direction.SAME, 0, 100)),
        (OutOf(0, 100, fewer_than_one=True), OutOf(0, 100), Difference(Direction.MORE, 0, 100, True)),
        (OutOf(0, 100, fewer_than_one=True), OutOf(3, 100), Difference(Direction.FEWER, 3, 100)),
    ],
)
def test_a_difference_is_what_a_reader_gets_by_subtracting(
    a: OutOf, b: OutOf, difference: Difference
) -> None:
    assert absolute_difference(a, b) == difference


@given(shares, shares, groups)
def test_a_difference_turned_round_has_the_same_count(one: float, other: float, people: int) -> None:
    a, b = natural_frequency(one, people), natural_frequency(other, people)
    here, there = absolute_difference(a, b), absolute_difference(b, a)
    turned = {
        Direction.FEWER: Direction.MORE,
        Direction.MORE: Direction.FEWER,
        Direction.SAME: Direction.SAME,
    }
    assert here == Difference(turned[there.direction], there.count, people, there.fewer_than_one)


def test_warfarin_in_the_swedish_cohort_gives_the_derived_numbers() -> None:
    # Score 4: 4.8 per 100 person-years (Friberg 2012); 64 % fewer, 49 to 74 (Hart 2007).
    baseline = Rate(4.8, RateUnit.PERSON_YEARS).share
    share, interval = apply_relative_risk_reduction(baseline, 0.64, Interval(0.49, 0.74))
    assert natural_frequency(baseline) == OutOf(48, 1000)
    assert natural_frequency(share) == OutOf(17, 1000)
    assert natural_range(interval) == (OutOf(12, 1000), OutOf(24, 1000))


def test_an_effect_that_may_harm_may_raise_the_share() -> None:
    share, interval = apply_relative_risk_reduction(0.05, 0.1, Interval(-0.2, 0.3, 0.9))
    assert (share, interval) == (0.045, Interval(0.035, 0.06, 0.9))


@given(shares, st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_derived_share_lies_in_its_interval_and_under_the_baseline(
    baseline: float, one: float, other: float, third: float
) -> None:
    low, reduction, high = sorted([one, other, third])
    share, interval = apply_relative_risk_reduction(baseline, reduction, Interval(low, high))
    assert 0 <= interval.low <= share <= interval.high <= baseline


def test_a_rate_may_carry_its_interval() -> None:
    rate = Rate(3.7, RateUnit.PEOPLE, Interval(3.1, 4.4))
    assert (rate.share, rate.interval) == (0.037, Interval(3.1, 4.4))


def test_a_unit_read_from_a_file_becomes_the_unit() -> None:
    assert Rate(1.6, "person-years").unit is RateUnit.PERSON_YEARS  # type: ignore[arg-type]


REFUSALS: list[tuple[Callable[[], object], str]] = [
    (
        lambda: Proportion(12, 10),
        "12 events among 10 people is more than everyone. Check which number is which.",
    ),
    (lambda: Proportion(-1, 10), "-1 events cannot be counted. Give a whole number, 0 or more."),
    (lambda: Proportion(1, 0), "A group of 0 people cannot be drawn. Give a whole number, 1 or more."),
    (lambda: Interval(0.4, 0.2), "The interval runs from 0.4 down to 0.2. Swap its two ends."),
    (
        lambda: Interval(0.2, 0.4, 95),
        "A confidence level of 95 is not possible. Give a fraction such as 0.95.",
    ),
    (
        lambda: Interval(math.nan, 0.4),
        "The low end of an interval is nan, which is not a number. Leave it out where it is not known.",
    ),
    (
        lambda: check_interval_holds(0.5, Interval(0.2, 0.4)),
        "The interval 0.2 to 0.4 does not hold its estimate 0.5. Check all three against the source.",
    ),
    (
        lambda: Rate(5.0, RateUnit.PEOPLE, Interval(6.0, 7.0)),
        "The interval 6.0 to 7.0 does not hold its estimate 5.0. Check all three against the source.",
    ),
    (
        lambda: Rate(105.0, RateUnit.PEOPLE),
        "The rate is 105.0 per 100 people: more than everyone. Check the unit.",
    ),
    (
        lambda: Rate(-1.0, RateUnit.PERSON_YEARS),
        "The rate is -1.0, which is below 0. Check it against the source.",
    ),
    (
        lambda: Rate(1.0, "patients"),  # type: ignore[arg-type]
        'A rate per 100 "patients" is not known. Use "people" or "person-years".',
    ),
    (
        lambda: Rate(140.0, RateUnit.PERSON_YEARS).share,
        "140.0 events per 100 person-years are more than one for each person. "
        "They can be told as events, not as people.",
    ),
    (
        lambda: OutOf(3, 250),
        "A picture of 250 people is not used. Choose 10, 100 or 1000 people.",
    ),
    (
        lambda: OutOf(11, 10),
        "11 events among 10 people is more than everyone. Check which number is which.",
    ),
    (
        lambda: OutOf(2, 10, fewer_than_one=True),
        '"Fewer than 1" was said of 2 people. Use it only for a count of 0.',
    ),
    (
        lambda: OutOf(2, 10, others_fewer_than_one=True),
        '"Fewer than 1" was said of the other 8 people. Use it only if nobody is left.',
    ),
    (
        lambda: natural_frequency(5.0),
        "The share is 5.0. A share lies between 0 and 1: write 5 % as 0.05.",
    ),
    (
        lambda: absolute_difference(OutOf(5, 100), OutOf(5, 1000)),
        "These numbers are out of 100 and 1000 people. Tell all of them out of the same number.",
    ),
    (
        lambda: check_same_group([OutOf(1, 10), OutOf(5, 100), OutOf(5, 1000)]),
        "These numbers are out of 10 and 100 and 1000 people. Tell all of them out of the same number.",
    ),
    (
        lambda: apply_relative_risk_reduction(0.048, 64, Interval(49, 74)),
        "A risk cannot be lowered by more than all of it, but the effect reaches 74. "
        "Give the reduction as a fraction, such as 0.64 for 64 %.",
    ),
    (
        lambda: apply_relative_risk_reduction(0.6, -0.5, Interval(-1.0, 0.1)),
        "This effect would raise a share of 0.6 to 1.2, which is more than everyone. "
        "The trial's effect does not fit a baseline this high.",
    ),
]


@pytest.mark.parametrize(("impossible", "sentence"), REFUSALS)
def test_an_impossible_number_is_refused_with_a_sentence(
    impossible: Callable[[], object], sentence: str
) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        impossible()
