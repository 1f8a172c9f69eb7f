"""What the shape of a choice-aid file cannot say: keys that meet, numbers that can be, dates, read-state.

One function per family; each yields problems and knows nothing of files or lines. A file with a problem is
not loaded. What only stops approval is the gate's to say (``alongside.aids.gate``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from alongside.aids import kinds
from alongside.aids.document import (
    AidDocument,
    Arms,
    BaselineAndEffect,
    Cohort,
    Comparison,
    UpperBound,
    all_grounds_of,
    arm_options,
)
from alongside.aids.outlook import Outlook
from alongside.aids.told_in_words import Difference, RangeOverTime, Score, Tally
from alongside.editorial.mistakes import Path, Problem
from alongside.plain.risk import RateUnit, group_size
from alongside.sources.estimates import (
    Counts,
    Effect,
    Grounds,
    Rate,
    Tag,
    impossible_in_effect,
    impossible_in_figure,
    recomputed,
    same_as_written,
    share_of,
)

TAKEN_SLUGS = ("drafts", "versions")
"""Pages of the program stand at these addresses beside those of the aids."""


def examine(document: AidDocument) -> Iterator[Problem]:
    """Every problem of a well-shaped document, apart from its words."""
    yield from _slug(document)
    yield from _does_nothing(document)
    yield from _repeated_keys(document)
    yield from _unknown_keys(document)
    yield from _cells(document)
    yield from _dates(document)
    yield from _grounds(document)
    yield from kinds.examine(document)
    numbers = tuple(_impossible_numbers(document))
    yield from numbers
    if not numbers:
        # Arithmetic on impossible numbers would only say the same again, less clearly.
        yield from derived_problems(document)
        yield from denominator_problems(document)
        yield from _mixed_units(document)


def _slug(document: AidDocument) -> Iterator[Problem]:
    if document.slug in TAKEN_SLUGS:
        what = f'The address "{document.slug}" belongs to another page: nobody could open this aid.'
        yield Problem("slug-taken", ("slug",), what, "Give the aid another slug.")


def _does_nothing(document: AidDocument) -> Iterator[Problem]:
    marked = [option.key for option in document.options if option.does_nothing]
    if len(marked) == 1:
        return
    what = (
        f"{len(marked)} options are marked does_nothing: true" if marked else "No option does nothing for now"
    )
    mend = "Mark exactly one. Doing nothing for now is always one of the things that can be done."
    yield Problem("exactly-one-does-nothing", ("options",), f"{what}.", mend)


def _repeated_keys(document: AidDocument) -> Iterator[Problem]:
    lists: dict[str, Iterable[str]] = {
        "options": [option.key for option in document.options],
        "outcomes": [outcome.key for outcome in document.outcomes]
        + [one.key for one in document.also_matters],
        "comparisons": [comparison.key for comparison in document.comparisons],
        "sources": [record.key for record in document.sources],
    }
    for field, keys in lists.items():
        yield from _repeated(keys, (field,), "key")
    if document.strata:
        yield from _repeated((choice.key for choice in document.strata.choices), ("strata", "choices"), "key")
    for place, comparison in enumerate(document.comparisons):
        path: Path = ("comparisons", place)
        beside = [one.key for one in comparison.beside] if isinstance(comparison, Arms) else []
        yield from _repeated((*arm_options(comparison), *comparison.not_known, *beside), path, "option")
        yield from _repeated((*(one.key for one in document.options), *set(beside)), (*path, "beside"), "key")
        if isinstance(comparison, BaselineAndEffect):
            yield from _repeated((one.stratum for one in comparison.derived), (*path, "derived"), "stratum")
            for below, cohort in _cohorts(comparison):
                yield from _repeated(
                    (one.stratum for one in cohort.rates), (*path, *below, "rates"), "stratum"
                )


def _repeated(keys: Iterable[str], path: Path, kind: str) -> Iterator[Problem]:
    for key, times in Counter(keys).items():
        if times > 1:
            what = f'The {kind} "{key}" is used {times} times here.'
            yield Problem(f"repeated-{kind}", path, what, f"Use each {kind} once.")


def _unknown_keys(document: AidDocument) -> Iterator[Problem]:
    options = {option.key for option in document.options}
    outcomes = {outcome.key for outcome in document.outcomes}
    sources = {record.key for record in document.sources}
    strata = {choice.key for choice in document.strata.choices} if document.strata else set()
    for path, grounds in all_grounds_of(document):
        yield from _unknown([grounds.source], sources, "source", (*path, "source"))
    for place, comparison in enumerate(document.comparisons):
        path = ("comparisons", place)
        yield from _unknown([comparison.outcome], outcomes, "outcome", (*path, "outcome"))
        for below, keys in _named_options(comparison):
            yield from _unknown(keys, options, "option", (*path, *below))
        if isinstance(comparison, BaselineAndEffect):
            yield from _unknown(
                (d.stratum for d in comparison.derived), strata, "stratum", (*path, "derived")
            )
            for below, cohort in _cohorts(comparison):
                yield from _unknown(
                    (r.stratum for r in cohort.rates), strata, "stratum", (*path, *below, "rates")
                )


def _named_options(comparison: Comparison) -> Iterator[tuple[Path, list[str]]]:
    yield ("not_known",), list(comparison.not_known)
    match comparison:
        case Arms(arms=arms, does_not_apply=others):
            yield from ((("arms", place, "option"), [arm.option]) for place, arm in enumerate(arms))
            yield ("does_not_apply",), [one.option for one in others]
        case RangeOverTime() | Difference() | Tally() | Score():
            yield (), list(arm_options(comparison))
        case BaselineAndEffect(untreated=untreated, treated=treated):
            yield from ((("untreated",), [untreated]), (("treated",), [treated]))
        case UpperBound(option=option, against=against):
            yield from ((("option",), [option]), (("against",), [against]))


def _unknown(keys: Iterable[str], known: set[str], kind: str, path: Path) -> Iterator[Problem]:
    for key in keys:
        if key not in known:
            mend = (
                f"Known here: {', '.join(sorted(known))}."
                if known
                else f"The aid names no {kind} yet: add it."
            )
            yield Problem(f"unknown-{kind}", path, f'There is no {kind} "{key}".', mend)


def _cells(document: AidDocument) -> Iterator[Problem]:
    """Every option has its cell in every comparison: a figure, or "not known from this source"."""
    for place, comparison in enumerate(document.comparisons):
        if isinstance(comparison, Outlook):
            continue  # It speaks of people, and of no option.
        named = {*arm_options(comparison), *comparison.not_known}
        for option in document.options:
            if option.key not in named:
                what = f'The comparison says nothing about the option "{option.key}".'
                mend = f"Give its figure, or add it to not_known: [{option.key}]."
                yield Problem("missing-cell", ("comparisons", place), what, mend)
    compared = {comparison.outcome for comparison in document.comparisons}
    for place, outcome in enumerate(document.outcomes):
        if outcome.key not in compared and not outcome.not_sourced:
            what, mend = "No comparison is about this outcome.", "Add one, or move it to also_matters."
            yield Problem("missing-cell", ("outcomes", place), what, mend)


def _dates(document: AidDocument) -> Iterator[Problem]:
    written = {"published": document.published, "next_review_due": document.next_review_due}
    dates: dict[str, date] = {}
    for field, text in written.items():
        try:
            dates[field] = date.fromisoformat(text)
        except ValueError:
            yield Problem("impossible-date", (field,), f"There is no day {text}.", "Correct the date.")
    if len(dates) == 2 and dates["next_review_due"] <= dates["published"]:
        what = f"The next review is due {document.next_review_due}, not after {document.published}."
        mend = "Set it to a day after the day of publication."
        yield Problem("review-before-published", ("next_review_due",), what, mend)


def _grounds(document: AidDocument) -> Iterator[Problem]:
    records = {record.key: record for record in document.sources}
    for path, grounds in all_grounds_of(document):
        yield from _read_state(grounds, path)
        if grounds.time_span is None and not {"effect", "scale"} & set(path):
            mend = "Say over how long the events were counted."
            yield Problem("no-time-span", path, "This number has no time span.", mend)
        record = records.get(grounds.source)
        if record and grounds.tag is Tag.PRIMARY and not record.primary:
            what = f'The tag is V, but "{record.key}" reports the work of others (primary: false).'
            yield Problem("tag-and-source", (*path, "tag"), what, "Tag it V2, or cite the primary source.")


def _read_state(grounds: Grounds, path: Path) -> Iterator[Problem]:
    if grounds.tag is Tag.SECONDARY and not grounds.read_in:
        what = "The number was read in a secondary source (tag V2), but which one is not said."
        yield Problem("secondary-not-named", path, what, "Add read_in: with the work it was read in.")
    if grounds.tag is Tag.DERIVED:
        what = "A number with the tag D must come from a formula that can be worked out again."
        mend = 'Write it as a comparison of the kind "baseline and effect".'
        yield Problem("derived-without-formula", (*path, "tag"), what, mend)


def _cohorts(comparison: BaselineAndEffect) -> Iterator[tuple[Path, Cohort]]:
    yield ("baseline",), comparison.baseline
    for place, cohort in enumerate(comparison.other_baselines):
        yield ("other_baselines", place), cohort


def figures_of(comparison: Comparison) -> Iterator[tuple[Path, Counts | Rate]]:
    """Every figure of a comparison as its source prints it, with its place below the comparison."""
    match comparison:
        case Arms(arms=arms, beside=others):
            yield from ((("arms", place, "figure"), arm.figure) for place, arm in enumerate(arms))
            yield from ((("beside", place, "figure"), one.figure) for place, one in enumerate(others))
        case UpperBound(at_most=at_most):
            yield ("at_most",), at_most
        case RangeOverTime(arms=arms):
            for place, arm in enumerate(arms):
                yield ("arms", place, "low"), Rate(per_100=arm.low, of=RateUnit.PEOPLE)
                yield ("arms", place, "high"), Rate(per_100=arm.high, of=RateUnit.PEOPLE)
        case Difference(per_100=per_100):
            yield ("per_100",), Rate(per_100=abs(per_100), of=RateUnit.PEOPLE)
        case Outlook(cohorts=cohorts):
            yield from ((("cohorts", place, "figure"), one.figure) for place, one in enumerate(cohorts))
        case BaselineAndEffect():
            for below, cohort in _cohorts(comparison):
                for place, rate in enumerate(cohort.rates):
                    yield (*below, "rates", place), rate.rate(cohort.of)


def effects_of(comparison: Comparison) -> Iterator[tuple[Path, Effect]]:
    """Every relative effect of a comparison with its place below the comparison."""
    if isinstance(comparison, Arms | Difference) and comparison.effect:
        yield ("effect",), comparison.effect
    if isinstance(comparison, BaselineAndEffect):
        yield ("effect", "figure"), comparison.effect.figure


def _impossible_numbers(document: AidDocument) -> Iterator[Problem]:
    mend = "Check the numbers against the source."
    for place, comparison in enumerate(document.comparisons):
        figures = ((below, impossible_in_figure(figure)) for below, figure in figures_of(comparison))
        effects = ((below, impossible_in_effect(effect)) for below, effect in effects_of(comparison))
        for below, why in chain(figures, effects):
            if why:
                yield Problem("impossible-number", ("comparisons", place, *below), why, mend)


def derived_problems(document: AidDocument) -> Iterator[Problem]:
    """Derived numbers that are not what their formula gives."""
    for place, comparison in enumerate(document.comparisons):
        if isinstance(comparison, BaselineAndEffect):
            for problem in _derived_in(comparison, document.denominator):
                path = ("comparisons", place, *problem.path)
                yield Problem(problem.rule, path, problem.what, problem.mend)


def _derived_in(comparison: BaselineAndEffect, people: int) -> Iterator[Problem]:
    baselines = {rate.stratum: rate for rate in comparison.baseline.rates}
    for key in sorted(baselines.keys() ^ {one.stratum for one in comparison.derived}):
        what = f'The stratum "{key}" has a baseline or a derived number, but not both.'
        yield Problem("derived-missing", ("derived",), what, "Give both, or neither.")
    for place, written in enumerate(comparison.derived):
        if written.stratum not in baselines:
            continue
        try:
            again = recomputed(comparison.derivation(baselines[written.stratum]), people)
        except ValueError as error:
            yield Problem("derived-impossible", ("derived", place), str(error), "Check the formula's inputs.")
            continue
        if not same_as_written(written.derived(), again):
            what = f"{written.per_people} ({written.low} to {written.high}) is not what the formula gives."
            mend = (
                f"Write {again.per_people:.1f} ({again.low:.1f} to {again.high:.1f}), or correct the inputs."
            )
            yield Problem("derived-differs", ("derived", place), what, mend)


def denominator_problems(document: AidDocument) -> Iterator[Problem]:
    """A denominator too small for the smallest of the numbers."""
    figures = chain.from_iterable(figures_of(comparison) for comparison in document.comparisons)
    if group_size(share_of(figure) for _, figure in figures) > document.denominator:
        what = (
            f"Some numbers are under 1 in 100, but the aid tells all of them out of {document.denominator}."
        )
        yield Problem("denominator", ("denominator",), what, "Write denominator: 1000.")


def _mixed_units(document: AidDocument) -> Iterator[Problem]:
    for place, comparison in enumerate(document.comparisons):
        if not isinstance(comparison, Arms):
            continue
        figures = [arm.figure for arm in comparison.arms] + [one.figure for one in comparison.beside]
        units = {"people" if isinstance(one, Counts) else str(one.of) for one in figures}
        if len(units) > 1:
            what = f"The arms have different denominators: {' and '.join(sorted(units))}."
            mend = "Give all arms of one comparison in the same unit, as the source does."
            yield Problem("mixed-denominators", ("comparisons", place, "arms"), what, mend)
