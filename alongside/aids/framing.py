"""What every comparison of a page has in common: whose words, whose numbers, which table, which sources."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.aids.document import AidDocument, Arms, Compared, Comparison, Option, grounds_of
from alongside.aids.page import Cell, Citation, ComparisonView, Figure, Table
from alongside.aids.parts import Endpoint
from alongside.aids.telling import Teller
from alongside.plain.risk import OutOf, natural_frequency, natural_range
from alongside.sources.estimates import Counts, Grounds, Rate, interval_of_share, share_of
from alongside.web import pictures


@dataclass(frozen=True, slots=True)
class Frame:
    """What the comparisons of one page share: the aid, the order of its options, the words."""

    document: AidDocument
    options: tuple[Option, ...]
    teller: Teller

    @property
    def people(self) -> int:
        return self.document.denominator

    def when(self, comparison: Comparison) -> str:
        span = main_grounds(comparison).time_span
        return span.words if span else ""

    def assembled(
        self,
        comparison: Comparison,
        figures: tuple[Figure, ...],
        *,
        sum_up: str,
        table: Table | None = None,
        sentences: tuple[str, ...] | None = None,
        bars: pictures.PairedBars | None = None,
        sureness: tuple[str, ...] = (),
        as_published: tuple[str, ...] = (),
        notes: tuple[str, ...] = (),
        spread: Table | None = None,
    ) -> ComparisonView:
        """The view; ``table`` and ``sentences`` are made from the figures where none are given.

        Raises TypeError for a comparison that counts no people and gives neither.
        """
        endpoint, grounds = comparison.endpoint, main_grounds(comparison)
        return ComparisonView(
            key=comparison.key,
            name=endpoint.name,
            medical_name=endpoint.medical_name,
            what_it_is=endpoint.what_it_is,
            who=self.teller.who(grounds),
            time_span=self.when(comparison),
            figures=figures,
            sum_up=sum_up,
            sentences=self.both_frames(comparison, figures) if sentences is None else sentences,
            arrays=None,
            bars=bars,
            table=self.table(comparison, figures) if table is None else table,
            sureness=(*sureness, self.teller.certainty(grounds.certainty)),
            notes=(*comparison.notes, *notes),
            as_published=as_published,
            spread=spread,
            citations=tuple(self.citation(one) for _, one in grounds_of(comparison)),
            desirable=isinstance(endpoint, Endpoint) and endpoint.desirable,
        )

    def figure(self, option: Compared, figure: Counts | Rate) -> Figure:
        """An option's figure in whole people, with its interval where the source or its counts give one."""
        interval = interval_of_share(figure)
        low, high = natural_range(interval, self.people) if interval else (None, None)
        return Figure(option.key, option.name, natural_frequency(share_of(figure), self.people), low, high)

    def array(self, key: str, figure: Figure, endpoint: Endpoint, when: str) -> pictures.IconArray:
        """One figure as a picture that stands alone."""
        return pictures.IconArray(
            key=picture_key(key),
            title=figure.name,
            people=self.people,
            event=figure.out_of.count,
            event_label=endpoint.event,
            none_label=endpoint.no_event,
            time_span=when,
            low=count_of(figure.low),
            high=count_of(figure.high),
        )

    def both_frames(self, comparison: Comparison, figures: tuple[Figure, ...]) -> tuple[str, ...]:
        endpoint, when = counted(comparison), self.when(comparison)
        return tuple(self.teller.both_frames(figure, endpoint, when) for figure in figures)

    def table(self, comparison: Comparison, figures: tuple[Figure, ...]) -> Table:
        endpoint = counted(comparison)
        head = (endpoint.event, self.teller.from_to(), endpoint.no_event)
        rows = [(figure.name, self.cells(figure)) for figure in figures]
        return self.captioned(comparison, head, rows)

    def captioned(
        self, comparison: Comparison, head: tuple[str, ...], rows: list[tuple[str, tuple[Cell, ...]]]
    ) -> Table:
        """A table of people with a row for every option: also those that the source says nothing of."""
        caption = self.teller.table_caption(self.people, self.when(comparison))
        return Table(caption, head, (*rows, *self.other_rows(comparison, len(head))))

    def other_rows(self, comparison: Comparison, cells: int) -> list[tuple[str, tuple[Cell, ...]]]:
        """The rows of the options without a figure: why none can be, or that none is known."""
        why = {}
        if isinstance(comparison, Arms):
            why = {one.option: one.why for one in comparison.does_not_apply}
        return [
            (one.name, (why[one.key],) * cells if one.key in why else (None,) * cells)
            for one in self.options
            if one.key in why or one.key in comparison.not_known
        ]

    def cells(self, figure: Figure) -> tuple[Cell, ...]:
        told = self.teller
        return told.count(figure.out_of), told.range(figure.low, figure.high), told.others(figure.out_of)

    def citation(self, grounds: Grounds) -> Citation:
        return Citation(
            source=grounds.source,
            reference=self.document.source(grounds.source).reference(),
            place=grounds.place,
            how_read=self.teller.how_read(grounds.tag),
            read_in=grounds.read_in or "",
            certainty=self.teller.certainty(grounds.certainty),
            who=self.teller.who(grounds),
        )


def main_grounds(comparison: Comparison) -> Grounds:
    return next(grounds for _, grounds in grounds_of(comparison))


def counted(comparison: Comparison) -> Endpoint:
    """The endpoint of a comparison that counts people. Raises TypeError for one that does not."""
    if not isinstance(comparison.endpoint, Endpoint):
        raise TypeError(f'The comparison "{comparison.key}" counts no people.')
    return comparison.endpoint


def count_of(out_of: OutOf | None) -> int | None:
    return None if out_of is None else out_of.count


def can_be_drawn(figures: tuple[Figure, ...]) -> bool:
    """A picture of nobody would say "none" where the truth is "fewer than 1"."""
    return not any(_smaller_than_one(figure.out_of) for figure in figures)


def _smaller_than_one(out_of: OutOf) -> bool:
    return out_of.fewer_than_one or out_of.others_fewer_than_one


def picture_key(key: str) -> str:
    return "picture-" + key.replace("_", "-")
