"""Test databases: one template, migrated once for each state of the migrations, and clones of it."""

import fcntl
import hashlib
import os

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from alongside.config.home import Home
from alongside.config.postgres.keeper import dsn
from alongside.config.postgres.roles import SUPERUSER
from tests.installation import CHECKOUT

SUPERUSER_ELSEWHERE = "ALONGSIDE_TEST_SUPERUSER"
"""The DSN of the superuser of somebody else's server, where the suite runs on one (tests/elsewhere.py)."""


def as_superuser(home: Home, database: str = "postgres") -> str:
    """How the tests reach a database as its superuser, whoever runs the server."""
    named = os.environ.get(SUPERUSER_ELSEWHERE)
    return make_conninfo(named, dbname=database) if named else dsn(home, SUPERUSER, database)


def _administer(home: Home, statement: sql.Composed) -> None:
    with psycopg.connect(as_superuser(home), autocommit=True) as connection:
        connection.execute(statement)


def _exists(home: Home, name: str) -> bool:
    with psycopg.connect(as_superuser(home)) as connection:
        return (
            connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None
        )


def use(name: str) -> None:
    for connection in connections.all(initialized_only=False):
        connection.close()
        connection.settings_dict["NAME"] = name


def template(home: Home) -> str:
    """The migrated template's name; made under a lock when it does not exist yet."""
    print_of_all = hashlib.sha256()
    for file in sorted((CHECKOUT / "alongside").glob("*/migrations/*.py")):
        print_of_all.update(file.name.encode() + file.read_bytes())
    for file in (CHECKOUT / "alongside/patients/walls.py", CHECKOUT / "requirements/dev.lock"):
        print_of_all.update(file.read_bytes())
    # Processes are killed in tests, machines are not: what was written need not reach the disk at once.
    _administer(home, sql.SQL("ALTER SYSTEM SET fsync = off"))
    _administer(home, sql.SQL("SELECT pg_reload_conf()"))
    name = f"template_{print_of_all.hexdigest()[:16]}"
    with home.lock("template").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _exists(home, name):
            making = f"making_{os.getpid()}"
            _administer(
                home,
                sql.SQL("CREATE DATABASE {} OWNER alongside_owner TEMPLATE template0").format(
                    sql.Identifier(making)
                ),
            )
            use(making)
            call_command("migrate", database="owner", verbosity=0)
            use("nowhere")
            _administer(
                home,
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(making), sql.Identifier(name)
                ),
            )
    return name


def clone(home: Home, of: str, name: str) -> None:
    use("nowhere")
    drop(home, name)
    _administer(
        home,
        sql.SQL("CREATE DATABASE {} OWNER alongside_owner TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(of)
        ),
    )
    use(name)


def drop(home: Home, name: str) -> None:
    _administer(home, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def mark_as_demonstration() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_installation (id, demonstration, organisation) VALUES (1, true, '')"
        )
