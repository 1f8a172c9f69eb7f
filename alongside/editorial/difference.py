"""What changed between two editions: block by block, and inside a block word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from alongside.editorial.blocks import Block

MOST_WORDS = 3_000
"""Longer texts are told as one taken out and one put in: comparing them word by word would take too long."""


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


class Fate(StrEnum):
    """What became of a block."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words that stayed, came or went."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A block beside the one with the same key in the earlier edition."""

    block: Block
    fate: Fate
    runs: tuple[Run, ...]
    sources_changed: bool = False


def compared(earlier: Sequence[Block], later: Sequence[Block]) -> tuple[Compared, ...]:
    """The later edition's blocks in their order, then those that are gone."""
    before = {block.key: block for block in earlier}
    keys = {block.key for block in later}
    now = [_compared(before.get(block.key), block) for block in later]
    gone = [Compared(b, Fate.GONE, (Run(Change.REMOVED, b.text),)) for b in earlier if b.key not in keys]
    return (*now, *gone)


def _compared(before: Block | None, now: Block) -> Compared:
    if before is None:
        return Compared(now, Fate.NEW, (Run(Change.ADDED, now.text),))
    cited = before.cited != now.cited
    if (before.text, before.heading) == (now.text, now.heading) and not cited:
        return Compared(now, Fate.SAME, (Run(Change.SAME, now.text),))
    runs = word_difference(_whole(before, now), _whole(now, before))
    return Compared(now, Fate.CHANGED, runs, sources_changed=cited)


def _whole(block: Block, other: Block) -> str:
    """The text; with its heading before it where that changed."""
    return block.text if block.heading == other.heading else f"{block.heading}: {block.text}"


def word_difference(before: str, now: str) -> tuple[Run, ...]:
    """The words of both texts in reading order. Joined without what was added it is ``before``, without
    what was removed it is ``now``."""
    old, new = _words(before), _words(now)
    if max(len(old), len(new)) > MOST_WORDS:
        return _runs([(Change.REMOVED, before), (Change.ADDED, now)])
    found: list[tuple[Change, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append((Change.SAME, "".join(old[a:b])))
            continue
        found += [(Change.REMOVED, "".join(old[a:b])), (Change.ADDED, "".join(new[c:d]))]
    return _runs(found)


def _words(text: str) -> list[str]:
    """Words and the space after each; a sign of its own is a word."""
    return re.findall(r"\s+|\w+(?:[.,'’-]\w+)*\s*|[^\w\s]\s*", text)


def _runs(found: list[tuple[Change, str]]) -> tuple[Run, ...]:
    return tuple(Run(change, text) for change, text in found if text)
