"""The workflow of one meeting, as a table: which step leads from where to where, and who takes it."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a meeting stands."""

    OFFERED = "offered"
    PLANNED = "planned"
    UNDER_WAY = "under way"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    MISSED = "missed"


class Step(StrEnum):
    """What can be done to a meeting."""

    OFFER = "offer"
    CHOOSE = "choose"
    MOVE = "move"
    CANCEL = "cancel"
    MISS = "miss"
    BEGIN = "begin"
    CLOSE = "close"


class Owner(StrEnum):
    """Whose step it is."""

    TEAM = "team"
    EVERYONE = "everyone inside"


@dataclass(frozen=True, slots=True)
class Transition:
    """`step` leads from each of `sources` to `target`; `refused` says why it does not from elsewhere."""

    step: Step
    sources: frozenset[State]
    target: State
    owner: Owner
    refused: str


WAITING = frozenset({State.OFFERED, State.PLANNED})
TRANSITIONS = {
    one.step: one
    for one in (
        Transition(
            Step.OFFER, WAITING, State.OFFERED, Owner.TEAM, "This meeting has begun or ended. Plan a new one."
        ),
        Transition(
            Step.CHOOSE,
            frozenset({State.OFFERED}),
            State.PLANNED,
            Owner.EVERYONE,
            "A time is set for this meeting, or it has ended. Look at it again.",
        ),
        Transition(
            Step.MOVE, WAITING, State.PLANNED, Owner.TEAM, "This meeting has begun or ended. Plan a new one."
        ),
        Transition(Step.CANCEL, WAITING, State.CANCELLED, Owner.TEAM, "This meeting has begun or ended."),
        Transition(
            Step.MISS,
            frozenset({State.OFFERED, State.PLANNED, State.UNDER_WAY}),
            State.MISSED,
            Owner.TEAM,
            "This meeting has ended.",
        ),
        Transition(
            Step.BEGIN, WAITING, State.UNDER_WAY, Owner.TEAM, "This meeting has begun or ended already."
        ),
        Transition(
            Step.CLOSE,
            frozenset({State.UNDER_WAY}),
            State.CLOSED,
            Owner.TEAM,
            "Only a talk that is going on can be closed.",
        ),
    )
}
OPEN = frozenset({State.OFFERED, State.PLANNED, State.UNDER_WAY})
HELD = frozenset({State.UNDER_WAY, State.CLOSED})


class NotFromHere(ValueError):
    """A step that does not lead from where the meeting stands; the message is a sentence for the reader."""


def after(state: State, step: Step) -> State:
    """Where the meeting stands after `step`. Raises NotFromHere."""
    transition = TRANSITIONS[step]
    if state not in transition.sources:
        raise NotFromHere(transition.refused)
    return transition.target


def may_follow(state: State) -> frozenset[Step]:
    """Every step that leads on from here."""
    return frozenset(step for step, one in TRANSITIONS.items() if state in one.sources)
