"""One comparison made ready: its figures first, then everything else from the figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from alongside.aids import in_words, outlooks
from alongside.aids.document import (
    Arms,
    BaselineAndEffect,
    Cohort,
    Compared,
    Comparison,
    StratumRate,
    UpperBound,
)
from alongside.aids.framing import Frame, can_be_drawn, count_of, picture_key
from alongside.aids.outlook import Outlook
from alongside.aids.page import Cell, ComparisonView, Figure, Table
from alongside.aids.told_in_words import Difference, RangeOverTime, Score, Tally
from alongside.plain.risk import (
    OutOf,
    Proportion,
    apply_relative_risk_reduction,
    natural_frequency,
    natural_range,
    newcombe,
)
from alongside.plain.rounding import exact
from alongside.sources.estimates import Counts, Rate, reduction_of, share_of
from alongside.sources.records import Kind
from alongside.web import pictures

WATCHED = frozenset({Kind.COHORT})
"""Kinds of studies in which nobody drew who gets what."""


@dataclass(frozen=True, slots=True)
class Comparing(Frame):
    """The comparisons of one page, for the reader's stratum (None: not chosen yet)."""

    stratum: str | None

    def view(self, comparison: Comparison) -> ComparisonView:
        """The comparison ready to be shown."""
        match comparison:
            case Arms():
                return self._arms(comparison)
            case BaselineAndEffect():
                return self._baseline_and_effect(comparison)
            case UpperBound():
                return self._upper_bound(comparison)
            case RangeOverTime():
                return in_words.range_over_time(self, comparison)
            case Difference():
                return in_words.difference(self, comparison)
            case Tally():
                return in_words.tally(self, comparison)
            case Score():
                return in_words.score(self, comparison)
            case Outlook():
                return outlooks.outlook(self, comparison)

    # Options side by side in one source

    def _arms(self, comparison: Arms) -> ComparisonView:
        arms = {arm.option: arm for arm in comparison.arms}
        figures = (
            *(self.figure(one, arms[one.key].figure) for one in self.options if one.key in arms),
            *(replace(self.figure(one, one.figure), beside=True) for one in comparison.beside),
        )
        in_order = self._in_order(comparison)
        published = [self.teller.published(one.name, figure) for one, figure in in_order]
        if comparison.effect:
            first, second = (one.name for one, _ in in_order[:2])
            published.append(self.teller.effect(comparison.effect, f"{first} / {second}"))
        ranges = () if all(figure.low for figure in figures) else (self.teller.no_range(),)
        view = self.assembled(
            comparison,
            figures,
            sum_up=self._sum_up(comparison, figures),
            bars=self._bars(comparison, figures),
            sureness=(*ranges, *self._directions(comparison)),
            as_published=tuple(published),
        )
        return replace(view, array=self._alone(comparison, figures), further=comparison.further)

    def _in_order(self, comparison: Arms) -> list[tuple[Compared, Counts | Rate]]:
        """Whatever was counted, as the file names it: what cannot be done here comes first."""
        arms = ((self.document.option(arm.option), arm.figure) for arm in comparison.arms)
        return [*((one, one.figure) for one in comparison.beside), *arms]

    def _sum_up(self, comparison: Arms, figures: tuple[Figure, ...]) -> str:
        """Each arm against the last that the file names, from the figures the reader sees."""
        named = {figure.option: figure for figure in figures}
        *ones, other = ((named[one.key], one) for one, _ in self._in_order(comparison))
        event, when = comparison.endpoint.event, self.when(comparison)
        if not ones:
            return self.teller.alone(*other, event, when)
        return " ".join(self.teller.difference(one, other, event, when) for one in ones)

    def _directions(self, comparison: Arms) -> Iterator[str]:
        """What the source leaves open: by its own effect, else by the counts of each arm and the last."""
        *ones, (other, last) = self._in_order(comparison)
        if comparison.effect or not isinstance(last, Counts):
            if ones:
                watched = self.document.source(comparison.grounds.source).kind in WATCHED
                yield self.teller.direction(comparison.effect, ones[0][0], other, watched=watched)
            return
        for one, figure in ones:
            if isinstance(figure, Counts):
                between = newcombe(_proportion(figure), _proportion(last))
                yield self.teller.between(between, one, other, self.people)

    def _bars(self, comparison: Arms, figures: tuple[Figure, ...]) -> pictures.PairedBars | None:
        if len(figures) < 2 or not can_be_drawn(figures):
            return None
        arms = tuple(
            pictures.Arm(one.name, one.out_of.count, count_of(one.low), count_of(one.high)) for one in figures
        )
        return pictures.PairedBars(
            key=picture_key(comparison.key),
            title=self.teller.side_by_side(one.name for one in figures),
            people=self.people,
            event_label=comparison.endpoint.event,
            time_span=self.when(comparison),
            arms=arms,
        )

    def _alone(self, comparison: Arms, figures: tuple[Figure, ...]) -> pictures.IconArray | None:
        """The picture of an arm that is compared with nothing."""
        if len(figures) > 1 or not can_be_drawn(figures):
            return None
        return self.array(comparison.key, figures[0], comparison.endpoint, self.when(comparison))

    # One cohort's baseline and one trial's effect

    def _baseline_and_effect(self, comparison: BaselineAndEffect) -> ComparisonView:
        rate = comparison.baseline.rate(self.stratum) if self.stratum else None
        if rate is None:
            return self._without_stratum(comparison)
        untreated, treated = self._cohort_figures(comparison, rate)
        ones = (treated, self.document.option(comparison.treated))
        others = (untreated, self.document.option(comparison.untreated))
        view = self.assembled(
            comparison,
            (untreated, treated),
            notes=tuple(note for note in (rate.note, comparison.chosen_because) if note),
            sum_up=self.teller.difference(ones, others, comparison.endpoint.event, self.when(comparison)),
            sureness=(
                *self.teller.derived(comparison, treated, untreated),
                *self._between_groups(comparison, rate.stratum),
            ),
            as_published=(
                self.teller.published(others[1].name, rate.rate(comparison.baseline.of)),
                self.teller.effect(comparison.effect.figure, comparison.effect.name),
            ),
            spread=self._spread(comparison, rate.stratum),
        )
        return self._with_spared(comparison, view)

    def _cohort_figures(self, comparison: BaselineAndEffect, rate: StratumRate) -> tuple[Figure, Figure]:
        baseline = rate.rate(comparison.baseline.of)
        reduction, interval = reduction_of(comparison.effect.figure)
        # Worked out again rather than read from the file: rounding a rounded number would be off by one.
        share, around = apply_relative_risk_reduction(share_of(baseline), reduction, interval)
        low, high = natural_range(around, self.people)
        treated = self.document.option(comparison.treated)
        count = natural_frequency(share, self.people)
        return (
            self.figure(self.document.option(comparison.untreated), baseline),
            Figure(treated.key, treated.name, count, low, high, estimated=True),
        )

    def _with_spared(self, comparison: BaselineAndEffect, view: ComparisonView) -> ComparisonView:
        """Those whom the treatment keeps from it, where it does: drawn, said and in the table."""
        untreated, treated = view.figures
        spared = untreated.out_of.count - treated.out_of.count
        drawable = can_be_drawn(view.figures)
        if spared <= 0:
            arrays = (self._array(comparison, untreated), self._array(comparison, treated))
            return replace(view, arrays=pictures.Comparison(arrays) if drawable else None)
        arrays = (self._array(comparison, untreated), self._array(comparison, treated, spared))
        of_these = self.teller.of_these(spared, comparison.spared)
        said = self.teller.both_frames(treated, comparison.endpoint, view.time_span, of_these)
        told: dict[str, Cell] = {untreated.name: 0, treated.name: spared}
        table = Table(
            view.table.caption,
            (*view.table.head, self.teller.of_these_head(comparison.spared)),
            tuple((name, (*cells, told.get(name))) for name, cells in view.table.rows),
        )
        return replace(
            view,
            arrays=pictures.Comparison(arrays) if drawable else None,
            sentences=(view.sentences[0], said),
            table=table,
        )

    def _array(self, comparison: BaselineAndEffect, figure: Figure, spared: int = 0) -> pictures.IconArray:
        return pictures.IconArray(
            key=picture_key(f"{comparison.key}-{figure.option}"),
            title=figure.name,
            people=self.people,
            event=figure.out_of.count,
            event_label=comparison.endpoint.event,
            none_label=comparison.unaffected if spared else comparison.endpoint.no_event,
            time_span=self.when(comparison),
            avoided=spared,
            avoided_label=comparison.spared if spared else "",
            low=count_of(figure.low),
            high=count_of(figure.high),
        )

    def _without_stratum(self, comparison: BaselineAndEffect) -> ComparisonView:
        """All strata in one table and no picture: whose numbers they are is not guessed."""
        score = self.document.strata.name if self.document.strata else ""
        sum_up = self.teller.not_known_here() if self.stratum else self.teller.choose_first(score.lower())
        notes = dict.fromkeys(rate.note for rate in comparison.baseline.rates if rate.note)
        view = self.assembled(comparison, (), sum_up=sum_up, notes=tuple(notes))
        names = {one.key: one.name for one in self.document.strata.choices} if self.document.strata else {}
        options = (self.document.option(key) for key in (comparison.untreated, comparison.treated))
        head = (*(option.name for option in options), self.teller.from_to())
        rows = tuple(
            (names[rate.stratum], self._stratum_cells(comparison, rate)) for rate in comparison.baseline.rates
        )
        caption = self.teller.by_stratum(view.name, score.lower(), self.people, view.time_span)
        return replace(view, table=Table(caption, head, rows), waits=True)

    def _stratum_cells(self, comparison: BaselineAndEffect, rate: StratumRate) -> tuple[Cell, ...]:
        untreated, treated = self._cohort_figures(comparison, rate)
        told = self.teller
        return told.count(untreated.out_of), told.count(treated.out_of), told.range(treated.low, treated.high)

    def _spread(self, comparison: BaselineAndEffect, stratum: str) -> Table | None:
        """The baselines of all named cohorts beside each other; none of them enters another's formula."""
        if not comparison.other_baselines or not self.document.strata:
            return None
        choice = next(one.name for one in self.document.strata.choices if one.key == stratum)
        rows: list[tuple[str, tuple[Cell, ...]]] = []
        for cohort in (comparison.baseline, *comparison.other_baselines):
            rate = cohort.rate(stratum)
            count = self._in(cohort, stratum)
            people = f"{rate.people:,}" if rate and rate.people else None
            cells = (self.teller.count(count) if count else None, people, cohort.counted)
            rows.append((cohort.name, cells))
        caption = self.teller.other_groups(choice, self.people, self.when(comparison))
        head = (self.teller.how_many(), self.teller.people_counted(), self.teller.what_was_counted())
        return Table(caption, head, tuple(rows))

    def _in(self, cohort: Cohort, stratum: str) -> OutOf | None:
        rate = cohort.rate(stratum)
        return natural_frequency(share_of(rate.rate(cohort.of)), self.people) if rate else None

    def _between_groups(self, comparison: BaselineAndEffect, stratum: str) -> Iterator[str]:
        if not comparison.other_baselines:
            return
        cohorts = (comparison.baseline, *comparison.other_baselines)
        counts = [count for one in cohorts if (count := self._in(one, stratum)) is not None]
        ordered = sorted(counts, key=lambda count: (count.count, count.fewer_than_one))
        yield self.teller.between_groups(ordered[0], ordered[-1])

    # Only an upper bound

    def _upper_bound(self, comparison: UpperBound) -> ComparisonView:
        bound = not_below(share_of(comparison.at_most), self.people)
        option, against = self.document.option(comparison.option), self.document.option(comparison.against)
        view = self.assembled(
            comparison,
            (),
            sum_up=self.teller.at_most(
                bound, option, against, comparison.endpoint.event, self.when(comparison)
            ),
            sureness=(self.teller.bound_only(),),
            as_published=(self.teller.published_bound(option.name, comparison.at_most),),
        )
        cells = {comparison.option: self.teller.at_most_more(bound)}
        rows = tuple((one.name, (cells.get(one.key),)) for one in self.options)
        return replace(view, table=Table(view.table.caption, (comparison.endpoint.event,), rows))


def not_below(share: float, people: int) -> OutOf:
    """An upper bound in whole people: rounded up, so that it stays a bound."""
    nearest = natural_frequency(share, people)
    if nearest.fewer_than_one or exact(share) * people <= nearest.count:
        return nearest
    return OutOf(nearest.count + 1, people)


def _proportion(counts: Counts) -> Proportion:
    return Proportion(counts.events, counts.people)
