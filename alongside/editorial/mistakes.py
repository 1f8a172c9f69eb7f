"""What is wrong with a content file, in one shape: where, what, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]
"""Where something stands in a file: names of fields and places in lists, from the top."""

NAMED_BY = ("key", "option", "stratum", "word", "family", "literal")
"""The fields that name an item of a list better than its number does."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake before its line is known: ``path`` leads to the value, or to what has no ``lacks``."""

    rule: str
    path: Path
    what: str
    mend: str
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: the rule's name, the place in words, the line (from 1), what, how to mend."""

    rule: str
    place: str
    line: int | None
    what: str
    mend: str

    def sentence(self) -> str:
        """The mistake on one line, for a terminal or a log."""
        where = f"line {self.line}" if self.line else "the file"
        return f"{where}, {self.place}: {self.what} {self.mend} [{self.rule}]"


class FileError(ValueError):
    """The file cannot be loaded; ``mistakes`` says why, all at once."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(mistake.sentence() for mistake in mistakes))
        self.mistakes = mistakes


def path_in_words(path: Path, tree: Any) -> str:
    """A path as an author reads it: ``options, 2nd (warfarin), body``."""
    words: list[str] = []
    for step in path:
        tree = _below(tree, step)
        words.append(_item_in_words(step, tree) if isinstance(step, int) else step)
    return ", ".join(words) or "the whole file"


def _below(tree: Any, step: str | int) -> Any:
    if isinstance(tree, dict):
        return tree.get(step)
    if isinstance(tree, list) and isinstance(step, int) and step < len(tree):
        return tree[step]
    return None


def _item_in_words(step: int, item: Any) -> str:
    name = (
        next((item[field] for field in NAMED_BY if field in item), None) if isinstance(item, dict) else None
    )
    return ordinal(step + 1) + (f" ({name})" if isinstance(name, str) else "")


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
