"""Instrument scores against their published figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.plain.instruments import (
    GAS_CORRELATION,
    PHQ4_ANSWERS,
    PHQ4_ITEMS,
    PHQ4_NOTICE,
    SILS_ANSWERS,
    Band,
    Incomplete,
    goal_attainment_t,
    phq4,
    sils_wants_help,
    worry,
)

phq4_answers = st.lists(st.integers(0, 3), min_size=4, max_size=4)
levels = st.lists(st.integers(-2, 2), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("answers", "anxiety", "depression", "band"),
    [
        ([0, 0, 0, 0], 0, 0, Band.NONE),
        ([1, 0, 1, 0], 1, 1, Band.NONE),
        ([1, 1, 1, 0], 2, 1, Band.MILD),
        ([3, 2, 0, 0], 5, 0, Band.MILD),
        ([3, 3, 0, 0], 6, 0, Band.MODERATE),
        ([2, 2, 2, 2], 4, 4, Band.MODERATE),
        ([3, 2, 2, 2], 5, 4, Band.SEVERE),
        ([3, 3, 3, 3], 6, 6, Band.SEVERE),
    ],
)
def test_phq4_is_scored_and_banded_as_published(
    answers: list[int], anxiety: int, depression: int, band: Band
) -> None:
    found = phq4(answers)
    assert (found.anxiety, found.depression, found.band) == (anxiety, depression, band)


@given(phq4_answers)
def test_a_phq4_subscale_is_positive_from_three_on(answers: list[int]) -> None:
    found = phq4(answers)
    assert found.anxiety_positive == (answers[0] + answers[1] >= 3)
    assert found.depression_positive == (answers[2] + answers[3] >= 3)
    assert found.total == sum(answers)


@given(phq4_answers)
def test_a_phq4_of_moderate_or_more_always_has_a_positive_subscale(answers: list[int]) -> None:
    found = phq4(answers)
    assert found.total < 6 or found.anxiety_positive or found.depression_positive


def test_phq4_carries_its_notice_and_its_codes() -> None:
    assert PHQ4_NOTICE.endswith("with an educational grant from Pfizer Inc.")
    assert [item.loinc for item in PHQ4_ITEMS] == ["69725-0", "68509-9", "44250-9", "44255-8"]
    assert [(answer.value, answer.loinc) for answer in PHQ4_ANSWERS] == [
        (0, "LA6568-5"),
        (1, "LA6569-3"),
        (2, "LA6570-1"),
        (3, "LA6571-9"),
    ]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([1, 1, 1], "4 questions but 3 answers"),
        ([1, None, 1, 1], "Question 2 has no answer yet"),
        ([1, 1, 1, 4], "question 4 must be a whole number from 0 to 3"),
        ([-1, 1, 1, 1], "question 1 must be"),
        ([1, 1, True, 1], "question 3 must be"),
    ],
)
def test_incomplete_answers_are_refused_and_never_guessed(answers: list[int | None], said: str) -> None:
    with pytest.raises(Incomplete, match=said):
        phq4(answers)


@pytest.mark.parametrize("answer", [None, -1, 11])
def test_worry_runs_from_0_to_10(answer: int | None) -> None:
    assert [worry(number) for number in range(11)] == list(range(11))
    with pytest.raises(Incomplete):
        worry(answer)


def test_the_literacy_screener_is_positive_from_sometimes_on() -> None:
    assert [(answer.text, sils_wants_help(answer.value)) for answer in SILS_ANSWERS] == [
        ("Never", False),
        ("Rarely", False),
        ("Sometimes", True),
        ("Often", True),
        ("Always", True),
    ]
    with pytest.raises(Incomplete):
        sils_wants_help(0)


@pytest.mark.parametrize(
    ("scored", "weights", "t"),
    [
        ([-2], None, 30.0),
        ([-1, -1, -1], None, 36.307),
        ([1, 0, 2], None, 63.693),
        ([2, 2, 2, 2, 2], None, 80.151),
        ([1, 0], [3, 1], 58.733),
    ],
)
def test_goal_attainment_gives_the_known_t_scores(
    scored: list[int], weights: list[float] | None, t: float
) -> None:
    assert goal_attainment_t(scored, weights) == pytest.approx(t, abs=0.0005)


@given(levels)
def test_goal_attainment_is_fifty_plus_ten_standard_deviations_of_correlated_goals(scored: list[int]) -> None:
    # Independent definition: the sum of goals of variance 1, any two of them correlated by rho, in z units.
    size = len(scored)
    covariance = [[1.0 if i == j else GAS_CORRELATION for j in range(size)] for i in range(size)]
    summed = sum(sum(row) for row in covariance)
    assert goal_attainment_t(scored) == pytest.approx(50 + 10 * sum(scored) / summed**0.5)


@given(levels, st.data())
def test_only_the_ratio_of_the_weights_matters(scored: list[int], data: st.DataObject) -> None:
    weights = [data.draw(st.floats(0.5, 9)) for _ in scored]
    doubled = [2 * weight for weight in weights]
    assert goal_attainment_t(scored, doubled) == pytest.approx(goal_attainment_t(scored, weights))


@given(levels)
def test_the_opposite_outcome_lies_as_far_below_fifty(scored: list[int]) -> None:
    assert goal_attainment_t(scored) - 50 == pytest.approx(50 - goal_attainment_t([-x for x in scored]))


@pytest.mark.parametrize(
    ("scored", "weights", "said"),
    [
        ([], None, "at least one goal"),
        ([3], None, "from -2 to 2"),
        ([1, None], None, "Question 2 has no answer"),
        ([1, 1], [1.0], "one weight for each goal"),
        ([1, 1], [1.0, 0.0], "above zero"),
        ([1], [float("nan")], "above zero"),
    ],
)
def test_goals_that_cannot_be_scored_are_refused(
    scored: list[int | None], weights: list[float] | None, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        goal_attainment_t(scored, weights)
