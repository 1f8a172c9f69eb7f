"""From a file to a draft. A draft may be half made, so gaps and slips are let in and told in the editor.
What no field of the editor could show, such as a list where words belong, is refused with its line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from alongside.aids.drafting.sections import Tree
from alongside.aids.drafting.shapes import KIND, Either, Group, Items, Leaf, Shape, Value, whole
from alongside.aids.drafting.typed import MOST_ITEMS, storable
from alongside.aids.drafting.writing import ordered
from alongside.editorial.mistakes import FileError, Mistake, Path, Problem, path_in_words
from alongside.editorial.yaml_text import Reading
from alongside.editorial.yaml_text import read as read_yaml

_WANTED = {
    Value.NUMBER: "a number",
    Value.WHOLE: "a whole number",
    Value.TICK: "true or false",
    Value.YES_NO: "true or false",
}


def empty(title: str, slug: str, today: date) -> Tree:
    """A draft of a new aid."""
    return {
        "format": 1,
        "slug": slug,
        "version": "1",
        "language": "en",
        "title": title,
        "denominator": 1000,
        "published": today.isoformat(),
    }


def opened(data: str | bytes) -> Tree:
    """The draft that a file holds. Raises FileError with all that keeps it out."""
    reading = read_yaml(data)
    problems = reading.refused or tuple(_unfit(whole(), reading.tree, ()))
    if problems:
        raise FileError(tuple(_finding(one, reading) for one in problems))
    tree: Tree = ordered(whole(), reading.tree) | {"format": 1}
    return tree


def _finding(problem: Problem, reading: Reading) -> Mistake:
    place = path_in_words(problem.path, reading.tree)
    return Mistake(problem.rule, place, reading.line(problem.path), problem.what, problem.mend)


def _unfit(shape: Shape, tree: Any, path: Path) -> Iterator[Problem]:
    """What the editor has no field for."""
    if tree is None and path:
        return
    match shape:
        case Group():
            yield from _unfit_group(shape, tree, path)
        case Either():
            yield from _unfit_either(shape, tree, path)
        case Items():
            yield from _unfit_items(shape, tree, path)
        case Leaf():
            yield from _unfit_leaf(shape, tree, path)


def _unfit_group(group: Group, tree: Any, path: Path) -> Iterator[Problem]:
    if not isinstance(tree, dict):
        yield Problem("draft-shape", path, "Named fields belong here.", "Write them as name: value.")
        return
    known = {one.name: one for one in group.fields} | ({KIND: None} if group.kind else {})
    for name, value in tree.items():
        if name not in known:
            mend = f"Remove it or correct its name. Known here: {', '.join(known)}."
            yield Problem("unknown-field", (*path, name), f'"{name}" is not a field here.', mend)
        elif below := known[name]:
            yield from _unfit(below, value, (*path, name))


def _unfit_either(shape: Either, tree: Any, path: Path) -> Iterator[Problem]:
    group = shape.group(tree.get(KIND)) if isinstance(tree, dict) else None
    if group is None:
        kinds = " or ".join(f'"{kind}"' for kind in shape.kinds)
        yield Problem("kind", path, "It is not said which kind this is.", f"Write kind: {kinds}.")
    else:
        yield from _unfit_group(group, tree, path)


def _unfit_items(shape: Items, tree: Any, path: Path) -> Iterator[Problem]:
    if not isinstance(tree, list):
        yield Problem(
            "draft-shape", path, "A list belongs here.", "Start each item on its own line with a -."
        )
    elif len(tree) > MOST_ITEMS:
        yield Problem("draft-shape", path, f"There are more than {MOST_ITEMS} items here.", "Take some away.")
    else:
        for place, one in enumerate(tree):
            if one is None:
                yield Problem("draft-shape", (*path, place), "This item is empty.", "Fill it or remove it.")
            yield from _unfit(shape.item, one, (*path, place))


def _unfit_leaf(leaf: Leaf, value: Any, path: Path) -> Iterator[Problem]:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    fits = {
        Value.NUMBER: number,
        Value.WHOLE: number and isinstance(value, int),
        Value.TICK: isinstance(value, bool),
        Value.YES_NO: isinstance(value, bool),
        Value.ONE_OF: value in leaf.choices if number else isinstance(value, str),
    }.get(leaf.value, isinstance(value, str))
    if not fits:
        wanted = _WANTED.get(leaf.value, "text")
        mend = f'Put it in quotes: "{value}".' if number and wanted == "text" else "Correct the value."
        yield Problem("type", path, f"This must be {wanted}.", mend)
    elif isinstance(value, str) and not storable(value):
        yield Problem("character", path, "It holds a character that cannot be kept.", "Write it again.")
