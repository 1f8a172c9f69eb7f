"""How far apart a clinician's and a relative's own estimates of the outlook lie.

The clinician-surrogate concordance scale of trial NCT01751061 (Cox 2019, PMID 30690645): the absolute
difference, in percentage points, between the two answers to one question, "What percent chance do you think
the patient has of being alive 1 year from now if the current treatment plan is continued?". It runs from 0
to 100; 0 is the same answer, and *higher means further apart*. A difference is not an error of the family:
in PMID 19770733 surrogates and physicians expected one-year survival in 93 % and 43 % of patients. It is a
reason to talk, shown side by side, and never a grade of a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

ALIVE_IN_A_YEAR = "alive one year from now if the current treatment plan is continued"


class Side(StrEnum):
    """Who estimates."""

    CLINICIAN = "clinician"
    SURROGATE = "surrogate"


@dataclass(frozen=True, slots=True)
class Estimate:
    """One person's own answer in percent (0–100) to one question about the outlook.

    Raises ValueError outside 0–100 (also for "not a number") and for a time without its zone.
    """

    side: Side
    by: str
    percent: float
    at: datetime
    question: str = ALIVE_IN_A_YEAR

    def __post_init__(self) -> None:
        if not 0 <= self.percent <= 100:
            raise ValueError(f"A chance is given between 0 and 100 percent; {self.percent} is outside.")
        if self.at.tzinfo is None:
            raise ValueError("The time of an estimate must carry its time zone.")


@dataclass(frozen=True, slots=True)
class Concordance:
    """Two estimates of the same thing, side by side. `points` runs from 0 (same) to 100 (furthest apart)."""

    surrogate: Estimate
    clinician: Estimate

    @property
    def points(self) -> float:
        return abs(self.surrogate.percent - self.clinician.percent)


def concordance(surrogate: Estimate, clinician: Estimate) -> Concordance:
    """Put two estimates side by side.

    Raises ValueError when they answer different questions or are not one of each side.
    """
    if (surrogate.side, clinician.side) != (Side.SURROGATE, Side.CLINICIAN):
        raise ValueError(
            "This compares one clinician's estimate with one estimate of someone close to the patient."
        )
    if surrogate.question != clinician.question:
        raise ValueError("The two estimates answer different questions, so they cannot be compared.")
    return Concordance(surrogate, clinician)


def side_by_side(estimates: Iterable[Estimate], question: str = ALIVE_IN_A_YEAR) -> tuple[Concordance, ...]:
    """Each relative's newest estimate beside each clinician's newest, for one question; by name."""
    newest: dict[tuple[Side, str], Estimate] = {}
    for estimate in sorted(estimates, key=lambda estimate: estimate.at):
        if estimate.question == question:
            newest[estimate.side, estimate.by] = estimate
    sides = {side: [newest[key] for key in sorted(newest) if key[0] is side] for side in Side}
    return tuple(concordance(one, other) for one in sides[Side.SURROGATE] for other in sides[Side.CLINICIAN])
