"""Geometry of the pictures of numbers: where each figure and each bar stands.

Pure arithmetic, no Django. Each value here carries the numbers *and* the words of one picture, so that the
drawing, the sentence beside it and the table under it can only say the same thing. The templates in
``web/pictures.html`` turn these values into SVG and HTML.

Why the pictures look as they do: person figures are remembered better than blocks and judged better than
heads; events stand together and fill from the bottom row; every choice is drawn over the same number of
people (Zikmund-Fisher et al. 2014, Med Decis Making 34:443; Galesic et al. 2009, Health Psychol 28:210).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

from alongside.plain.frequency_tree import FrequencyTree

Kind = Literal["event", "avoided", "none"]

COLUMNS = {10: 10, 100: 10, 1000: 40}
"""Figures in a row, by number of people. No other number of people is drawn."""

CELL_WIDTH = 10
CELL_HEIGHT = 20
GAP = 4
"""A figure fills a cell of 10 by 20 units; a gap of 4 after ten columns and five rows helps the eye count."""

COLUMNS_BETWEEN_GAPS = 10
ROWS_BETWEEN_GAPS = 5
_TEN = COLUMNS_BETWEEN_GAPS * CELL_WIDTH + GAP

_KEY = re.compile(r"[a-z][a-z0-9-]*")


def _check_key(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise ValueError(
            f"The key {key!r} names the picture in the page: small letters, digits and '-', a letter first."
        )


@dataclass(frozen=True)
class Run:
    """Figures of one kind that stand next to each other in one row; ``places``: the x of each, in units."""

    kind: Kind
    places: tuple[int, ...]

    @property
    def tens(self) -> tuple[int, ...]:
        """Where ten stand together between two gaps. They are drawn as one: a thousand shapes for themselves
        cost a slow phone a tenth of a second and two kilobytes."""
        return tuple(x for x in self.places if x % _TEN == 0 and x + 9 * CELL_WIDTH in self.places)

    @property
    def ones(self) -> tuple[int, ...]:
        """Where the others stand."""
        whole = set(self.tens)
        return tuple(x for x in self.places if x // _TEN * _TEN not in whole)


@dataclass(frozen=True)
class Row:
    """One row of figures: its y, in units from the top, and its runs from the start side on."""

    y: int
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class IconArray:
    """So many people out of 10, 100 or 1000, as person figures told apart by shape.

    ``event_label``, ``avoided_label`` and ``none_label`` are read right after a number, whatever it is:
    write "will have a stroke", not "has a stroke". ``low`` and ``high`` bound ``event`` (the interval of the
    source, over the same people). ``key`` is unique in the page; ids are made from it.

    Raises ``ValueError`` when the parts do not fit the number of people.
    """

    key: str
    title: str
    people: int
    event: int
    event_label: str
    none_label: str
    time_span: str
    avoided: int = 0
    avoided_label: str = ""
    low: int | None = None
    high: int | None = None

    def __post_init__(self) -> None:
        _check_key(self.key)
        if self.people not in COLUMNS:
            raise ValueError(f"A picture shows 10, 100 or 1000 people, not {self.people}.")
        if self.event < 0 or self.avoided < 0:
            raise ValueError(f"{self.title}: a number of people cannot be below 0.")
        if self.event + self.avoided > self.people:
            raise ValueError(
                f"{self.title}: {self.event} and {self.avoided} people do not fit into {self.people} people."
            )
        if self.avoided and not self.avoided_label:
            raise ValueError(f"{self.title}: say in avoided_label what happens to the {self.avoided} people.")
        _check_interval(self.title, self.low, self.event, self.high, self.people)

    @property
    def none(self) -> int:
        """People of neither kind; the three kinds always sum to ``people``."""
        return self.people - self.event - self.avoided

    @property
    def parts(self) -> tuple[tuple[Kind, int, str], ...]:
        """(kind, how many, words) of each part that the picture has, in the order of the figures."""
        parts: list[tuple[Kind, int, str]] = [("event", self.event, self.event_label)]
        if self.avoided_label:
            parts.append(("avoided", self.avoided, self.avoided_label))
        parts.append(("none", self.none, self.none_label))
        return tuple(parts)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that have a part, in the order of the figures."""
        return tuple(kind for kind, _, _ in self.parts)

    @property
    def ten(self) -> range:
        """The x of each figure of a ten, from its own start."""
        return range(0, COLUMNS_BETWEEN_GAPS * CELL_WIDTH, CELL_WIDTH)

    @property
    def columns(self) -> int:
        """Figures in a full row."""
        return COLUMNS[self.people]

    @property
    def width(self) -> int:
        """Width of the drawing, in units."""
        return _far_edge(self.columns, CELL_WIDTH, COLUMNS_BETWEEN_GAPS)

    @property
    def height(self) -> int:
        """Height of the drawing, in units."""
        return _far_edge(self.people // self.columns, CELL_HEIGHT, ROWS_BETWEEN_GAPS)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Rows from the bottom up: first the events, then the avoided, then everyone else."""
        kinds: list[Kind] = [kind for kind, count, _ in self.parts for _ in range(count)]
        lines = [kinds[at : at + self.columns] for at in range(0, self.people, self.columns)]
        return tuple(Row(y=self._y_of(number), runs=_runs(line)) for number, line in enumerate(lines))

    def _y_of(self, row: int) -> int:
        """y of the top of a row that is counted from the bottom."""
        return self.height - CELL_HEIGHT - _start(row, CELL_HEIGHT, ROWS_BETWEEN_GAPS)


@dataclass(frozen=True)
class Comparison:
    """Icon arrays that are read against each other: same people, same words, same time span.

    Raises ``ValueError`` otherwise, because different denominators mislead.
    """

    arrays: tuple[IconArray, ...]

    def __post_init__(self) -> None:
        if len(self.arrays) < 2:
            raise ValueError("A comparison needs at least two pictures.")
        if len({array.key for array in self.arrays}) < len(self.arrays):
            raise ValueError("Each picture of a comparison needs a key of its own.")
        for name in ("people", "time_span", "event_label"):
            found = sorted({str(getattr(array, name)) for array in self.arrays})
            if len(found) > 1:
                raise ValueError(
                    f"Pictures that are compared need the same {name}; found {' and '.join(found)}."
                )


@dataclass(frozen=True)
class Arm:
    """One bar: a number of people (it may have decimals) and, where the source gives one, its interval."""

    label: str
    value: Decimal | int
    low: Decimal | int | None = None
    high: Decimal | int | None = None


@dataclass(frozen=True)
class Bar:
    """Where one bar stands, in percent of the common scale; ``low`` and ``high`` end the whisker."""

    arm: Arm
    length: Decimal
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True)
class PairedBars:
    """Two or more bars over the same people, on one scale that starts at 0, with whiskers for the interval.

    Raises ``ValueError`` for fewer than two arms, for a number outside 0 to ``people`` and for an interval
    that does not lie around its number.
    """

    key: str
    title: str
    people: int
    event_label: str
    time_span: str
    arms: tuple[Arm, ...]

    def __post_init__(self) -> None:
        _check_key(self.key)
        if self.people not in COLUMNS:
            raise ValueError(f"Bars are drawn for 10, 100 or 1000 people, not {self.people}.")
        if len(self.arms) < 2:
            raise ValueError(f"{self.title}: bars are compared, so there are at least two.")
        for arm in self.arms:
            if not 0 <= arm.value <= self.people:
                raise ValueError(f"{arm.label}: {arm.value} does not lie between 0 and {self.people}.")
            _check_interval(arm.label, arm.low, arm.value, arm.high, self.people)

    @property
    def scale_end(self) -> Decimal:
        """The number at the end of the scale: the next 1, 2 or 5 times a power of ten, at most ``people``."""
        largest = max(
            Decimal(edge) for arm in self.arms for edge in (arm.value, arm.high) if edge is not None
        )
        return min(_round_up(largest), Decimal(self.people))

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The bars in the order of the arms."""
        return tuple(
            Bar(arm, self._percent(arm.value), self._maybe_percent(arm.low), self._maybe_percent(arm.high))
            for arm in self.arms
        )

    @property
    def has_intervals(self) -> bool:
        """Whether any arm has an interval."""
        return any(arm.low is not None for arm in self.arms)

    def _percent(self, value: Decimal | int) -> Decimal:
        return (Decimal(value) * 100 / self.scale_end).quantize(Decimal("0.01"), ROUND_HALF_EVEN)

    def _maybe_percent(self, value: Decimal | int | None) -> Decimal | None:
        return None if value is None else self._percent(value)


@dataclass(frozen=True)
class TreeOfFindings:
    """What a test finds, as a tree of whole people; the list is the drawing and its own words.

    ``ill_label`` and ``well_label`` are read right after a number, whatever it is: "with bowel cancer",
    "without bowel cancer". ``harmless_label`` goes with ``counts.found_for_nothing`` in the same way:
    "would never have become ill from it". Raises ``ValueError`` when one is without the other.
    """

    key: str
    title: str
    counts: FrequencyTree
    ill_label: str
    well_label: str
    time_span: str
    harmless_label: str = ""

    def __post_init__(self) -> None:
        _check_key(self.key)
        if (self.counts.found_for_nothing is None) is bool(self.harmless_label):
            raise ValueError(
                f"{self.title}: give harmless_label together with counts.found_for_nothing, or neither."
            )


def _check_interval(
    name: str, low: Decimal | int | None, value: Decimal | int, high: Decimal | int | None, people: int
) -> None:
    if low is None and high is None:
        return
    if low is None or high is None:
        raise ValueError(f"{name}: an interval needs both ends.")
    if not 0 <= low <= value <= high <= people:
        raise ValueError(
            f"{name}: the interval {low} to {high} does not lie around {value} within 0 to {people}."
        )


def _start(index: int, size: int, between_gaps: int) -> int:
    """Where the cell of this index starts, gaps counted in."""
    return index * size + index // between_gaps * GAP


def _far_edge(count: int, size: int, between_gaps: int) -> int:
    return _start(count - 1, size, between_gaps) + size


def _runs(line: list[Kind]) -> tuple[Run, ...]:
    places = {
        kind: [_start(at, CELL_WIDTH, COLUMNS_BETWEEN_GAPS) for at, k in enumerate(line) if k == kind]
        for kind in dict.fromkeys(line)
    }
    return tuple(Run(kind, tuple(xs)) for kind, xs in places.items())


def _round_up(value: Decimal) -> Decimal:
    """The smallest of 1, 2, 5, 10, 20, 50 … (and 0.5, 0.2 …) that is not below ``value``; 1 for 0."""
    if value <= 0:
        return Decimal(1)
    power = Decimal(10) ** value.adjusted()
    return next(power * step for step in (1, 2, 5, 10) if power * step >= value)
