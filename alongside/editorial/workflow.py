"""Where a text for readers stands, as a table: the steps, whose they are, and what each state says.

`docs/reference/review.md` is made from this table (`python -m alongside.editorial.diagram`); a test compares.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from alongside.plain.marked import N_


class State(StrEnum):
    """The one true state of an edition. Only people of the board approve."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    RETURNED = "returned"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class Step(StrEnum):
    """What somebody does with a text."""

    SEND_IN = "send in"
    START = "start checking"
    APPROVE = "approve"
    RETURN = "send back"
    WITHDRAW = "withdraw"
    SUPERSEDE = "supersede"


class Owner(StrEnum):
    """Whose step it is."""

    AUTHOR = "author"
    BOARD = "board"
    CLINICIAN = "clinician of the board"
    PROGRAM = "the program"


@dataclass(frozen=True, slots=True)
class Transition:
    """From any of these states to that one; ``reason``: a sentence must be given, and readers see it."""

    step: Step
    origins: frozenset[State]
    target: State
    owner: Owner
    verb: str
    reason: bool = False

    @property
    def by_clinician(self) -> bool:
        return self.owner is Owner.CLINICIAN


@dataclass(frozen=True, slots=True)
class Says:
    """What a state is called, and what it means: to readers (US grade 5 at most) and to staff."""

    name: str
    reader: str
    staff: str


_S = State
_WAITING = frozenset({_S.SUBMITTED, _S.UNDER_REVIEW})
TRANSITIONS: Mapping[Step, Transition] = {
    t.step: t
    for t in (
        Transition(
            Step.SEND_IN, frozenset({_S.DRAFT, _S.RETURNED}), _S.SUBMITTED, Owner.AUTHOR, "sent in"
        ),
        Transition(
            Step.START, frozenset({_S.SUBMITTED}), _S.UNDER_REVIEW, Owner.BOARD, "started to check"
        ),
        Transition(Step.APPROVE, _WAITING, _S.APPROVED, Owner.CLINICIAN, "approved"),
        Transition(Step.RETURN, _WAITING, _S.RETURNED, Owner.BOARD, "sent back", reason=True),
        Transition(
            Step.WITHDRAW, frozenset({_S.APPROVED}), _S.WITHDRAWN, Owner.CLINICIAN, "withdrew", reason=True
        ),
        Transition(
            Step.SUPERSEDE,
            _WAITING | {_S.RETURNED, _S.APPROVED},
            _S.SUPERSEDED,
            Owner.PROGRAM,
            "superseded",
        ),
    )
}  # fmt: skip
WAITING = _WAITING
FINAL = frozenset({_S.WITHDRAWN, _S.SUPERSEDED})
"""No step leads on from these: a text that comes back is a new edition."""

STALE = "stale"
"""Not a state: how an approved text is shown while a source of it has changed."""
SAYS: Mapping[str, Says] = {
    _S.DRAFT: Says(N_("Draft"), N_("Still being written."), N_("Not sent in yet.")),
    _S.SUBMITTED: Says(
        N_("Submitted"), N_("No clinician has checked this yet."), N_("Waits for the first reviewer.")
    ),
    _S.UNDER_REVIEW: Says(
        N_("Being checked"), N_("People are checking this now."), N_("At least one reviewer has begun.")
    ),
    _S.RETURNED: Says(
        N_("Sent back"),
        N_("It must be mended before it can be checked again."),
        N_("The author mends it and sends in a new edition."),
    ),
    _S.APPROVED: Says(
        N_("Checked"),
        N_("The person named here has checked this. They say it is right."),
        N_("Every reviewer that it needs has approved it."),
    ),
    STALE: Says(
        N_("Being checked again"),
        N_("A source has changed since this was checked."),
        N_("Approved; a source has changed since. A reviewer resolves the flag or withdraws it."),
    ),
    _S.WITHDRAWN: Says(
        N_("Taken back"), N_("Do not use this any more."), N_("Final. A new edition starts anew.")
    ),
    _S.SUPERSEDED: Says(
        N_("An older one"),
        N_("A newer one has taken its place."),
        N_("Final. A newer edition was sent in or approved."),
    ),
}


class Capacity(StrEnum):
    """What a reviewer vouches for."""

    NUMBERS = "numbers"
    """The numbers, their sources, and that the words say what they say: a clinician."""
    WORDS = "words"
    """The words: whether readers can use them."""


class Who(StrEnum):
    """Who may review in a capacity."""

    CLINICIAN = "clinician"
    PATIENT_REVIEWER = "patient reviewer"


def needed(carries_numbers: bool) -> Mapping[Capacity, Who]:
    """The reviews that approve an edition, each by another person. One of them is always a clinician's."""
    if carries_numbers:
        return {Capacity.NUMBERS: Who.CLINICIAN, Capacity.WORDS: Who.PATIENT_REVIEWER}
    return {Capacity.WORDS: Who.CLINICIAN}


def steps_from(state: State) -> tuple[Transition, ...]:
    """The steps that lead on from a state, the program's own among them."""
    return tuple(t for t in TRANSITIONS.values() if state in t.origins)


def after(state: State, step: Step) -> State | None:
    """The state that a step leads to, or None where it is not open."""
    transition = TRANSITIONS[step]
    return transition.target if state in transition.origins else None
