"""Introductions and rosters."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.partnership.introductions import (
    Due,
    Gap,
    Introduction,
    Overlap,
    Role,
    Shift,
    gaps,
    introductions_due,
    overlaps,
)

START = datetime(2026, 5, 4, 8, tzinfo=UTC)


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def leads(person: str, start: float, end: float, role: Role = Role.LEADER) -> Shift:
    return Shift(person, role, at(start), at(end))


def said(person: str, to: str, hours: float, role: Role = Role.LEADER) -> Introduction:
    return Introduction(person, role, to, at(hours))


def due(shifts: list[Shift], made: list[Introduction], now: float, *to: str, began: float = 0) -> list[Due]:
    found = introductions_due(shifts, made, to=to or ("Rosa",), stay_began=at(began), now=at(now))
    return list(found)


def test_a_new_leader_is_to_be_introduced_to_each_person_who_should_know() -> None:
    found = due([leads("Dr Kim", 0, 24)], [said("Dr Kim", "Rosa", 1)], 2, "Rosa", "Ana")
    assert found == [Due("Dr Kim", Role.LEADER, "Ana", at(0))]


def test_a_change_of_leader_makes_a_new_introduction_due() -> None:
    shifts = [leads("Dr Kim", 0, 24), leads("Dr Roy", 24, 48)]
    made = [said("Dr Kim", "Rosa", 1)]
    assert due(shifts, made, 23) == []
    assert due(shifts, made, 24) == [Due("Dr Roy", Role.LEADER, "Rosa", at(24))]
    assert due(shifts, [*made, said("Dr Roy", "Rosa", 25)], 26) == []


def test_someone_who_comes_back_in_the_same_role_is_known() -> None:
    shifts = [leads("Dr Kim", 0, 24), leads("Dr Roy", 24, 48), leads("Dr Kim", 48, 72)]
    assert due(shifts, [said("Dr Kim", "Rosa", 1)], 50) == []


def test_a_known_person_in_a_new_role_says_so() -> None:
    shifts = [leads("Dr Kim", 0, 24, Role.ATTENDING), leads("Dr Kim", 24, 48)]
    made = [said("Dr Kim", "Rosa", 1, Role.ATTENDING)]
    assert due(shifts, made, 25) == [Due("Dr Kim", Role.LEADER, "Rosa", at(24))]


def test_an_introduction_of_an_earlier_stay_does_not_count() -> None:
    made = [said("Dr Kim", "Rosa", 1)]
    assert due([leads("Dr Kim", 0, 99)], made, 60, began=50) == [Due("Dr Kim", Role.LEADER, "Rosa", at(50))]


def test_shifts_that_touch_are_one_time_of_leading() -> None:
    shifts = [leads("Dr Kim", 12, 24), leads("Dr Kim", 0, 12)]
    assert due(shifts, [], 20) == [Due("Dr Kim", Role.LEADER, "Rosa", at(0))]


def test_a_shift_inside_another_does_not_break_the_time_of_leading() -> None:
    shifts = [leads("Dr Kim", 0, 24), leads("Dr Kim", 2, 4), leads("Dr Kim", 20, 30)]
    assert due(shifts, [], 25) == [Due("Dr Kim", Role.LEADER, "Rosa", at(0))]


def test_nobody_on_duty_means_nobody_to_introduce() -> None:
    assert due([leads("Dr Kim", 0, 24)], [], 24) == []


def test_an_overlap_names_both_people_and_its_time() -> None:
    shifts = [leads("Dr Kim", 0, 24), leads("Dr Roy", 20, 40)]
    assert overlaps(shifts) == (Overlap(Role.LEADER, at(20), at(24), ("Dr Kim", "Dr Roy")),)


def test_handing_over_at_one_instant_is_neither_overlap_nor_gap() -> None:
    shifts = [leads("Dr Kim", 0, 24), leads("Dr Roy", 24, 48)]
    attending = [leads("Dr Lee", 0, 48, Role.ATTENDING)]
    assert overlaps(shifts) == ()
    assert gaps([*shifts, *attending], start=at(0), end=at(48)) == ()


def test_a_gap_is_told_for_each_role() -> None:
    shifts = [leads("Dr Kim", 2, 10), leads("Dr Lee", 0, 24, Role.ATTENDING)]
    assert gaps(shifts, start=at(0), end=at(24)) == (
        Gap(Role.LEADER, at(0), at(2)),
        Gap(Role.LEADER, at(10), at(24)),
    )


def test_a_shift_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        leads("Dr Kim", 5, 5)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="must carry its time zone"):
        Shift("Dr Kim", Role.LEADER, datetime(2026, 5, 4), at(1))


@st.composite
def rosters(draw: st.DrawFn) -> list[Shift]:
    people = st.sampled_from(("Kim", "Roy", "Lee"))
    found = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, 60))
        end = start + draw(st.integers(1, 30))
        found.append(leads(draw(people), start, end, draw(st.sampled_from(Role))))
    return found


@settings(max_examples=200, deadline=None)
@given(rosters())
def test_overlaps_and_gaps_are_those_seen_by_looking_at_every_hour(shifts: list[Shift]) -> None:
    told, missing = overlaps(shifts), gaps(shifts, start=at(0), end=at(72))
    for role in Role:
        for hour in range(72):
            on = {one.person for one in shifts if one.role is role and one.start <= at(hour) < one.end}
            seen = [one.people for one in told if one.role is role and one.start <= at(hour) < one.end]
            assert seen == ([tuple(sorted(on))] if len(on) > 1 else [])
            empty = [one for one in missing if one.role is role and one.start <= at(hour) < one.end]
            assert len(empty) == (0 if on else 1)


@settings(max_examples=200, deadline=None)
@given(rosters(), st.integers(0, 95), st.randoms(use_true_random=False))
def test_everyone_on_duty_is_owed_once_until_they_introduced_themselves(
    shifts: list[Shift], now: int, random: object
) -> None:
    on = {(one.person, one.role) for one in shifts if one.start <= at(now) < one.end}
    owed = due(shifts, [], now)
    assert {(one.person, one.role) for one in owed} == on
    assert len(owed) == len(on)
    assert all(at(0) <= one.since <= at(now) for one in owed)
    random.shuffle(shifts)  # type: ignore[attr-defined]
    assert due(shifts, [], now) == owed
    assert due(shifts, [Introduction(p, role, "Rosa", at(now)) for p, role in on], now) == []
