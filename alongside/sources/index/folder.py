"""The folder of an embedded index: generations side by side, and one small file that says which one serves.

    root/
      CURRENT            the name of the serving generation; replaced by rename, so a reader sees old or new
      writer.lock        held by the one process that changes anything
      generation-000001/
        words/           tantivy
        vectors.f32      rows of 32-bit numbers
        marker.json      what the last change made of it, with the database's sequence number

A change first reaches `words` and `vectors.f32`, then the marker: the marker never runs ahead of the content,
so after a crash the changes after its number are simply applied again.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from alongside.plain.files import write_whole
from alongside.sources.index.protocol import (
    IndexBusy,
    IndexCorrupt,
    IndexMissing,
    StorageFailed,
)

FORMAT = 1
POINTER = "CURRENT"
MARKER = "marker.json"
PREFIX = "generation-"
NAME = re.compile(r"generation-[0-9]{1,12}")


class Marker(msgspec.Struct, frozen=True, kw_only=True):
    """What one generation holds: read up to `sequence`, `rows` of vectors by `embedder` ("" for none)."""

    format: int = FORMAT
    change: int = 0
    """Counts every commit, so that a reader notices each."""
    sequence: int = 0
    passages: int = 0
    rows: int = 0
    dimensions: int = 0
    embedder: str = ""


@dataclass(frozen=True, slots=True)
class IndexFolder:
    """Where an embedded index lives; all paths and the lock."""

    root: Path

    def pointer(self) -> str:
        """The name of the serving generation. Raises IndexMissing, IndexCorrupt."""
        try:
            return (self.root / POINTER).read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError):
            raise IndexMissing(
                f"There is no search index in {self.root} yet. Build it from the library; nothing is lost."
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            raise self.corrupt(f"{POINTER} cannot be read ({error})") from error

    def current(self) -> Path:
        """The serving generation. Raises IndexMissing, IndexCorrupt."""
        name = self.pointer()
        generation = self.root / name
        if not NAME.fullmatch(name) or not generation.is_dir():
            raise self.corrupt(f"{POINTER} names {name[:60]!r}, which is not there")
        return generation

    def corrupt(self, what: str) -> IndexCorrupt:
        """The sentence for files that do not fit together."""
        return IndexCorrupt(
            f"The search index in {self.root} is damaged: {what}. Build it again from the library; "
            "the library itself is not touched."
        )

    def unwritten(self, why: str) -> StorageFailed:
        """The sentence for a change that could not be written."""
        return StorageFailed(
            f"The search index in {self.root} could not be written ({why}). The index as it was keeps "
            "serving. Make room on the disk or mend the folder's rights, then try again."
        )

    def marker(self, generation: Path) -> Marker:
        """The marker of a generation. Raises IndexCorrupt."""
        try:
            marker = msgspec.json.decode((generation / MARKER).read_bytes(), type=Marker)
        except (OSError, msgspec.DecodeError) as error:
            raise self.corrupt(f"{generation.name}/{MARKER} cannot be read ({error})") from error
        if marker.format != FORMAT:
            raise self.corrupt(f"it has format {marker.format}, this program reads format {FORMAT}")
        return marker

    def write_marker(self, generation: Path, marker: Marker) -> None:
        """Replace the marker in one step."""
        write_whole(generation / MARKER, msgspec.json.encode(marker))

    def serving(self) -> tuple[Path, Marker]:
        """The serving generation and its marker: equal to an earlier answer while nothing changed."""
        generation = self.current()
        return generation, self.marker(generation)

    def next_generation(self) -> Path:
        """A new, empty generation beside the others (only while `writing`)."""
        numbers = [int(path.name[len(PREFIX) :]) for path in self.generations()]
        generation = self.root / f"{PREFIX}{max(numbers, default=0) + 1:06d}"
        (generation / "words").mkdir(parents=True)
        return generation

    def generations(self) -> list[Path]:
        """Every generation in the folder, whether it serves or not."""
        return sorted(path for path in self.root.glob(f"{PREFIX}*") if NAME.fullmatch(path.name))

    def swap(self, generation: Path) -> None:
        """Let `generation` serve from now on, and remove the others.

        Readers that still hold an older one keep reading it: their files stay open until they let go.
        """
        write_whole(self.root / POINTER, generation.name.encode())
        self.sweep(keep=generation)

    def sweep(self, keep: Path | None) -> None:
        """Remove every generation but `keep` (what a broken-off rebuild left, too)."""
        for other in self.generations():
            if other != keep:
                shutil.rmtree(other, ignore_errors=True)

    def size(self) -> int:
        """Bytes of the serving generation."""
        return sum(_size(path) for path in self.current().rglob("*"))

    @contextmanager
    def writing(self, what: str) -> Iterator[None]:
        """Be the only writer. Raises IndexBusy at once if another is, StorageFailed where writing fails.

        The lock is the operating system's: it falls when its process ends, however it ends.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.root / "writer.lock", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                self._take(descriptor, what)
                yield
            finally:
                os.close(descriptor)
        except OSError as error:
            raise self.unwritten(error.strerror or str(error)) from error

    def _take(self, descriptor: int, what: str) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            doing = os.read(descriptor, 200).decode("utf-8", "replace") or "being changed"
            raise IndexBusy(
                f"The search index in {self.root} is {doing} by another process. This change was not made; "
                "try again when that is done. The library is not touched."
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, what.encode(), 0)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0
