"""One comparison made ready: its figures first, then everything else from the figures."""

from __future__ import annotations

from dataclasses import dataclass, replace

from alongside.aids.document import (
    AidDocument,
    Arms,
    BaselineAndEffect,
    Comparison,
    Option,
    StratumRate,
    UpperBound,
    grounds_of,
)
from alongside.aids.page import Cell, Citation, ComparisonView, Figure, Table
from alongside.aids.telling import Teller
from alongside.plain.risk import OutOf, apply_relative_risk_reduction, natural_frequency, natural_range
from alongside.plain.rounding import exact
from alongside.sources.estimates import (
    Counts,
    Grounds,
    Rate,
    interval_of_share,
    reduction_of,
    share_of,
)
from alongside.web import pictures


@dataclass(frozen=True, slots=True)
class Comparing:
    """What the comparisons of one page share: the aid, the order of its options, the stratum, the words."""

    document: AidDocument
    options: tuple[Option, ...]
    stratum: str | None
    teller: Teller

    def view(self, comparison: Comparison) -> ComparisonView:
        """The comparison ready to be shown."""
        match comparison:
            case Arms():
                return self._arms(comparison)
            case BaselineAndEffect():
                return self._baseline_and_effect(comparison)
            case UpperBound():
                return self._upper_bound(comparison)

    # Options side by side in one source

    def _arms(self, comparison: Arms) -> ComparisonView:
        arms = {arm.option: arm for arm in comparison.arms}
        figures = tuple(self._figure(one, arms[one.key].figure) for one in self.options if one.key in arms)
        first, second = (self.document.option(arm.option) for arm in comparison.arms[:2])
        published = [
            self.teller.published(self.document.option(arm.option).name, arm.figure)
            for arm in comparison.arms
        ]
        if comparison.effect:
            published.append(self.teller.effect(comparison.effect, f"{first.name} / {second.name}"))
        ranges = () if all(figure.low for figure in figures) else (self.teller.no_range(),)
        return self._assembled(
            comparison,
            figures,
            sum_up=self._differences(comparison, figures),
            bars=self._bars(comparison, figures),
            sureness=(*ranges, self.teller.direction(comparison, first, second)),
            as_published=tuple(published),
        )

    def _figure(self, option: Option, figure: Counts | Rate) -> Figure:
        interval = interval_of_share(figure)
        low, high = natural_range(interval, self._people) if interval else (None, None)
        return Figure(option.key, option.name, natural_frequency(share_of(figure), self._people), low, high)

    def _differences(self, comparison: Arms, figures: tuple[Figure, ...]) -> str:
        """Each arm against the last that the file names, from the figures the reader sees."""
        named = {figure.option: (figure, self.document.option(figure.option)) for figure in figures}
        *ones, other = (named[arm.option] for arm in comparison.arms)
        event, when = comparison.endpoint.event, self._when(comparison)
        return " ".join(self.teller.difference(one, other, event, when) for one in ones)

    def _bars(self, comparison: Arms, figures: tuple[Figure, ...]) -> pictures.PairedBars | None:
        if not _can_be_drawn(figures):
            return None
        arms = tuple(
            pictures.Arm(one.name, one.out_of.count, _count(one.low), _count(one.high)) for one in figures
        )
        return pictures.PairedBars(
            key=_picture_key(comparison.key),
            title=self.teller.side_by_side(one.name for one in figures),
            people=self._people,
            event_label=comparison.endpoint.event,
            time_span=self._when(comparison),
            arms=arms,
        )

    # One cohort's baseline and one trial's effect

    def _baseline_and_effect(self, comparison: BaselineAndEffect) -> ComparisonView:
        rate = comparison.baseline.rate(self.stratum) if self.stratum else None
        if rate is None:
            return self._without_stratum(comparison)
        untreated, treated = self._cohort_figures(comparison, rate)
        ones = (treated, self.document.option(comparison.treated))
        others = (untreated, self.document.option(comparison.untreated))
        view = self._assembled(
            comparison,
            (untreated, treated),
            notes=(rate.note,) if rate.note else (),
            sum_up=self.teller.difference(ones, others, comparison.endpoint.event, self._when(comparison)),
            sureness=self.teller.derived(comparison, treated, untreated),
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
        low, high = natural_range(around, self._people)
        treated = self.document.option(comparison.treated)
        count = natural_frequency(share, self._people)
        return (
            self._figure(self.document.option(comparison.untreated), baseline),
            Figure(treated.key, treated.name, count, low, high, estimated=True),
        )

    def _with_spared(self, comparison: BaselineAndEffect, view: ComparisonView) -> ComparisonView:
        """Those whom the treatment keeps from it, where it does: drawn, said and in the table."""
        untreated, treated = view.figures
        spared = untreated.out_of.count - treated.out_of.count
        drawable = _can_be_drawn(view.figures)
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
            key=_picture_key(f"{comparison.key}-{figure.option}"),
            title=figure.name,
            people=self._people,
            event=figure.out_of.count,
            event_label=comparison.endpoint.event,
            none_label=comparison.unaffected if spared else comparison.endpoint.no_event,
            time_span=self._when(comparison),
            avoided=spared,
            avoided_label=comparison.spared if spared else "",
            low=_count(figure.low),
            high=_count(figure.high),
        )

    def _without_stratum(self, comparison: BaselineAndEffect) -> ComparisonView:
        """All strata in one table and no picture: whose numbers they are is not guessed."""
        score = self.document.strata.name if self.document.strata else ""
        sum_up = self.teller.not_known_here() if self.stratum else self.teller.choose_first(score.lower())
        notes = dict.fromkeys(rate.note for rate in comparison.baseline.rates if rate.note)
        view = self._assembled(comparison, (), sum_up=sum_up, notes=tuple(notes))
        names = {one.key: one.name for one in self.document.strata.choices} if self.document.strata else {}
        options = (self.document.option(key) for key in (comparison.untreated, comparison.treated))
        head = (*(option.name for option in options), self.teller.from_to())
        rows = tuple(
            (names[rate.stratum], self._stratum_cells(comparison, rate)) for rate in comparison.baseline.rates
        )
        caption = self.teller.by_stratum(view.name, score.lower(), self._people, view.time_span)
        return replace(view, table=Table(caption, head, rows))

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
            cells: tuple[Cell, ...] = (None, None, cohort.counted)
            if rate:
                count = natural_frequency(share_of(rate.rate(cohort.of)), self._people)
                cells = (
                    self.teller.count(count),
                    f"{rate.people:,}" if rate.people else None,
                    cohort.counted,
                )
            rows.append((cohort.name, cells))
        caption = self.teller.other_groups(choice, self._people, self._when(comparison))
        head = (self.teller.how_many(), self.teller.people_counted(), self.teller.what_was_counted())
        return Table(caption, head, tuple(rows))

    # Only an upper bound

    def _upper_bound(self, comparison: UpperBound) -> ComparisonView:
        bound = _not_below(share_of(comparison.at_most), self._people)
        option, against = self.document.option(comparison.option), self.document.option(comparison.against)
        view = self._assembled(
            comparison,
            (),
            sum_up=self.teller.at_most(
                bound, option, against, comparison.endpoint.event, self._when(comparison)
            ),
            sureness=(self.teller.bound_only(),),
            as_published=(self.teller.published_bound(option.name, comparison.at_most),),
        )
        cells = {comparison.option: self.teller.at_most_more(bound)}
        rows = tuple((one.name, (cells.get(one.key),)) for one in self.options)
        return replace(view, table=Table(view.table.caption, (comparison.endpoint.event,), rows))

    # What all kinds share

    @property
    def _people(self) -> int:
        return self.document.denominator

    def _when(self, comparison: Comparison) -> str:
        span = _main_grounds(comparison).time_span
        return span.words if span else ""

    def _assembled(
        self,
        comparison: Comparison,
        figures: tuple[Figure, ...],
        *,
        sum_up: str,
        bars: pictures.PairedBars | None = None,
        sureness: tuple[str, ...] = (),
        as_published: tuple[str, ...] = (),
        notes: tuple[str, ...] = (),
        spread: Table | None = None,
    ) -> ComparisonView:
        endpoint, grounds, when = comparison.endpoint, _main_grounds(comparison), self._when(comparison)
        return ComparisonView(
            key=comparison.key,
            name=endpoint.name,
            medical_name=endpoint.medical_name,
            what_it_is=endpoint.what_it_is,
            who=self.teller.who(grounds),
            time_span=when,
            figures=figures,
            sum_up=sum_up,
            sentences=tuple(self.teller.both_frames(figure, endpoint, when) for figure in figures),
            arrays=None,
            bars=bars,
            table=self._table(comparison, figures),
            sureness=(*sureness, self.teller.certainty(grounds.certainty)),
            notes=(*comparison.notes, *notes),
            as_published=as_published,
            spread=spread,
            citations=tuple(self._citation(one) for _, one in grounds_of(comparison)),
        )

    def _table(self, comparison: Comparison, figures: tuple[Figure, ...]) -> Table:
        head = (comparison.endpoint.event, self.teller.from_to(), comparison.endpoint.no_event)
        rows = [(figure.name, self._cells(figure)) for figure in figures]
        unknown = (one.name for one in self.options if one.key in comparison.not_known)
        rows += [(name, (None, None, None)) for name in unknown]
        return Table(self.teller.table_caption(self._people, self._when(comparison)), head, tuple(rows))

    def _cells(self, figure: Figure) -> tuple[Cell, ...]:
        told = self.teller
        return told.count(figure.out_of), told.range(figure.low, figure.high), told.others(figure.out_of)

    def _citation(self, grounds: Grounds) -> Citation:
        return Citation(
            source=grounds.source,
            reference=self.document.source(grounds.source).reference(),
            place=grounds.place,
            how_read=self.teller.how_read(grounds.tag),
            read_in=grounds.read_in or "",
            certainty=self.teller.certainty(grounds.certainty),
            who=self.teller.who(grounds),
        )


def _main_grounds(comparison: Comparison) -> Grounds:
    return next(grounds for _, grounds in grounds_of(comparison))


def _count(out_of: OutOf | None) -> int | None:
    return None if out_of is None else out_of.count


def _not_below(share: float, people: int) -> OutOf:
    """An upper bound in whole people: rounded up, so that it stays a bound."""
    nearest = natural_frequency(share, people)
    if nearest.fewer_than_one or exact(share) * people <= nearest.count:
        return nearest
    return OutOf(nearest.count + 1, people)


def _can_be_drawn(figures: tuple[Figure, ...]) -> bool:
    """A picture of nobody would say "none" where the truth is "fewer than 1"."""
    return not any(_smaller_than_one(figure.out_of) for figure in figures)


def _smaller_than_one(out_of: OutOf) -> bool:
    return out_of.fewer_than_one or out_of.others_fewer_than_one


def _picture_key(key: str) -> str:
    return "picture-" + key.replace("_", "-")
