"""What an aid about a test says of it, in words and in people (IPDASi v4, items 2.4.1 to 2.4.4)."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from alongside.aids.parts import Part
from alongside.plain.frequency_tree import FrequencyTree, tree_from_rates
from alongside.sources.estimates import Grounds, Text

Count = Annotated[int, msgspec.Meta(ge=0)]
Per100 = Annotated[float, msgspec.Meta(ge=0, le=100)]


class TestRates(Part, frozen=True, kw_only=True):
    """What a source printed in place of counts, each per 100: who has it, whom it finds, whom it clears."""

    __test__ = False  # Not a test of ours.

    prevalence: Per100
    sensitivity: Per100
    specificity: Per100


class PeopleTested(Part, frozen=True, kw_only=True):
    """The same ``people`` before and after the test, as one source counted them: its natural frequencies.

    ``ill_label``, ``well_label`` and ``harmless_label`` follow a number: "with breast cancer", "without
    breast cancer", "would never have become ill from it". ``harmless``: those of the ``found`` whom it would
    never have harmed, where somebody counted them. ``rates`` are given where the source printed shares: the
    counts then have to be what follows from them.
    """

    people: Literal[100, 1000, 10000]
    ill: Count
    found: Count
    false_alarms: Count
    harmless: Count | None = None
    ill_label: Text
    well_label: Text
    harmless_label: Text | None = None
    rates: TestRates | None = None
    grounds: Grounds

    def tree(self) -> FrequencyTree:
        """The counts as a tree. Raises ValueError, with what to check, where they do not fit together."""
        return FrequencyTree(self.people, self.ill, self.found, self.false_alarms, self.harmless)

    def again(self) -> FrequencyTree | None:
        """The tree that follows from the rates; None without them. Raises ValueError for impossible ones."""
        if self.rates is None:
            return None
        return tree_from_rates(
            self.people,
            prevalence=self.rates.prevalence / 100,
            sensitivity=self.rates.sensitivity / 100,
            specificity=self.rates.specificity / 100,
        )


class AboutTest(Part, frozen=True, kw_only=True):
    """What a person must know of a test. ``tested`` are its figures, told as a tree."""

    measures: Text
    if_found: Text
    if_not_found: Text
    found_for_nothing: Text
    """What it means to find an illness that would never have done harm."""
    tested: PeopleTested | None = None

    @property
    def words(self) -> dict[str, str]:
        """What is said of it, by field."""
        return {
            "measures": self.measures,
            "if_found": self.if_found,
            "if_not_found": self.if_not_found,
            "found_for_nothing": self.found_for_nothing,
        }
