"""What is still to mend in a draft, each finding with the field that it belongs beside.

While a draft lacks something the checks of the file speak; once it could be loaded, the gate does too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from alongside.aids import file
from alongside.aids.document import AidDocument
from alongside.aids.drafting.sections import FIELDS, LISTS, Part, Tree
from alongside.aids.drafting.typed import name_of
from alongside.aids.gate.subject import SPOKEN, Subject, subject_of
from alongside.aids.gate.verdict import CHECKS
from alongside.editorial.findings import Weight
from alongside.editorial.mistakes import Path, Problem


@dataclass(frozen=True, slots=True)
class Told:
    """One finding: where in the draft, which rule, what, how to mend it, and what it stops. ``weight`` is
    None where the draft cannot be sent to the board at all."""

    path: Path
    rule: str
    what: str
    mend: str
    weight: Weight | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """All that is still to mend; ``document`` where the draft could be loaded as it is."""

    told: tuple[Told, ...]
    document: AidDocument | None

    def of(self, part: Part) -> tuple[Told, ...]:
        """What stands in one part."""
        return tuple(one for one in self.told if part.below(one.path) is not None)

    def of_section(self, section: str) -> tuple[Told, ...]:
        """What is about a list as a whole."""
        return tuple(one for one in self.told if one.path == (section,))

    @property
    def of_whole(self) -> tuple[Told, ...]:
        """What is about no part in particular."""
        known = {*LISTS, *(name for names in FIELDS.values() for name in names)}
        return tuple(one for one in self.told if not one.path or one.path[0] not in known)

    @property
    def loads(self) -> bool:
        return self.document is not None


def look(
    tree: Tree,
    *,
    today: date,
    earlier: AidDocument | None = None,
    translations: Callable[[AidDocument], tuple[AidDocument, ...]] = lambda _document: (),
    spoken: tuple[str, ...] = SPOKEN,
) -> Looked:
    """Every finding about a draft, those that keep it from the board first. ``earlier``: the last version;
    ``translations`` finds the same version in other languages; ``spoken``: what the program speaks."""
    document, problems = file.checked_tree(tree)
    if document is None or problems:
        found = tuple(
            Told((*one.path, *([one.lacks] if one.lacks else [])), one.rule, *_in_the_editor(one))
            for one in problems
        )
        return Looked(tuple(dict.fromkeys(found)), None)
    return Looked(
        tuple(dict.fromkeys(_gate(subject_of(document, today, earlier, translations(document), spoken)))),
        document,
    )


def _in_the_editor(problem: Problem) -> tuple[str, str]:
    """In a form there is no line to add: an empty field is filled."""
    if problem.lacks:
        return "This is still empty.", "Fill it in."
    if problem.rule == "length" and problem.what.startswith("It is empty"):
        return "This is still empty.", "Fill it in."
    return problem.what, problem.mend


def _gate(subject: Subject) -> Iterator[Told]:
    for check in CHECKS:
        for spot in check.look(subject).spots:
            yield Told(spot.path, check.rule.id, spot.found, spot.mend, check.rule.weight)


def by_field(told: tuple[Told, ...], part: Part, names: set[str]) -> dict[str, tuple[Told, ...]]:
    """The findings of one part by the field beside which each is shown: its own, or the nearest one above
    it that is there; "" is the head of the page."""
    beside: dict[str, tuple[Told, ...]] = {}
    for one in told:
        below = part.below(one.path)
        if below is not None:
            name = next((name for name in _names_above(below) if name in names), "")
            beside[name] = (*beside.get(name, ()), one)
    return beside


def _names_above(path: Path) -> Iterator[str]:
    yield from (name_of(path[:length]) for length in range(len(path), 0, -1))
