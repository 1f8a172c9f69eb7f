"""The geometry of the pictures: what is drawn is what is said."""

import re
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.web.pictures import CELL_HEIGHT, CELL_WIDTH, Arm, Comparison, IconArray, PairedBars


def an_array(**changes: Any) -> IconArray:
    plain: dict[str, Any] = {
        "key": "none",
        "title": "No medicine",
        "people": 100,
        "event": 10,
        "event_label": "will have a stroke",
        "avoided_label": "are kept from a stroke",
        "none_label": "will not have a stroke",
        "time_span": "in 1 year",
    }
    return IconArray(**{**plain, **changes})


def figures(array: IconArray) -> list[tuple[str, int, int]]:
    return [(run.kind, x, row.y) for row in array.rows for run in row.runs for x in run.places]


@st.composite
def arrays(draw: st.DrawFn) -> IconArray:
    people = draw(st.sampled_from([10, 100, 1000]))
    event = draw(st.integers(0, people))
    return an_array(people=people, event=event, avoided=draw(st.integers(0, people - event)))


@settings(deadline=None)
@given(arrays())
def test_as_many_figures_are_drawn_as_the_numbers_say(array: IconArray) -> None:
    drawn = Counter(kind for kind, _, _ in figures(array))
    assert [drawn[kind] for kind, _, _ in array.parts] == [count for _, count, _ in array.parts]
    assert drawn.total() == array.people


@settings(deadline=None)
@given(arrays())
def test_tens_and_single_figures_are_all_figures_and_none_twice(array: IconArray) -> None:
    for run in (run for row in array.rows for run in row.runs):
        drawn = [start + x for start in run.tens for x in array.ten] + list(run.ones)
        assert sorted(drawn) == sorted(run.places)


@settings(deadline=None)
@given(arrays())
def test_no_two_figures_stand_on_each_other_and_all_stand_inside(array: IconArray) -> None:
    places = [(x, y) for _, x, y in figures(array)]
    assert len(set(places)) == array.people
    assert max(x for x, _ in places) + CELL_WIDTH == array.width
    assert max(y for _, y in places) + CELL_HEIGHT == array.height
    assert min(min(place) for place in places) == 0


@settings(deadline=None)
@given(arrays())
def test_each_kind_stands_together_filled_from_the_bottom_row(array: IconArray) -> None:
    upwards = sorted(figures(array), key=lambda figure: (-figure[2], figure[1]))
    order = [kind for kind, _, _ in upwards]
    assert order == ["event"] * array.event + ["avoided"] * array.avoided + ["none"] * array.none


def test_a_thousand_people_stand_in_25_rows_of_40() -> None:
    array = an_array(people=1000, event=48)
    assert [sum(len(run.places) for run in row.runs) for row in array.rows] == [40] * 25


def test_a_gap_follows_ten_columns_and_five_rows() -> None:
    array = an_array(people=1000, event=0)
    assert array.rows[0].runs[0].places[:12] == (0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 104, 114)
    assert [array.rows[0].y - row.y for row in array.rows[:7]] == [0, 20, 40, 60, 80, 104, 124]


def test_a_part_that_the_picture_has_not_is_not_named() -> None:
    assert [kind for kind, _, _ in an_array(avoided_label="").parts] == ["event", "none"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"people": 200}, "A picture shows 10, 100 or 1000 people, not 200."),
        ({"event": -1}, "No medicine: a number of people cannot be below 0."),
        ({"event": 70, "avoided": 31}, "No medicine: 70 and 31 people do not fit into 100 people."),
        (
            {"avoided": 3, "avoided_label": ""},
            "No medicine: say in avoided_label what happens to the 3 people.",
        ),
        ({"low": 8}, "No medicine: an interval needs both ends."),
        (
            {"low": 11, "high": 12},
            "No medicine: the interval 11 to 12 does not lie around 10 within 0 to 100.",
        ),
        (
            {"low": 8, "high": 101},
            "No medicine: the interval 8 to 101 does not lie around 10 within 0 to 100.",
        ),
        (
            {"key": "No 1"},
            "The key 'No 1' names the picture in the page: small letters, digits and '-', a letter first.",
        ),
    ],
)
def test_numbers_that_cannot_be_true_are_not_drawn(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        an_array(**changes)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"people": 1000}, "Pictures that are compared need the same people; found 100 and 1000."),
        (
            {"time_span": "in 5 years"},
            "Pictures that are compared need the same time_span; found in 1 year and in 5 years.",
        ),
        (
            {"event_label": "will bleed"},
            "Pictures that are compared need the same event_label; found will bleed and will have a stroke.",
        ),
        ({"key": "none"}, "Each picture of a comparison needs a key of its own."),
    ],
)
def test_pictures_over_different_people_or_times_are_not_compared(
    changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        Comparison((an_array(), an_array(**{"key": "warfarin", **changes})))


def test_one_picture_is_no_comparison() -> None:
    with pytest.raises(ValueError, match="at least two pictures"):
        Comparison((an_array(),))


def some_bars(*arms: Arm, people: int = 1000) -> PairedBars:
    return PairedBars("stroke", "Stroke", people, "will have a stroke", "in 1 year", arms)


DIRECT = Arm("Direct anticoagulant", Decimal("16.9"), Decimal("14.6"), Decimal("19.6"))
WARFARIN = Arm("Warfarin", Decimal("20.9"), Decimal("18.1"), Decimal("24.2"))


def test_bars_share_one_scale_from_nought() -> None:
    bars = some_bars(DIRECT, WARFARIN)
    assert bars.scale_end == 50
    assert [(bar.length, bar.low, bar.high) for bar in bars.bars] == [
        (Decimal("33.80"), Decimal("29.20"), Decimal("39.20")),
        (Decimal("41.80"), Decimal("36.20"), Decimal("48.40")),
    ]


@settings(deadline=None)
@given(st.lists(st.decimals(0, 1000, places=1), min_size=2, max_size=5))
def test_every_bar_is_as_long_as_its_number_and_fits_the_scale(values: list[Decimal]) -> None:
    bars = some_bars(*(Arm(str(at), value) for at, value in enumerate(values)))
    for bar in bars.bars:
        assert abs(bar.length * bars.scale_end / 100 - Decimal(bar.arm.value)) <= bars.scale_end / 20000
        assert 0 <= bar.length <= 100


@pytest.mark.parametrize(
    ("largest", "end"),
    [
        ("0", "1"),
        ("0.3", "0.5"),
        ("1", "1"),
        ("1.1", "2"),
        ("48", "50"),
        ("50", "50"),
        ("51", "100"),
        ("999", "1000"),
    ],
)
def test_the_scale_ends_at_a_round_number(largest: str, end: str) -> None:
    assert some_bars(Arm("a", Decimal(0)), Arm("b", Decimal(largest))).scale_end == Decimal(end)


def test_an_arm_without_an_interval_has_no_whisker() -> None:
    bars = some_bars(DIRECT, Arm("Aspirin", 37))
    assert [(bar.low, bar.high) for bar in bars.bars][1] == (None, None)
    assert bars.has_intervals
    assert not some_bars(Arm("a", 1), Arm("b", 2)).has_intervals


@pytest.mark.parametrize(
    ("arms", "people", "sentence"),
    [
        ((DIRECT,), 1000, "Stroke: bars are compared, so there are at least two."),
        ((DIRECT, WARFARIN), 500, "Bars are drawn for 10, 100 or 1000 people, not 500."),
        ((DIRECT, Arm("Warfarin", 101)), 100, "Warfarin: 101 does not lie between 0 and 100."),
        (
            (DIRECT, Arm("Warfarin", 30, 31, 40)),
            100,
            "Warfarin: the interval 31 to 40 does not lie around 30 within 0 to 100.",
        ),
    ],
)
def test_bars_that_cannot_be_true_are_not_drawn(arms: tuple[Arm, ...], people: int, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        some_bars(*arms, people=people)
