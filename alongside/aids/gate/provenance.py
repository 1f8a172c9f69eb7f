"""Where numbers come from: read, not recalled; named; worked out rightly; from sources that still hold."""

from __future__ import annotations

from collections.abc import Iterator

from alongside.aids.checks import derived_problems
from alongside.aids.document import BaselineAndEffect, all_grounds_of
from alongside.aids.gate.subject import Subject
from alongside.editorial.findings import Rule, Weight
from alongside.editorial.looking import Check, Looked, Spot, counted, looked, spots_of
from alongside.editorial.mistakes import Path
from alongside.editorial.said import is_told
from alongside.sources.estimates import Grounds, Tag
from alongside.sources.records import Record, Standing

SOURCE = "Alongside: every number can be traced to where it stands"

READ = Rule(
    "numbers-read",
    "No number is recalled from memory (tag R).",
    SOURCE,
    "Memory keeps the size of a number and loses its denominator.",
)
SOURCED = Rule(
    "numbers-sourced",
    "No outcome waits for numbers that nobody has read yet (not_sourced).",
    SOURCE,
    "An aid with its benefits counted and its harms missing is an advertisement.",
)
SECONDARY_NAMED = Rule(
    "secondary-named",
    "A number read in another work (tag V2) says in which; a work that reports others is not tagged V.",
    SOURCE,
    "Works that report others round, merge and misprint.",
)
SECONDARY = Rule(
    "secondary-source",
    "Numbers are read in the work that counted them (tag V). Others are marked for readers and reviewers.",
    SOURCE,
    "Reading the primary work again is what a reviewer's hour is best spent on.",
    Weight.ADVICE,
)
DERIVED = Rule(
    "derived-again",
    "Every number worked out here (tag D) is what its formula gives.",
    SOURCE,
    "Its inputs may have been corrected since it was written.",
)
STANDING = Rule(
    "sources-hold",
    "No source of the aid was retracted, replaced or corrected.",
    SOURCE,
    "A number outlives the paper it stood in.",
)
FINDABLE = Rule(
    "sources-findable",
    "Every source has a year and an identifier: DOI, PMID or PMCID.",
    SOURCE,
    "A title alone cannot be watched for corrections.",
    Weight.ADVICE,
)


def _read(subject: Subject) -> Looked:
    grounds = list(all_grounds_of(subject.document))
    mend = "Read it in its source, write where it stands, and tag it V or V2."
    spots = (
        Spot((*path, "tag"), "This number was recalled, not read (tag R).", mend)
        for path, one in grounds
        if one.tag is Tag.RECALLED
    )
    return looked(counted(len(grounds), "tag"), spots)


def _sourced(subject: Subject) -> Looked:
    outcomes = subject.document.outcomes
    mend = "Read them in a source, add a comparison, and remove not_sourced."
    spots = (
        Spot(("outcomes", place, "not_sourced"), f"Numbers are missing: {outcome.not_sourced}", mend)
        for place, outcome in enumerate(outcomes)
        if outcome.not_sourced
    )
    return looked(counted(len(outcomes), "outcome"), spots)


def _secondary_named(subject: Subject) -> Looked:
    records = {record.key: record for record in subject.document.sources}
    grounds = list(all_grounds_of(subject.document))
    spots = (spot for path, one in grounds for spot in _badly_named(path, one, records.get(one.source)))
    return looked(counted(len(grounds), "citation"), spots)


def _badly_named(path: Path, grounds: Grounds, record: Record | None) -> Iterator[Spot]:
    if grounds.tag is Tag.SECONDARY and not is_told(grounds.read_in or ""):
        found = "The number was read in another work, but which one is not said."
        yield Spot((*path, "read_in"), found, "Name the work and the place in it.")
    if grounds.tag is Tag.PRIMARY and record is not None and not record.primary:
        found = f"The tag is V, but “{record.key}” reports the work of others."
        yield Spot((*path, "tag"), found, "Tag it V2, or cite the work that counted it.")


def _secondary(subject: Subject) -> Looked:
    grounds = list(all_grounds_of(subject.document))
    mend = "Read the primary work, correct the number if need be, and tag it V."
    spots = (
        Spot((*path, "tag"), f"Read in another work: {one.read_in}.", mend)
        for path, one in grounds
        if one.tag is Tag.SECONDARY
    )
    return looked(counted(len(grounds), "citation"), spots)


def _derived(subject: Subject) -> Looked:
    derived = [one for one in subject.document.comparisons if isinstance(one, BaselineAndEffect)]
    if not derived:
        return Looked("no number is worked out here", applies=False)
    numbers = sum(len(one.derived) for one in derived)
    return looked(
        counted(numbers, "number worked out here", "numbers worked out here"),
        spots_of(derived_problems(subject.document)),
    )


def _standing(subject: Subject) -> Looked:
    sources = subject.document.sources
    mend = "Read what replaced it and correct the numbers that lean on it."
    spots = (
        Spot(("sources", place), f"This source is {record.standing}.", mend)
        for place, record in enumerate(sources)
        if record.standing is not Standing.CURRENT
    )
    return looked(counted(len(sources), "source"), spots)


def _findable(subject: Subject) -> Looked:
    sources = subject.document.sources
    spots = (
        Spot(
            ("sources", place),
            f"This source has no {' and no '.join(missing)}.",
            "Add what a library would need to find it.",
        )
        for place, record in enumerate(sources)
        if (missing := _missing(record))
    )
    return looked(counted(len(sources), "source"), spots)


def _missing(record: Record) -> list[str]:
    missing = [] if record.identifiers() else ["identifier"]
    return missing if record.year else [*missing, "year"]


CHECKS = (
    Check(READ, _read),
    Check(SOURCED, _sourced),
    Check(SECONDARY_NAMED, _secondary_named),
    Check(SECONDARY, _secondary),
    Check(DERIVED, _derived),
    Check(STANDING, _standing),
    Check(FINDABLE, _findable),
)
