"""Migrations on a database in use: carried out while it is read, or left at a whole step, and said so."""

import shutil
import sys
import threading
import time

import psycopg
import pytest
from django.db import connections

from alongside.config.home import current_home
from alongside.config.installation import NeedsUpgrade, bring_up_to_date
from alongside.config.postgres.roles import APP
from alongside.config.postgres.servers import conninfo
from alongside.config.upgrading import NotUpgraded, state_of_migrations, upgrade
from tests.databases import as_superuser
from tests.installation import CHECKOUT

FOLLOWS = """
from django.db import migrations
class Migration(migrations.Migration):
    dependencies = [("trail", "{before}")]
    operations = [migrations.RunSQL({sql!r})]
"""
WIDEN = "ALTER TABLE trail_requestkey ADD COLUMN note text NOT NULL DEFAULT ''"


@pytest.fixture
def later(committed_family, tmp_path, monkeypatch, settings):
    """A later version of the program: the trail room has more migrations. Gives a function that adds one."""
    package = tmp_path / "later_trail"
    shutil.copytree(
        CHECKOUT / "alongside/trail/migrations", package, ignore=shutil.ignore_patterns("__pycache__")
    )
    last = sorted(file.stem for file in package.glob("0*.py"))
    monkeypatch.syspath_prepend(str(tmp_path))
    settings.MIGRATION_MODULES = {"trail": "later_trail"}

    def add(sql: str) -> str:
        name = f"{len(last) + 1:04}_later"
        (package / f"{name}.py").write_text(FOLLOWS.format(before=last[-1], sql=sql))
        last.append(name)
        return f"trail.{name}"

    yield add
    connections["owner"].close()
    for name in [name for name in sys.modules if name.startswith("later_trail")]:
        del sys.modules[name]


def standing(name: str):
    with psycopg.connect(as_superuser(current_home(), name)) as connection:
        return state_of_migrations(connection)


def columns(name: str) -> set[str]:
    with psycopg.connect(as_superuser(current_home(), name)) as connection:
        rows = connection.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'trail_requestkey'::regclass AND attnum > 0"
        )
        return {row[0] for row in rows.fetchall()}


def test_an_upgrade_is_carried_out_while_the_table_is_read(later, database_name):
    steps = [later(WIDEN), later("CREATE INDEX later_index ON trail_requestkey (note)")]
    assert standing(database_name).pending == steps
    over, reads, failed = threading.Event(), [], []

    def read() -> None:
        with psycopg.connect(conninfo(current_home(), APP, database_name), autocommit=True) as connection:
            while not over.is_set():
                try:
                    connection.execute("SELECT count(*) FROM trail_requestkey")
                    reads.append(time.monotonic())
                except psycopg.Error as problem:
                    failed.append(problem)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    try:
        assert upgrade() == steps
    finally:
        over.set()
        for reader in readers:
            reader.join()
    assert failed == []
    assert len(reads) > 10
    assert "note" in columns(database_name)
    assert standing(database_name).pending == []


def test_a_step_that_cannot_have_its_lock_gives_way_and_says_what_to_do(later, database_name, monkeypatch):
    monkeypatch.setattr("alongside.config.upgrading.LOCK_SECONDS", 0.2)
    later(WIDEN)
    with psycopg.connect(conninfo(current_home(), APP, database_name)) as somebody:
        somebody.execute("SELECT count(*) FROM trail_requestkey")  # and does not end
        with pytest.raises(NotUpgraded, match=r"could not have its lock.*quieter hour"):
            upgrade(tries=2)
        # Nobody waits behind it: others still read.
        with psycopg.connect(conninfo(current_home(), APP, database_name)) as other:
            other.execute("SET statement_timeout = '2s'")
            other.execute("SELECT count(*) FROM trail_requestkey")
    assert "note" not in columns(database_name)
    upgrade()
    assert "note" in columns(database_name)


def test_a_step_that_fails_leaves_the_one_before_it_whole_and_names_the_way_back(later, database_name):
    first = later(WIDEN)
    second = later("ALTER TABLE trail_requestkey ADD COLUMN more text; SELECT 1 / 0")
    with pytest.raises(NotUpgraded, match=rf"{second} failed: division by zero.*The way back") as told:
        upgrade()
    assert "restore the backup" in str(told.value)
    assert columns(database_name) & {"note", "more"} == {"note"}
    assert first not in standing(database_name).pending
    assert standing(database_name).pending == [second]


def test_a_database_in_real_use_is_never_migrated_by_the_way(later, database_name):
    later(WIDEN)
    with pytest.raises(NeedsUpgrade, match="alongside upgrade"):
        bring_up_to_date()
    assert "note" not in columns(database_name)


def test_a_demonstration_is_brought_up_to_date_by_the_way(later, database_name):
    later(WIDEN)
    with psycopg.connect(as_superuser(current_home(), database_name)) as connection:
        connection.execute(
            "INSERT INTO people_installation (id, demonstration, organisation) VALUES (1, true, '')"
        )
    bring_up_to_date()
    assert "note" in columns(database_name)


def test_a_database_newer_than_the_program_is_refused(later, database_name, settings):
    later(WIDEN)
    upgrade()
    settings.MIGRATION_MODULES = {}
    with pytest.raises(NeedsUpgrade, match=r"newer than this program: it has trail\."):
        bring_up_to_date()
