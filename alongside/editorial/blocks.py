"""The smallest pieces of a text for readers that a reviewer can look at, comment on and compare.

A room that sends something to the board cuts it into blocks; the board keeps them frozen with the edition.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Kind(StrEnum):
    WORDS = "words"
    NUMBER = "number"
    """Text that tells a figure; it must say where the figure stands in its source."""
    FACTS = "facts"
    """Names, dates, money, policy: read, not measured."""


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """Where a figure comes from: the source's slug, its citation in words, the place in it, the tag (V, V2,
    D, R) and, where the library holds the text, the words that stand there."""

    source: str
    citation: str
    place: str
    tag: str = ""
    quote: str = ""


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """One piece. ``key`` is the same in every edition, so that editions can be compared and comments stay."""

    key: str
    heading: str
    text: str
    kind: Kind = Kind.WORDS
    cited: tuple[Cited, ...] = ()
    for_patients: bool = True
