"""Two editors changed one part at once: what both did is put together; where they differ, both are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alongside.aids.drafting.sections import LISTS, Part, Tree
from alongside.editorial.mistakes import Path


@dataclass(frozen=True, slots=True)
class Differs:
    """One place that both changed, each in another way. None: left out."""

    path: Path
    yours: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """Both changes in one; ``differs`` is what a person has to settle, and stands there as ``yours``."""

    value: Any
    differs: tuple[Differs, ...]


def merge(before: Any, yours: Any, theirs: Any, path: Path = ()) -> Merged:
    """What only one changed is taken. Lists of unlike length are settled as a whole."""
    if yours == theirs or theirs == before:
        return Merged(yours, ())
    if yours == before:
        return Merged(theirs, ())
    if all(isinstance(one, dict) for one in (yours, theirs)):
        return _merged_fields(before if isinstance(before, dict) else {}, yours, theirs, path)
    lists = (before, yours, theirs)
    if all(isinstance(one, list) and len(one) == len(yours) for one in lists):
        every = [
            merge(*one, (*path, place)) for place, one in enumerate(zip(before, yours, theirs, strict=True))
        ]
        return Merged([one.value for one in every], tuple(d for one in every for d in one.differs))
    return Merged(yours, (Differs(path, yours, theirs),))


def _merged_fields(before: Tree, yours: Tree, theirs: Tree, path: Path) -> Merged:
    every = {
        name: merge(before.get(name), yours.get(name), theirs.get(name), (*path, name))
        for name in dict.fromkeys((*yours, *theirs))
    }
    value = {name: one.value for name, one in every.items() if one.value is not None}
    return Merged(value, tuple(d for one in every.values() for d in one.differs))


def find_again(part: Part, before: Tree, now: Tree) -> Part | None:
    """Where a part of an earlier draft stands now: the same item, moved or not, or None if it was removed.

    An item is known by its key; without one, by its content, then by its place while the list is as long.
    """
    if part.place is None:
        return part
    assert part.section in LISTS
    was, items = part.value(before), now.get(part.section, [])
    key = was.get("key")
    by_key = [place for place, one in enumerate(items) if key is not None and one.get("key") == key]
    by_content = [place for place, one in enumerate(items) if one == was]
    for places in (by_key, by_content):
        if places:
            return Part(part.section, part.place if part.place in places else places[0])
    as_long = len(items) == len(before.get(part.section, []))
    return part if as_long else None


def settled(value: Tree, theirs: Tree, chosen: list[str]) -> Tree:
    """The value with theirs at the places (dotted names) where theirs was chosen."""
    for name in chosen:
        steps: list[str | int] = [int(step) if step.isdecimal() else step for step in name.split(".")]
        value = _taken(value, theirs, steps)
    return value


def _taken(value: Any, theirs: Any, steps: list[str | int]) -> Any:
    if not steps:
        return theirs
    step, below = steps[0], steps[1:]
    if isinstance(value, list) and isinstance(theirs, list) and isinstance(step, int):
        if step >= min(len(value), len(theirs)):
            return value
        return [_taken(one, theirs[step], below) if place == step else one for place, one in enumerate(value)]
    if isinstance(value, dict) and isinstance(theirs, dict):
        found = _taken(value.get(str(step)), theirs.get(str(step)), below)
        kept = {name: one for name, one in value.items() if name != step}
        return kept if found is None else kept | {str(step): found}
    return value
