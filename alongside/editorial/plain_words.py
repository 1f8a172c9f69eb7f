"""When words for patients are too hard, in sentences: the same for choice aids and handouts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from alongside.plain.reading.measure import Reading, fits, measure

PATIENT_GRADE = 5.0
"""US school grade that words written for patients must not exceed; bodies ask for fifth to eighth."""
BLOCK_WORDS = 30
"""Fewer words than this are judged with the whole text only: formulas were made for longer pieces."""

NOT_FOR_PATIENTS = re.compile(
    r"\b(?:decisions?|options?|preferences?|surrogates?|prognosis|utilisation|utilization)\b", re.IGNORECASE
)
SAY_INSTEAD = "Say choice, what can be done, what matters to you, someone who speaks for you."

CHANCE = re.compile(
    r"\b(?:rare|rarely|likely|unlikely|probable|probably|common|commonly|uncommon|seldom|hardly ever"
    r"|almost (?:always|never)|(?:small|low|slight|fair|good|high|big|strong) (?:chance|risk))\b",
    re.IGNORECASE,
)
"""Words for a chance, which different people take for very different numbers."""
FIGURES = re.compile(r"\d+(?:[.,]\d+)*")


@lru_cache(maxsize=4096)
def measured(text: str, language: str, excused: tuple[str, ...] = ()) -> Reading:
    """As ``measure``, remembered: whoever writes changes one block at a time and the gate reads them all.

    Only for content that is made to be published. What people say is measured and forgotten.
    """
    return measure(text, language, excused)


class TooHard(NamedTuple):
    """What the meter found, and what to mend first."""

    found: str
    mend: str


def too_hard(reading: Reading, limit: float = PATIENT_GRADE) -> TooHard | None:
    """Why measured words are above the limit; None where they fit or where nothing was measured."""
    if reading.grade is None or fits(reading, limit):
        return None
    found = f"These words need school grade {in_grades(reading)}; at most {limit:g} is allowed."
    return TooHard(found, _mend_first(reading))


def in_grades(reading: Reading) -> str:
    """The grade with the raw one beside it: what the named terms are excused from is never hidden."""
    return f"{reading.grade} ({reading.raw_grade} with every named term counted)"


def _mend_first(reading: Reading) -> str:
    if not reading.hardest:
        return "Use shorter words and shorter sentences."
    hardest = reading.hardest[0]
    return f"Start with “{hardest.text}” {' '.join(str(reason) for reason in hardest.reasons)}"
