"""A choice aid ready to be shown: every word final, every number once.

The counts of a comparison live in its ``figures`` (one ``OutOf`` for each arm); picture, sentences and
table are made from them and from nothing else, so they can only say the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from alongside.aids.document import AidKind
from alongside.plain.risk import OutOf
from alongside.web import pictures

Cell = int | str | None
"""A table's cell; None is told as "not known from this source"."""


@dataclass(frozen=True, slots=True)
class Table:
    """A real table of numbers: ``rows`` are (words of the row, cells)."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One option's number in one comparison; ``low`` and ``high`` where there is an interval."""

    option: str
    name: str
    out_of: OutOf
    low: OutOf | None = None
    high: OutOf | None = None
    estimated: bool = False
    """Worked out here from a cohort and a trial (tag D)."""
    beside: bool = False
    """Of what cannot be done here: ``option`` is its own key."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a comparison's numbers stand and how they were read."""

    source: str
    reference: str
    place: str
    how_read: str
    read_in: str
    certainty: str
    who: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """One cohort of an outlook, with its own people and its own picture.

    ``figure.option`` is the key of the cohort: no cohort is one of the things that can be done.
    """

    key: str
    name: str
    selected: str
    who: str
    figure: Figure
    sentence: str
    array: pictures.IconArray | None


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """One picture with its words and its table, in the order in which they are read.

    ``arrays`` or ``bars`` or ``array`` or ``groups`` or none of them: no picture is drawn of a number that
    is only an upper bound, a range or a difference, that counts no people, that still waits for the
    reader's stratum, or that is fewer than one person. ``who`` is "" where each group has its own.
    """

    key: str
    name: str
    medical_name: str
    what_it_is: str
    who: str
    time_span: str
    figures: tuple[Figure, ...]
    sum_up: str
    sentences: tuple[str, ...]
    arrays: pictures.Comparison | None
    bars: pictures.PairedBars | None
    table: Table
    sureness: tuple[str, ...]
    notes: tuple[str, ...]
    as_published: tuple[str, ...]
    spread: Table | None
    citations: tuple[Citation, ...]
    array: pictures.IconArray | None = None
    groups: tuple[GroupView, ...] = ()
    waits: bool = False
    """The reader has not chosen a stratum yet: there is nothing to tell."""
    desirable: bool = False
    """More of what is counted is better: "were alive"."""
    further: bool = False
    """One more study of what another comparison tells, for those who ask for more."""

    def is_worst(self, option: str) -> bool:
        """Whether the figures put every other option before this one; False where nothing is compared."""
        share = {one.option: one.out_of.count / one.out_of.people for one in self.figures if not one.beside}
        if option not in share or len(share) < 2:
            return False
        others = [other for key, other in share.items() if key != option]
        return share[option] < min(others) if self.desirable else share[option] > max(others)

    @property
    def told(self) -> tuple[str, ...]:
        """The numbers in sentences that stand alone, as in a note: a picked group says that it is one."""
        if self.groups:
            return tuple(f"{one.sentence} {one.selected}".strip() for one in self.groups)
        if self.figures or self.waits:
            return self.sentences
        return (self.sum_up, *self.sentences)


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """``not_sourced``: which numbers nobody has read in a source yet, or ""."""

    key: str
    name: str
    what_it_is: str
    not_sourced: str
    comparisons: tuple[ComparisonView, ...]


@dataclass(frozen=True, slots=True)
class OptionView:
    """One thing that can be done; ``life`` are (heading, words) of what it is like.

    ``told_by_team``: what nobody has counted and the team tells in its own words, or "".
    """

    key: str
    name: str
    with_it: str
    medical_name: str
    does_nothing: bool
    what_it_is: str
    may_help: tuple[str, ...]
    may_harm: tuple[str, ...]
    life: tuple[tuple[str, str], ...]
    told_by_team: str
    tries_for_a_time: bool


@dataclass(frozen=True, slots=True)
class Picker:
    """The question that chooses the baseline; ``chosen`` is the key of the answer, or ""."""

    name: str
    medical_name: str
    question: str
    what_it_is: str
    choices: tuple[tuple[str, str], ...]
    chosen: str
    chosen_name: str


@dataclass(frozen=True, slots=True)
class TestedView:
    """What the test finds, counted: the tree is its picture, its sentences and its table."""

    tree: pictures.TreeOfFindings
    who: str
    sureness: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source for the list at the end; ``number`` from 1, ``href`` its permanent address or ""."""

    number: int
    key: str
    citation: str
    place: str
    note: str
    href: str
    passage: str = ""


@dataclass(frozen=True, slots=True)
class AidPage:
    """A whole choice aid, for one stratum and one order of its options."""

    kind: AidKind
    slug: str
    version: str
    language: str
    title: str
    question: str
    condition: str
    condition_medical: str
    condition_words: str
    for_whom: str
    test: tuple[tuple[str, str], ...]
    """(heading, words) of what a test finds; empty where the aid is about no test."""
    options: tuple[OptionView, ...]
    outcomes: tuple[OutcomeView, ...]
    matters: tuple[tuple[str, str], ...]
    """(key, name) of all that may matter: the outcomes first, then what has no numbers."""
    picker: Picker | None
    terms: tuple[tuple[str, str], ...]
    people: int
    authors: tuple[str, ...]
    funding: str
    conflicts: str
    update_policy: str
    published: str
    next_review_due: str
    sources: tuple[SourceView, ...]
    tested: TestedView | None = None
    """The test's figures, where the aid is about a test and somebody counted them."""

    @property
    def lacks(self) -> tuple[tuple[str, str], ...]:
        """(outcome, what is missing) of all that nobody has read in a source yet."""
        return tuple((one.name, one.not_sourced) for one in self.outcomes if one.not_sourced)

    @property
    def further(self) -> tuple[ComparisonView, ...]:
        """The studies for those who ask for more."""
        return tuple(one for outcome in self.outcomes for one in outcome.comparisons if one.further)

    def comparison(self, key: str) -> ComparisonView:
        """The comparison of that key. Raises KeyError if there is none."""
        return {one.key: one for outcome in self.outcomes for one in outcome.comparisons}[key]
