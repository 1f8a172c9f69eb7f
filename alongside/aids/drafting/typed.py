"""Between the values of a draft and what stands in the fields of a form: text under dotted names.

"baseline.rates.3.per_100" is a field inside a list; "count:baseline.rates" says how long that list is, so
that an empty item is not lost. Both ways together change nothing: ``read(shape, dict(told(shape, tree)))``
is the tree again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from alongside.aids.drafting.sections import raised, without
from alongside.aids.drafting.shapes import KIND, Either, Group, Items, Leaf, Shape, Value
from alongside.editorial.mistakes import Path
from alongside.editorial.yaml_text import number_of

MOST_ITEMS = 200
"""A list is not longer than this, whatever a form says."""
COUNT = "count:"
TICKED = "on"
_NOTHING = object()
NOT_A_NUMBER = "Write a number with a point and no sign after it, such as 4.8."
NOT_WHOLE = "Write a whole number, such as 120."
NOT_STORABLE = "This holds a character that cannot be kept. Type it again."
TOO_LONG_A_LIST = "This list is too long."


@dataclass(frozen=True, slots=True)
class Read:
    """What was typed, as values; ``errors``: (name of the field, what cannot be read there)."""

    tree: dict[str, Any]
    errors: dict[str, str]


def named(at: str, below: str | int) -> str:
    """The dotted name of something below a name."""
    return f"{at}.{below}" if at else str(below)


def name_of(path: Path) -> str:
    """The dotted name of a path."""
    return ".".join(str(step) for step in path)


def told(shape: Shape, tree: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Every field with its text. Values that are not there have no field."""
    if tree is None:
        return
    match shape:
        case Leaf():
            if tree is not False or shape.value is not Value.TICK:
                yield at, TICKED if shape.value is Value.TICK else _text(tree)
        case Group(fields=fields):
            for one in fields:
                yield from told(one, tree.get(one.name), named(at, one.name))
        case Either():
            yield named(at, KIND), str(tree.get(KIND, ""))
            group = shape.group(tree.get(KIND))
            yield from told(group, tree, at) if group else ()
        case Items(item=item):
            yield f"{COUNT}{at}", str(len(tree))
            for place, one in enumerate(tree):
                yield from told(item, one, named(at, place))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def read(shape: Group | Either, typed: Mapping[str, str]) -> Read:
    """The values of a part of a draft. Empty fields are left out; unknown fields are not looked at."""
    reader = _Reader(typed)
    found = reader.value(shape, "")
    return Read({} if found is _NOTHING else found, reader.errors)


@dataclass
class _Reader:
    typed: Mapping[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    def value(self, shape: Shape, at: str) -> Any:
        match shape:
            case Leaf():
                return self._leaf(shape, at)
            case Group():
                return self._group(shape, at)
            case Either():
                return self._either(shape, at)
            case Items():
                return self._items(shape, at)

    def _group(self, group: Group, at: str) -> Any:
        values = {one.name: self.value(one, named(at, one.name)) for one in group.fields}
        filled = {name: value for name, value in values.items() if value is not _NOTHING}
        return filled or _NOTHING

    def _either(self, shape: Either, at: str) -> Any:
        only = shape.kinds[0] if len(shape.kinds) == 1 else ""
        kind = only or self.typed.get(named(at, KIND), "")
        group = shape.group(kind)
        found = self._group(group, at) if group else _NOTHING
        if isinstance(found, dict):
            return {KIND: kind} | found
        return {KIND: kind} if group and not only else _NOTHING

    def _items(self, shape: Items, at: str) -> Any:
        length = number_of(self.typed.get(f"{COUNT}{at}") or "0")
        if not isinstance(length, int) or not 0 <= length <= MOST_ITEMS:
            self.errors[at] = TOO_LONG_A_LIST
            return _NOTHING
        found = [self.value(shape.item, named(at, place)) for place in range(length)]
        empty: Any = "" if isinstance(shape.item, Leaf) else {}
        # Who added an item means to fill it: it stays, and is told as missing.
        return [empty if one is _NOTHING else one for one in found] or _NOTHING

    def _leaf(self, leaf: Leaf, at: str) -> Any:
        text = self.typed.get(at, "").replace("\r\n", "\n").strip()
        if not text:
            return _NOTHING
        if not storable(text):
            self.errors[at] = NOT_STORABLE
            return _NOTHING
        match leaf.value:
            case Value.NUMBER | Value.WHOLE:
                return self._number(leaf, text, at)
            case Value.TICK:
                return True if text in (TICKED, "True") else _NOTHING
            case Value.YES_NO:
                return text == "yes"
            case Value.ONE_OF:
                return next((one for one in leaf.choices if str(one) == text), text)
            case _:
                return text

    def _number(self, leaf: Leaf, text: str, at: str) -> Any:
        number = number_of(text)
        if number is None or (leaf.value is Value.WHOLE and not isinstance(number, int)):
            self.errors[at] = NOT_WHOLE if leaf.value is Value.WHOLE else NOT_A_NUMBER
            return _NOTHING
        return number


def storable(text: str) -> bool:
    """Whether the database can keep this text: no zero byte, no half of a character."""
    return "\x00" not in text and not any("\ud800" <= one <= "\udfff" for one in text)


def anchor(name: str) -> str:
    """The id of a place on the page, fit for addresses and style sheets."""
    return "at-" + name.replace(".", "-").replace(":", "-")


def rearranged(shape: Shape, tree: dict[str, Any], verb: str, at: str) -> dict[str, Any]:
    """The values with one list changed: "add" to the list of this name, "remove" or "up" an item of it.

    Where no such list or item can be, nothing changes.
    """
    steps = [int(step) if step.isdecimal() else step for step in at.split(".")]
    place = steps.pop() if verb in ("remove", "up") else None
    items = _list_at(shape, tree, steps)
    if items is None:
        return tree
    if verb == "add":
        empty: Any = "" if isinstance(items.item, Leaf) else {}
        return dict(_changed(tree, steps, lambda now: [*now, empty]))
    if not isinstance(place, int):
        return tree
    at_place, act = place, without if verb == "remove" else raised
    return dict(_changed(tree, steps, lambda now: act(now, at_place) if at_place < len(now) else now))


def _list_at(shape: Shape | None, tree: Any, steps: Sequence[str | int]) -> Items | None:
    """The list that these steps lead to, in values as they are."""
    if not steps:
        return shape if isinstance(shape, Items) else None
    step, below = steps[0], steps[1:]
    if isinstance(shape, Either):
        shape = shape.group((tree or {}).get(KIND))
    if isinstance(shape, Group):
        inner = next((one for one in shape.fields if one.name == step), None)
        return _list_at(inner, (tree or {}).get(step), below)
    if isinstance(shape, Items) and isinstance(step, int) and step < len(tree or []):
        return _list_at(shape.item, tree[step], below)
    return None


def _changed(tree: Any, steps: Sequence[str | int], act: Callable[[list[Any]], list[Any]]) -> Any:
    if not steps:
        changed = act(tree or [])
        return changed or None
    step, below = steps[0], steps[1:]
    if isinstance(step, int):
        return [_changed(one, below, act) if place == step else one for place, one in enumerate(tree)]
    found = _changed((tree or {}).get(step), below, act)
    kept = {name: one for name, one in (tree or {}).items() if name != step}
    return kept if found is None else kept | {step: found}
