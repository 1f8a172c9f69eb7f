"""Making a backup: one moment of the database, sealed for a key that is elsewhere."""

import hashlib
import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, BinaryIO

import psycopg

from alongside.config.backup.age import Recipient, seal
from alongside.config.backup.parcel import FORMAT, Manifest, packed
from alongside.config.home import Home
from alongside.config.postgres.binaries import find_binaries
from alongside.config.postgres.picture import Rows, picture_of
from alongside.config.postgres.roles import BACKUP
from alongside.config.postgres.servers import conninfo, for_programs
from alongside.plain.files import sync_folder, write_whole


class BackupFailed(RuntimeError):
    """No backup was made; the message says why. Nothing half-made is left."""


@dataclass(frozen=True)
class Made:
    file: Path
    bytes: int
    sha256: str
    manifest: Manifest


def make_backup(home: Home, to: Path, recipient: Recipient, database: str | None = None) -> Made:
    """Write one sealed file. It appears under its name only when it is complete and on the disk.

    Rows, rights and policies are told and dumped in one snapshot, while everybody goes on working.
    Raises BackupFailed; FileExistsError when there is a file of that name.
    """
    if to.exists():
        raise FileExistsError(f"{to} is there already. A backup never replaces another one.")
    beside = to.with_name(to.name + ".part")
    try:
        with _new_private_file(beside) as out, _snapshot(home, database) as (connection, snapshot):
            manifest = _manifest(connection)
            with _dump(home, database, snapshot) as dump:
                size, digest = _write(seal(packed(manifest, dump), recipient), out)
        beside.rename(to)
        sync_folder(to.parent)
    except OSError as problem:
        raise BackupFailed(f"The backup could not be written to {to}: {problem.strerror}.") from None
    finally:
        beside.unlink(missing_ok=True)
    made = Made(to, size, digest, manifest)
    _remember(home, made, recipient)
    return made


@contextmanager
def _new_private_file(file: Path) -> Iterator[BinaryIO]:
    file.unlink(missing_ok=True)  # half of an earlier one, whose writer was killed
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())


def _write(pieces: Iterator[bytes], out: BinaryIO) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    for piece in pieces:
        out.write(piece)
        digest.update(piece)
        size += len(piece)
    return size, digest.hexdigest()


@contextmanager
def _snapshot(home: Home, database: str | None) -> Iterator[tuple[Rows, str]]:
    with psycopg.connect(conninfo(home, BACKUP, database)) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        yield connection, row[0]


def _manifest(connection: Rows) -> Manifest:
    picture = picture_of(connection)
    row = connection.execute(
        "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), "
        "current_setting('server_version_num')::int / 10000, "
        "coalesce((SELECT organisation FROM public.people_installation), ''), "
        "ARRAY(SELECT max(app || '.' || name) FROM public.django_migrations GROUP BY app ORDER BY 1)"
    ).fetchone()
    assert row is not None
    made_at, major, organisation, migrations = row
    return Manifest(FORMAT, made_at, version("alongside"), major, organisation, migrations, picture)


@contextmanager
def _dump(home: Home, database: str | None, snapshot: str) -> Iterator[IO[bytes]]:
    with for_programs(home, BACKUP, database) as target:
        program = subprocess.Popen(
            [
                find_binaries()["pg_dump"],
                "--format=custom",
                f"--snapshot={snapshot}",
                "--no-password",
                "-d",
                target,
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        with program:
            assert program.stdout is not None
            assert program.stderr is not None
            yield program.stdout
            complaints = program.stderr.read().decode(errors="replace").strip()
    if program.returncode != 0:
        raise BackupFailed(f"pg_dump gave up, and no backup was made. It said:\n{complaints}")


def _remember(home: Home, made: Made, recipient: Recipient) -> None:
    note = {
        "made_at": made.manifest.made_at,
        "file": str(made.file),
        "bytes": made.bytes,
        "sha256": made.sha256,
        "rows": made.manifest.rows,
        "for": str(recipient),
    }
    write_whole(home.path / "last-backup.json", json.dumps(note, indent=1) + "\n")


def recipient_of(home: Home) -> Recipient | None:
    """The public key that this installation seals for; None before there is one."""
    file = home.path / "backup-key.pub"
    return Recipient.read(file.read_text()) if file.exists() else None


def seal_for(home: Home, recipient: Recipient) -> None:
    home.prepare()
    write_whole(home.path / "backup-key.pub", f"{recipient}\n")


def file_name(now: datetime, taken: Callable[[str], bool]) -> str:
    """A name that sorts by time and is not taken."""
    name = f"alongside-{now:%Y%m%dT%H%M%SZ}"
    number = 0
    while taken(f"{name}{f'-{number}' if number else ''}.age"):
        number += 1
    return f"{name}{f'-{number}' if number else ''}.age"
