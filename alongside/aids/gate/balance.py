"""Whether all that can be done is shown alike: words, rows, and one cohort on one scale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from alongside.aids.checks import effects_of
from alongside.aids.document import AidDocument, AidKind, BaselineAndEffect, Cohort, StratumRate, arm_options
from alongside.aids.gate.subject import Subject
from alongside.aids.parts import Endpoint
from alongside.aids.wording import EQUAL_DETAIL, option_words
from alongside.editorial.findings import Rule, Weight
from alongside.editorial.looking import Check, Looked, Spot, counted, looked
from alongside.editorial.mistakes import Path
from alongside.sources.estimates import Effect

GAPS = Rule(
    "empty-cells",
    "For each outcome there is a number for each thing that can be done.",
    "IPDASi v4, item 2.1.1 (PMID 23963501)",
    "An empty cell makes a thing look harmless, or useless, where nobody has counted. Sometimes nobody has: "
    "then the gap is told to the reader and both reviewers agree to it.",
    Weight.MAY_BE_SIGNED,
)
ONE_COHORT = Rule(
    "one-cohort-per-scale",
    "The numbers of one scale come from one cohort.",
    "Alongside: a published page gave “1.9–4.0 % a year” for one score by merging two cohorts",
    "Numbers of different people glued to one scale say how the cohorts differ, not how the scores do.",
)


DIRECTION = Rule(
    "direction",
    "What people hope for is marked as desirable, and what they fear is not.",
    "GRADE: desirable and undesirable effects",
    "Which way is worst for a person is worked out from it: the wrong way round, the page would warn of "
    "what somebody wanted most.",
    Weight.ADVICE,
)
_HOPED_FOR = re.compile(
    r"\b(?:alive|survive[ds]?|surviving|recovered|healed|cured|better|improved|at home|free (?:of|from)"
    r"|off the machine|firm|able to|no help|again)\b",
    re.IGNORECASE,
)
_FEARED = re.compile(
    r"\b(?:die[ds]?|dying|dead|death|stroke|bleed|bled|worse|pain|harm|infection|needed? help|clots?)\b",
    re.IGNORECASE,
)


def effects(document: AidDocument) -> Iterator[tuple[Path, Effect]]:
    """Every relative effect of the aid with its place."""
    for place, comparison in enumerate(document.comparisons):
        for below, effect in effects_of(comparison):
            yield ("comparisons", place, *below), effect


def equal_detail(subject: Subject) -> Looked:
    """IPDASi 2.1.1: nothing is told in more than one and a half times the words of another."""
    lengths = [sum(len(text.split()) for _, text in option_words(one)) for one in subject.document.options]
    at = f"words about each thing that can be done: {', '.join(map(str, lengths))}"
    longest, shortest = max(lengths), min(lengths)
    if longest <= EQUAL_DETAIL * shortest:
        return looked(at, ())
    found = f"This has {longest} words, another has only {shortest}."
    mend = "Shorten this, or say more about the other."
    return looked(at, (Spot(("options", lengths.index(longest)), found, mend),))


def _gaps(subject: Subject) -> Looked:
    document = subject.document
    cells = len(document.outcomes) * len(document.options)
    return looked(counted(cells, "cell"), _empty_cells(document))


def _empty_cells(document: AidDocument) -> Iterator[Spot]:
    mend = "Find a number. If there is none: state the gap to the reader, and both reviewers agree to it."
    if document.kind is AidKind.OUTLOOK:
        found = "Nobody has compared what can be done: the numbers are of people, and of no way to go."
        yield Spot(("kind",), found, mend)
        return
    for place, outcome in enumerate(document.outcomes):
        about = [one for one in document.comparisons if one.outcome == outcome.key]
        told = {key for comparison in about for key in arm_options(comparison)}
        for option in document.options:
            # What waits for its numbers is told by another rule.
            if option.key not in told and not outcome.not_sourced:
                found = f"There is no number for “{outcome.name}” with “{option.name}”."
                yield Spot(("outcomes", place), found, mend)


def _one_cohort(subject: Subject) -> Looked:
    scales = [
        (("comparisons", place), one)
        for place, one in enumerate(subject.document.comparisons)
        if isinstance(one, BaselineAndEffect)
    ]
    return looked(counted(len(scales), "scale"), (*_glued(scales), *_merged(scales)))


def _glued(scales: Sequence[tuple[Path, BaselineAndEffect]]) -> Iterator[Spot]:
    """Two comparisons of the same thing whose baselines share one scale out between cohorts."""
    for (_, one), (path, other) in combinations(scales, 2):
        same = (one.endpoint.medical_name, one.untreated, one.treated) == (
            other.endpoint.medical_name,
            other.untreated,
            other.treated,
        )
        if same and _strata(one.baseline) != _strata(other.baseline):
            found = f"“{one.baseline.name}” and “{other.baseline.name}” share one scale out between them."
            mend = "Take the whole scale from one cohort; show the other under other_baselines."
            yield Spot((*path, "baseline"), found, mend)


def _strata(cohort: Cohort) -> set[str]:
    return {rate.stratum for rate in cohort.rates}


def _merged(scales: Sequence[tuple[Path, BaselineAndEffect]]) -> Iterator[Spot]:
    """A range whose ends are the numbers of two cohorts, not the interval of either."""
    for path, comparison in scales:
        others = comparison.other_baselines
        for place, rate in enumerate(comparison.baseline.rates):
            numbers = {
                one.per_100 for cohort in others for one in cohort.rates if one.stratum == rate.stratum
            }
            if _spans(rate, numbers):
                found = "The ends of this range are the numbers of two cohorts."
                mend = "Give the interval of this cohort alone, or none."
                yield Spot((*path, "baseline", "rates", place), found, mend)


def _spans(rate: StratumRate, numbers: set[float]) -> bool:
    if rate.interval is None:
        return False
    ends = {rate.interval.low, rate.interval.high}
    return bool(ends & numbers) and ends <= numbers | {rate.per_100}


def _direction(subject: Subject) -> Looked:
    counts = [
        (("comparisons", place, "endpoint", "desirable"), one.endpoint)
        for place, one in enumerate(subject.document.comparisons)
        if isinstance(one.endpoint, Endpoint)
    ]
    spots = (spot for path, endpoint in counts for spot in _turned(path, endpoint))
    return looked(counted(len(counts), "event"), spots)


def _turned(path: Path, endpoint: Endpoint) -> Iterator[Spot]:
    """Words only hint at it, so this is advice; nothing is said where both kinds of words stand."""
    hoped, feared = _HOPED_FOR.search(endpoint.event), _FEARED.search(endpoint.event)
    if endpoint.desirable and feared and not hoped:
        found = f"“{endpoint.event}” is marked as something that people hope for."
        yield Spot(path, found, "Leave out desirable: true, or say what is counted in other words.")
    if hoped and not feared and not endpoint.desirable:
        found = f"“{endpoint.event}” reads like something that people hope for, and is not marked."
        yield Spot(path, found, "Write desirable: true, or say what is counted in other words.")


CHECKS = (Check(GAPS, _gaps), Check(ONE_COHORT, _one_cohort), Check(DIRECTION, _direction))
