"""The clock against a second, simpler one that walks through the stay hour by hour with counters.

The model shares no code with the clock and never subtracts one date from another: it counts.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.meetings.clock_words import State
from alongside.meetings.policy import Policy, Window
from alongside.meetings.rhythm import Clock, Entry, Kind, StayHistory, state

# A week before the European change to winter time and some days before those of Lord Howe and New York;
# the spring base has the same around the change to summer time.
BASES = (datetime(2026, 10, 20, tzinfo=UTC), datetime(2026, 3, 5, tzinfo=UTC))
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Chatham",
)
UNITS = ("icu", "burns", "ward")
HORIZON = 24 * 30


@dataclass
class Counters:
    """Whole hours counted since something; None: it has not happened."""

    stay: int | None = None
    away: int | None = None
    since_meeting: int | None = None
    since_wanted_again: int | None = None
    held: int = 0
    declined: bool = False


def model(
    entries: list[Entry], policies: dict[str, Policy], base: datetime, now: int
) -> tuple[State, int, int | None]:
    """The state, the meetings held and the hours until the meeting is due (negative when late)."""
    at_hour: dict[int, list[Entry]] = {}
    for item in entries:
        at_hour.setdefault(round((item.at - base).total_seconds() / 3600), []).append(item)
    in_force = dict(policies)
    for hour in range(now + 1):
        for item in _in_order(at_hour.get(hour, [])):
            if item.kind is Kind.POLICY_CHANGED and item.policy:
                in_force[item.unit or ""] = item.policy
            elif item.kind is Kind.POLICY_CHANGED:
                in_force.pop(item.unit or "", None)
    count, unit, dead = Counters(), "", False
    for hour in range(now + 1):
        if hour:
            for name in ("stay", "away", "since_meeting", "since_wanted_again"):
                if getattr(count, name) is not None:
                    setattr(count, name, getattr(count, name) + 1)
        for item in _in_order(at_hour.get(hour, [])):
            if dead:
                continue
            if item.kind is Kind.DIED:
                dead = True
            elif item.kind is Kind.LEFT or (item.unit and item.kind is not Kind.POLICY_CHANGED):
                unit = item.unit or ""
                if unit not in in_force:
                    if count.stay is not None and count.away is None:
                        count.away = 0
                elif count.stay is None or (count.away or 0) > in_force[unit].returns_within:
                    count = Counters(stay=0)
                else:
                    count.away = None
            elif count.stay is None:
                continue
            elif item.kind is Kind.MEETING_HELD:
                count.since_meeting, count.held = 0, count.held + 1
            elif item.kind is Kind.PREFERS_NONE:
                count.declined = True
            elif item.kind is Kind.WANTS_MEETINGS and count.declined:
                count.declined, count.since_wanted_again = False, 0
    if dead or count.stay is None or unit not in in_force:
        return State.STOPPED, count.held, None
    if count.declined:
        return State.DECLINED, count.held, None
    policy = in_force[unit]
    window = policy.then if count.held else policy.first
    if window is None:
        return State.DONE, count.held, None
    waited = count.since_meeting if count.since_meeting is not None else count.stay
    if count.since_wanted_again is not None:
        waited = min(waited, count.since_wanted_again + window.opens)
    left = window.due - waited
    if waited >= window.red:
        return State.OVERDUE_RED, count.held, left
    if left <= 0:
        return State.OVERDUE_AMBER, count.held, left
    if waited < window.opens:
        return (State.DONE if count.held else State.NOT_YET_DUE), count.held, left
    return (State.DUE_SOON if left <= policy.soon else State.DUE), count.held, left


def _in_order(items: list[Entry]) -> list[Entry]:
    return sorted(items, key=lambda item: (item.written, item.id))


@st.composite
def windows(draw: st.DrawFn) -> Window:
    opens = draw(st.integers(0, 60))
    due = opens + draw(st.integers(1, 60))
    return Window(opens, due, due + draw(st.integers(0, 60)))


policies = st.builds(
    Policy,
    first=windows() | st.just(Window(24, 48, 72)),
    then=st.none() | windows(),
    soon=st.integers(0, 40),
    returns_within=st.integers(0, 48),
    zone=st.sampled_from(ZONES),
)


# Moves, refusals and meetings in plausible amounts; death seldom, as it ends the story.
KINDS = st.sampled_from(
    [
        *3 * (Kind.TRANSFERRED, Kind.READMITTED, Kind.LEFT, Kind.PREFERS_NONE, Kind.WANTS_MEETINGS),
        *2 * (Kind.MEETING_HELD, Kind.POLICY_CHANGED),
        Kind.ADMITTED,
        Kind.MEETING_MISSED,
        Kind.DIED,
    ]
)
MOVES = frozenset({Kind.ADMITTED, Kind.TRANSFERRED, Kind.READMITTED, Kind.POLICY_CHANGED})
# Gaps that fall on, just before and just after the hours which matter.
GAPS = st.sampled_from((0, 1, 2, 5, 12, 23, 24, 25, 48, 49)) | st.integers(0, 80)


@st.composite
def entries(draw: st.DrawFn, base: datetime) -> list[Entry]:
    """Up to a dozen entries at whole hours, told in changing time zones, out of order, written down late."""
    found: list[Entry] = []
    hour = draw(st.integers(0, 48))
    for number, kind in enumerate([Kind.ADMITTED, *draw(st.lists(KINDS, max_size=11))]):
        at = (base + timedelta(hours=hour)).astimezone(ZoneInfo(draw(st.sampled_from(ZONES))))
        found.append(
            Entry(
                f"{number:02}",
                kind,
                at,
                draw(st.sampled_from(("icu", *UNITS))) if kind in MOVES else None,
                reason="the room was taken" if kind is Kind.MEETING_MISSED else "",
                policy=draw(st.none() | policies) if kind is Kind.POLICY_CHANGED else None,
                recorded_at=at + timedelta(hours=draw(st.integers(0, 30))),
            )
        )
        hour += draw(GAPS)
    return draw(st.permutations(found))


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[Entry], dict[str, Policy], datetime]:
    base = draw(st.sampled_from(BASES))
    units = {"icu": draw(policies), "burns": draw(policies)}
    return draw(entries(base)), units, base


def summary(clock: Clock) -> tuple[State, int, int | None]:
    left = None if clock.due_by is None else round((clock.due_by - clock.now).total_seconds() / 3600)
    return clock.state, clock.held, left


@settings(max_examples=300, deadline=None)
@given(stories(), st.integers(0, HORIZON), st.sampled_from(ZONES))
def test_the_clock_agrees_with_counting_hour_by_hour(
    story: tuple[list[Entry], dict[str, Policy], datetime], now: int, zone: str
) -> None:
    told, units, base = story
    instant = (base + timedelta(hours=now)).astimezone(ZoneInfo(zone))
    assert summary(state(StayHistory(tuple(told)), units, instant)) == model(told, units, base, now)


@settings(max_examples=80, deadline=None)
@given(stories(), st.integers(0, HORIZON), st.randoms(use_true_random=False))
def test_the_order_in_which_entries_are_typed_does_not_matter(
    story: tuple[list[Entry], dict[str, Policy], datetime], now: int, random: object
) -> None:
    told, units, base = story
    shuffled = list(told)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    instant = base + timedelta(hours=now)
    assert state(StayHistory(tuple(shuffled)), units, instant) == state(
        StayHistory(tuple(told)), units, instant
    )


@settings(max_examples=80, deadline=None)
@given(stories(), st.integers(0, HORIZON), st.data())
def test_a_corrected_history_reads_like_one_that_was_right_from_the_start(
    story: tuple[list[Entry], dict[str, Policy], datetime], now: int, data: st.DataObject
) -> None:
    told, units, base = story
    wrong = data.draw(st.sampled_from(told))
    later = wrong.written + timedelta(hours=data.draw(st.integers(1, 500)))
    shift = timedelta(hours=data.draw(st.integers(-20, 20)))
    right = replace(
        wrong, id=f"{wrong.id} corrected", at=wrong.at + shift, recorded_at=later, replaces=wrong.id
    )
    corrected = StayHistory((*told, right))
    clean = StayHistory(tuple(replace(right, replaces=None) if item is wrong else item for item in told))
    instant = base + timedelta(hours=now)
    assert state(corrected, units, instant) == state(clean, units, instant)


@settings(max_examples=80, deadline=None)
@given(stories(), st.integers(0, HORIZON), st.data())
def test_an_entry_made_in_error_leaves_no_trace(
    story: tuple[list[Entry], dict[str, Policy], datetime], now: int, data: st.DataObject
) -> None:
    told, units, base = story
    wrong = data.draw(st.sampled_from(told))
    removed = Entry("gone", Kind.ENTERED_IN_ERROR, wrong.written + timedelta(hours=1), replaces=wrong.id)
    instant = base + timedelta(hours=now)
    with_removal = state(StayHistory((*told, removed)), units, instant)
    assert with_removal == state(
        StayHistory(tuple(item for item in told if item is not wrong)), units, instant
    )


@settings(max_examples=120, deadline=None)
@given(stories(), st.integers(0, HORIZON))
def test_the_clock_stands_still_until_the_time_it_names_and_then_changes(
    story: tuple[list[Entry], dict[str, Policy], datetime], now: int
) -> None:
    told, units, base = story
    instant = base + timedelta(hours=now)
    history = StayHistory(tuple(item for item in told if item.at <= instant))
    here = state(history, units, instant)
    if here.changes_at is None:
        assert state(history, units, instant + timedelta(days=900)).state is here.state
        return
    assert here.changes_at > instant
    assert state(history, units, here.changes_at - timedelta(microseconds=1)).state is here.state
    assert state(history, units, here.changes_at).state is not here.state


@settings(max_examples=80, deadline=None)
@given(stories(), st.integers(0, HORIZON))
def test_every_clock_has_a_sentence_without_a_gap(
    story: tuple[list[Entry], dict[str, Policy], datetime], now: int
) -> None:
    told, units, base = story
    clock = state(StayHistory(tuple(told)), units, base + timedelta(hours=now))
    for sentence in (clock.sentence, *clock.reasons):
        assert str(sentence).endswith(".")
        assert "{" not in str(sentence)
