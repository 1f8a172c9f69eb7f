"""Restoring a backup: proved to its last byte first, then put back, then compared."""

import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import psycopg
from psycopg import sql

from alongside.config.backup.age import Identity
from alongside.config.backup.parcel import Manifest, read_parcel
from alongside.config.home import Home
from alongside.config.postgres.binaries import find_binaries
from alongside.config.postgres.picture import differences, picture_of
from alongside.config.postgres.roles import OWNER, create_database
from alongside.config.postgres.servers import conninfo, for_programs
from alongside.trail.chains import Found, verify


class NotRestored(RuntimeError):
    """Nothing was put back, and the message says why."""


@dataclass(frozen=True)
class Outcome:
    """What stands in the restored database, beside what stood in the one that was backed up."""

    manifest: Manifest
    differences: list[str]
    trail: Found

    @property
    def holds(self) -> bool:
        return not self.differences and not self.trail.breaks


def check_backup(file: BinaryIO, identity: Identity) -> Manifest:
    """Read all of it without touching anything. Raises CannotOpen."""
    return read_parcel(file, identity)


def restore(home: Home, file: BinaryIO, identity: Identity, database: str | None = None) -> Outcome:
    """Put a backup into an empty database, in one transaction, and compare.

    Raises CannotOpen before anything is touched; NotRestored when the database is not empty, is
    older than the backup's, or refuses, and then nothing was put back.
    """
    manifest = check_backup(file, identity)
    with psycopg.connect(conninfo(home, OWNER, database)) as connection:
        _check_room(connection, manifest)
    _put_back(home, file, identity, database)
    return compare(home, manifest, database)


def drill(home: Home, file: BinaryIO, identity: Identity) -> Outcome:
    """Restore beside the living database, compare, and take it away again."""
    manifest = check_backup(file, identity)
    with _scratch(home) as database:
        with psycopg.connect(conninfo(home, OWNER, database)) as connection:
            _check_room(connection, manifest)
        _put_back(home, file, identity, database)
        return compare(home, manifest, database)


def compare(home: Home, manifest: Manifest, database: str | None = None) -> Outcome:
    with psycopg.connect(conninfo(home, OWNER, database)) as connection:
        said = differences(manifest.picture, picture_of(connection))
    with psycopg.connect(conninfo(home, OWNER, database), autocommit=True) as connection:
        connection.execute("ANALYZE")
    return Outcome(manifest, said, verify(lambda: psycopg.connect(conninfo(home, OWNER, database))))


def _check_room(connection: psycopg.Connection[tuple[object, ...]], manifest: Manifest) -> None:
    row = connection.execute(
        "SELECT current_setting('server_version_num')::int / 10000, count(*), current_database() "
        "FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
    ).fetchone()
    assert row is not None
    major, tables, name = row
    if tables:
        raise NotRestored(
            f"The database {name} is not empty: it has {tables} tables. A backup is put back only into a new "
            "installation: set ALONGSIDE_HOME to a new folder. To try a backup beside this one use --drill."
        )
    if int(str(major)) < manifest.postgres:
        raise NotRestored(
            f"The backup was made on PostgreSQL {manifest.postgres}, and this server is PostgreSQL {major}. "
            f"Restore it on PostgreSQL {manifest.postgres} or newer."
        )


def _put_back(home: Home, file: BinaryIO, identity: Identity, database: str | None) -> None:
    with for_programs(home, OWNER, database) as target:
        words = ["--exit-on-error", "--single-transaction", "--no-password", "-d", target]
        program = subprocess.Popen(
            [find_binaries()["pg_restore"], *words], stdin=subprocess.PIPE, stderr=subprocess.PIPE
        )
        with program:
            assert program.stdin is not None
            assert program.stderr is not None
            try:
                read_parcel(file, identity, program.stdin.write)
                program.stdin.close()
            except BrokenPipeError:
                pass  # it gave up: its own words tell why
            complaints = program.stderr.read().decode(errors="replace").strip()
    if program.returncode != 0:
        raise NotRestored(f"pg_restore gave up, and nothing was put back. It said:\n{complaints}")


@contextmanager
def _scratch(home: Home) -> Iterator[str]:
    name = f"alongside_drill_{secrets.token_hex(4)}"
    with psycopg.connect(conninfo(home, OWNER), autocommit=True) as connection:
        create_database(connection, name)
        try:
            yield name
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def read_identity(file: Path) -> Identity:
    """Raises CannotOpen, or OSError when there is no such file."""
    return Identity.read(file.read_text(encoding="utf-8"))
