"""Where an answer or a plain version stands, as a table: who may take which step, and what it means."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Only a named clinician of the board approves."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    RETURNED = "returned"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What somebody does with a text."""

    SEND_IN = "send in"
    START = "start checking"
    APPROVE = "approve"
    RETURN = "send back"
    WITHDRAW = "withdraw"


@dataclass(frozen=True)
class Transition:
    """From any of these states to that one. `by_clinician`: a named clinician of the board, who did not
    write the text; else anybody who works at the desk. `reason`: a sentence must be given."""

    step: Step
    origins: frozenset[State]
    target: State
    verb: str
    by_clinician: bool = False
    reason: bool = False


_S = State
TRANSITIONS = {
    t.step: t
    for t in (
        Transition(Step.SEND_IN, frozenset({_S.DRAFT, _S.RETURNED}), _S.SUBMITTED, "sent in"),
        Transition(Step.START, frozenset({_S.SUBMITTED}), _S.UNDER_REVIEW, "started to check"),
        Transition(
            Step.APPROVE, frozenset({_S.SUBMITTED, _S.UNDER_REVIEW}), _S.APPROVED, "approved", True
        ),
        Transition(
            Step.RETURN, frozenset({_S.SUBMITTED, _S.UNDER_REVIEW}), _S.RETURNED, "sent back", False, True
        ),
        Transition(Step.WITHDRAW, frozenset({_S.APPROVED}), _S.WITHDRAWN, "withdrew", True, True),
    )
}  # fmt: skip


def steps_from(state: State) -> tuple[Transition, ...]:
    """The steps that lead on from a state."""
    return tuple(t for t in TRANSITIONS.values() if state in t.origins)
