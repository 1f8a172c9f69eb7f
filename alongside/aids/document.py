"""A choice aid as data: the shape of the file that authors write (format 1).

The shape itself keeps three promises. One aid has one denominator, so numbers cannot be told out of
different groups. One comparison is one picture: its arms share one population, time span and source
because those stand on the comparison and an arm has no place for its own. A derived comparison is one
cohort and one trial effect; there is no way to write a chain. And an outlook says nothing of any option:
each of its cohorts carries its own population and source, and there is no place for a sum of them.
Criteria behind the fields: IPDASi v4 (Joseph-Williams 2014, PMID 23963501).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal

import msgspec

from alongside.aids.about_test import AboutTest
from alongside.aids.outlook import Outlook
from alongside.aids.parts import AtLeastOne, AtLeastTwo, Endpoint, Part
from alongside.aids.told_in_words import Difference, RangeOverTime, Score, Tally
from alongside.editorial.mistakes import Path
from alongside.plain.risk import RateUnit
from alongside.sources.estimates import (
    Counts,
    Derivation,
    Derived,
    Effect,
    Formula,
    Grounds,
    Key,
    Range,
    Rate,
    Text,
)
from alongside.sources.records import Record

Question = Annotated[str, msgspec.Meta(pattern=r"\?$", max_length=300)]
Language = Annotated[str, msgspec.Meta(pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
IsoDate = Annotated[str, msgspec.Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


class AidKind(StrEnum):
    """What an aid is about, which settles what its comparisons may be (``aids/kinds.py``)."""

    CHOICE = "choice"
    """Things that can be done, compared with each other."""
    OUTLOOK = "outlook"
    """What became of people in a like state. Nobody compared what can be done, so no option has a number."""
    TEST = "test"
    """Whether to take a test; ``test`` then says what it finds."""


class Condition(Part, frozen=True, kw_only=True):
    """The health condition: its plain name, its medical name once, and what it is."""

    name: Text
    medical_name: Text
    what_it_is: Text


class Option(Part, frozen=True, kw_only=True):
    """One thing that can be done, and what it is like. Exactly one of an aid ``does_nothing``.

    ``does_nothing`` marks the way without the treatment that is asked about; it is never shown.
    ``with_it`` ends a sentence about numbers: "with warfarin", "without a blood thinner".
    ``told_by_team``: what nobody has counted and the care team tells in its own words.
    ``tries_for_a_time`` marks the way that is a time-limited trial: one can be planned from here.
    """

    key: Key
    name: Text
    with_it: Text
    medical_name: Text | None = None
    does_nothing: bool = False
    what_it_is: Text
    may_help: Annotated[tuple[Text, ...], AtLeastOne]
    may_harm: Annotated[tuple[Text, ...], AtLeastOne]
    body: Text
    mind: Text
    daily_life: Text
    cost_and_effort: Text
    told_by_team: Text | None = None
    tries_for_a_time: bool = False


class Outcome(Part, frozen=True, kw_only=True):
    """Something that may matter to a person; its comparisons are the pictures about it.

    ``not_sourced``: which numbers about it nobody has read in a source yet. An aid with such an outcome
    is kept and shown as unfinished; it cannot be approved.
    """

    key: Key
    name: Text
    what_it_is: Text
    not_sourced: Text | None = None


class Matter(Part, frozen=True, kw_only=True):
    """Something without numbers that may matter to a person all the same."""

    key: Key
    name: Text


class Arm(Part, frozen=True, kw_only=True):
    """One option's own figure. Population, time and source are the comparison's, never the arm's."""

    option: Key
    figure: Counts | Rate


class Beside(Part, frozen=True, kw_only=True):
    """What a source counted and cannot be done here: aspirin in a trial, or all blood thinners together.

    It stands beside the options and is never one of them. ``with_it`` ends a sentence: "with aspirin".
    """

    key: Key
    name: Text
    with_it: Text
    figure: Counts | Rate


Compared = Option | Beside


class DoesNotApply(Part, frozen=True, kw_only=True):
    """An option of which a comparison cannot be asked, and why, in a few words for the table."""

    option: Key
    why: Text


class Arms(Part, frozen=True, kw_only=True, tag="arms", tag_field="kind"):
    """Options as one source counted them side by side; ``effect`` is of the first arm against the second.

    Differences are told of each arm against the last. A single arm stands alone, compared with nothing.
    What stands ``beside`` the arms comes before the first of them. ``further``: one more study of what
    another comparison tells; it is read after it by those who ask for more.
    """

    key: Key
    outcome: Key
    endpoint: Endpoint
    grounds: Grounds
    arms: Annotated[tuple[Arm, ...], AtLeastOne]
    beside: tuple[Beside, ...] = ()
    effect: Effect | None = None
    further: bool = False
    does_not_apply: tuple[DoesNotApply, ...] = ()
    not_known: tuple[Key, ...] = ()
    notes: tuple[Text, ...] = ()


class StratumRate(Part, frozen=True, kw_only=True):
    """A cohort's rate in one stratum; ``people`` is how many were in it, where the source says so.

    ``note`` is what a reader of this stratum must know about its number.
    """

    stratum: Key
    per_100: float
    people: Annotated[int, msgspec.Meta(ge=1)] | None = None
    interval: Range | None = None
    note: Text | None = None

    def rate(self, of: RateUnit) -> Rate:
        return Rate(per_100=self.per_100, of=of, interval=self.interval)


class Cohort(Part, frozen=True, kw_only=True):
    """How often it happens without treatment, by stratum, in one cohort; ``counted`` says what "it" was."""

    name: Text
    counted: Text
    grounds: Grounds
    of: RateUnit
    rates: Annotated[tuple[StratumRate, ...], AtLeastOne]

    def rate(self, stratum: str) -> StratumRate | None:
        return next((rate for rate in self.rates if rate.stratum == stratum), None)


class TrialEffect(Part, frozen=True, kw_only=True):
    """What a trial found relative to no treatment, and which events it counted."""

    name: Text
    grounds: Grounds
    counted: Text
    same_endpoint: bool
    figure: Effect


class DerivedRate(Part, frozen=True, kw_only=True):
    """The derived number of one stratum per the aid's denominator, with the trial's interval only."""

    stratum: Key
    per_people: float
    low: float
    high: float

    def derived(self) -> Derived:
        return Derived(per_people=self.per_people, low=self.low, high=self.high)


class BaselineAndEffect(Part, frozen=True, kw_only=True, tag="baseline and effect", tag_field="kind"):
    """One cohort's baseline and one trial's effect on it; the treated number is derived (tag D).

    ``spared`` follows the number of people who are kept from the event ("will be kept from one by
    warfarin"), ``unaffected`` the number of the others who do not have it. ``other_baselines`` are shown
    beside it as the spread between cohorts and never enter the formula; ``chosen_because`` says why the
    baseline is the one that does.
    """

    key: Key
    outcome: Key
    endpoint: Endpoint
    untreated: Key
    treated: Key
    baseline: Cohort
    effect: TrialEffect
    formula: Formula
    spared: Text
    unaffected: Text
    derived: Annotated[tuple[DerivedRate, ...], AtLeastOne]
    other_baselines: tuple[Cohort, ...] = ()
    chosen_because: Text | None = None
    not_known: tuple[Key, ...] = ()
    notes: tuple[Text, ...] = ()

    def derivation(self, stratum: StratumRate) -> Derivation:
        """The formula and inputs of the treated number in one stratum."""
        baseline = stratum.rate(self.baseline.of)
        return Derivation(formula=self.formula, baseline=baseline, effect=self.effect.figure)

    def derived_in(self, stratum: str) -> DerivedRate | None:
        return next((derived for derived in self.derived if derived.stratum == stratum), None)


class UpperBound(Part, frozen=True, kw_only=True, tag="upper bound", tag_field="kind"):
    """All the source gives: at most so many more with ``option`` than with ``against``. No picture."""

    key: Key
    outcome: Key
    endpoint: Endpoint
    grounds: Grounds
    option: Key
    against: Key
    at_most: Rate
    not_known: tuple[Key, ...] = ()
    notes: tuple[Text, ...] = ()


Comparison = Arms | BaselineAndEffect | UpperBound | RangeOverTime | Difference | Tally | Score | Outlook


class Stratum(Part, frozen=True, kw_only=True):
    key: Key
    name: Text


class Strata(Part, frozen=True, kw_only=True):
    """The baseline picker: one question whose answer chooses the baseline."""

    name: Text
    medical_name: Text
    question: Question
    what_it_is: Text
    choices: Annotated[tuple[Stratum, ...], AtLeastTwo]


class Term(Part, frozen=True, kw_only=True):
    """A medical word that patients meet, explained once; excused from the reading grade."""

    word: Text
    means: Text


class LeftOut(Part, frozen=True, kw_only=True):
    """Figures that the authors read and do not show, where they stand, and why. Reviewers see it; it is not
    told to patients, so its figures may stand in words."""

    figures: Text
    found_in: Text
    why: Text


class AidDocument(Part, frozen=True, kw_only=True):
    """A whole choice aid. Its state (Submitted, Approved) is not its own to say and has no field."""

    format: Literal[1]
    kind: AidKind = AidKind.CHOICE
    slug: Key
    version: Text
    language: Language
    title: Text
    condition: Condition
    question: Question
    for_whom: Text
    test: AboutTest | None = None
    options: Annotated[tuple[Option, ...], AtLeastTwo]
    outcomes: Annotated[tuple[Outcome, ...], AtLeastOne]
    also_matters: tuple[Matter, ...] = ()
    denominator: Literal[100, 1000]
    strata: Strata | None = None
    comparisons: Annotated[tuple[Comparison, ...], AtLeastOne]
    terms: tuple[Term, ...] = ()
    authors: Annotated[tuple[Text, ...], AtLeastOne]
    funding: Text
    conflicts: Text
    update_policy: Text
    published: IsoDate
    next_review_due: IsoDate
    sources: Annotated[tuple[Record, ...], AtLeastOne]
    left_out: tuple[LeftOut, ...] = ()

    def option(self, key: str) -> Option:
        """The option of that key. Raises KeyError for one the aid does not have."""
        return {option.key: option for option in self.options}[key]

    def source(self, key: str) -> Record:
        """The source of that key. Raises KeyError for one the aid does not have."""
        return {record.key: record for record in self.sources}[key]


def arm_options(comparison: Comparison) -> tuple[str, ...]:
    """The keys of the options that a comparison has something to say about, in its own order."""
    match comparison:
        case Arms(arms=arms, does_not_apply=others):
            return (*(arm.option for arm in arms), *(one.option for one in others))
        case RangeOverTime(arms=arms) | Tally(arms=arms):
            return tuple(arm.option for arm in arms)
        case BaselineAndEffect(untreated=untreated, treated=treated):
            return untreated, treated
        case UpperBound(option=option, against=against) | Difference(option=option, against=against):
            return against, option
        case Score(difference=difference):
            return difference.of, difference.against
        case Outlook():
            return ()


def grounds_of(comparison: Comparison) -> Iterator[tuple[Path, Grounds]]:
    """Every grounds of a comparison with its place below it."""
    match comparison:
        case BaselineAndEffect(baseline=baseline, effect=effect, other_baselines=others):
            yield ("baseline", "grounds"), baseline.grounds
            yield ("effect", "grounds"), effect.grounds
            for place, cohort in enumerate(others):
                yield ("other_baselines", place, "grounds"), cohort.grounds
        case Outlook(cohorts=cohorts):
            for place, group in enumerate(cohorts):
                yield ("cohorts", place, "grounds"), group.grounds
        case _:
            yield ("grounds",), comparison.grounds
            if isinstance(comparison, Score) and comparison.scale.noticed:
                yield ("scale", "noticed", "grounds"), comparison.scale.noticed.grounds


def all_grounds_of(document: AidDocument) -> Iterator[tuple[Path, Grounds]]:
    """The grounds of every number of the aid, with their places."""
    if document.test and document.test.tested:
        yield ("test", "tested", "grounds"), document.test.tested.grounds
    for place, comparison in enumerate(document.comparisons):
        for below, grounds in grounds_of(comparison):
            yield ("comparisons", place, *below), grounds


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the file, generated from the shapes above."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Alongside choice aid, format 1",
    }
    return head | msgspec.json.schema(AidDocument)


if __name__ == "__main__":
    print(json.dumps(json_schema(), indent=1))
