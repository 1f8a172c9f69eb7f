"""The database's roles: who they are, what each may do, and how they are made."""

from dataclasses import dataclass

import psycopg
from psycopg import sql

DATABASE = "alongside"
SUPERUSER = "alongside_super"


@dataclass(frozen=True)
class Role:
    """A role as it must be. `bypasses` means: row-level security does not hold it back."""

    name: str
    what_for: str
    signs_in: bool = True
    bypasses: bool = False
    creates_databases: bool = False

    @property
    def attributes(self) -> str:
        said = ["LOGIN" if self.signs_in else "NOLOGIN"]
        said += ["BYPASSRLS"] if self.bypasses else ["NOBYPASSRLS"]
        said += ["CREATEDB"] if self.creates_databases else ["NOCREATEDB"]
        return " ".join([*said, "NOSUPERUSER", "NOCREATEROLE"])


OWNER = Role("alongside_owner", "runs migrations; never serves", bypasses=True, creates_databases=True)
APP = Role("alongside_app", "serves; owns nothing, bypasses nothing")
GATE = Role("alongside_gate", "owns the look-ups that policies use", signs_in=False)
BACKUP = Role("alongside_backup", "reads everything for a backup; writes nothing", bypasses=True)
ROLES = (OWNER, APP, GATE, BACKUP)
C_LOCALE = sql.SQL(" ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'")
# role -> the roles it is a member of
MEMBERSHIPS = {OWNER.name: GATE.name, BACKUP.name: "pg_read_all_data"}


def create_roles(
    connection: psycopg.Connection[tuple[object, ...]],
    database: str = DATABASE,
    passwords: dict[str, str] | None = None,
) -> None:
    """Roles and the database, made once; safe to run again after a kill half-way.

    `connection` is a superuser's (or a role's with CREATEROLE, CREATEDB and BYPASSRLS) and autocommits.
    """
    have = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
    for role in ROLES:
        verb = "ALTER" if role.name in have else "CREATE"
        connection.execute(f"{verb} ROLE {role.name} {role.attributes}".encode())
        if passwords and role.name in passwords:
            connection.execute(
                sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                    sql.Identifier(role.name), sql.Literal(passwords[role.name])
                )
            )
    for member, of in MEMBERSHIPS.items():
        connection.execute(f"GRANT {of} TO {member}".encode())
    there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
    if there is None:
        create_database(connection, database)


def create_database(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    """An empty database of the owner's: UTF-8, and compared byte by byte whatever the server's language."""
    plain = connection.execute(
        "SELECT pg_encoding_to_char(encoding) = 'UTF8' AND (datlocprovider = 'b' "
        "OR datcollate IN ('C', 'POSIX')) FROM pg_database WHERE datname = 'template0'"
    ).fetchone()
    words = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(
        sql.Identifier(name), sql.Identifier(OWNER.name)
    )
    connection.execute(sql.Composed([words, sql.SQL("") if plain and plain[0] else C_LOCALE]))


def roles_complete(connection: psycopg.Connection[tuple[object, ...]], database: str = DATABASE) -> bool:
    row = connection.execute(
        "SELECT count(*) = %s AND EXISTS (SELECT 1 FROM pg_database WHERE datname = %s) "
        "FROM pg_roles WHERE rolname = ANY(%s)",
        [len(ROLES), database, [role.name for role in ROLES]],
    ).fetchone()
    return bool(row and row[0])
