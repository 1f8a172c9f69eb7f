"""A number beside its place in the source: the words that stand there, where the library holds the text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alongside.editorial.blocks import Block, Cited, Kind
from alongside.sources.stored import StoredDocument

MOST_SENTENCES = 2
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure comes from. ``quotes``: what the room quoted, else the sentences of the library's text
    that hold most of the block's figures; ``looked_up`` tells which. ``address`` leads to the text."""

    cited: Cited
    quotes: tuple[str, ...] = ()
    looked_up: bool = False
    document: StoredDocument | None = None


def places_of(block: Block, documents: Mapping[str, StoredDocument]) -> tuple[Place, ...]:
    """The places that a block cites; ``documents`` are the texts that may be shown, by the source's slug."""
    return tuple(_place(block, one, documents.get(one.source)) for one in block.cited)


def _place(block: Block, cited: Cited, document: StoredDocument | None) -> Place:
    if cited.quote:
        return Place(cited, (cited.quote,), document=document)
    if document is None or block.kind is not Kind.NUMBER:
        return Place(cited, document=document)
    return Place(cited, _sentences_with(_figures(block.text), document), True, document)


def _figures(text: str) -> frozenset[str]:
    return frozenset(found.replace(",", "") for found in _FIGURE.findall(text))


def _sentences_with(figures: frozenset[str], document: StoredDocument) -> tuple[str, ...]:
    """The sentences that hold most of the figures, in the order of the text; none holds none of them."""
    held: list[tuple[int, int, str]] = []
    for sentence in document.sentences:
        words = document.text[sentence.start : sentence.end]
        if count := len(figures & _figures(words)):
            held.append((-count, sentence.start, words))
    best = sorted(held)[:MOST_SENTENCES]
    return tuple(words for _count, _start, words in sorted(best, key=lambda one: one[1]))


def sources_in(blocks: Sequence[Block]) -> frozenset[str]:
    """The slugs of every source that the blocks cite."""
    return frozenset(one.source for block in blocks for one in block.cited)
