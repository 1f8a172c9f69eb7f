"""The family-meeting clock, told in small stories."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from alongside.meetings.clock_words import State
from alongside.meetings.policy import Policy, Window, policy_from
from alongside.meetings.rhythm import Clock, Entry, Kind, StayHistory, state, worklist_order

ICU = {"icu": Policy()}
CAME = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def after(hours: float) -> datetime:
    return CAME + timedelta(hours=hours)


def entry(kind: Kind, hours: float, unit: str | None = None, **more: object) -> Entry:
    name = str(more.pop("id", f"{kind}@{hours}"))
    return Entry(name, kind, after(hours), unit, **more)  # type: ignore[arg-type]


def clock(*entries: Entry, at: float, policies: dict[str, Policy] = ICU) -> Clock:
    return state(StayHistory(entries), policies, after(at))


ADMITTED = entry(Kind.ADMITTED, 0, "icu")


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (0, State.NOT_YET_DUE),
        (23.99, State.NOT_YET_DUE),
        (24, State.DUE),
        (35.99, State.DUE),
        (36, State.DUE_SOON),
        (47.99, State.DUE_SOON),
        (48, State.OVERDUE_AMBER),
        (71.99, State.OVERDUE_AMBER),
        (72, State.OVERDUE_RED),
        (5000, State.OVERDUE_RED),
    ],
)
def test_the_first_meeting_is_owed_from_24_hours_by_48_and_red_at_72(hours: float, expected: State) -> None:
    assert clock(ADMITTED, at=hours).state is expected


def test_the_clock_names_its_three_times_and_when_it_changes_next() -> None:
    found = clock(ADMITTED, at=30)
    assert (found.due_from, found.due_by, found.red_at) == (after(24), after(48), after(72))
    assert found.changes_at == after(36)


def test_a_meeting_held_is_done_until_the_next_window_opens() -> None:
    held = entry(Kind.MEETING_HELD, 30)
    assert clock(ADMITTED, held, at=31).state is State.DONE
    assert clock(ADMITTED, held, at=31).due_by == after(30 + 168)
    assert clock(ADMITTED, held, at=30 + 120).state is State.DUE
    assert clock(ADMITTED, held, at=30 + 216).state is State.OVERDUE_RED


def test_a_meeting_held_before_it_was_due_counts() -> None:
    assert clock(ADMITTED, entry(Kind.MEETING_HELD, 3), at=80).state is State.DONE


def test_a_unit_that_promises_one_meeting_owes_no_second() -> None:
    once = {"icu": Policy(then=None)}
    found = clock(ADMITTED, entry(Kind.MEETING_HELD, 30), at=2000, policies=once)
    assert (found.state, found.owed, found.following) == (State.DONE, None, None)


def test_a_missed_meeting_is_still_owed_and_its_reason_is_told() -> None:
    missed = entry(Kind.MEETING_MISSED, 40, reason="the interpreter was ill")
    found = clock(ADMITTED, missed, at=50)
    assert found.state is State.OVERDUE_AMBER
    assert [str(reason) for reason in found.reasons] == [
        "The stay began on Mon 04 May 2026, 12:00 UTC.",
        "The meeting on Wed 06 May 2026, 04:00 UTC was missed: the interpreter was ill.",
    ]


def test_a_missed_meeting_without_a_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="write in a few words why it was missed"):
        entry(Kind.MEETING_MISSED, 40)


def test_wanting_no_meeting_is_a_valid_state_however_long_it_lasts() -> None:
    found = clock(ADMITTED, entry(Kind.PREFERS_NONE, 10), at=1000)
    assert (found.state, found.owed, found.changes_at) == (State.DECLINED, None, None)
    assert (
        str(found.sentence)
        == "The family prefers no meeting. Keep the door open; they may change their mind."
    )


def test_a_family_that_changes_its_mind_late_may_meet_at_once_and_the_team_gets_a_full_window() -> None:
    found = clock(ADMITTED, entry(Kind.PREFERS_NONE, 10), entry(Kind.WANTS_MEETINGS, 200), at=200)
    assert found.state is State.DUE
    assert (found.due_from, found.due_by, found.red_at) == (after(200), after(224), after(248))


def test_a_family_that_changes_its_mind_at_once_loses_nothing() -> None:
    found = clock(ADMITTED, entry(Kind.PREFERS_NONE, 5), entry(Kind.WANTS_MEETINGS, 6), at=7)
    assert (found.state, found.due_by) == (State.NOT_YET_DUE, after(48))


def test_moving_between_units_with_a_clock_never_buys_time() -> None:
    both = {"icu": Policy(), "heart icu": Policy()}
    assert (
        clock(ADMITTED, entry(Kind.TRANSFERRED, 70, "heart icu"), at=73, policies=both).state
        is State.OVERDUE_RED
    )


def test_the_unit_the_person_lies_in_decides_the_window() -> None:
    both = {"icu": Policy(), "burns": Policy(first=Window(opens=0, due=12, red=24))}
    assert clock(ADMITTED, entry(Kind.TRANSFERRED, 10, "burns"), at=13, policies=both).due_by == after(12)


def test_a_unit_without_a_clock_owes_nothing() -> None:
    assert clock(ADMITTED, entry(Kind.TRANSFERRED, 30, "ward"), at=100).state is State.STOPPED


def test_a_short_trip_to_a_unit_without_a_clock_does_not_reset_it() -> None:
    back = (entry(Kind.TRANSFERRED, 70, "ward"), entry(Kind.READMITTED, 75, "icu"))
    assert clock(ADMITTED, *back, at=76).state is State.OVERDUE_RED


def test_two_short_trips_are_judged_one_by_one() -> None:
    both = {"icu": Policy(), "burns": Policy()}
    trips = (
        entry(Kind.TRANSFERRED, 10, "ward"),
        entry(Kind.READMITTED, 20, "icu"),
        entry(Kind.TRANSFERRED, 60, "burns"),
    )
    assert clock(ADMITTED, *trips, at=73, policies=both).state is State.OVERDUE_RED


@pytest.mark.parametrize(("away", "expected"), [(24, State.OVERDUE_RED), (25, State.NOT_YET_DUE)])
def test_an_absence_of_exactly_the_allowed_hours_still_continues_the_stay(away: int, expected: State) -> None:
    back = (entry(Kind.LEFT, 60), entry(Kind.READMITTED, 60 + away, "icu"))
    assert clock(ADMITTED, *back, at=60 + away).state is expected


def test_coming_back_after_days_begins_a_new_stay() -> None:
    back = (entry(Kind.MEETING_HELD, 30), entry(Kind.LEFT, 70), entry(Kind.READMITTED, 200, "icu"))
    found = clock(ADMITTED, *back, at=201)
    assert (found.state, found.held, found.due_by) == (State.NOT_YET_DUE, 0, after(248))


def test_a_family_is_asked_again_in_a_new_stay() -> None:
    back = (entry(Kind.PREFERS_NONE, 5), entry(Kind.LEFT, 70), entry(Kind.READMITTED, 200, "icu"))
    assert clock(ADMITTED, *back, at=230).state is State.DUE


def test_death_stops_the_clock_whatever_is_recorded_after_it() -> None:
    late = (entry(Kind.DIED, 60), entry(Kind.TRANSFERRED, 61, "icu"))
    found = clock(ADMITTED, *late, at=500)
    assert (found.state, found.owed, str(found.reasons[0])) == (State.STOPPED, None, "The patient has died.")


def test_a_death_recorded_on_the_wrong_person_is_undone_by_its_correction() -> None:
    wrong = entry(Kind.DIED, 60, id="wrong")
    undone = entry(Kind.ENTERED_IN_ERROR, 61, replaces="wrong")
    assert clock(ADMITTED, wrong, undone, at=73).state is State.OVERDUE_RED


def test_a_corrected_admission_time_moves_the_window() -> None:
    right = Entry("right", Kind.ADMITTED, after(-10), "icu", recorded_at=after(5), replaces=ADMITTED.id)
    assert clock(ADMITTED, right, at=20).due_by == after(38)


def test_what_the_clock_showed_then_can_be_asked_after_a_correction() -> None:
    held = Entry("held", Kind.MEETING_HELD, after(40), recorded_at=after(90))
    history = StayHistory((ADMITTED, held))
    assert state(history, ICU, after(75)).state is State.DONE
    assert state(history.as_known(after(75)), ICU, after(75)).state is State.OVERDUE_RED


def test_a_correction_written_before_what_it_corrects_is_refused() -> None:
    with pytest.raises(ValueError, match="recorded after the entry that it corrects"):
        StayHistory((ADMITTED, entry(Kind.ENTERED_IN_ERROR, -1, replaces=ADMITTED.id)))


def test_a_changed_policy_holds_from_the_moment_it_changes_and_from_the_same_start() -> None:
    stricter = entry(Kind.POLICY_CHANGED, 20, "icu", policy=Policy(first=Window(opens=0, due=24, red=36)))
    assert clock(ADMITTED, stricter, at=19).due_by == after(48)
    assert clock(ADMITTED, stricter, at=25).state is State.OVERDUE_AMBER


def test_a_unit_that_gives_up_its_policy_stops_its_clocks() -> None:
    assert clock(ADMITTED, entry(Kind.POLICY_CHANGED, 20, "icu"), at=100).state is State.STOPPED


@pytest.mark.parametrize(
    ("came", "due_by_wall", "why"),
    [
        ("2026-03-28T12:00", "Mon 30 Mar 2026, 13:00 CEST", "clocks went forward"),
        ("2026-10-24T12:00", "Mon 26 Oct 2026, 11:00 CET", "clocks went back"),
        ("2026-06-01T12:00", "Wed 03 Jun 2026, 12:00 CEST", "no change"),
    ],
)
def test_48_hours_are_elapsed_hours_across_summer_time(came: str, due_by_wall: str, why: str) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    arrival = datetime.fromisoformat(came).replace(tzinfo=berlin)
    history = StayHistory((Entry("in", Kind.ADMITTED, arrival, "icu"),))
    found = state(
        history, {"icu": Policy(zone="Europe/Berlin")}, arrival.astimezone(UTC) + timedelta(hours=47)
    )
    assert str(found.sentence) == f"The first family meeting is due soon: by {due_by_wall}, in 1 h.", why


def test_the_two_half_past_twos_of_an_autumn_night_are_an_hour_apart() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    first = datetime(2026, 10, 25, 2, 30, tzinfo=berlin, fold=0)
    second = datetime(2026, 10, 25, 2, 30, tzinfo=berlin, fold=1)
    due = [
        state(StayHistory((Entry("in", Kind.ADMITTED, at, "icu"),)), ICU, at).due_by for at in (first, second)
    ]
    assert due[0] is not None
    assert due[1] is not None
    assert due[1] - due[0] == timedelta(hours=1)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="must carry its time zone"):
        Entry("in", Kind.ADMITTED, datetime(2026, 5, 4), "icu")


def test_the_worklist_puts_the_longest_owed_first() -> None:
    clocks = [clock(ADMITTED, at=hours) for hours in (10, 80, 30, 50, 40)]
    clocks.append(clock(ADMITTED, entry(Kind.DIED, 5), at=80))
    assert [found.state for found in sorted(clocks, key=worklist_order)] == [
        State.OVERDUE_RED,
        State.OVERDUE_AMBER,
        State.DUE_SOON,
        State.DUE,
        State.NOT_YET_DUE,
        State.STOPPED,
    ]


def test_a_policy_is_read_from_data() -> None:
    data = {"first": [12, 24, 48], "then": None, "soon": 6, "zone": "Asia/Kathmandu"}
    assert policy_from(data) == Policy(Window(12, 24, 48), None, 6, 24, "Asia/Kathmandu")
    assert policy_from({}) == Policy()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"first": [24, 48]}, "three numbers of hours"),
        ({"first": [48, 24, 72]}, "must open before it is due"),
        ({"soon": "12"}, "whole hours"),
        ({"zone": "Mars/Olympus"}, "is no time zone"),
        ({"frist": [24, 48, 72]}, "no part called 'frist'"),
    ],
)
def test_a_policy_that_cannot_be_read_says_why(data: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        policy_from(data)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (47.5, "in less than an hour."),
        (48.5, "less than an hour ago."),
        (46.5, "in 1 h."),
        (49.5, "it is 1 h late."),
    ],
)
def test_nobody_is_told_that_a_meeting_is_due_in_no_hours(at: float, said: str) -> None:
    assert str(clock(ADMITTED, at=at).sentence).endswith(said)


@pytest.mark.parametrize("held", [(), (entry(Kind.MEETING_HELD, 30),)])
def test_the_last_hour_has_its_words_however_many_meetings_were_held(held: tuple[Entry, ...]) -> None:
    last = 48 if not held else 30 + 168
    for at in (last - 0.5, last + 0.5):
        assert "an hour" in str(clock(ADMITTED, *held, at=at).sentence)
