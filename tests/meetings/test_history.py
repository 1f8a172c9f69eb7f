"""From stays to the clock: one unit at a time, the one with a promise first."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from alongside.meetings.clock_words import State
from alongside.meetings.history import Care, Move, arrivals_and_leavings, last_move
from alongside.meetings.policy import Policy
from alongside.meetings.rhythm import Kind, StayHistory, state

CAME = datetime(2026, 5, 4, 12, tzinfo=UTC)
ICU = {"icu": Policy()}


def at(hours: float) -> datetime:
    return CAME + timedelta(hours=hours)


def kinds(*cares: Care) -> list[tuple[str, str | None]]:
    return [(entry.kind.value, entry.unit) for entry in arrivals_and_leavings(cares, {"icu"})]


def test_a_clinic_beside_the_bed_does_not_stop_the_clock_of_intensive_care():
    cares = (Care("icu", at(0)), Care("clinic", at(10), at(11)), Care("clinic", at(20)))
    found = state(StayHistory(arrivals_and_leavings(cares, {"icu"})), ICU, at(50))
    assert found.state is State.OVERDUE_AMBER


def test_moving_away_and_back_reads_as_transfer_and_return():
    cares = (Care("icu", at(0), at(10)), Care("ward", at(10), at(20)), Care("icu", at(20)))
    assert kinds(*cares) == [("admitted to unit", "icu"), ("transferred", "ward"), ("transferred", "icu")]


def test_going_home_reads_as_leaving_and_coming_again_as_readmission():
    assert kinds(Care("icu", at(0), at(5)), Care("icu", at(9))) == [
        ("admitted to unit", "icu"),
        ("left", None),
        ("readmitted", "icu"),
    ]


def test_the_last_move_tells_from_where_and_going_home_ends_it():
    moved = (Care("ward", at(0), at(10)), Care("icu", at(10), at(20)))
    assert last_move(arrivals_and_leavings((moved[0], Care("icu", at(10))), {"icu"})) == Move(
        at(10), "ward", "icu"
    )
    assert last_move(arrivals_and_leavings(moved, {"icu"})) is None
    assert last_move(arrivals_and_leavings((*moved, Care("icu", at(30))), {"icu"})) is None
    assert last_move(arrivals_and_leavings((Care("icu", at(0)),), {"icu"})) is None


hours = st.integers(0, 60)
stays = st.builds(
    lambda unit, start, length: Care(unit, at(start), at(start + length) if length else None),
    st.sampled_from(["icu", "icu2", "ward", "clinic"]),
    hours,
    st.integers(0, 40),
)


@given(st.lists(stays, max_size=6), st.integers(0, 110))
def test_at_every_hour_the_unit_followed_is_one_whose_care_is_on_and_has_a_promise_if_any_has(cares, hour):
    """Against a plain look at that hour."""
    entries = [one for one in arrivals_and_leavings(cares, {"icu", "icu2"}) if one.at <= at(hour)]
    followed = entries[-1].unit if entries and entries[-1].kind is not Kind.LEFT else None
    on = {one.unit for one in cares if one.began <= at(hour) and (one.ended is None or at(hour) < one.ended)}
    promised = on & {"icu", "icu2"}
    assert followed in (promised or on or {None})


@given(st.lists(stays, max_size=6))
def test_no_arrival_repeats_the_unit_one_is_in(cares):
    units = [one.unit for one in arrivals_and_leavings(cares, {"icu"})]
    assert all(one != other for one, other in pairwise(units))
