"""Quiet hours on a person's own clocks, against a minute-by-minute model; and the waits between tries."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.post.timing import TRIES, QuietHours, may_go_at, next_try

ZONES = ["UTC", "Europe/Stockholm", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]
clock = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
# Around both changes of the clocks of 2026, and any other day.
moment = st.one_of(
    st.datetimes(datetime(2026, 3, 28), datetime(2026, 4, 6)),
    st.datetimes(datetime(2026, 10, 3), datetime(2026, 11, 2)),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),
).map(lambda naive: naive.replace(second=0, microsecond=0, tzinfo=UTC))


def first_minute(start: datetime, quiet: QuietHours) -> datetime:
    """The slow way: look at the clock on the wall, minute by minute."""
    step = start
    while True:
        shown = step.astimezone(ZoneInfo(quiet.zone)).strftime("%H:%M")
        begin, end = quiet.start.strftime("%H:%M"), quiet.end.strftime("%H:%M")
        inside = begin <= shown < end if begin <= end else shown >= begin or shown < end
        if not inside:
            return step
        step += timedelta(minutes=1)


@settings(max_examples=150)
@given(moment, clock, clock, st.sampled_from(ZONES))
def test_a_letter_goes_at_the_first_minute_in_which_nobody_is_disturbed(start, begin, end, zone):
    quiet = QuietHours(begin, end, zone)
    assert may_go_at(start, quiet) == first_minute(start, quiet)


def test_without_quiet_hours_a_letter_goes_at_once():
    now = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    assert may_go_at(now, None) == now


@pytest.mark.parametrize(
    ("utc", "goes_utc"),
    [
        # Stockholm, clocks put forward on 29 March 2026 at 2:00.
        ("2026-03-28T22:00", "2026-03-29T06:00"),
        # Clocks put back on 25 October 2026 at 3:00.
        ("2026-10-24T22:00", "2026-10-25T07:00"),
        ("2026-10-25T12:00", "2026-10-25T12:00"),
    ],
)
def test_eight_in_the_morning_is_eight_on_the_wall_in_summer_and_winter(utc, goes_utc):
    quiet = QuietHours(time(21), time(8), "Europe/Stockholm")
    start, goes = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (utc, goes_utc))
    assert may_go_at(start, quiet) == goes


def test_the_waits_grow_and_the_last_try_is_the_last():
    waits = [next_try(attempts) for attempts in range(1, TRIES + 1)]
    assert waits[-1] is None
    assert waits[:-1] == sorted(waits[:-1])
    assert sum(waits[:-1], timedelta()) > timedelta(days=1)
