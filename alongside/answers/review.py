"""The steps that answers and plain versions take, out of the board's one table (`editorial.workflow`)."""

from alongside.editorial.workflow import TRANSITIONS as ALL
from alongside.editorial.workflow import Owner, State, Step, Transition

__all__ = ["TRANSITIONS", "State", "Step", "Transition", "steps_from"]

TRANSITIONS = {step: one for step, one in ALL.items() if one.owner is not Owner.PROGRAM}


def steps_from(state: State) -> tuple[Transition, ...]:
    """The steps that people may take from a state."""
    return tuple(one for one in TRANSITIONS.values() if state in one.origins)
