"""Rule R14: numbers survive translation, simpler words and new versions, to the last digit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from alongside.aids.document import AidDocument, Comparison, grounds_of
from alongside.aids.gate.subject import Subject
from alongside.aids.parts import Endpoint
from alongside.aids.wording import patient_words
from alongside.editorial.findings import Rule, Weight
from alongside.editorial.looking import NOT_ABOUT_THIS, Check, Looked, Spot, counted, looked
from alongside.editorial.mistakes import Path
from alongside.editorial.plain_words import FIGURES

SAME_NUMBERS = Rule(
    "R14",
    "The same version in another language tells the same numbers, to the last digit.",
    "Alongside R14; translated discharge instructions were right in 55 to 94 % (J Gen Intern Med 2021)",
    "A slip in one language is a different risk for everybody who reads it.",
)
CHANGED_NUMBERS = Rule(
    "R14-changed",
    "A number that stands in the same place of the same source is the same as in the last version.",
    "Alongside R14",
    "Either version has a slip: reviewers look at both in the source.",
    Weight.ADVICE,
)

_KEYS = ("option", "stratum", "key")
"""Names of items that are the same in every language."""
Numbers = dict[Path, str]


def numbers_of(comparison: Comparison) -> Numbers:
    """Every number of a comparison by a place that does not depend on order or language."""
    return dict(_numbers(msgspec.to_builtins(comparison), ()))


def _numbers(part: Any, above: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(part, dict):
        for field, below in part.items():
            yield from _numbers(below, (*above, field))
    elif isinstance(part, list | tuple):
        for place, below in enumerate(part):
            yield from _numbers(below, (*above, _named(below, place)))
    elif isinstance(part, int | float) and not isinstance(part, bool):
        yield above, repr(part)


def _named(item: Any, place: int) -> str | int:
    keys = [item[field] for field in _KEYS if field in item] if isinstance(item, dict) else []
    return keys[0] if keys else place


def _same_numbers(subject: Subject) -> Looked:
    if not subject.translations:
        return NOT_ABOUT_THIS
    languages = ", ".join(one.language for one in subject.translations)
    spots = (spot for other in subject.translations for spot in _differences(subject.document, other))
    return looked(f"all numbers beside {languages}", spots)


def _differences(document: AidDocument, other: AidDocument) -> Iterator[Spot]:
    mend = "Copy the numbers from one file to the other; translate the words only."
    if document.denominator != other.denominator:
        found = f"{document.denominator} here, {other.denominator} in {other.language}."
        yield Spot(("denominator",), found, mend)
    theirs = {one.key: numbers_of(one) for one in other.comparisons}
    for place, comparison in enumerate(document.comparisons):
        ours, there = numbers_of(comparison), theirs.get(comparison.key, {})
        yield from _other_way(place, comparison, other, mend)
        for below in sorted(ours.keys() | there.keys(), key=str):
            if ours.get(below) != there.get(below):
                pair = f"{ours.get(below, 'nothing')} here, {there.get(below, 'nothing')} in {other.language}"
                yield Spot(("comparisons", place, below[0]), f"{_in_words(below)}: {pair}.", mend)
    yield from _digits_in_words(document, other, mend)


def _other_way(place: int, comparison: Comparison, other: AidDocument, mend: str) -> Iterator[Spot]:
    """The same number with what people hope for turned into what they fear is another number."""
    there = next((one for one in other.comparisons if one.key == comparison.key), None)
    if there is not None and _is_hoped_for(comparison) is not _is_hoped_for(there):
        found = f"What is counted is desirable here or in {other.language}, but not in both."
        yield Spot(("comparisons", place, "endpoint", "desirable"), found, mend)


def _is_hoped_for(comparison: Comparison) -> bool:
    return isinstance(comparison.endpoint, Endpoint) and comparison.endpoint.desirable


def _digits_in_words(document: AidDocument, other: AidDocument, mend: str) -> Iterator[Spot]:
    theirs = {_by_key(other, path): text for path, text in patient_words(other)}
    for path, text in patient_words(document):
        translated = theirs.get(_by_key(document, path), "")
        ours, there = sorted(FIGURES.findall(text)), sorted(FIGURES.findall(translated))
        if ours != there:
            found = (
                f"{' '.join(ours) or 'no figure'} here, {' '.join(there) or 'no figure'} in {other.language}."
            )
            yield Spot(path, found, mend)


def _by_key(document: AidDocument, path: Path) -> Path:
    """The path by keys of options, outcomes and comparisons: two files may list them in another order."""
    match path:
        case (("options" | "outcomes" | "also_matters" | "comparisons") as part, int(place), *below):
            return (part, getattr(document, part)[place].key, *below)
    return path


def _changed_numbers(subject: Subject) -> Looked:
    earlier = subject.earlier
    if earlier is None:
        return NOT_ABOUT_THIS
    before = {one.key: one for one in earlier.comparisons}
    kept = [
        (("comparisons", place), before[one.key], one)
        for place, one in enumerate(subject.document.comparisons)
        if one.key in before and _same_grounds(before[one.key], one)
    ]
    spots = (spot for path, old, new in kept for spot in _changes(path, numbers_of(old), numbers_of(new)))
    return looked(f"{counted(len(kept), 'comparison')} beside version {earlier.version}", spots)


def _in_words(below: Path) -> str:
    return ", ".join(map(str, below))


def _same_grounds(one: Comparison, other: Comparison) -> bool:
    where = [[(grounds.source, grounds.place) for _, grounds in grounds_of(each)] for each in (one, other)]
    return where[0] == where[1]


def _changes(path: Path, old: Numbers, new: Numbers) -> Iterator[Spot]:
    for below in sorted(old.keys() & new.keys(), key=str):
        if old[below] != new[below]:
            pair = f"{old[below]} before, {new[below]} now"
            found = f"{_in_words(below)}: {pair}, in the same place of the source."
            yield Spot((*path, below[0]), found, "Look it up: one of the two is not what the source says.")


CHECKS = (Check(SAME_NUMBERS, _same_numbers), Check(CHANGED_NUMBERS, _changed_numbers))
