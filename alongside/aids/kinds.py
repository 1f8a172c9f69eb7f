"""What each kind of aid and of comparison asks for beyond its shape: nothing mixed, nothing impossible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from alongside.aids.about_test import PeopleTested
from alongside.aids.document import AidDocument, AidKind, Comparison
from alongside.aids.outlook import Outlook
from alongside.aids.told_in_words import Difference, RangeOverTime, Score
from alongside.editorial.mistakes import Path, Problem
from alongside.plain.risk import check_interval_holds
from alongside.sources.estimates import Range, interval_of


def examine(document: AidDocument) -> Iterator[Problem]:
    """Every problem that the kind of the aid, or of one of its comparisons, makes one."""
    yield from _mixed(document)
    yield from _test(document)
    yield from _told_by_team(document)
    for place, comparison in enumerate(document.comparisons):
        path: Path = ("comparisons", place)
        yield from _repeated_cohorts(comparison, path)
        for below, why in _impossible(comparison):
            mend = "Check the numbers against the source."
            yield Problem("impossible-number", (*path, *below), why, mend)


def _mixed(document: AidDocument) -> Iterator[Problem]:
    """An outlook beside a comparison would be read as the effect of something that can be done."""
    for place, comparison in enumerate(document.comparisons):
        if isinstance(comparison, Outlook) is (document.kind is AidKind.OUTLOOK):
            continue
        path: Path = ("comparisons", place)
        if isinstance(comparison, Outlook):
            what = (
                f'An outlook stands in an aid of the kind "{document.kind}": it says nothing of any option.'
            )
            mend = 'Write an aid of the kind "outlook" for it, or a comparison of what can be done.'
        else:
            what = "This compares what can be done, but in an aid about an outlook nobody has compared it."
            mend = 'Write it as an outlook, or give the aid the kind "choice".'
        yield Problem("outlook-and-choice-mixed", path, what, mend)


def _test(document: AidDocument) -> Iterator[Problem]:
    if (document.test is not None) is (document.kind is AidKind.TEST):
        if document.test is not None and document.test.tested is not None:
            yield from _tested(document.test.tested)
        return
    if document.test is None:
        what, mend = "The aid is about a test and does not say what the test finds.", 'Add "test:" to it.'
    else:
        what, mend = "Only an aid about a test says what a test finds.", 'Remove "test:", or correct kind.'
    yield Problem("about-the-test", ("test",), what, mend)


def _tested(tested: PeopleTested) -> Iterator[Problem]:
    """Counts that do not fit into each other, or are not what follows from the rates."""
    path: Path = ("test", "tested")
    if (tested.harmless is None) is (tested.harmless_label is not None):
        what = "The people found for nothing have a number without words, or words without a number."
        yield Problem("found-for-nothing", path, what, "Give harmless and harmless_label, or neither.")
    try:
        tree, again = tested.tree(), tested.again()
    except ValueError as error:
        yield Problem("impossible-number", path, str(error), "Check the numbers against the source.")
        return
    for name in ("ill", "found", "false_alarms") if again else ():
        if getattr(tree, name) != getattr(again, name):
            what = f"{getattr(tree, name)} is not what follows from the rates."
            mend = f"Write {getattr(again, name)}, or correct the rates."
            yield Problem("derived-differs", (*path, name), what, mend)


def _told_by_team(document: AidDocument) -> Iterator[Problem]:
    if document.kind is AidKind.OUTLOOK and not any(one.told_by_team for one in document.options):
        what = "No option leaves a place for what the care team tells in its own words."
        mend = "Give told_by_team to each option that nobody has counted."
        yield Problem("told-by-team", ("options",), what, mend)


def _repeated_cohorts(comparison: Comparison, path: Path) -> Iterator[Problem]:
    if not isinstance(comparison, Outlook):
        return
    for key, times in Counter(cohort.key for cohort in comparison.cohorts).items():
        if times > 1:
            what = f'The cohort "{key}" stands here {times} times.'
            yield Problem("repeated-cohort", (*path, "cohorts"), what, "Show each cohort once.")


def _impossible(comparison: Comparison) -> Iterator[tuple[Path, str]]:
    match comparison:
        case RangeOverTime(arms=arms):
            for place, arm in enumerate(arms):
                if arm.low > arm.high:
                    yield ("arms", place), f"The range runs from {arm.low} down to {arm.high}."
        case Difference(per_100=value, interval=interval):
            yield from _not_held(value, interval, ("interval",))
        case Score():
            yield from _impossible_score(comparison)


def _impossible_score(score: Score) -> Iterator[tuple[Path, str]]:
    width = score.scale.high - score.scale.low
    if width <= 0:
        yield ("scale",), f"The scale runs from {score.scale.low:g} down to {score.scale.high:g}."
        return
    difference = score.difference
    points = {("arms", place, "change"): arm.change for place, arm in enumerate(score.arms)}
    for path, value in (points | {("difference", "points"): difference.points}).items():
        if abs(value) > width:
            yield path, f"{value:g} points do not fit on a scale of {width:g}."
    yield from _not_held(difference.points, difference.interval, ("difference", "interval"))
    for place, arm in enumerate(score.arms):
        yield from _not_held(arm.change, arm.interval, ("arms", place, "interval"))


def _not_held(value: float, written: Range | None, path: Path) -> Iterator[tuple[Path, str]]:
    try:
        interval = interval_of(written)
        if interval is not None:
            check_interval_holds(value, interval)
    except ValueError as error:
        yield path, str(error)
