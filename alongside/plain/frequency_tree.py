"""What a test finds, as whole people: who has it, whom the test finds, and whom it alarms for nothing.

People judge a test far better from counts of the same people than from rates of different ones: of doctors
who were given counts, 46 % found the right answer, of those given percentages 10 %
(Gigerenzer and Hoffrage 1995, Psychol Rev 102:684; doi 10.1037/0033-295X.102.4.684).
"""

from __future__ import annotations

from dataclasses import dataclass

from alongside.plain.rounding import exact, nearest_whole

TREE_SIZES = (100, 1000, 10_000)
"""People at the root. Nobody is drawn one by one, so 10,000 are possible, as rare illnesses need."""


@dataclass(frozen=True, slots=True)
class FrequencyTree:
    """``people`` take a test: ``ill`` of them have what it looks for, and it finds ``found`` of those.

    ``false_alarms``: people without it whom the test points to. ``found_for_nothing``: of the ``found``,
    those whom it would never have harmed (overdiagnosis), or None where no source has counted them.
    Raises ValueError, with what to check, for counts that do not fit into each other.
    """

    people: int
    ill: int
    found: int
    false_alarms: int
    found_for_nothing: int | None = None

    def __post_init__(self) -> None:
        if isinstance(self.people, bool) or self.people not in TREE_SIZES:
            raise ValueError(f"A tree starts with 100, 1000 or 10000 people, not with {self.people}.")
        _check_part("who have it", self.ill, "people tested", self.people)
        _check_part("whom the test finds", self.found, "people who have it", self.ill)
        _check_part("with a false alarm", self.false_alarms, "people who do not have it", self.well)
        if self.found_for_nothing is not None:
            _check_part("found for nothing", self.found_for_nothing, "people found", self.found)

    @property
    def well(self) -> int:
        """People who do not have it."""
        return self.people - self.ill

    @property
    def missed(self) -> int:
        """People who have it, and the test does not find it."""
        return self.ill - self.found

    @property
    def cleared(self) -> int:
        """People who do not have it, and the test says so."""
        return self.well - self.false_alarms

    @property
    def positive(self) -> int:
        """Everyone to whom the test points, rightly or not."""
        return self.found + self.false_alarms

    @property
    def negative(self) -> int:
        """Everyone whom the test clears, rightly or not."""
        return self.missed + self.cleared


def tree_from_rates(
    people: int, *, prevalence: float, sensitivity: float, specificity: float
) -> FrequencyTree:
    """The tree of published rates (shares, 0 to 1); each branch is rounded once, the rest is what is left.

    Raises ValueError for a share outside 0 to 1, and where people are rounded away who are there:
    a tree that says 0 of people who have it would say that nobody does.
    """
    for name, share in (
        ("The share who have it", prevalence),
        ("The share found", sensitivity),
        ("The share cleared", specificity),
    ):
        if not 0 <= share <= 1:
            raise ValueError(f"{name} is {share}. A share lies between 0 and 1: write 5 % as 0.05.")
    ill = nearest_whole(exact(prevalence) * people)
    if ill == 0 < prevalence:
        raise ValueError(
            f"Fewer than 1 of {people} people has it. "
            f"Start the tree with more people, at most {TREE_SIZES[-1]}."
        )
    return FrequencyTree(
        people,
        ill,
        nearest_whole(exact(sensitivity) * ill),
        nearest_whole((1 - exact(specificity)) * (people - ill)),
    )


def _check_part(part: str, count: int, whole: str, most: int) -> None:
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise ValueError(f"{count} people {part} cannot be counted. Give a whole number, 0 or more.")
    if count > most:
        raise ValueError(f"{count} people {part} are more than the {most} {whole}. Check both numbers.")
