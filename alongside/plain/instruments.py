"""Short instruments that may be embedded freely, and how they are scored.

Only instruments with an open verdict are here: PHQ-4 with its notice, our own worry question, goal
attainment scaling and the single item literacy screener. Every score refuses incomplete answers instead of
guessing them. The items of PHQ-4 and of the literacy screener are quoted word for word, because a changed
word is a different instrument; they are exempt from the reading-grade rule for the words that we author.

LOINC codes stand here only where they were read in an implementation guide or in several public sources.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, sqrt


class Incomplete(ValueError):
    """Answers are missing or outside the scale; the message says which one and what to do."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question of an instrument. `loinc` is None where no code was verified."""

    text: str
    loinc: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that can be chosen."""

    value: int
    text: str
    loinc: str | None


# PHQ-4 = GAD-2 + PHQ-2 (Kroenke 2009, PMID 19996233; scoring as in NINDS form F2495).
PHQ4_NOTICE = (
    "Developed by Drs. Spitzer, Williams, Kroenke and colleagues, with an educational grant from Pfizer Inc."
)
PHQ4_STEM = "Over the last 2 weeks, how often have you been bothered by the following problems?"
PHQ4_ITEMS = (
    Item("Feeling nervous, anxious or on edge", "69725-0"),
    Item("Not being able to stop or control worrying", "68509-9"),
    Item("Little interest or pleasure in doing things", "44250-9"),
    Item("Feeling down, depressed, or hopeless", "44255-8"),
)
PHQ4_ANSWERS = (
    Answer(0, "Not at all", "LA6568-5"),
    Answer(1, "Several days", "LA6569-3"),
    Answer(2, "More than half the days", "LA6570-1"),
    Answer(3, "Nearly every day", "LA6571-9"),
)
PHQ4_PANEL_LOINC = "69724-3"
PHQ2_TOTAL_LOINC = "55758-7"
PHQ4_SUBSCALE_POSITIVE = 3


class Band(StrEnum):
    """PHQ-4 total: 0–2, 3–5, 6–8, 9–12."""

    NONE = "none"
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


@dataclass(frozen=True, slots=True)
class Phq4:
    """A scored PHQ-4: subscales 0–6, total 0–12. A screen, never a diagnosis; it asks nothing of suicide."""

    anxiety: int
    depression: int

    @property
    def total(self) -> int:
        return self.anxiety + self.depression

    @property
    def band(self) -> Band:
        return next(band for limit, band in _BANDS if self.total <= limit)

    @property
    def anxiety_positive(self) -> bool:
        return self.anxiety >= PHQ4_SUBSCALE_POSITIVE

    @property
    def depression_positive(self) -> bool:
        return self.depression >= PHQ4_SUBSCALE_POSITIVE


_BANDS = ((2, Band.NONE), (5, Band.MILD), (8, Band.MODERATE), (12, Band.SEVERE))


def phq4(answers: Sequence[int | None]) -> Phq4:
    """Score the four answers (each 0–3, in the order of `PHQ4_ITEMS`). Raises Incomplete."""
    first, second, third, fourth = _complete(answers, questions=4, low=0, high=3)
    return Phq4(anxiety=first + second, depression=third + fourth)


# Our own question: not a validated instrument, no cut-off from a study, no code.
WORRY_QUESTION = "How worried are you right now?"
WORRY_ENDS = ("Not worried at all", "As worried as I could be")


def worry(answer: int | None) -> int:
    """The answer to the worry question, a whole number from 0 to 10. Raises Incomplete."""
    return _complete([answer], questions=1, low=0, high=10)[0]


# Single item literacy screener (Morris 2006, PMID 16563164): sensitivity 54 %, specificity 83 %. It offers
# help with reading; it never decides what a person is given, as screening was not shown to improve outcomes.
SILS_QUESTION = (
    "How often do you need to have someone help you when you read instructions, pamphlets, "
    "or other written material from your doctor or pharmacy?"
)
SILS_ANSWERS = (
    Answer(1, "Never", None),
    Answer(2, "Rarely", None),
    Answer(3, "Sometimes", None),
    Answer(4, "Often", None),
    Answer(5, "Always", None),
)


def sils_wants_help(answer: int | None) -> bool:
    """True above 2 (sometimes, often, always). Raises Incomplete unless the answer is 1–5."""
    return _complete([answer], questions=1, low=1, high=5)[0] > 2


# Goal attainment scaling (Kiresuk and Sherman 1968): levels −2 (much less than expected) to +2 (much more).
GAS_LOINC = {
    "reported": "107332-9",
    "caregiver": "107331-1",
    "practitioner": "107333-7",
    "patient": "107334-5",
}
GAS_ANSWER_LIST_LOINC = "LL6900-6"
GAS_CORRELATION = 0.3


def goal_attainment_t(levels: Sequence[int | None], weights: Sequence[float] | None = None) -> float:
    """The T-score of one or more goals: 50 when all went as expected, standard deviation 10.

    T = 50 + 10·Σwx / √((1−ρ)Σw² + ρ(Σw)²) with ρ = 0.3. `levels`: −2 … +2 for each goal; `weights`:
    positive, all equal when not given. Raises Incomplete for missing or impossible levels, ValueError for
    weights that do not fit.
    """
    if not levels:
        raise Incomplete("Goal attainment needs at least one goal.")
    scored = _complete(levels, questions=len(levels), low=-2, high=2)
    weighed = [1.0] * len(scored) if weights is None else list(weights)
    if len(weighed) != len(scored):
        raise ValueError(
            f"There are {len(scored)} goals but {len(weighed)} weights; give one weight for each goal."
        )
    if any(not isfinite(weight) or weight <= 0 for weight in weighed):
        raise ValueError("The weight of a goal must be a number above zero.")
    # Only the ratio of the weights counts; dividing first keeps very large ones from overflowing.
    weighed = [weight / max(weighed) for weight in weighed]
    squares, total = sum(weight**2 for weight in weighed), sum(weighed)
    spread = sqrt((1 - GAS_CORRELATION) * squares + GAS_CORRELATION * total**2)
    return 50 + 10 * sum(weight * level for weight, level in zip(weighed, scored, strict=True)) / spread


def _complete(answers: Sequence[int | None], *, questions: int, low: int, high: int) -> list[int]:
    if len(answers) != questions:
        raise Incomplete(
            f"There are {questions} questions but {len(answers)} answers; please answer each one."
        )
    checked: list[int] = []
    for number, answer in enumerate(answers, start=1):
        if answer is None:
            raise Incomplete(
                f"Question {number} has no answer yet; please answer it or leave the whole set out."
            )
        # A tick box read as True would pass for 1 without this.
        if isinstance(answer, bool) or not isinstance(answer, int) or not low <= answer <= high:
            raise Incomplete(f"The answer to question {number} must be a whole number from {low} to {high}.")
        checked.append(answer)
    return checked
