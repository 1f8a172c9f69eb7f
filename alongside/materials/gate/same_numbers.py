"""Whether the same handout tells the same numbers in every language and at every reading level."""

from __future__ import annotations

from collections.abc import Iterator

from alongside.editorial.findings import Rule
from alongside.editorial.looking import NOT_ABOUT_THIS, Check, Looked, Spot, looked
from alongside.editorial.mistakes import Path
from alongside.editorial.plain_words import FIGURES
from alongside.materials.document import HandoutDocument
from alongside.materials.gate.subject import Subject
from alongside.materials.wording import by_part

SAME_NUMBERS = Rule(
    "same-numbers",
    "The same handout tells the same numbers in every language and at every level, to the last digit.",
    "Alongside R14; translated discharge instructions were right in 55 to 94 % (J Gen Intern Med 2021)",
    "A slip in one language is a different truth for everybody who reads it.",
)


def _same_numbers(subject: Subject) -> Looked:
    if not subject.others:
        return NOT_ABOUT_THIS
    names = ", ".join(f"{one.language}, {one.level.value}" for one in subject.others)
    spots = (spot for other in subject.others for spot in _differences(subject.document, other))
    return looked(f"all numbers beside {names}", spots)


def _differences(document: HandoutDocument, other: HandoutDocument) -> Iterator[Spot]:
    theirs = {_by_key(other, path): figures for path, figures in _figures(other).items()}
    for path, ours in _figures(document).items():
        there = theirs.pop(_by_key(document, path), [])
        if ours != there:
            yield _spot(path, ours, there, other)
    for _key, there in theirs.items():
        if there:
            yield _spot((), [], there, other)


def _spot(path: Path, ours: list[str], there: list[str], other: HandoutDocument) -> Spot:
    pair = f"{' '.join(ours) or 'no figure'} here, {' '.join(there) or 'no figure'}"
    found = f"{pair} in {other.language}, {other.level.value}."
    return Spot(path, found, "Copy the numbers from one file to the other; change the words only.")


def _figures(document: HandoutDocument) -> dict[Path, list[str]]:
    """Every figure of each part, sorted: another language may turn a sentence round."""
    return {path: sorted(FIGURES.findall(text)) for path, text in by_part(document).items()}


def _by_key(document: HandoutDocument, path: Path) -> Path:
    match path:
        case ("sections", int(place)):
            return "sections", document.sections[place].key
    return path


CHECKS = (Check(SAME_NUMBERS, _same_numbers),)
