"""An outlook shows each cohort with its own people and its own picture; no number is made of two of them."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.aids.checks import examine
from alongside.aids.file import check, from_content, load
from alongside.aids.page import ComparisonView
from alongside.aids.presentation import present
from tests.aids.good import as_yaml, good_outlook


def shown(aid: dict[str, Any] | None = None) -> ComparisonView:
    return present(load(as_yaml(aid or good_outlook()))).comparison("blue")


def test_a_good_outlook_has_no_findings() -> None:
    assert check(as_yaml(good_outlook())) == ()


def test_each_cohort_has_its_own_picture_sentence_and_row() -> None:
    view = shown()
    town, village, spa = view.groups
    assert [group.array.event for group in view.groups if group.array] == [59, 67, 33]
    assert town.sentence == (
        "People in town: of 100 people, 59 had a blue toe in one year. 41 did not. "
        "The true number may be as low as 49 or as high as 68."
    )
    assert view.table.rows == (
        ("People in town", (59, "49 to 68", 41, "Grown-ups with cold toes (400 people)")),
        ("People in village", (67, None, 33, "Grown-ups with cold toes (400 people)")),
        ("People in spa", (33, None, 67, "Grown-ups with cold toes (400 people); a picked group")),
    )
    assert (village.selected, spa.selected) == ("", "Only people who could pay.")


def test_a_cohort_that_counted_the_others_is_turned_round_and_says_so() -> None:
    assert shown().as_published[2] == (
        "People in spa: the source says 66.9 of 100 people. It counted those of whom we say: did not."
    )


def test_the_spread_names_the_ends_and_tells_when_one_of_them_was_picked() -> None:
    assert shown().sum_up == (
        "It was not the same in all groups. In one, 33 of 100 people had a blue toe in one year. "
        "In another, it was 67. The 33 comes from a picked group."
    )


def test_how_sure_we_are_is_told_as_our_own_view() -> None:
    assert shown().sureness == (
        "We are not at all sure of this. This is our own view.",
        "These groups were not alike.",
        "No number here can say what will happen to one person.",
        "The source is fairly sure of this. New studies may change it.",
    )


def test_no_figure_of_an_outlook_belongs_to_something_that_can_be_done() -> None:
    page = present(load(as_yaml(good_outlook())))
    options = {option.key for option in page.options} | {option.name for option in page.options}
    view = page.comparison("blue")
    assert options & {figure.option for figure in view.figures} == set()
    assert options & {name for name, _ in view.table.rows} == set()


def test_turning_the_order_of_options_leaves_the_cohorts_where_they_are() -> None:
    document = load(as_yaml(good_outlook()))
    assert present(document, order=1).comparison("blue").groups == shown().groups


def test_a_note_keeps_with_a_picked_group_that_it_was_picked() -> None:
    assert shown().told[2].endswith("67 did not. Only people who could pay.")


tenths = st.lists(st.integers(0, 1000), min_size=1, max_size=4)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tenths=tenths, turned=st.booleans())
def test_every_number_of_an_outlook_is_that_of_one_cohort(tenths: list[int], turned: bool) -> None:
    shares = [one / 10 for one in tenths]
    aid = good_outlook()
    aid["denominator"] = 1000
    one = aid["comparisons"][0]["cohorts"][1]
    aid["comparisons"][0]["cohorts"] = [
        one
        | {
            "key": f"c{place}",
            "name": f"Group {place}",
            "counted": "no event" if turned else "event",
            "figure": {"kind": "rate", "per_100": share, "of": "people"},
        }
        for place, share in enumerate(shares)
    ]
    assert list(examine(from_content(aid))) == []
    view = present(from_content(aid)).comparison("blue")
    for group, share in zip(view.groups, shares, strict=True):
        expected = round(1000 - share * 10 if turned else share * 10)
        assert group.figure.out_of.count == expected
        assert f"of 1000 people, {expected} " in group.sentence or group.figure.out_of.fewer_than_one
        if group.array:
            assert (group.array.event, group.array.none) == (expected, 1000 - expected)
    rows = {name: cells[0] for name, cells in view.table.rows}
    assert rows == {group.name: group.figure.out_of.count for group in view.groups}
