"""Picture, sentence and table say the same, because they are made from the same figures."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.aids.checks import examine
from alongside.aids.document import AidDocument
from alongside.aids.file import from_content, load
from alongside.aids.page import AidPage, ComparisonView
from alongside.aids.presentation import UnknownStratum, present
from alongside.plain.risk import RateUnit
from alongside.sources.estimates import Derivation, Effect, Formula, Measure, Range, Rate, recomputed
from tests.aids.good import as_yaml, good_aid


def document(aid: dict[str, Any] | None = None) -> AidDocument:
    return load(as_yaml(aid or good_aid()))


def comparisons(page: AidPage) -> list[ComparisonView]:
    return [one for outcome in page.outcomes for one in outcome.comparisons]


def test_without_a_stratum_nobody_is_guessed_all_strata_stand_in_the_table() -> None:
    shown = present(document()).comparison("wait-socks")
    assert (shown.figures, shown.arrays, shown.bars) == ((), None, None)
    assert shown.sum_up == "Choose your toe score first. Then you see your own numbers here."
    assert shown.table.head == ("Wait for now", "Warm socks", "from … to …")
    assert shown.table.rows == (("0 toes", (20, 10, "5 to 15")), ("1 toe", (80, 40, "20 to 60")))


def test_with_a_stratum_baseline_comes_before_change_and_the_spared_are_shown() -> None:
    shown = present(document(), "1", order=2).comparison("wait-socks")
    assert [figure.option for figure in shown.figures] == ["wait", "socks"]
    assert shown.arrays is not None
    assert [array.parts for array in shown.arrays.arrays] == [
        (("event", 80, "had a blue toe"), ("none", 920, "did not")),
        (
            ("event", 40, "had a blue toe"),
            ("avoided", 40, "will be kept from it by socks"),
            ("none", 920, "will not, with or without socks"),
        ),
    ]
    assert shown.sentences[1] == (
        "Warm socks: of 1000 people, 40 had a blue toe in one year. 960 did not. "
        "Of these, 40 will be kept from it by socks. The true number may be as low as 20 or as high as 60."
    )
    assert shown.table.head[3] == "of these, will be kept from it by socks"
    assert dict(shown.table.rows) == {
        "Wait for now": (80, "60 to 100", 920, 0),
        "Warm socks": (40, "20 to 60", 960, 40),
        "A warm bath": (None, None, None, None),
    }


def test_counted_arms_carry_their_wilson_intervals() -> None:
    shown = present(document()).comparison("socks-bath")
    # Wilson 10/200 and 20/200: 2.7 to 9.0 and 6.6 to 14.9 in 100 (Newcombe 1998, method 3).
    assert list(shown.table.rows) == [
        ("Warm socks", (50, "27 to 90", 950)),
        ("A warm bath", (100, "66 to 149", 900)),
        ("Wait for now", (None, None, None)),
    ]


def test_an_interval_that_holds_no_difference_says_that_it_is_left_open() -> None:
    assert present(document()).comparison("socks-bath").sureness[0] == (
        "This is the best guess. The trials leave it open: the true number with socks may be lower, "
        "the same or higher than with bath."
    )


@pytest.mark.parametrize(
    ("measure", "value", "low", "high", "way"),
    [
        ("odds ratio", 0.5, 0.3, 0.9, "fewer"),
        ("hazard ratio", 1.5, 1.1, 1.9, "more"),
        ("relative risk reduction in percent", 30, 10, 50, "fewer"),
        ("relative risk reduction in percent", -30, -50, -10, "more"),
    ],
)
def test_an_interval_on_one_side_says_which_way_the_trials_point(
    measure: str, value: float, low: float, high: float, way: str
) -> None:
    aid = good_aid()
    aid["comparisons"][0]["effect"] = {
        "measure": measure,
        "value": value,
        "interval": {"low": low, "high": high},
    }
    assert present(document(aid)).comparison("socks-bath").sureness[0] == (
        f"Taken together, the trials point one way: to {way} people with socks than with bath."
    )


def test_an_effect_without_interval_is_not_known() -> None:
    aid = good_aid()
    del aid["comparisons"][0]["effect"]
    for arm in aid["comparisons"][0]["arms"]:
        arm["figure"] = {"kind": "rate", "per_100": 5.0, "of": "people"}
    assert present(document(aid)).comparison("socks-bath").sureness[0] == (
        "The source gives no range for each number."
    )


def test_fewer_than_one_person_is_said_and_not_drawn_as_nobody() -> None:
    aid = good_aid()
    for arm, rate in zip(aid["comparisons"][0]["arms"], (0.03, 4.0), strict=True):
        arm["figure"] = {"kind": "rate", "per_100": rate, "of": "people"}
    shown = present(document(aid)).comparison("socks-bath")
    assert shown.bars is None
    assert shown.table.rows[0] == ("Warm socks", ("fewer than 1", None, 1000))
    assert shown.sentences[0] == (
        "Warm socks: of 1000 people, fewer than 1 had a blue toe in one year. 1000 did not."
    )


@pytest.mark.parametrize(
    ("per_100", "told"), [(0.3, "at most 3 more"), (0.32, "at most 4 more"), (0.0, "at most 0 more")]
)
def test_an_upper_bound_is_rounded_up_so_that_it_stays_one(per_100: float, told: str) -> None:
    aid = good_aid()
    aid["comparisons"][2]["at_most"]["per_100"] = per_100
    table = present(document(aid)).comparison("itch").table
    assert dict(table.rows) == {"Wait for now": (None,), "Warm socks": (None,), "A warm bath": (told,)}


def test_a_stratum_that_the_cohort_did_not_count_is_not_known() -> None:
    aid = good_aid()
    aid["strata"]["choices"].append({"key": "2", "name": "2 toes"})
    shown = present(document(aid), "2").comparison("wait-socks")
    assert (shown.sum_up, shown.figures, shown.arrays) == ("This is not known from this source.", (), None)


def test_a_stratum_that_the_aid_does_not_have_is_refused() -> None:
    with pytest.raises(UnknownStratum, match='"7" is not one of the answers here'):
        present(document(), "7")


def test_a_note_about_one_stratum_is_read_by_those_in_it() -> None:
    aid = good_aid()
    aid["comparisons"][1]["baseline"]["rates"][0]["note"] = "Few toes were counted."
    notes = [present(document(aid), stratum).comparison("wait-socks").notes for stratum in ("0", "1", None)]
    assert notes == [("Few toes were counted.",), (), ("Few toes were counted.",)]


def test_the_spread_shows_every_cohort_and_mixes_none() -> None:
    aid = good_aid()
    other = {**aid["comparisons"][1]["baseline"], "name": "People in a warm town", "of": "people"}
    other["rates"] = [{"stratum": "1", "per_100": 3.0, "people": 12}]
    aid["comparisons"][1]["other_baselines"] = [other]
    with_other, without = present(document(aid), "1"), present(document(), "1")
    spread = with_other.comparison("wait-socks").spread
    assert spread is not None
    assert spread.rows == (
        ("People in a cold town", (80, None, "blue toes")),
        ("People in a warm town", (30, "12", "blue toes")),
    )
    assert with_other.comparison("wait-socks").figures == without.comparison("wait-socks").figures


def test_the_order_of_options_turns_and_comes_round() -> None:
    orders = [[option.key for option in present(document(), order=order).options] for order in range(4)]
    assert orders == [
        ["wait", "socks", "bath"],
        ["socks", "bath", "wait"],
        ["bath", "wait", "socks"],
        ["wait", "socks", "bath"],
    ]


def test_turning_the_order_changes_no_number() -> None:
    for order in range(3):
        for one, other in zip(
            comparisons(present(document(), "1")), comparisons(present(document(), "1", order)), strict=True
        ):
            assert {figure.option: figure for figure in one.figures} == {
                figure.option: figure for figure in other.figures
            }
            assert one.sum_up == other.sum_up


def test_the_readers_language_reaches_every_sentence_about_numbers() -> None:
    page = present(document(), "1", gettext=lambda text: "¡" + text)
    for one in comparisons(page):
        told = (one.sum_up, *one.sentences, *one.sureness, *one.as_published, one.table.caption)
        assert [sentence for sentence in told if not sentence.startswith("¡")] == []


def test_what_may_matter_is_the_outcomes_and_then_what_has_no_numbers() -> None:
    assert present(document()).matters == (("toe", "Having a blue toe"), ("price", "What I pay"))


def says_the_same(shown: ComparisonView) -> None:
    """The figures' counts stand in the picture, in the sentence and in the table."""
    rows = dict(shown.table.rows)
    drawn: dict[str, tuple[int, int | None, int | None]] = {}
    if shown.arrays:
        drawn = {array.title: (array.event, array.low, array.high) for array in shown.arrays.arrays}
        others = {array.title: array.avoided + array.none for array in shown.arrays.arrays}
        assert others == {figure.name: figure.out_of.others for figure in shown.figures}
    if shown.bars:
        drawn = {arm.label: (int(arm.value), _whole(arm.low), _whole(arm.high)) for arm in shown.bars.arms}
    for figure, sentence in zip(shown.figures, shown.sentences, strict=True):
        low, high = (end.count if end else None for end in (figure.low, figure.high))
        count, others = figure.out_of.count, figure.out_of.others
        said = "fewer than 1" if figure.out_of.fewer_than_one else count
        assert rows[figure.name][0] == said
        assert f"of {figure.out_of.people} people, {said} " in sentence
        if drawn:
            assert drawn[figure.name] == (count, low, high)
            assert rows[figure.name][2] == others
            assert f". {others} " in sentence


def _whole(end: Any) -> int | None:
    return None if end is None else int(end)


counted = st.integers(1, 3000).flatmap(lambda people: st.tuples(st.integers(0, people), st.just(people)))


@given(arms=st.tuples(counted, counted))
def test_picture_sentence_and_table_agree_for_any_counts(
    arms: tuple[tuple[int, int], tuple[int, int]],
) -> None:
    aid = good_aid()
    for arm, (events, people) in zip(aid["comparisons"][0]["arms"], arms, strict=True):
        arm["figure"] = {"kind": "counts", "events": events, "people": people}
    says_the_same(present(from_content(aid)).comparison("socks-bath"))


@given(
    # A baseline low enough that even the worst end of the effect leaves a share of people.
    per_100=st.integers(0, 660).map(lambda tenths: tenths / 10),
    ends=st.lists(st.integers(-50, 100), min_size=3, max_size=3).map(sorted),
)
def test_picture_sentence_and_table_agree_for_any_baseline_and_effect(
    per_100: float, ends: list[int]
) -> None:
    low, value, high = ends
    effect = Effect(measure=Measure.RISK_REDUCTION, value=value, interval=Range(low=low, high=high))
    baseline = Rate(per_100=per_100, of=RateUnit.PERSON_YEARS)
    formula = Formula.RISK_REDUCTION_APPLIED
    derivation = Derivation(formula=formula, baseline=baseline, effect=effect)
    derived = recomputed(derivation, 1000)
    aid = good_aid()
    cohort = aid["comparisons"][1]
    cohort["effect"]["figure"] |= {"value": value, "interval": {"low": low, "high": high}}
    cohort["baseline"]["rates"] = [{"stratum": "1", "per_100": per_100}]
    written = {"per_people": derived.per_people, "low": derived.low, "high": derived.high}
    cohort["derived"] = [{"stratum": "1"} | {name: round(number, 1) for name, number in written.items()}]
    assert list(examine(from_content(aid))) == []
    says_the_same(present(from_content(aid), "1").comparison("wait-socks"))


def test_the_worst_is_most_of_what_people_fear_and_least_of_what_they_hope_for() -> None:
    feared = present(from_content(good_aid())).comparison("socks-bath")
    assert [feared.is_worst(one) for one in ("socks", "bath", "wait")] == [False, True, False]
    hoped_for = replace(feared, desirable=True)
    assert [hoped_for.is_worst(one) for one in ("socks", "bath", "wait")] == [True, False, False]


def test_as_many_with_each_is_worst_with_none_and_one_alone_is_compared_with_nothing() -> None:
    shown = present(from_content(good_aid())).comparison("socks-bath")
    first, second = shown.figures
    same = replace(shown, figures=(first, replace(second, out_of=first.out_of)))
    alone = replace(shown, figures=(first,))
    assert [same.is_worst("socks"), same.is_worst("bath"), alone.is_worst("socks")] == [False] * 3
