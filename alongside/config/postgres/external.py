"""Taking a database server that somebody else runs: one DSN file for each role, checked before use."""

import secrets
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from alongside.config.home import Home
from alongside.config.postgres.dsn import parts_of
from alongside.config.postgres.roles import DATABASE, ROLES, create_roles
from alongside.config.postgres.servers import FILES, NotReachable
from alongside.plain.files import write_whole

ADMIN = "admin.dsn"
OLDEST = 15


def adopt(home: Home, given: Path) -> None:
    """Copy the DSN files in `given` into the installation, or make them where there is an `admin.dsn`.

    `admin.dsn` names a superuser of that server; it is used once, to make the roles and the
    database, and is not kept. Raises NotReachable with a mend; then nothing was kept.
    """
    admin = given / ADMIN
    texts = _make(admin) if admin.exists() else _read(given)
    for role, text in texts.items():
        _check(role, text)
    folder = home.path / "dsn"
    home.prepare()
    folder.mkdir(mode=0o700, exist_ok=True)
    for role, text in texts.items():
        write_whole(folder / FILES[role], text + "\n")


def _private_text(file: Path) -> str:
    try:
        if file.stat().st_mode & 0o077:
            raise NotReachable(
                f"{file} can be read by others, and it may hold a password. Mend: chmod 600 {file}"
            )
        return file.read_text(encoding="utf-8").strip()
    except OSError as problem:
        raise NotReachable(
            f"{file} cannot be read ({problem.strerror}). The folder holds {', '.join(FILES.values())}, "
            f"or an {ADMIN} with which they are made."
        ) from None


def _read(given: Path) -> dict[str, str]:
    return {role: _private_text(given / file) for role, file in FILES.items()}


def _make(admin: Path) -> dict[str, str]:
    """Roles with new passwords, the database, and how each role reaches it."""
    said = parts_of(_private_text(admin))
    passwords = {role.name: secrets.token_urlsafe(32) for role in ROLES if role.signs_in}
    try:
        with psycopg.connect(make_conninfo(**said), autocommit=True, connect_timeout=10) as connection:
            _check_server(connection)
            create_roles(connection, passwords=passwords)
    except psycopg.Error as problem:
        raise NotReachable(
            f"The server named in {admin} did not do what is needed: {str(problem).strip()} "
            "The file must name a superuser of that server."
        ) from None
    return {
        role: make_conninfo(**said | {"user": role, "password": passwords[role], "dbname": DATABASE})
        for role in FILES
    }


def _check_server(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    major = connection.info.server_version // 10_000
    if major < OLDEST:
        raise NotReachable(f"The server is PostgreSQL {major}; Alongside needs {OLDEST} or newer.")


def _check(role: str, text: str) -> None:
    try:
        with psycopg.connect(text, connect_timeout=10) as connection:
            _check_server(connection)
            row = connection.execute("SELECT current_user").fetchone()
    except psycopg.Error as problem:
        raise NotReachable(f"{FILES[role]} does not work: {str(problem).strip()}") from None
    if row != (role,):
        raise NotReachable(f"{FILES[role]} signs in as {row and row[0]}; it must sign in as {role}.")
