"""Changes to an embedded index, each one commit: add documents, take documents out, build a new generation.

Call these only while holding ``IndexFolder.writing``. Vectors are written before the words that point to
them, the words before the marker that counts them; whatever breaks off in between leaves the old state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from alongside.sources.index.folder import IndexFolder, Marker
from alongside.sources.index.lexical import WordWriter
from alongside.sources.index.protocol import (
    Embedder,
    IndexCorrupt,
    IndexMissing,
    OutOfOrder,
    Passage,
)

if TYPE_CHECKING:
    from alongside.sources.index.vectors import Meanings

AT_ONCE = 512
"""Passages turned into vectors and written in one go."""


def add(folder: IndexFolder, embedder: Embedder | None, passages: Iterable[Passage], sequence: int) -> int:
    """Replace the documents that the passages belong to; returns how many passages came in."""
    generation, marker = _in_order(folder, sequence)
    meanings = _meanings(generation, marker, embedder, None)
    with closing(WordWriter(folder, generation)) as words:
        taken = _fill(words, meanings, passages, replacing=True)
        held = words.commit()
    _mark(folder, generation, marker, meanings, held, sequence)
    return taken


def remove(folder: IndexFolder, document_ids: Iterable[str], sequence: int) -> None:
    """Take out every passage of these documents; their vector rows stay as dead rows until a rebuild."""
    generation, marker = _in_order(folder, sequence)
    with closing(WordWriter(folder, generation)) as words:
        for document_id in document_ids:
            words.delete_document(document_id)
        held = words.commit()
    _mark(folder, generation, marker, None, held, sequence)


def build(folder: IndexFolder, embedder: Embedder | None, passages: Iterable[Passage], sequence: int) -> None:
    """Fill a new generation and let it serve; on any failure it is removed and the old one stays."""
    serving = _serving(folder)
    folder.sweep(keep=serving)
    generation = folder.next_generation()
    try:
        marker = Marker(
            embedder=embedder.name if embedder else "", dimensions=embedder.dimensions if embedder else 0
        )
        meanings = _meanings(generation, marker, embedder, (folder, serving) if serving else None)
        with closing(WordWriter(folder, generation)) as words:
            _fill(words, meanings, passages, replacing=False)
            held = words.commit()
        _mark(folder, generation, marker, meanings, held, sequence)
    except BaseException:
        folder.sweep(keep=serving)
        raise
    folder.swap(generation)


def _in_order(folder: IndexFolder, sequence: int) -> tuple[Path, Marker]:
    generation, marker = folder.serving()
    if sequence < marker.sequence:
        raise OutOfOrder(
            f"This change has the number {sequence}, but the search index already stands at "
            f"{marker.sequence}. Apply changes in the order of their numbers, or build the index anew."
        )
    return generation, marker


def _serving(folder: IndexFolder) -> Path | None:
    """The generation to keep while another is built; None if there is none that can be read."""
    try:
        return folder.serving()[0]
    except (IndexMissing, IndexCorrupt):
        return None


def _meanings(
    generation: Path, marker: Marker, embedder: Embedder | None, earlier: tuple[IndexFolder, Path] | None
) -> Meanings | None:
    """Where vectors go, or None if meaning is off or the generation was made with another embedder."""
    if embedder is None or marker.embedder != embedder.name:
        return None
    from alongside.sources.index.vectors import Known, Meanings, VectorFile

    known = Known()
    if earlier:
        before = earlier[0].marker(earlier[1])
        if before.embedder == embedder.name:
            known = VectorFile(earlier[1], before.dimensions).known()
    return Meanings(VectorFile(generation, marker.dimensions), embedder, known)


def _fill(
    words: WordWriter, meanings: Meanings | None, passages: Iterable[Passage], *, replacing: bool
) -> int:
    """Write every passage; raises ValueError if an id comes twice, because one of the two would be lost."""
    documents: set[str] = set()
    ids: set[str] = set()
    for chunk in _chunks(passages):
        rows: list[int] | list[None] = meanings.rows(chunk) if meanings else [None] * len(chunk)
        for passage, row in zip(chunk, rows, strict=True):
            if passage.id in ids:
                raise ValueError(f"The passage {passage.id!r} came twice in one change to the search index.")
            ids.add(passage.id)
            if replacing and passage.document_id not in documents:
                documents.add(passage.document_id)
                words.delete_document(passage.document_id)
            words.add(passage, row)
    return len(ids)


def _chunks(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    waiting = iter(passages)
    while chunk := list(islice(waiting, AT_ONCE)):
        yield chunk


def _mark(
    folder: IndexFolder,
    generation: Path,
    marker: Marker,
    meanings: Meanings | None,
    held: int,
    sequence: int,
) -> None:
    new = msgspec.structs.replace(
        marker,
        change=marker.change + 1,
        sequence=sequence,
        passages=held,
        rows=meanings.file.rows() if meanings else marker.rows,
    )
    folder.write_marker(generation, new)
