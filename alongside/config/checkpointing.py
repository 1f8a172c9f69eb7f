"""Checkpoints of this installation's trail: where they lie, who signs, where the copies go."""

import fcntl
import filecmp
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from alongside.config.home import Home, current_home
from alongside.config.postgres.roles import BACKUP
from alongside.config.postgres.servers import conninfo
from alongside.plain.files import write_whole
from alongside.trail.chains import Connection, verify
from alongside.trail.checkpoints import (
    End,
    Fault,
    check_files,
    files_in,
    public_text,
    read_public,
    write_checkpoint,
)
from alongside.trail.lines import Break
from alongside.trail.vouched import against_checkpoints

KEY, PUBLIC = "checkpoint_key", "key.pub"


@dataclass(frozen=True)
class Verified:
    """What `trail verify` found in the database, in the checkpoints, and between the two."""

    lines: int
    breaks: list[Break]
    checkpoints: int
    faults: list[Fault]

    @property
    def holds(self) -> bool:
        return not self.breaks and not self.faults


def folder_of(home: Home) -> Path:
    return home.path / "checkpoints"


def copies_of() -> Path | None:
    """A second folder, best on another machine's disk: who owns this one could remove the first."""
    named = os.environ.get("ALONGSIDE_CHECKPOINTS")
    return Path(named).expanduser() if named else None


def signing_key(home: Home) -> Ed25519PrivateKey:
    """Made on first use; 0600, outside the database, never in a backup."""
    made = b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()
    return Ed25519PrivateKey.from_private_bytes(b64decode(home.secret(KEY, made)))


def checkpoint_now(home: Home | None = None, database: str | None = None) -> Path | None:
    """Sign how the trail stands; None when nothing was written since the last time.

    Raises OSError where the folder, or the folder for copies, cannot be written.
    """
    home = home or current_home()
    folder = folder_of(home)
    folder.mkdir(mode=0o700, exist_ok=True)
    with home.lock("checkpoint").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        key = signing_key(home)
        write_whole(folder / PUBLIC, public_text(key.public_key()) + "\n", 0o644)
        with psycopg.connect(conninfo(home, BACKUP, database)) as connection:
            at, ends = _ends(connection)
        written = write_checkpoint(folder, ends, at=at, key=key)
        copy_to = copies_of()
        if copy_to is not None:
            _copy(folder, copy_to)
    return written


def _ends(connection: Connection) -> tuple[str, list[End]]:
    rows = connection.execute("SELECT stream, position, digest FROM trail_head").fetchall()
    now = connection.execute(
        "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
    ).fetchone()
    assert now is not None
    return now[0], [End(stream, position, bytes(digest)) for stream, position, digest in rows]


def _copy(folder: Path, to: Path) -> None:
    """Copy what is not there yet; what is there is never written over."""
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    for file in (*files_in(folder), folder / PUBLIC):
        if not (to / file.name).exists():
            write_whole(to / file.name, file.read_bytes(), 0o644)  # for whoever looks after that machine


def verify_trail(
    home: Home,
    database: str | None = None,
    *,
    folder: Path | None = None,
    key: Ed25519PublicKey | None = None,
) -> Verified:
    """Walk every chain, check the checkpoints, and hold the one against the others.

    `folder` and `key` name checkpoints kept elsewhere and the public key noted then; without them
    this installation's own are used.
    """

    def connect() -> Connection:
        return psycopg.connect(conninfo(home, BACKUP, database))

    folder = folder or folder_of(home)
    found = verify(connect)
    faults: list[Fault] = []
    breaks = found.breaks
    if files_in(folder):
        key = key or _own_public_key(home, folder)
        faults = [*check_files(folder, key), *_against_copies(folder)]
        known = {one.stream for one in breaks}
        breaks = breaks + [one for one in against_checkpoints(connect, folder) if one.stream not in known]
    return Verified(found.lines, breaks, len(files_in(folder)), faults)


def _own_public_key(home: Home, folder: Path) -> Ed25519PublicKey:
    """Our own, else (checkpoints of an installation from before a restore) the one that lies with them."""
    if (home.path / "secrets" / KEY).exists() and folder == folder_of(home):
        return signing_key(home).public_key()
    return read_public((folder / PUBLIC).read_text())


def _against_copies(folder: Path) -> list[Fault]:
    copies = copies_of()
    if copies is None or copies == folder:
        return []
    ours = {file.name for file in files_in(folder)}
    theirs = {file.name for file in files_in(copies)}
    alone = [Fault(name, "only one copy is left") for name in ours ^ theirs]
    # Compared piece by piece: a year of checkpoints does not fit into memory.
    differ = [
        Fault(name, "it differs from its copy")
        for name in ours & theirs
        if not filecmp.cmp(folder / name, copies / name, shallow=False)
    ]
    return sorted(alone + differ, key=lambda one: one.file)
