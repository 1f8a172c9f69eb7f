"""The embedded index: words (tantivy) and meaning (vectors) in one folder behind the protocol.

One tantivy commit decides about both: a passage carries the number of its vector row, so a row counts exactly
as long as its passage is there. A search works on a snapshot, opened again only when the marker
changed; a rebuild fills a new generation beside the serving one and takes its place by a rename.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from alongside.sources.index import filling
from alongside.sources.index.folder import IndexFolder, Marker
from alongside.sources.index.fusion import min_max, scaled
from alongside.sources.index.lexical import Place, WordReader, sound
from alongside.sources.index.protocol import (
    Embedder,
    Hit,
    IndexCorrupt,
    IndexStats,
    Passage,
    SearchRequest,
    Ways,
    safe_text,
)
from alongside.sources.index.ranking import page

if TYPE_CHECKING:
    from alongside.sources.index.vectors import Vectors

AT_ONCE = 512
OPENING_TRIES = 3
MOST_ROWS_ASKED = 4_096
"""From here on it is cheaper to ask for every row that passes the filters."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One serving generation as it was when it was opened; `matrix` None where meaning cannot be used."""

    generation: Path
    marker: Marker
    words: WordReader
    matrix: Vectors | None


class TandemIndex:
    """An `EvidenceIndex` in the folder `root`. Threads may share it; a search never waits for a writer.

    `embedder` None means words alone; `off` is the sentence that says why, shown by `stats`.
    """

    def __init__(self, root: Path, embedder: Embedder | None = None, off: str = "") -> None:
        self._folder = IndexFolder(root)
        self._embedder = embedder
        self._off = off
        self._snapshot: Snapshot | None = None
        self._opening = Lock()

    @property
    def sequence(self) -> int:
        """How far the index has read. Raises IndexMissing, IndexCorrupt."""
        return self._current().marker.sequence

    def search(self, request: SearchRequest) -> tuple[Hit, ...]:
        """The best passages. Raises IndexMissing or IndexCorrupt, and nothing else, whatever the question."""
        asked = replace(request, text=safe_text(request.text).strip())
        snapshot = self._current()
        if not asked.text or asked.limit < 1:
            return ()
        with sound(self._folder.corrupt):
            return page(asked, lambda most: _candidates(snapshot, asked, self._embedder, most))

    def put(self, passages: Iterable[Passage], *, sequence: int) -> int:
        """Take in whole documents in one commit; see `EvidenceIndex.put`.

        Raises IndexMissing before the first `rebuild`: an index that began with a change would look whole.
        """
        with self._folder.writing("being added to"):
            return filling.add(self._folder, self._embedder, passages, sequence)

    def delete(self, document_ids: Iterable[str], *, sequence: int) -> None:
        """Take documents out in one commit. Raises IndexMissing, OutOfOrder, IndexBusy, StorageFailed."""
        with self._folder.writing("being changed"):
            filling.remove(self._folder, document_ids, sequence)

    def rebuild(self, passages: Iterable[Passage], *, sequence: int) -> IndexStats:
        """Build a new generation and let it serve; the old one serves until then and if anything fails."""
        with self._folder.writing("being built anew"):
            filling.build(self._folder, self._embedder, passages, sequence)
        return self.stats()

    def without_meaning(self, most: int) -> tuple[str, ...]:
        """Documents of at most `most` passages that cannot be found by meaning yet; none where it is off.

        Putting such a document in again with the embedder mends it.
        """
        snapshot = self._current()
        if snapshot.matrix is None:
            return ()
        with sound(self._folder.corrupt):
            return snapshot.words.without_row(most)

    def stats(self) -> IndexStats:
        """What the index holds and how well. Raises IndexMissing, IndexCorrupt."""
        snapshot = self._current()
        return IndexStats(
            engine="tantivy with vectors" if snapshot.matrix is not None else "tantivy",
            passages=snapshot.words.searcher.num_docs,
            sequence=snapshot.marker.sequence,
            bytes=self._folder.size(),
            embedder=snapshot.marker.embedder,
            said=tuple(_said(snapshot, self._embedder, self._off)),
        )

    def _current(self) -> Snapshot:
        """The snapshot of the serving generation. Tried again where a rebuild takes it away while we look."""
        for _ in range(OPENING_TRIES):
            pointer = self._folder.pointer()
            try:
                return self._fresh()
            except IndexCorrupt:
                if self._folder.pointer() == pointer:
                    raise
        return self._fresh()

    def _fresh(self) -> Snapshot:
        """The snapshot in hand if nothing changed since, else a new one."""
        generation, marker = self._folder.serving()
        snapshot = self._snapshot
        if snapshot and (snapshot.generation, snapshot.marker) == (generation, marker):
            return snapshot
        with self._opening:
            self._snapshot = snapshot = self._open(generation, marker)
        return snapshot

    def _open(self, generation: Path, marker: Marker) -> Snapshot:
        with sound(self._folder.corrupt):
            words = WordReader.of(generation / "words")
            return Snapshot(generation, marker, words, self._matrix(generation, marker))

    def _matrix(self, generation: Path, marker: Marker) -> Vectors | None:
        if self._embedder is None or marker.embedder != self._embedder.name:
            return None
        from alongside.sources.index.vectors import VectorFile

        file = VectorFile(generation, marker.dimensions)
        if file.rows() < marker.rows:
            raise self._folder.corrupt(f"{file.path.name} has {file.rows()} rows instead of {marker.rows}")
        return file.map(marker.rows)


def _said(snapshot: Snapshot, embedder: Embedder | None, off: str) -> Iterator[str]:
    """What a person who keeps the index should know."""
    marker = snapshot.marker
    if embedder is None:
        yield off or "Search by meaning is off; search works with words alone."
    elif marker.embedder != embedder.name:
        made = f"made with {marker.embedder}" if marker.embedder else "built without search by meaning"
        yield f"The index was {made}. Build it anew to search by meaning with {embedder.name}."
    waiting = snapshot.words.count_without_row() if marker.embedder else 0
    if waiting:
        passages = "1 passage" if waiting == 1 else f"{waiting} passages"
        yield (
            f"{passages} can be found by words only, not yet by meaning. "
            "Work out their meaning, or build the index anew."
        )


def _candidates(
    snapshot: Snapshot, request: SearchRequest, embedder: Embedder | None, most: int
) -> list[Hit]:
    """Both ways, joined; each candidate once, with the scores it was given."""
    by_words: dict[Place, float] = {}
    by_meaning: dict[Place, float] = {}
    usable = snapshot.matrix is not None and embedder is not None
    if request.ways is not Ways.MEANING or not usable:
        by_words = snapshot.words.search(request, most)
    if request.ways is not Ways.WORDS and snapshot.matrix is not None and embedder is not None:
        by_meaning = _nearest(snapshot, snapshot.matrix, request, embedder.vector(request.text), most)
    return [
        snapshot.words.hit(place, score, by_words.get(place), by_meaning.get(place))
        for place, score in _joined(by_words, by_meaning, usable and request.ways is Ways.BOTH).items()
    ]


def _joined(words: dict[Place, float], meaning: dict[Place, float], both: bool) -> dict[Place, float]:
    return min_max(words, meaning) if both else scaled(words or meaning)


def _nearest(
    snapshot: Snapshot, matrix: Vectors, request: SearchRequest, question: Vectors, most: int
) -> dict[Place, float]:
    """The cosines of the nearest passages that the filters let through.

    The nearest rows are looked up in the word index, more of them each time too few are let through;
    in the end every row that passes the filters is compared.
    """
    import numpy as np

    from alongside.sources.index.vectors import cosines, nearest

    scores = cosines(matrix, question)
    asked = 2 * most
    while asked <= MOST_ROWS_ASKED:
        rows = nearest(scores, asked)
        places = snapshot.words.rows(request, rows.tolist())
        if len(places) >= most or asked >= len(scores):
            break
        asked *= 4
    else:
        places = snapshot.words.all_rows(request)
        rows = np.array(sorted(row for row in places if row < len(scores)), dtype=np.int64)
        rows = rows[nearest(scores[rows], most)]
    found = [row for row in rows.tolist() if row in places][:most]
    return {place: float(scores[row]) for row in found for place in places[row]}
