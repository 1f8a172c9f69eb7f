"""Rules R1, R2, R5 to R8, R12 and R13: how the numbers are shown on every page of the aid.

After the eleven components of Trevena 2013 (doi 10.1186/1472-6947-13-S2-S7) and the Clear Communication
Index of the CDC, items 15, 17 and 20. The rules about words are in ``risk_words``, that about copies in
``compare_versions``.
"""

from __future__ import annotations

from collections.abc import Iterator

from alongside.aids.checks import denominator_problems
from alongside.aids.document import AidKind, Arms, BaselineAndEffect, Comparison, all_grounds_of, grounds_of
from alongside.aids.gate.subject import Subject
from alongside.aids.page import ComparisonView
from alongside.aids.parts import Endpoint
from alongside.aids.telling import Teller
from alongside.aids.told_in_words import RangeOverTime
from alongside.editorial.findings import Rule
from alongside.editorial.looking import Check, Looked, Spot, counted, looked, spots_of
from alongside.editorial.mistakes import Path
from alongside.editorial.said import is_told
from alongside.sources.estimates import Grounds

SOURCE = "Trevena 2013 (doi 10.1186/1472-6947-13-S2-S7)"
DEFECT = "This is made by the program: report it with the file."

ONE_DENOMINATOR = Rule(
    "R1",
    "All numbers are told out of the same number of people: 1000 where any is under 1 in 100.",
    SOURCE,
    "Numbers out of different groups are compared by their tops: 5 of 100 looks smaller than 20 of 1000.",
)
ABSOLUTE = Rule(
    "R2",
    "Every number says of whom it speaks and over what time.",
    SOURCE,
    "The same risk looks ten times larger over ten years than over one.",
)
BOTH_FRAMES = Rule(
    "R5",
    "Every number is told both ways: how many have it and how many do not.",
    SOURCE,
    "Five die and ninety-five live: told one way only, the same number moves people to another choice.",
)
SAME_PICTURES = Rule(
    "R6",
    "Pictures that are compared show the same number of people, and the same numbers stand in a table.",
    SOURCE,
    "A picture is read by its size; who cannot see it needs the table.",
)
HOW_SURE = Rule(
    "R7",
    "Every comparison says in plain words how sure its source is, and how far the numbers may be off.",
    SOURCE,
    "A number without its doubt is taken for a promise.",
)
BASELINE_FIRST = Rule(
    "R8",
    "What happens without treatment comes first, then what the treatment changes.",
    SOURCE,
    "A change can only be judged beside what it changes.",
)
TEST_IN_PEOPLE = Rule(
    "R12",
    "An aid about a test counts in people what it finds, how often it gives a false alarm, and how often it "
    "finds an illness that would never have done harm.",
    SOURCE,
    "Percentages of percentages mislead doctors as well as patients; people of one group can be counted.",
)
WORKED_OUT = Rule(
    "R13",
    "Differences are worked out for the reader.",
    SOURCE,
    "Many people cannot take one number from another; nobody should have to in a fright.",
)


def _one_denominator(subject: Subject) -> Looked:
    document = subject.document
    spots = (*spots_of(denominator_problems(document)), *_out_of_others(subject))
    return looked(f"all numbers, out of {document.denominator}", spots)


def _out_of_others(subject: Subject) -> Iterator[Spot]:
    people = subject.document.denominator
    for path, _, view in subject.views():
        if any(figure.out_of.people != people for figure in view.figures):
            yield Spot(path, f"A number is not told out of {people} people.", DEFECT)


def _absolute(subject: Subject) -> Looked:
    grounds = list(all_grounds_of(subject.document))
    spots = (spot for path, one in grounds for spot in _whom_and_when(path, one))
    return looked(counted(len(grounds), "population and time span", "populations and time spans"), spots)


def _whom_and_when(path: Path, grounds: Grounds) -> Iterator[Spot]:
    if not is_told(grounds.population):
        found = "It is not said of whom this number speaks."
        yield Spot((*path, "population"), found, "Say who was counted.")
    # An effect may rest on trials of different lengths; what people notice on a scale has no length.
    if not {"effect", "scale"} & set(path) and (
        grounds.time_span is None or not is_told(grounds.time_span.words)
    ):
        yield Spot(path, "This number has no time span.", "Say over how long it was counted.")


def _both_frames(subject: Subject) -> Looked:
    views = tuple(subject.views())
    sentences = sum(len(view.sentences) for _, _, view in views)
    spots = (
        spot
        for path, comparison, view in views
        if isinstance(comparison.endpoint, Endpoint)
        for spot in _one_frame(path, comparison.endpoint, view)
    )
    return looked(counted(sentences, "sentence"), spots)


def _one_frame(path: Path, endpoint: Endpoint, view: ComparisonView) -> Iterator[Spot]:
    if not is_told(endpoint.no_event) or endpoint.no_event == endpoint.event:
        mend = "Write what happens to the others: “did not”."
        yield Spot((*path, "endpoint", "no_event"), "The other frame has no words.", mend)
        return
    told, said = Teller(), " ".join(view.sentences)
    frames = (f"{told.others(one.out_of)} {endpoint.no_event}." for one in view.figures)
    if any(frame not in said for frame in frames):
        yield Spot(path, "A number is told in one frame only.", DEFECT)


def _same_pictures(subject: Subject) -> Looked:
    views = [(path, view) for path, _, view in subject.views()]
    spots = (
        Spot(path, why, DEFECT)
        for path, view in views
        for why in _picture_faults(view, subject.document.denominator)
    )
    return looked(counted(len(views), "comparison"), spots)


def _picture_faults(view: ComparisonView, people: int) -> Iterator[str]:
    together = view.arrays.arrays if view.arrays else ()
    alone = (view.array, *(group.array for group in view.groups))
    drawn = (*together, *(one for one in alone if one))
    if any(one.people != people for one in drawn) or (view.bars and view.bars.people != people):
        yield f"A picture does not show {people} people."
    arms = view.bars.arms if view.bars else ()
    shown = [one.event for one in drawn] + [one.value for one in arms]
    if shown and shown != [figure.out_of.count for figure in view.figures]:
        yield "A picture shows another number than the sentence."
    rows = {name for name, _ in view.table.rows}
    if any(figure.name not in rows for figure in view.figures):
        yield "A number of the picture is not in the table."


def _how_sure(subject: Subject) -> Looked:
    spots = (spot for path, comparison, view in subject.views() for spot in _unsure(path, comparison, view))
    return looked("what each comparison says about how sure it is", spots)


def _unsure(path: Path, comparison: Comparison, view: ComparisonView) -> Iterator[Spot]:
    told = Teller()
    certainties = {told.certainty(one.certainty) for _, one in grounds_of(comparison)}
    if not certainties & set(view.sureness):
        yield Spot(path, "How sure the source is, is not said.", DEFECT)
    ranges = all(figure.low and figure.high for figure in view.figures)
    if not ranges and not set(view.sureness) - certainties:
        yield Spot(path, "How far the number may be off is not said.", DEFECT)


def _baseline_first(subject: Subject) -> Looked:
    spots = [
        Spot(path, "The number with treatment comes before that without.", DEFECT)
        for path, comparison, view in subject.views()
        if isinstance(comparison, BaselineAndEffect)
        and view.figures
        and view.figures[0].option != comparison.untreated
    ]
    return looked("the order of the numbers in each comparison", spots)


_NUMBERS_OF_A_TEST = 3


def _test_in_people(subject: Subject) -> Looked:
    """Counts the counts: whether they are of the right three things, reviewers see."""
    document = subject.document
    if document.kind is not AidKind.TEST:
        return Looked("not about a test", applies=False)
    counting = sum(isinstance(one, Arms | RangeOverTime) for one in document.comparisons)
    tested = document.test.tested if document.test else None
    if tested is not None:
        counting += 2 if tested.harmless is None else 3
    mend = "Add what it finds, its false alarms, and what it finds for nothing, each counted in people."
    spot = Spot(("comparisons",), f"Only {counting} of its numbers are counted in people.", mend)
    at = counted(counting, "comparison that counts people", "comparisons that count people")
    return looked(at, () if counting >= _NUMBERS_OF_A_TEST else (spot,))


def _worked_out(subject: Subject) -> Looked:
    spots = (
        Spot(path, "The reader has to work out the difference.", DEFECT)
        for path, _, view in subject.views()
        if not view.sum_up.strip()
    )
    return looked("the summing-up of each comparison", spots)


CHECKS = (
    Check(ONE_DENOMINATOR, _one_denominator),
    Check(ABSOLUTE, _absolute),
    Check(BOTH_FRAMES, _both_frames),
    Check(SAME_PICTURES, _same_pictures),
    Check(HOW_SURE, _how_sure),
    Check(BASELINE_FIRST, _baseline_first),
    Check(TEST_IN_PEOPLE, _test_in_people),
    Check(WORKED_OUT, _worked_out),
)
