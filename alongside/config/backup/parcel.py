"""What is inside a sealed backup: a tar stream that anybody can unpack by hand.

`manifest.json` first, then the database as PostgreSQL's own dump cut into parts
(`database/00000001` …), last `SHA256SUMS` over everything before it.
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import IO, Any, BinaryIO

from alongside.config.backup.age import CannotOpen, Identity, unseal

FORMAT = 1
PART = 4 * 1024 * 1024
MANIFEST, PARTS, SUMS = "manifest.json", "database/", "SHA256SUMS"


@dataclass(frozen=True)
class Manifest:
    """What was backed up, and how the database stood at that moment."""

    format: int
    made_at: str  # UTC, the database's clock
    alongside: str  # version of the program
    postgres: int  # major version of the server
    organisation: str
    migrations: list[str]  # newest of each app
    picture: dict[str, dict[str, Any]]

    @property
    def rows(self) -> int:
        return sum(int(count) for count, _sum in self.picture["rows"].values())


def packed(manifest: Manifest, dump: IO[bytes]) -> Iterator[bytes]:
    """The tar stream. `dump` is read to its end as it goes; nothing is held but one part."""
    sums: list[str] = []

    def member(name: str, data: bytes) -> Iterator[bytes]:
        sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}")
        yield from _member(name, data)

    yield from member(MANIFEST, json.dumps(asdict(manifest), indent=1, ensure_ascii=False).encode())
    number = 0
    while part := dump.read(PART):
        number += 1
        yield from member(f"{PARTS}{number:08}", part)
    yield from _member(SUMS, "".join(f"{line}\n" for line in sums).encode())
    yield bytes(2 * tarfile.BLOCKSIZE)


def _member(name: str, data: bytes) -> Iterator[bytes]:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), 0o600
    yield info.tobuf(tarfile.USTAR_FORMAT)
    yield data
    yield bytes(-len(data) % tarfile.BLOCKSIZE)


class _Flow(io.RawIOBase):
    """Pieces of bytes as a file to read from."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._held = iter(pieces), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._held:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._held = piece
        given = self._held[: len(buffer)]
        buffer[: len(given)] = given
        self._held = self._held[len(given) :]
        return len(given)


def read_parcel(
    file: BinaryIO, identity: Identity, take: Callable[[bytes], object] = lambda _part: None
) -> Manifest:
    """Read a sealed backup to its end, giving each part of the dump to `take`.

    Raises CannotOpen for whatever `unseal` refuses, and where the contents do not fit their sums.
    Called once without `take`, it proves the whole file before anything is done with it.
    """
    file.seek(0)
    flow = io.BufferedReader(_Flow(unseal(file, identity)), buffer_size=1024 * 1024)
    manifest, sums, told = None, [], ""
    try:
        with tarfile.open(fileobj=flow, mode="r|") as tar:
            for info in tar:
                content = tar.extractfile(info)
                data = content.read() if content else b""
                if info.name == SUMS:
                    told = data.decode()
                    continue
                sums.append(f"{hashlib.sha256(data).hexdigest()}  {info.name}\n")
                if info.name == MANIFEST:
                    manifest = _manifest(data)
                elif info.name.startswith(PARTS):
                    take(data)
        while flow.read(PART):  # to the very end: only there the last piece proves itself
            pass
    except tarfile.TarError as problem:
        raise CannotOpen(f"The backup opens, but Alongside did not pack what is in it ({problem}).") from None
    if manifest is None or "".join(sums) != told or len(sums) < 2:
        raise CannotOpen("The backup opens, but its parts do not fit the checksums that stand in it.")
    return manifest


def _manifest(data: bytes) -> Manifest:
    said = json.loads(data)
    if said.get("format") != FORMAT:
        raise CannotOpen(
            f"This backup has format {said.get('format')}; this version of Alongside reads format {FORMAT}. "
            "Use the version of Alongside that made it, or a newer one."
        )
    return Manifest(**said)
