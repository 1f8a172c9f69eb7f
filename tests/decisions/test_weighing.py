"""Whether what was chosen does least for what was put first: only where the numbers of the aid say so."""

from dataclasses import replace

import pytest

from alongside.aids.page import AidPage
from alongside.aids.queries import page_of
from alongside.decisions.weighing import least_for
from tests.talks import the_aid

# Of 1000 people with a score of 4: a stroke in 48 without a blood thinner, in 17 with warfarin.
CASES = [
    ({"stroke": 10, "bleed": 2}, "none", "Having a stroke"),
    ({"stroke": 10, "bleed": 2}, "warfarin", ""),
    ({"stroke": 10, "bleed": 2}, "doac", ""),
    ({"stroke": 5, "bleed": 2}, "none", ""),
    ({}, "none", ""),
    ({"stroke": 10}, "", ""),
    ({"pills": 10, "stroke": 3}, "none", ""),
]


@pytest.mark.parametrize(("importances", "option", "expected"), CASES)
def test_it_is_asked_only_where_the_numbers_say_so(db, importances, option, expected):
    assert least_for(page_of(the_aid(), "4"), option, importances) == expected


def test_whoever_puts_two_things_first_is_not_asked_for_being_worse_on_one(db):
    page = page_of(the_aid(), "4")
    worst_for_bleeding = [option.key for option in page.options if least_for(page, option.key, {"bleed": 10})]
    assert [least_for(page, key, {"bleed": 10, "stroke": 10}) for key in worst_for_bleeding] == [""] * len(
        worst_for_bleeding
    )


def hoped_for(page: AidPage, *outcomes: str) -> AidPage:
    """The same numbers, as if people hoped for what is counted."""
    return replace(
        page,
        outcomes=tuple(
            replace(one, comparisons=tuple(replace(each, desirable=True) for each in one.comparisons))
            if one.key in outcomes
            else one
            for one in page.outcomes
        ),
    )


def test_of_what_people_hope_for_the_fewest_are_the_worst(db):
    page = hoped_for(page_of(the_aid(), "4"), "stroke")
    asked_of = [one.key for one in page.options if least_for(page, one.key, {"stroke": 10})]
    assert asked_of == ["doac"]  # 13 of 1000, the fewest of the three


def test_what_is_hoped_for_and_what_is_not_are_weighed_each_in_its_own_direction(db):
    page = hoped_for(page_of(the_aid(), "4"), "bleed")
    found = {one.key: least_for(page, one.key, {"stroke": 10, "bleed": 10}) for one in page.options}
    assert [key for key, name in found.items() if name] == ["none"]  # most strokes and fewest bleeds


def test_without_numbers_for_this_person_nothing_is_asked(db):
    assert least_for(page_of(the_aid(), None), "none", {"stroke": 10}) == ""
