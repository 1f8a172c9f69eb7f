"""A line of the trail as a value, and the bytes that its digest is taken over."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

FORMAT = 1
START = b"\x00" * 32
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Line:
    """One line as it was written. `named` holds every patient a list showed."""

    position: int
    format: int
    stream: str
    segment: str
    at: datetime
    actor: UUID | None
    service: str
    verb: str
    subject_kind: str
    subject: UUID | None
    purpose: str
    named: tuple[UUID, ...]
    previous: bytes
    digest: bytes


def digest_of(line: Line) -> bytes:
    """SHA-256 over the fields, each preceded by its length in bytes (4 bytes, big-endian).

    Lengths and not separators, so that ("1", "23") and ("12", "3") differ. The database
    computes the same in `gate.append_to_trail`.
    """
    fields = [
        str(line.format),
        line.stream,
        line.segment,
        str(line.position),
        str((line.at - EPOCH) // timedelta(microseconds=1)),
        str(line.actor or ""),
        line.service,
        line.verb,
        line.subject_kind,
        str(line.subject or ""),
        line.purpose,
        ",".join(str(one) for one in line.named),
    ]
    hashed = hashlib.sha256()
    for field in fields:
        data = field.encode()
        hashed.update(len(data).to_bytes(4, "big") + data)
    hashed.update(len(line.previous).to_bytes(4, "big") + line.previous)
    return hashed.digest()


@dataclass(frozen=True)
class Break:
    """The first line of a stream that does not fit, and why."""

    stream: str
    position: int
    what: str


def first_breaks(lines: Iterable[Line]) -> Iterator[Break]:
    """Walk lines ordered by (stream, position); report the first break of each stream.

    Finds edits, deletions and swaps. A stream cut off at its end or rewritten from some line
    onwards is consistent in itself and needs a checkpoint kept elsewhere.
    """
    stream, expected, broken = "", START, False
    for line in lines:
        if line.stream != stream:
            stream, expected, broken = line.stream, START, False
        if broken:
            continue
        if line.previous != expected:
            broken = True
            yield Break(stream, line.position, "the line before it is missing, changed or in another place")
        elif digest_of(line) != line.digest:
            broken = True
            yield Break(stream, line.position, "the line was changed after it was written")
        expected = line.digest
