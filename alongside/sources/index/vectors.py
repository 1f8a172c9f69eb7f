"""Unit vectors in one file of 32-bit numbers, mapped into memory and compared one by one.

Comparing all of them is exact and takes milliseconds at hundreds of thousands of rows; an approximate graph
would save little there and cost exactness. Rows are only ever added: which rows still count is for the word
index to say, so that one commit decides about both.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from alongside.sources.index.protocol import Embedder, Passage

Vectors = NDArray[np.float32]
Rows = NDArray[np.int64]

ROWS_AT_ONCE = 32_768
BYTES = 4
KEY_BYTES = 16


def meant(passage: Passage) -> str:
    """The words of a passage that are turned into its vector.

    A title that asks is what a question should meet, so it stands alone; any other title leads its text.
    """
    return passage.title if "?" in passage.title else f"{passage.title} {passage.text}".strip()


@dataclass(frozen=True, slots=True)
class VectorFile:
    """Rows of `dimensions` numbers in ``vectors.f32``; ``vectors.keys`` has the digest of their words."""

    folder: Path
    dimensions: int

    @property
    def path(self) -> Path:
        """The rows."""
        return self.folder / "vectors.f32"

    @property
    def keys_path(self) -> Path:
        """The digests, in the order of the rows."""
        return self.folder / "vectors.keys"

    def rows(self) -> int:
        """Whole rows that also have their key; a part that a crash left is not counted."""
        if not (self.path.exists() and self.keys_path.exists()):
            return 0
        rows = self.path.stat().st_size // (self.dimensions * BYTES)
        return min(rows, self.keys_path.stat().st_size // KEY_BYTES)

    def append(self, vectors: Vectors, keys: Sequence[bytes]) -> int:
        """Add rows at the end; returns the number of the first. Raises OSError when there is no room."""
        first = self.rows()
        content = np.ascontiguousarray(vectors, dtype=np.float32).tobytes()
        _write_at(self.path, first * self.dimensions * BYTES, content)
        _write_at(self.keys_path, first * KEY_BYTES, b"".join(keys))
        return first

    def map(self, rows: int) -> Vectors:
        """The first `rows` rows, read from the file only where they are touched; shape (rows, dimensions)."""
        if not rows:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return np.memmap(self.path, dtype=np.float32, mode="r", shape=(rows, self.dimensions))

    def known(self) -> "Known":
        """What the file holds, to be taken over by another file."""
        rows = self.rows()
        keys = self.keys_path.read_bytes() if rows else b""
        cut = {keys[row * KEY_BYTES : (row + 1) * KEY_BYTES]: row for row in range(rows)}
        return Known(cut, self.map(rows))


@dataclass(frozen=True, slots=True)
class Known:
    """Vectors made earlier, by the digest of their words."""

    rows: Mapping[bytes, int] = field(default_factory=dict)
    matrix: Vectors | None = None


@dataclass(frozen=True, slots=True)
class Meanings:
    """Gives passages their vector rows: words met before keep their vector, only new ones are worked out."""

    file: VectorFile
    embedder: Embedder
    known: Known = field(default_factory=Known)

    def rows(self, passages: Sequence[Passage]) -> list[int]:
        """The row of each passage; equal words within one call share a row."""
        texts = [meant(passage) for passage in passages]
        keys = [blake2b(text.encode("utf-8", "replace"), digest_size=KEY_BYTES).digest() for text in texts]
        different = dict(zip(keys, texts, strict=True))
        first = self.file.append(self._vectors(different), list(different))
        places = {key: first + number for number, key in enumerate(different)}
        return [places[key] for key in keys]

    def _vectors(self, texts: Mapping[bytes, str]) -> Vectors:
        found = np.zeros((len(texts), self.file.dimensions), dtype=np.float32)
        new: list[int] = []
        for place, key in enumerate(texts):
            row = self.known.rows.get(key)
            if row is None or self.known.matrix is None:
                new.append(place)
            else:
                found[place] = self.known.matrix[row]
        if new:
            words = list(texts.values())
            found[new] = self.embedder.vectors([words[place] for place in new])
        return found


def _write_at(path: Path, start: int, content: bytes) -> None:
    path.touch()
    with path.open("r+b") as file:
        file.truncate(start)
        file.seek(start)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())  # the marker, written next, says how much of it holds


def cosines(matrix: Vectors, question: Vectors, rows: Rows | None = None) -> Vectors:
    """The dot product of each row (or only of `rows`) with the question, shape (rows,)."""
    wanted = len(matrix) if rows is None else len(rows)
    found = np.empty(wanted, dtype=np.float32)
    for start in range(0, wanted, ROWS_AT_ONCE):
        part = slice(start, min(start + ROWS_AT_ONCE, wanted))
        found[part] = (matrix[part] if rows is None else matrix[rows[part]]) @ question
    return found


def nearest(scores: Vectors, most: int) -> Rows:
    """Places of the `most` highest scores, highest first, equal scores in the order of their places."""
    if most <= 0:
        return np.zeros(0, dtype=np.int64)
    if most < len(scores):
        least = np.partition(scores, len(scores) - most)[len(scores) - most]
        places = np.flatnonzero(scores >= least)
    else:
        places = np.arange(len(scores))
    order = np.lexsort((places, -scores[places]))
    return places[order][:most].astype(np.int64)
