"""The workflow of a meeting, from its table."""

import pytest

from alongside.meetings.progress import TRANSITIONS, NotFromHere, State, Step, after, may_follow

# Written out independently of the table: what may follow what.
MAY = {
    State.OFFERED: {Step.OFFER, Step.CHOOSE, Step.MOVE, Step.CANCEL, Step.MISS, Step.BEGIN},
    State.PLANNED: {Step.OFFER, Step.MOVE, Step.CANCEL, Step.MISS, Step.BEGIN},
    State.UNDER_WAY: {Step.MISS, Step.CLOSE},
    State.CLOSED: set(),
    State.CANCELLED: set(),
    State.MISSED: set(),
}


@pytest.mark.parametrize("state", State)
def test_from_each_state_these_steps_lead_on_and_no_others(state):
    assert may_follow(state) == MAY[state]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Step)
def test_a_step_that_does_not_lead_on_is_refused_with_a_sentence(state, step):
    if step in MAY[state]:
        assert after(state, step) is TRANSITIONS[step].target
    else:
        with pytest.raises(NotFromHere) as refused:
            after(state, step)
        assert str(refused.value).endswith(".")


def test_what_is_closed_called_off_or_missed_stays_so():
    assert [state for state in State if not may_follow(state)] == [
        State.CLOSED,
        State.CANCELLED,
        State.MISSED,
    ]
