"""Signed checkpoints: what the ends of all chains were at a moment, written outside the database.

Whoever owns the database can cut a chain off, or write it anew from some line on, and it will hold
in itself. A checkpoint that was signed before and is kept elsewhere shows it. Each file names the
file before it, so that none can be taken out of the row; ids and digests only, no content.
"""

import hashlib
import json
from base64 import b32encode, b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from alongside.plain.files import write_whole

FORMAT = 1
# Every so many, all ends are written and not only those that moved, so that reading back is short.
WHOLE_EVERY = 144
SUFFIX = ".checkpoint"
FIRST = "0" * 64


@dataclass(frozen=True)
class End:
    """Where a stream ended: its last line's position and digest."""

    stream: str
    position: int
    digest: bytes


@dataclass(frozen=True)
class Header:
    """What is signed. `ends` is the SHA-256 of the lines below; `root` stands for all streams at once."""

    format: int
    number: int
    at: str
    streams: int
    root: str
    whole: bool
    ends: str
    previous: str


@dataclass(frozen=True)
class Fault:
    """A checkpoint file that cannot be trusted, and why."""

    file: str
    what: str


def merkle_root(ends: Iterable[End]) -> bytes:
    """The root over all ends in the order of their streams (the tree of RFC 6962, section 2.1)."""
    leaves = [_leaf(end) for end in sorted(ends, key=lambda end: end.stream)]
    return _root(leaves)


def _leaf(end: End) -> bytes:
    name = end.stream.encode()
    return hashlib.sha256(
        b"\x00" + len(name).to_bytes(4, "big") + name + end.position.to_bytes(8, "big") + end.digest
    ).digest()


def _root(leaves: list[bytes]) -> bytes:
    """Level by level: a last one without a neighbour goes up as it is, which is RFC 6962's tree."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    while len(leaves) > 1:
        pairs = zip(leaves[::2], leaves[1::2], strict=False)
        above = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in pairs]
        leaves = above + leaves[len(leaves) - len(leaves) % 2 :]
    return leaves[0]


def short_form(root: str) -> str:
    """Sixteen letters and figures that a person can compare: 80 bits of the root."""
    text = b32encode(bytes.fromhex(root)[:10]).decode()
    return "-".join(text[place : place + 4] for place in range(0, 16, 4))


def public_text(key: Ed25519PublicKey) -> str:
    return b64encode(key.public_bytes_raw()).decode()


def read_public(text: str) -> Ed25519PublicKey:
    """Raises ValueError for anything but a public key as `public_text` writes it."""
    try:
        return Ed25519PublicKey.from_public_bytes(b64decode(text.strip(), validate=True))
    except NotBase64:
        raise ValueError("This is not a checkpoint key.") from None


def files_in(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{SUFFIX}"))


def write_checkpoint(folder: Path, ends: Iterable[End], *, at: str, key: Ed25519PrivateKey) -> Path | None:
    """Write the next checkpoint; None when nothing has moved since the last one.

    `at` is the database's clock, as ISO 8601. The file appears complete or not at all.
    """
    files = files_in(folder)
    known = _ends_so_far(files)
    now = {end.stream: end for end in ends}
    if files and now == known:
        return None
    number = int(files[-1].name.split("-")[0]) + 1 if files else 1
    whole = number % WHOLE_EVERY == 1
    moved = [end for stream, end in sorted(now.items()) if whole or known.get(stream) != end]
    body = "".join(f"{end.stream} {end.position} {end.digest.hex()}\n" for end in moved).encode()
    header = Header(
        FORMAT,
        number,
        at,
        len(now),
        merkle_root(now.values()).hex(),
        whole,
        hashlib.sha256(body).hexdigest(),
        hashlib.sha256(_first_line(files[-1])).hexdigest() if files else FIRST,
    )
    line = json.dumps(asdict(header), sort_keys=True).encode()
    file = folder / f"{number:09}-{at.replace(':', '')}{SUFFIX}"
    write_whole(file, line + b"\n" + b64encode(key.sign(line)) + b"\n" + body)
    return file


def _first_line(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.readline().rstrip(b"\n")


def header_of(file: Path) -> Header:
    """Raises ValueError where it is not a checkpoint of this format."""
    try:
        return Header(**json.loads(_first_line(file)))
    except (TypeError, json.JSONDecodeError):
        raise ValueError("its first line is not a checkpoint's") from None


def ends_in(file: Path) -> Iterator[End]:
    """The ends that this file tells, one by one."""
    with file.open("rb") as stream:
        stream.readline(), stream.readline()
        for line in stream:
            name, position, digest = line.decode().rsplit(" ", 2)
            yield End(name, int(position), bytes.fromhex(digest))


def _ends_so_far(files: list[Path]) -> dict[str, End]:
    """All ends as of the last file: back to the last whole one, then forward."""
    start = max((place for place, file in enumerate(files) if header_of(file).whole), default=0)
    return {end.stream: end for file in files[start:] for end in ends_in(file)}


def check_files(folder: Path, key: Ed25519PublicKey) -> list[Fault]:
    """Everything wrong with the files themselves: signature, contents, a gap in the row, the last root."""
    before, files = FIRST, files_in(folder)
    for number, file in enumerate(files, 1):
        if what := _wrong_with(file, key, number, before):
            return [Fault(file.name, what)]
        before = hashlib.sha256(_first_line(file)).hexdigest()
    if files and merkle_root(_ends_so_far(files).values()).hex() != header_of(files[-1]).root:
        return [Fault(files[-1].name, "the ends told so far do not give its root")]
    return []


def _wrong_with(file: Path, key: Ed25519PublicKey, number: int, before: str) -> str | None:
    try:
        with file.open("rb") as stream:
            line, signature = stream.readline().rstrip(b"\n"), stream.readline().strip()
            key.verify(b64decode(signature, validate=True), line)
            told = hashlib.file_digest(stream, "sha256").hexdigest()
        header = header_of(file)
    except (InvalidSignature, NotBase64):
        return "its signature is not of the key given"
    except ValueError as problem:
        return str(problem)
    if header.number != number or header.previous != before:
        return f"a checkpoint before it is missing or was replaced (this is number {header.number})"
    return None if told == header.ends else "the ends in it were changed"
