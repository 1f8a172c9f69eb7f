"""Bringing an installation up to date: schema, static files, and what it is for."""

import fcntl
import hashlib
import os
import shutil
from importlib.metadata import version
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connections
from django.db.backends.utils import CursorWrapper

from alongside.config.home import current_home
from alongside.plain.files import sync_tree, write_whole


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    django.setup()


class NeedsUpgrade(RuntimeError):
    """The database holds people's records and is older than this program, or newer."""


def bring_up_to_date() -> None:
    """Run migrations as the owner, and hash the static files when they changed.

    A database in real use is only brought further by `alongside upgrade`, which makes a backup
    first. Raises NeedsUpgrade.
    """
    if _is_behind():
        call_command("migrate", database="owner", verbosity=0, interactive=False)
    connections["owner"].close()
    collect_static()


def _is_behind() -> bool:
    from alongside.config.upgrading import state_of_migrations  # models are only there once apps are loaded

    with connections["owner"].cursor() as cursor:
        stands = state_of_migrations(cursor.connection)
        if stands.unknown:
            raise NeedsUpgrade(
                f"The database is newer than this program: it has {', '.join(stands.unknown)}. Install the "
                "version of Alongside that it belongs to, or a newer one."
            )
        if not stands.pending:
            return False
        if not stands.empty and _in_real_use(cursor):
            raise NeedsUpgrade(
                f"The database needs {len(stands.pending)} steps before this program can use it. Run: "
                "alongside upgrade (docs/how-to/upgrade.md)."
            )
    return True


def _in_real_use(cursor: CursorWrapper) -> bool:
    cursor.execute("SELECT to_regclass('public.people_installation') IS NOT NULL")
    if not cursor.fetchone()[0]:
        return False
    cursor.execute(
        "SELECT EXISTS (SELECT 1 FROM people_account) "
        "AND NOT EXISTS (SELECT 1 FROM people_installation WHERE demonstration)"
    )
    return bool(cursor.fetchone()[0])


def collect_static() -> None:
    """Hash the static files once for each state of them. What a server that runs still hands out stays."""
    from django.conf import settings  # only readable once Django has started

    files = sorted(file for file in Path(settings.CODE).glob("*/static/**/*") if file.is_file())
    state = hashlib.sha256(version("alongside").encode())
    for file in files:
        state.update(file.name.encode() + file.read_bytes())
    mark = Path(settings.STATIC_ROOT) / f".made-from-{state.hexdigest()[:16]}"
    with current_home().lock("static").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not mark.exists():
            if _cut_short(mark.parent):
                shutil.rmtree(mark.parent)
            call_command("collectstatic", interactive=False, verbosity=0)
            sync_tree(mark.parent)  # the mark promises that they are there
            write_whole(mark, "all are there\n")


def _cut_short(gathered: Path) -> bool:
    """Whether a power cut left files of an earlier try empty. They look newer than ours, and would stay."""
    found = (file for file in gathered.rglob("*") if file.is_file() and not file.name.startswith("."))
    return any(not file.stat().st_size for file in found)


def count_rows() -> None:
    """Let the database count what is in its tables, after much came in at once: it plans by these counts."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    connections["owner"].close()


def organisation() -> str | None:
    """Whose installation this database is; None when it was not made by `alongside init` yet."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT organisation FROM people_installation WHERE id = 1")
        row = cursor.fetchone()
    connections["owner"].close()
    return str(row[0]) if row else None


def name_organisation(name: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_installation (id, demonstration, organisation) VALUES (1, false, %s)", [name]
        )
    connections["owner"].close()


class AlreadyReal(RuntimeError):
    """This database holds people who are not marked as made up."""


def mark_as_demonstration() -> bool:
    """Mark an empty database as a demonstration, as its owner. True when it was not one before.

    Raises AlreadyReal when there are patients in it and it is not a demonstration.
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT demonstration FROM people_installation WHERE id = 1")
        row = cursor.fetchone()
        if row and row[0]:
            return False
        cursor.execute("SELECT EXISTS (SELECT 1 FROM patients_patient)")
        if cursor.fetchone()[0]:
            raise AlreadyReal(
                "This installation holds patients and is not a demonstration. "
                "Choose another folder with ALONGSIDE_HOME for made-up people."
            )
        cursor.execute(
            "INSERT INTO people_installation (id, demonstration, organisation) "
            "VALUES (1, true, 'Made-up hospital') ON CONFLICT (id) DO UPDATE SET demonstration = true"
        )
    connections["owner"].close()
    return True
