"""The shape of a choice aid as an editor fills it in, made from the Structs of the file.

A field that is added to ``document`` is thereby in the editor too. Four shapes are all there is: one value
(``Leaf``), named values (``Group``), one of several groups told apart by ``kind`` (``Either``), a list
(``Items``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from msgspec import inspect

from alongside.aids.document import AidDocument

KIND = "kind"
"""The field that says which of several groups is meant."""
_KEY = "^[a-z0-9][a-z0-9_-]*$"
_POINTS_TO = {"outcome": "outcomes", "source": "sources", "stratum": "strata"} | dict.fromkeys(
    ("option", "against", "untreated", "treated", "of", "not_known"), "options"
)
"""Which list of the aid a field of this name has a key of."""


class Value(StrEnum):
    """How one value is asked for."""

    WORDS = "words"
    LINE = "line"
    NUMBER = "number"
    WHOLE = "whole number"
    TICK = "tick"
    """True or left out."""
    YES_NO = "yes or no"
    ONE_OF = "one of"
    POINTER = "pointer"
    """The key of something else in the aid; ``points_to`` says of which list."""


_LINES = frozenset(
    [
        "name",
        "medical_name",
        "with_it",
        "title",
        "version",
        "place",
        "words",
        "counted",
        "event",
        "no_event",
        "word",
        "read_in",
        "family",
        "given",
        "literal",
        "journal",
        "volume",
        "pages",
        "doi",
        "pmid",
        "pmcid",
        "language",
        "published",
        "next_review_due",
        "low_means",
        "high_means",
    ]
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value. ``choices`` are the values that it may have, where these are few."""

    name: str
    value: Value
    required: bool
    choices: tuple[str | int, ...] = ()
    points_to: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Named values; ``kind`` where it is one of several groups that could stand in its place."""

    name: str
    required: bool
    fields: tuple[Shape, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Either:
    """One of several groups; where there is only one, nobody needs to be asked which."""

    name: str
    required: bool
    groups: tuple[Group, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(group.kind for group in self.groups)

    def group(self, kind: object) -> Group | None:
        """The group of that kind, or None."""
        return next((group for group in self.groups if group.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    name: str
    required: bool
    item: Shape


Shape = Leaf | Group | Either | Items


@lru_cache(maxsize=1)
def whole() -> Group:
    """The shape of a whole aid."""
    found = _shape("", inspect.type_info(AidDocument), required=True)
    assert isinstance(found, Group)
    return found


def field_of(group: Group, name: str) -> Shape:
    """A field of a group. Raises KeyError for one that it does not have."""
    return {field.name: field for field in group.fields}[name]


def renamed(shape: Shape, name: str) -> Shape:
    """The same shape under another name."""
    return replace(shape, name=name)


def _shape(name: str, kind: inspect.Type, *, required: bool) -> Shape:
    match kind:
        case inspect.StructType(tag=None):
            return _group(name, kind, required=required)
        case inspect.StructType():
            # It carries its kind in the file, also where no other could stand there.
            return Either(name, required, (_group(name, kind, required=True),))
        case inspect.UnionType(types=types):
            return _one_of(name, [one for one in types if not isinstance(one, inspect.NoneType)], required)
        case inspect.VarTupleType(item_type=item):
            return Items(name, required, _shape(name, item, required=True))
        case _:
            return _leaf(name, kind, required)


def _one_of(name: str, types: list[inspect.Type], required: bool) -> Shape:
    if len(types) == 1:
        return _shape(name, types[0], required=required)
    groups = tuple(_group(name, one, required=True) for one in types if isinstance(one, inspect.StructType))
    return Either(name, required, groups)


def _group(name: str, kind: inspect.StructType, *, required: bool) -> Group:
    fields = tuple(_field(one) for one in kind.fields)
    return Group(name, required, fields, str(kind.tag or ""))


def _field(field: inspect.Field) -> Shape:
    # Only what has no other default is worth asking "yes or no": a tick says the same with less.
    if isinstance(field.type, inspect.BoolType) and field.default is False:
        return Leaf(field.name, Value.TICK, required=False)
    return _shape(field.name, field.type, required=field.required)


def _leaf(name: str, kind: inspect.Type, required: bool) -> Leaf:
    match kind:
        case inspect.StrType(pattern=pattern):
            if pattern == _KEY and name in _POINTS_TO:
                return Leaf(name, Value.POINTER, required, points_to=_POINTS_TO[name])
            line = name in _LINES or pattern == _KEY
            return Leaf(name, Value.LINE if line else Value.WORDS, required)
        case inspect.FloatType():
            return Leaf(name, Value.NUMBER, required)
        case inspect.IntType():
            return Leaf(name, Value.WHOLE, required)
        case inspect.BoolType():
            return Leaf(name, Value.YES_NO, required)
        case _:
            return Leaf(name, Value.ONE_OF, required, choices=tuple(_values(kind)))


def _values(kind: Any) -> Iterator[str | int]:
    if isinstance(kind, inspect.EnumType):
        yield from (member.value for member in kind.cls)
    elif isinstance(kind, inspect.LiteralType):
        yield from (one for one in kind.values if isinstance(one, str | int))
    else:
        raise TypeError(f"The editor cannot ask for {kind}. Give it a case in _leaf.")
