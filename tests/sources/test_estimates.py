"""Estimates: what a source prints becomes shares and derived numbers, or a sentence that says why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.plain.risk import RateUnit
from alongside.sources.estimates import (
    Counts,
    Derivation,
    Derived,
    Effect,
    Formula,
    Measure,
    Range,
    Rate,
    impossible_in_effect,
    impossible_in_figure,
    interval_of_share,
    recomputed,
    reduction_of,
    same_as_written,
    share_of,
)

HART = Effect(measure=Measure.RISK_REDUCTION, value=64, interval=Range(low=49, high=74))


def derivation(per_100: float, effect: Effect = HART) -> Derivation:
    baseline = Rate(per_100=per_100, of=RateUnit.PERSON_YEARS)
    return Derivation(formula=Formula.RISK_REDUCTION_APPLIED, baseline=baseline, effect=effect)


def test_counts_and_rates_become_shares() -> None:
    assert share_of(Counts(events=12, people=553)) == 12 / 553
    assert share_of(Rate(per_100=4.8, of=RateUnit.PERSON_YEARS)) == 0.048


def test_counts_carry_wilsons_interval_and_rates_only_the_published_one() -> None:
    # Prostate cancer deaths after surgery in ProtecT: 12 of 553, Wilson 1.2 to 3.8 %.
    counted = interval_of_share(Counts(events=12, people=553))
    assert counted is not None
    assert (round(counted.low * 100, 1), round(counted.high * 100, 1)) == (1.2, 3.8)
    published = interval_of_share(Rate(per_100=2.0, of=RateUnit.PEOPLE, interval=Range(low=1.0, high=3.0)))
    assert published is not None
    assert (published.low, published.high) == (0.01, 0.03)
    assert interval_of_share(Rate(per_100=2.0, of=RateUnit.PEOPLE)) is None


def test_a_cohort_rate_of_4_8_with_the_effect_of_warfarin_gives_17_28() -> None:
    again = recomputed(derivation(4.8), 1000)
    assert (round(again.per_people, 9), round(again.low, 9), round(again.high, 9)) == (17.28, 12.48, 24.48)


def test_a_relative_risk_is_the_other_side_of_its_reduction() -> None:
    ratio = Effect(measure=Measure.RELATIVE_RISK, value=0.36, interval=Range(low=0.26, high=0.51))
    value, interval = reduction_of(ratio)
    assert (round(value, 9), round(interval.low, 9), round(interval.high, 9)) == (0.64, 0.49, 0.74)


@pytest.mark.parametrize("measure", [Measure.ODDS_RATIO, Measure.HAZARD_RATIO])
def test_nothing_is_derived_from_a_ratio_that_is_not_of_risks(measure: Measure) -> None:
    effect = Effect(measure=measure, value=0.8, interval=Range(low=0.7, high=0.9))
    with pytest.raises(ValueError, match="cannot be derived"):
        recomputed(derivation(4.8, effect), 1000)


def test_nothing_is_derived_from_an_effect_without_an_interval() -> None:
    with pytest.raises(ValueError, match="has no interval"):
        recomputed(derivation(4.8, Effect(measure=Measure.RISK_REDUCTION, value=64)), 1000)


def test_written_numbers_equal_their_recomputation_to_one_decimal() -> None:
    again = recomputed(derivation(4.8), 1000)
    assert same_as_written(Derived(per_people=17.3, low=12.5, high=24.5), again)
    assert not same_as_written(Derived(per_people=17.2, low=12.5, high=24.5), again)
    assert not same_as_written(Derived(per_people=17.3, low=12.5, high=24.4), again)


@pytest.mark.parametrize(
    ("figure", "why"),
    [
        (Counts(events=11, people=10), "more than everyone"),
        (Rate(per_100=120.0, of=RateUnit.PEOPLE), "more than everyone"),
        (Rate(per_100=120.0, of=RateUnit.PERSON_YEARS), "more than one for each person"),
        (Rate(per_100=-1.0, of=RateUnit.PEOPLE), "below 0"),
        (
            Rate(per_100=5.0, of=RateUnit.PEOPLE, interval=Range(low=6.0, high=7.0)),
            "does not hold its estimate",
        ),
    ],
)
def test_an_impossible_figure_says_why(figure: Counts | Rate, why: str) -> None:
    assert why in (impossible_in_figure(figure) or "")


@pytest.mark.parametrize(
    ("effect", "why"),
    [
        (Effect(measure=Measure.ODDS_RATIO, value=0.8, interval=Range(low=0.9, high=1.1)), "does not hold"),
        (
            Effect(measure=Measure.ODDS_RATIO, value=0.8, interval=Range(low=0.9, high=0.7)),
            "Swap its two ends",
        ),
        (Effect(measure=Measure.HAZARD_RATIO, value=0.0), "ratios are above 0"),
        (Effect(measure=Measure.RISK_REDUCTION, value=164), "cannot be lowered by 164"),
    ],
)
def test_an_impossible_effect_says_why(effect: Effect, why: str) -> None:
    assert why in (impossible_in_effect(effect) or "")


@given(st.integers(0, 1000), st.lists(st.integers(0, 100), min_size=3, max_size=3).map(sorted))
def test_a_derived_number_lies_inside_its_interval_and_never_above_its_baseline(
    tenths: int, ends: list[int]
) -> None:
    low, value, high = ends
    effect = Effect(measure=Measure.RISK_REDUCTION, value=value, interval=Range(low=low, high=high))
    again = recomputed(derivation(tenths / 10, effect), 1000)
    assert again.low <= again.per_people <= again.high <= tenths + 1e-9
