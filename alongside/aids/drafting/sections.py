"""The parts of a draft: what is written on one page of the editor, and where it stands in the draft.

A draft is the plain values of the file. It may lack anything; what it has is of the file's shape
(``opening.opened``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from alongside.aids.drafting.shapes import Either, Group, Items, field_of, renamed, whole
from alongside.editorial.mistakes import NAMED_BY, Path

Tree = dict[str, Any]

FIELDS: dict[str, tuple[str, ...]] = {
    "about": (
        "title", "question", "for_whom", "condition", "kind", "denominator", "slug", "version", "language",
    ),
    "test": ("test",),
    "also_matters": ("also_matters",),
    "strata": ("strata",),
    "terms": ("terms",),
    "made": (
        "authors", "funding", "conflicts", "update_policy", "published", "next_review_due", "left_out",
    ),
}  # fmt: skip
"""Sections that are one part: the fields of the file that they hold."""
LISTS = ("options", "outcomes", "comparisons", "sources")
"""Sections that are many parts: one for each item of the list."""
ORDER = (
    "about", "test", "options", "outcomes", "also_matters", "strata", "comparisons", "sources", "terms",
    "made",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its section, and its place (from 0) where the section is a list."""

    section: str
    place: int | None = None

    @property
    def path(self) -> Path:
        """Where its fields stand in the draft."""
        return () if self.place is None else (self.section, self.place)

    def is_in(self, tree: Tree) -> bool:
        """Whether the draft has this part. Sections of one part are always there, if only to be filled."""
        if self.place is None:
            return self.section in FIELDS
        return self.section in LISTS and 0 <= self.place < len(tree.get(self.section, ()))

    def shape(self) -> Group | Either:
        """What can be written in it."""
        if self.place is None:
            fields = tuple(field_of(whole(), name) for name in FIELDS[self.section])
            return Group("", required=True, fields=fields)
        return item_shape(self.section)

    def value(self, tree: Tree) -> Tree:
        """What stands in it."""
        if self.place is None:
            return {name: tree[name] for name in FIELDS[self.section] if name in tree}
        found: Tree = tree[self.section][self.place]
        return found

    def put(self, tree: Tree, value: Tree) -> Tree:
        """The draft with this part written anew."""
        if self.place is None:
            kept = {name: one for name, one in tree.items() if name not in FIELDS[self.section]}
            return kept | value
        items = list(tree[self.section])
        items[self.place] = value
        return tree | {self.section: items}

    def below(self, path: Path) -> Path | None:
        """A path of the draft as seen from this part, or None where it leads elsewhere."""
        if self.place is not None:
            return path[2:] if path[:2] == self.path else None
        return path if path and path[0] in FIELDS[self.section] else None


def item_shape(section: str) -> Group | Either:
    """What one item of a list of parts is made of."""
    shape = field_of(whole(), section)
    assert isinstance(shape, Items)
    item = renamed(shape.item, "")
    assert isinstance(item, Group | Either)
    return item


def parts_of(tree: Tree) -> Iterator[Part]:
    """Every part of a draft in the order of the page."""
    for section in ORDER:
        if section in FIELDS:
            yield Part(section)
        else:
            yield from (Part(section, place) for place in range(len(tree.get(section, ()))))


def called(value: Tree) -> str:
    """What names an item among others: its name or title, else its key, else nothing."""
    fields = ("name", "title", *NAMED_BY)
    return next((str(value[name]) for name in fields if isinstance(value.get(name), str)), "")


def add(tree: Tree, section: str, item: Tree) -> Tree:
    """The draft with an item at the end of a list."""
    return tree | {section: [*tree.get(section, ()), item]}


def remove(tree: Tree, part: Part) -> Tree:
    """The draft without an item of a list."""
    assert part.place is not None
    return tree | {part.section: without(tree[part.section], part.place)}


def move_up(tree: Tree, part: Part) -> Tree:
    """The draft with an item before the one that stood before it."""
    assert part.place is not None
    return tree | {part.section: raised(tree[part.section], part.place)}


def without(items: list[Any], place: int) -> list[Any]:
    """The list without the item at this place."""
    return [*items[:place], *items[place + 1 :]]


def raised(items: list[Any], place: int) -> list[Any]:
    """The list with the item at this place one earlier; the first stays."""
    if place < 1:
        return list(items)
    return [*items[: place - 1], items[place], items[place - 1], *items[place + 1 :]]
