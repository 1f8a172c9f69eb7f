"""Where the database is: under our own keeper, or on a server that somebody else runs.

A server of somebody else's is named by one file for each role (`owner.dsn`, `app.dsn`,
`backup.dsn`, mode 0600) in the folder `dsn` of the installation, or in ALONGSIDE_DSN_DIR.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from alongside.config.home import Home
from alongside.config.postgres.dsn import parts_of
from alongside.config.postgres.lease import embedded_postgres, watched
from alongside.config.postgres.roles import APP, BACKUP, DATABASE, OWNER, Role

FILES = {OWNER.name: "owner.dsn", APP.name: "app.dsn", BACKUP.name: "backup.dsn"}


class NotReachable(RuntimeError):
    """A server of somebody else's does not answer, or a DSN file is missing; the message says which."""


def dsn_folder(home: Home) -> Path | None:
    """The folder of DSN files of this installation; None where the keeper runs the database."""
    named = os.environ.get("ALONGSIDE_DSN_DIR")
    if named:
        return Path(named).expanduser()
    return home.path / "dsn" if (home.path / "dsn").is_dir() else None


def database_name() -> str:
    return os.environ.get("ALONGSIDE_DATABASE", DATABASE)


def conninfo(home: Home, role: Role, database: str | None = None) -> str:
    """How to connect as this role. Raises NotReachable when its DSN file cannot be read."""
    folder = dsn_folder(home)
    if folder is None:
        return make_conninfo(host=str(home.runtime), user=role.name, dbname=database or database_name())
    file = folder / FILES[role.name]
    try:
        text = file.read_text(encoding="utf-8").strip()
        said = parts_of(text)
    except OSError as problem:
        raise NotReachable(
            f"{file} cannot be read ({problem.strerror}). It holds one line: how to reach the database as "
            f"{role.name}, for example: host=db.example user={role.name} password=… dbname={DATABASE}"
        ) from None
    except psycopg.ProgrammingError as problem:
        raise NotReachable(f"{file} is not a connection string: {str(problem).strip()}.") from None
    named = database or os.environ.get("ALONGSIDE_DATABASE")
    return make_conninfo(text, **({"dbname": named} if named else {}), user=said.get("user") or role.name)


@contextmanager
def for_programs(home: Home, role: Role, database: str | None = None) -> Iterator[str]:
    """The same for pg_dump and pg_restore. A password stands in a file of its own for as long as the
    block runs: on a command line everybody on the machine could read it."""
    said = parts_of(conninfo(home, role, database))
    password = said.pop("password", None)
    if password is None:
        yield make_conninfo(**said)
        return
    with tempfile.NamedTemporaryFile("w", dir=home.runtime, prefix="pass-") as file:  # mode 0600
        escaped = password.replace("\\", "\\\\").replace(":", "\\:")
        file.write(f"*:*:*:*:{escaped}\n")
        file.flush()
        yield make_conninfo(**said, passfile=file.name)


@contextmanager
def running_postgres(home: Home) -> Iterator[Home]:
    """Hold the database open for this block, whoever runs it.

    Raises DatabaseDidNotStart (ours) or NotReachable (somebody else's), each with a mend.
    """
    if dsn_folder(home) is None:
        with embedded_postgres(home):
            yield home
        return
    home.prepare()
    try:
        psycopg.connect(conninfo(home, APP), connect_timeout=10).close()
    except psycopg.OperationalError as problem:
        raise NotReachable(
            f"The database server does not answer: {str(problem).strip()} Look at the server, and at "
            f"{dsn_folder(home)}/app.dsn."
        ) from None
    yield home


@contextmanager
def watched_postgres(home: Home) -> Iterator[None]:
    """While this block runs, our own keeper is replaced when it is killed."""
    if dsn_folder(home) is not None:
        yield
        return
    with watched(home):
        yield


def django_options(home: Home, role: Role) -> dict[str, str | dict[str, str]]:
    """What Django's DATABASES needs to connect as this role."""
    said = parts_of(conninfo(home, role))
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    known: dict[str, str | dict[str, str]] = {ours: said.pop(theirs, "") for ours, theirs in names.items()}
    known["OPTIONS"] = dict(said)
    return known
