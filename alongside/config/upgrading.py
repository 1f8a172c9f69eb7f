"""Bringing a database that is in use up to this program's migrations, or leaving it as it was."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import OperationalError, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

Connection = psycopg.Connection[tuple[Any, ...]]
# How long a migration waits for a lock before it lets readers go on, and how often it tries.
LOCK_SECONDS, TRIES = 2, 15


class NotUpgraded(RuntimeError):
    """The database is at a complete step, and the message says at which and what to do."""


@dataclass(frozen=True)
class Standing:
    """Migrations that this program has and the database has not, and the other way round."""

    pending: list[str]
    unknown: list[str]
    empty: bool  # nothing was ever carried out here


def state_of_migrations(connection: Connection) -> Standing:
    loader = MigrationLoader(None)
    there = connection.execute("SELECT to_regclass('public.django_migrations') IS NOT NULL").fetchone()
    rows = (
        connection.execute("SELECT app, name FROM django_migrations").fetchall() if there and there[0] else []
    )
    done = {(app, name) for app, name in rows}
    ours = {key for key in loader.disk_migrations if key not in loader.replacements}
    known = set(loader.disk_migrations)
    apps = {app for app, _name in known}
    return Standing(
        [".".join(key) for key in sorted(ours - done)],
        [".".join(key) for key in sorted(done - known) if key[0] in apps],
        not rows,
    )


def upgrade(*, say: Callable[[str], object] = lambda _sentence: None, tries: int = TRIES) -> list[str]:
    """Carry out what is missing, one migration after another, each complete or not at all.

    A step that cannot have its lock within two seconds gives way to those who read and is tried
    again. Raises NotUpgraded where a step fails: the database then stands at the step before it.
    """
    done: list[str] = []
    connection = connections["owner"]
    try:
        while pending := _plan():
            app, name = pending[0]
            say(f"{app}.{name}")
            _step(app, name, tries)
            done.append(f"{app}.{name}")
    finally:
        connection.close()
    # Content types and whatever else Django makes after the last migration.
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    connection.close()
    return done


def _plan() -> list[tuple[str, str]]:
    executor = MigrationExecutor(connections["owner"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [(migration.app_label, migration.name) for migration, _backwards in plan]


def _step(app: str, name: str, tries: int) -> None:
    for attempt in range(tries):
        try:
            with connections["owner"].cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{LOCK_SECONDS}s"])
            executor = MigrationExecutor(connections["owner"])
            executor.migrate([(app, name)])
            return
        except OperationalError as problem:
            connections["owner"].close()
            if not isinstance(problem.__cause__, psycopg.errors.LockNotAvailable):
                raise NotUpgraded(_said(app, name, problem)) from None
            time.sleep(min(0.2 * 2**attempt, 5))
        except Exception as problem:
            connections["owner"].close()
            raise NotUpgraded(_said(app, name, problem)) from None
    raise NotUpgraded(
        f"The step {app}.{name} could not have its lock: somebody works in that table without a pause. "
        "Nothing of it was kept, and Alongside goes on as before. Try again at a quieter hour, or stop "
        "“alongside serve” and “alongside post send” first."
    )


def _said(app: str, name: str, problem: Exception) -> str:
    first = str(problem).strip().splitlines()
    return (
        f"The step {app}.{name} failed: {first[0] if first else type(problem).__name__} "
        "Nothing of it was kept. The way back: install the version of Alongside that ran before; if steps "
        "before this one were carried out, restore the backup that was made first into a new installation "
        "(docs/how-to/upgrade.md)."
    )
