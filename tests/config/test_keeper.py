"""The keeper of PostgreSQL: attach or start, clean stop, and nothing lost when it is killed."""

import os
import signal
from pathlib import Path

import psycopg
import pytest

from alongside.config.home import Home
from alongside.config.postgres.binaries import NoPostgres, find_binaries
from alongside.config.postgres.keeper import dsn
from alongside.config.postgres.lease import embedded_postgres
from alongside.config.postgres.roles import SUPERUSER
from tests.config.running import has_ended, servers_in, wait_until


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Home:
    home = Home(tmp_path_factory.mktemp("installation"))
    with embedded_postgres(home):
        return home


def keeper_of(home: Home) -> int:
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"alongside.config.postgres.keeper" in words and str(home.path).encode() in words:
            return int(entry.name)
    raise AssertionError("there is no keeper")


def test_two_users_share_one_server_and_the_last_one_stops_it(home):
    with embedded_postgres(home):
        first = keeper_of(home)
        with embedded_postgres(home):
            assert keeper_of(home) == first
        psycopg.connect(dsn(home, "alongside_app")).close()
    wait_until(lambda: not servers_in(home.postgres), "the server still runs")


def test_a_killed_keeper_is_replaced_and_nothing_is_lost(home):
    with embedded_postgres(home):
        with psycopg.connect(dsn(home, "alongside_owner"), autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
        keeper = keeper_of(home)
        os.kill(keeper, signal.SIGKILL)
        wait_until(lambda: has_ended(keeper), "the keeper still runs")
        with embedded_postgres(home), psycopg.connect(dsn(home, "alongside_owner")) as connection:
            assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_a_stale_pid_file_with_a_number_used_again_is_no_obstacle(home):
    wait_until(lambda: not servers_in(home.postgres), "the server still runs")
    (home.postgres / "postmaster.pid").write_text(f"{os.getpid()}\n{home.postgres}\n")
    with embedded_postgres(home):
        psycopg.connect(dsn(home, "alongside_app")).close()


def test_the_application_has_a_role_that_owns_and_bypasses_nothing(home):
    with embedded_postgres(home), psycopg.connect(dsn(home, SUPERUSER, "postgres")) as connection:
        roles = connection.execute(
            "SELECT rolname, rolcanlogin, rolbypassrls, rolsuper FROM pg_roles "
            "WHERE rolname LIKE 'alongside%' ORDER BY 1"
        ).fetchall()
    assert roles == [
        ("alongside_app", True, False, False),
        ("alongside_backup", True, True, False),
        ("alongside_gate", False, False, False),
        ("alongside_owner", True, True, False),
        ("alongside_super", True, True, True),
    ]


def test_nothing_listens_on_the_network_and_the_folders_are_private(home):
    with embedded_postgres(home), psycopg.connect(dsn(home, "alongside_app")) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert [folder.stat().st_mode & 0o077 for folder in (home.path, home.runtime, home.postgres)] == [0, 0, 0]


def test_a_named_folder_without_postgresql_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("ALONGSIDE_PG_BIN", str(tmp_path))
    with pytest.raises(NoPostgres, match="there is no program 'postgres' in it"):
        find_binaries()


def test_a_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path):
    home = Home(tmp_path / "house")
    home.prepare()
    first = home.secret("key")
    assert home.secret("key") == first
    assert (home.path / "secrets/key").stat().st_mode & 0o777 == 0o600
