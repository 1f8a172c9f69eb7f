"""A test's tree of whole people: its counts fit into each other, and agree with the published example."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alongside.plain.frequency_tree import TREE_SIZES, FrequencyTree, tree_from_rates


@st.composite
def trees(draw: st.DrawFn) -> FrequencyTree:
    people = draw(st.sampled_from(TREE_SIZES))
    ill = draw(st.integers(0, people))
    found = draw(st.integers(0, ill))
    nothing = draw(st.none() | st.integers(0, found))
    return FrequencyTree(people, ill, found, draw(st.integers(0, people - ill)), nothing)


@given(trees())
def test_every_branch_sums_to_where_it_started(tree: FrequencyTree) -> None:
    assert tree.ill + tree.well == tree.people
    assert tree.found + tree.missed == tree.ill
    assert tree.false_alarms + tree.cleared == tree.well
    assert tree.positive + tree.negative == tree.people
    assert min(tree.well, tree.missed, tree.cleared, tree.negative) >= 0


shares = st.floats(0, 1, allow_nan=False)


@given(st.sampled_from(TREE_SIZES), shares, shares, shares)
def test_rates_become_counts_less_than_one_person_away(
    people: int, prevalence: float, sensitivity: float, specificity: float
) -> None:
    assume(prevalence == 0 or prevalence * people >= 0.5)
    tree = tree_from_rates(people, prevalence=prevalence, sensitivity=sensitivity, specificity=specificity)
    assert abs(tree.ill - prevalence * people) <= 0.5 + 1e-9
    assert abs(tree.found - sensitivity * tree.ill) <= 0.5 + 1e-9
    assert abs(tree.cleared - specificity * tree.well) <= 0.5 + 1e-9


@given(trees())
def test_counts_that_do_not_fit_into_each_other_are_refused(tree: FrequencyTree) -> None:
    parts = (tree.people, tree.ill, tree.found, tree.false_alarms)
    for place, most in ((1, tree.people), (2, tree.ill), (3, tree.well)):
        for wrong in (most + 1, -1, True):
            changed = [*parts[:place], wrong, *parts[place + 1 :]]
            with pytest.raises(ValueError, match=r"Check both numbers|whole number"):
                FrequencyTree(*changed)
    with pytest.raises(ValueError, match="found for nothing are more than"):
        FrequencyTree(*parts, found_for_nothing=tree.found + 1)


def test_the_published_breast_screening_example_comes_out_person_by_person() -> None:
    """Gigerenzer and Hoffrage 1995: 10 of 1000 have it, 8 of the 10 and 95 of the 990 test positive."""
    tree = tree_from_rates(1000, prevalence=0.01, sensitivity=0.8, specificity=1 - 0.096)
    assert tree == FrequencyTree(1000, 10, 8, 95)
    assert (tree.positive, tree.missed, tree.cleared) == (103, 2, 895)


@pytest.mark.parametrize("people", [0, 10, 999, True, 100_000])
def test_only_groups_a_reader_can_compare_start_a_tree(people: int) -> None:
    with pytest.raises(ValueError, match="A tree starts with 100, 1000 or 10000 people"):
        FrequencyTree(people, 0, 0, 0)


def test_people_who_are_there_are_never_rounded_away() -> None:
    rates: dict[str, Any] = {"prevalence": 0.0004, "sensitivity": 1, "specificity": 1}
    with pytest.raises(ValueError, match="Fewer than 1 of 1000 people"):
        tree_from_rates(1000, **rates)
    assert tree_from_rates(10_000, **rates).ill == 4


@pytest.mark.parametrize("name", ["prevalence", "sensitivity", "specificity"])
@pytest.mark.parametrize("share", [-0.01, 5.0, float("nan")])
def test_a_percentage_given_as_a_share_is_refused(name: str, share: float) -> None:
    rates = {"prevalence": 0.1, "sensitivity": 0.8, "specificity": 0.9} | {name: share}
    with pytest.raises(ValueError, match=r"write 5 % as 0\.05"):
        tree_from_rates(1000, **rates)
