"""The time-limited trial as data."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.decisions.trial import (
    Aim,
    Outcome,
    OutcomeKind,
    State,
    Trial,
    last_outcome,
    missing,
    review_due_at,
    state,
)

START = datetime(2026, 5, 4, 8, tzinfo=UTC)
WHOLE = Trial(
    treatments=("breathing machine",),
    aim=Aim("To sit in my garden again", "her daughter Ana, who heard it last summer"),
    better=("needs less oxygen", "opens her eyes when called"),
    worse=("a second organ fails",),
    length=timedelta(hours=72),
    who_decides=("Ana, with Dr Kim",),
    started=START,
)


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def agreed(kind: OutcomeKind, hours: float, longer: float | None = None) -> Outcome:
    more = None if longer is None else timedelta(hours=longer)
    return Outcome(kind, at(hours), ("she is a little better",), ("Ana", "Dr Kim"), more)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (-1, State.PLANNED),
        (0, State.RUNNING),
        (59.9, State.RUNNING),
        (60, State.REVIEW_DUE),
        (72, State.REVIEW_DUE),
        (83.9, State.REVIEW_DUE),
        (84, State.OVERDUE),
        (9999, State.OVERDUE),
    ],
)
def test_a_trial_of_three_days_runs_comes_due_and_is_overdue(hours: float, expected: State) -> None:
    assert state(WHOLE, at(hours)) is expected


def test_a_trial_that_has_not_started_is_planned_and_has_no_review() -> None:
    planned = replace(WHOLE, started=None)
    assert (state(planned, at(500)), review_due_at(planned)) == (State.PLANNED, None)


def test_an_agreed_time_for_the_review_goes_before_start_and_length() -> None:
    assert review_due_at(replace(WHOLE, review_at=at(80))) == at(80)


def test_asking_for_the_review_early_brings_it_forward() -> None:
    asked = replace(WHOLE, review_asked=at(30))
    assert state(asked, at(29)) is State.RUNNING
    assert state(asked, at(30)) is State.REVIEW_DUE
    assert review_due_at(asked) == at(30)
    assert review_due_at(replace(asked, outcomes=(agreed(OutcomeKind.EXTEND, 31, 48),))) == at(79)
    assert review_due_at(replace(asked, outcomes=(agreed(OutcomeKind.EXTEND, 30, 48),))) == at(78)


@pytest.mark.parametrize("kind", [OutcomeKind.GO_ON, OutcomeKind.COMFORT])
def test_going_on_and_comfort_both_end_the_trial(kind: OutcomeKind) -> None:
    ended = replace(WHOLE, outcomes=(agreed(kind, 70),))
    assert (state(ended, at(69)), state(ended, at(70)), review_due_at(ended)) == (
        State.REVIEW_DUE,
        State.ENDED,
        None,
    )


def test_an_extended_trial_runs_on_from_the_review() -> None:
    longer = replace(WHOLE, outcomes=(agreed(OutcomeKind.EXTEND, 70, 48),))
    assert review_due_at(longer) == at(118)
    assert [state(longer, at(hours)) for hours in (71, 106, 118, 130)] == [
        State.RUNNING,
        State.REVIEW_DUE,
        State.REVIEW_DUE,
        State.OVERDUE,
    ]
    assert review_due_at(longer, at(69)) == at(72)


def test_a_review_held_late_is_no_longer_overdue() -> None:
    late = replace(WHOLE, outcomes=(agreed(OutcomeKind.EXTEND, 100, 24),))
    assert (state(late, at(99)), state(late, at(101))) == (State.OVERDUE, State.RUNNING)


def test_death_ends_a_trial_without_a_review() -> None:
    stopped = replace(WHOLE, stopped=at(20))
    assert (state(stopped, at(19)), state(stopped, at(20)), review_due_at(stopped)) == (
        State.RUNNING,
        State.ENDED,
        None,
    )


def test_a_trial_that_runs_without_any_end_has_its_review_due_at_once() -> None:
    assert state(replace(WHOLE, length=None), at(1)) is State.REVIEW_DUE


def test_a_whole_trial_lacks_nothing() -> None:
    assert missing(WHOLE) == ()


def test_what_a_trial_lacks_is_told_in_sentences() -> None:
    assert missing(Trial()) == (
        "Which treatments are tried is not written yet.",
        "The aim, in the patient's words, is not written yet.",
        "The signs of getting better are not written yet.",
        "The signs of getting worse are not written yet.",
        "How long the trial lasts is not written yet.",
        "Who decides at the review is not written yet.",
    )
    assert missing(replace(WHOLE, aim=Aim("To go home", " "), better=("",))) == (
        "Who told the aim in the patient's words is not written yet.",
        "The signs of getting better are not written yet.",
    )


@pytest.mark.parametrize(
    ("came", "due"),
    [("2026-03-28T12:00", "2026-03-30T13:00"), ("2026-10-24T12:00", "2026-10-26T11:00")],
)
def test_two_days_are_48_elapsed_hours_when_the_clocks_change(came: str, due: str) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    begun = replace(
        WHOLE, started=datetime.fromisoformat(came).replace(tzinfo=berlin), length=timedelta(hours=48)
    )
    assert review_due_at(begun) == datetime.fromisoformat(due).replace(tzinfo=berlin)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Outcome(OutcomeKind.GO_ON, START, ("",), ("Ana",)), "Write why this was agreed"),
        (lambda: Outcome(OutcomeKind.GO_ON, START, ("well",), ()), "Write who agreed"),
        (lambda: Outcome(OutcomeKind.EXTEND, START, ("well",), ("Ana",)), "how much longer"),
        (lambda: agreed(OutcomeKind.COMFORT, 1, 5), "only when it is extended"),
        (lambda: agreed(OutcomeKind.EXTEND, 1, 0), "only be extended by some time"),
        (lambda: replace(WHOLE, length=timedelta(0)), "more than nothing"),
        (lambda: replace(WHOLE, notice=timedelta(hours=-1)), "cannot be less than nothing"),
        (lambda: replace(WHOLE, review_at=START), "after the start"),
        (lambda: replace(WHOLE, outcomes=(agreed(OutcomeKind.GO_ON, -1),)), "before the trial has started"),
        (lambda: replace(WHOLE, started=None, outcomes=(agreed(OutcomeKind.GO_ON, 1),)), "has started"),
        (
            lambda: replace(WHOLE, outcomes=(agreed(OutcomeKind.GO_ON, 1), agreed(OutcomeKind.COMFORT, 2))),
            "belongs to a new trial",
        ),
        (lambda: state(WHOLE, datetime(2026, 5, 4)), "carry its time zone"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(make: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make()  # type: ignore[operator]


@st.composite
def trials(draw: st.DrawFn) -> Trial:
    """A started trial, extended some times, ended or not, in whole hours."""
    outcomes, hour = [], 0
    for _ in range(draw(st.integers(0, 3))):
        hour += draw(st.integers(1, 60))
        outcomes.append(agreed(OutcomeKind.EXTEND, hour, draw(st.integers(1, 60))))
    if draw(st.booleans()):
        hour += draw(st.integers(1, 60))
        outcomes.append(agreed(draw(st.sampled_from((OutcomeKind.GO_ON, OutcomeKind.COMFORT))), hour))
    return replace(
        WHOLE,
        length=timedelta(hours=draw(st.integers(1, 90))),
        outcomes=tuple(draw(st.permutations(outcomes))),
        notice=timedelta(hours=draw(st.integers(0, 24))),
        grace=timedelta(hours=draw(st.integers(0, 24))),
        stopped=draw(st.none() | st.integers(1, 300).map(at)),
    )


def hours_of(span: timedelta | None) -> int:
    return 0 if span is None else round(span / timedelta(hours=1))


def by_counting_down(trial: Trial, now: int) -> State:
    """The simple model: walk hour by hour with the hours that are left until the review."""
    left, ended = hours_of(trial.length), False
    for hour in range(now + 1):
        left -= 1 if hour else 0
        for outcome in trial.outcomes:
            if outcome.at == at(hour) and outcome.kind is OutcomeKind.EXTEND:
                left = hours_of(outcome.longer)
            elif outcome.at == at(hour):
                ended = True
        ended = ended or trial.stopped == at(hour)
    if ended:
        return State.ENDED
    if left <= -hours_of(trial.grace):
        return State.OVERDUE
    return State.REVIEW_DUE if left <= hours_of(trial.notice) else State.RUNNING


@settings(max_examples=200, deadline=None)
@given(trials(), st.integers(0, 400))
def test_a_trial_agrees_with_counting_down_hour_by_hour(trial: Trial, now: int) -> None:
    assert state(trial, at(now)) is by_counting_down(trial, now)


@given(trials())
def test_the_last_outcome_is_the_newest_however_they_were_typed(trial: Trial) -> None:
    newest = max(trial.outcomes, key=lambda outcome: outcome.at, default=None)
    assert last_outcome(trial) == newest
