"""What befalls an embedded database: killed, orphaned, interrupted, without room, without rights."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

from alongside.config.home import Home
from alongside.config.postgres.binaries import find_binaries
from alongside.config.postgres.keeper import as_whom, dsn
from alongside.config.postgres.lease import DatabaseDidNotStart, embedded_postgres, watched
from tests.config.running import end, has_ended, run, run_many, servers_in, state_and_parent, wait_until
from tests.config.test_keeper import keeper_of

HOLDS = """
import sys
from pathlib import Path
from alongside.config.home import Home
from alongside.config.postgres.lease import embedded_postgres
with embedded_postgres(Home(Path(sys.argv[1]))):
    print("open", flush=True)
    sys.stdin.read()
print("left", flush=True)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Home:
    home = Home(tmp_path_factory.mktemp("faults"))
    with embedded_postgres(home):
        remember(home, 1)
    return home


@pytest.fixture(autouse=True)
def nothing_runs(home):
    yield
    wait_until(lambda: not servers_in(home.postgres), "a server is left over")


def the_server_of(home: Home) -> int:
    """Its number outside any namespace: the server's process that is nobody's child among its kind."""
    servers = servers_in(home.postgres)
    seen = {pid: state_and_parent(pid) for pid in servers}
    (root,) = [pid for pid, told in seen.items() if told and told[1] not in servers]
    return root


def remember(home: Home, number: int) -> None:
    with psycopg.connect(dsn(home, "alongside_owner"), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (number int)")
        connection.execute("INSERT INTO kept VALUES (%s)", [number])


def remembered(home: Home) -> set[int]:
    with psycopg.connect(dsn(home, "alongside_owner")) as connection:
        return {row[0] for row in connection.execute("SELECT number FROM kept").fetchall()}


def test_lock_files_left_behind_by_a_crash_are_only_files(home):
    for name in ("users", "start", "keeper"):
        home.lock(name).write_text("left by process 1\n")
    with embedded_postgres(home):
        assert 1 in remembered(home)


def test_a_killed_application_leaves_no_server_behind(home):
    with run(HOLDS, str(home.path)) as user:
        assert user.stdout.readline() == "open\n"
        user.kill()
    wait_until(lambda: not servers_in(home.postgres), "the server outlived its only user")


def test_a_killed_server_is_started_again_under_those_who_use_it(home):
    with embedded_postgres(home):
        remember(home, 2)
        first = the_server_of(home)
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: has_ended(first) and answers(home), "the server did not come back")
        assert {1, 2} <= remembered(home)


def answers(home: Home) -> bool:
    try:
        psycopg.connect(dsn(home, "alongside_app")).close()
    except psycopg.OperationalError:
        return False
    return True


def test_a_killed_keeper_is_replaced_while_a_long_program_watches(home):
    with embedded_postgres(home), watched(home, every=0.1):
        first = keeper_of(home)
        os.kill(first, signal.SIGKILL)
        wait_until(
            lambda: has_ended(first) and answers(home) and living_keeper(home) not in (None, first),
            "no keeper came",
        )
        assert 1 in remembered(home)


def living_keeper(home: Home) -> int | None:
    try:
        return keeper_of(home)
    except AssertionError:
        return None


def test_an_orphaned_server_is_seen_off_before_another_one_starts(home):
    """A server that nobody keeps, started as an operator might by hand, on the same folder."""
    with embedded_postgres(home):
        pass
    wait_until(lambda: not servers_in(home.postgres), "the server still runs")
    binaries = find_binaries()
    orphan = subprocess.Popen(
        [*as_whom(), binaries["postgres"], "-D", str(home.postgres)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_until(lambda: answers(home), "the orphan does not answer")
    with embedded_postgres(home):
        assert orphan.wait() == 0, "the orphan was not shut down cleanly"
        assert the_server_of(home) != orphan.pid
        assert 1 in remembered(home)


def test_a_server_killed_and_not_yet_reaped_is_no_obstacle(home):
    """A zombie keeps its number and its name, and holds nothing."""
    binaries = find_binaries()
    zombie = subprocess.Popen(
        [*as_whom(), binaries["postgres"], "-D", str(home.postgres)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_until(lambda: answers(home), "the server does not answer")
    zombie.kill()
    wait_until(lambda: has_ended(zombie.pid), "it still runs")
    assert Path(f"/proc/{zombie.pid}").exists(), "reaped too early: this shows nothing"
    with embedded_postgres(home):
        assert 1 in remembered(home)
    zombie.wait()


def test_a_recovery_that_takes_long_is_waited_for_and_said(home, tmp_path, monkeypatch, capfd):
    """Programs that take four seconds before they answer: everybody waits, nobody starts a second server."""
    slow = tmp_path / "slow"
    slow.mkdir()
    real = find_binaries().folder
    for program in ("initdb", "pg_dump"):
        (slow / program).symlink_to(real / program)
    (slow / "postgres").write_text(
        f'#!/bin/sh\n[ "$1" = --version ] || sleep 4\nexec {real / "postgres"} "$@"\n'
    )
    (slow / "postgres").chmod(0o755)
    monkeypatch.setenv("ALONGSIDE_PG_BIN", str(slow))
    with run_many(2, HOLDS, str(home.path)) as others, embedded_postgres(home):
        assert [other.stdout.readline() for other in others] == ["open\n", "open\n"]
        the_server_of(home)  # one and only one
        assert 1 in remembered(home)


def test_many_programs_at_once_share_one_server_and_all_of_them_leave_none(home):
    with run_many(6, HOLDS, str(home.path)) as users:
        assert [user.stdout.readline() for user in users] == ["open\n"] * 6
        the_server_of(home)
        for user in users[:3]:
            user.kill()
        assert [end(user) for user in users[3:]] == ["left\n"] * 3


def test_a_folder_that_was_made_half_is_made_anew(tmp_path):
    """Killed inside initdb: what it left is put aside, never used."""
    home = Home(tmp_path / "half")
    home.prepare()
    (home.path / "postgres.making").mkdir()
    (home.path / "postgres.making/PG_VERSION").write_text("15\n")
    with embedded_postgres(home):
        assert answers(home)


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("12\n", r"made by PostgreSQL 12.*ALONGSIDE_PG_BIN"),
        ("", r"damaged: its file PG_VERSION holds ''.*alongside restore"),
        ("\0\0\0", r"damaged.*alongside restore"),
    ],
    ids=["of another version", "emptied by a power cut", "zeros after a power cut"],
)
def test_data_that_cannot_be_read_is_refused_with_the_way_out(home, says, told):
    mark = home.postgres / "PG_VERSION"
    real = mark.read_text()
    mark.write_text(says)
    try:
        with pytest.raises(DatabaseDidNotStart, match=told):
            embedded_postgres(home).__enter__()
    finally:
        mark.write_text(real)


PEER = "from alongside.config.postgres.keeper import peer_name\npeer_name()"
FULL = """
import subprocess, sys
from pathlib import Path
import psycopg
from alongside.config.home import Home
from alongside.config.postgres.keeper import dsn
from alongside.config.postgres.lease import embedded_postgres
place = Path(sys.argv[1])
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=180M", "tmpfs", str(place)], check=True)
home = Home(place / "house")
with embedded_postgres(home):
    with psycopg.connect(dsn(home, "alongside_owner"), autocommit=True) as c:
        c.execute("CREATE TABLE written (number int, text text)")
        kept = 0
        try:
            while True:
                c.execute("INSERT INTO written VALUES (%s, repeat(md5(%s::text), 3000))", [kept, kept])
                kept += 1
                if kept % 20 == 0:
                    (home.path / f"ballast{kept}").write_bytes(bytes(1_000_000))
        except (psycopg.Error, OSError) as problem:
            print("refused", type(problem).__name__)
    def rows():
        while True:
            try:
                with psycopg.connect(dsn(home, "alongside_owner")) as c:
                    return c.execute("SELECT count(*) FROM written").fetchone()[0]
            except psycopg.OperationalError:
                pass
    for ballast in home.path.glob("ballast*"):
        ballast.unlink()
    print("kept", rows() >= kept)
    with psycopg.connect(dsn(home, "alongside_owner"), autocommit=True) as c:
        c.execute("INSERT INTO written VALUES (-1, 'after')")
with embedded_postgres(home):
    with psycopg.connect(dsn(home, "alongside_owner")) as c:
        print("again", c.execute("SELECT count(*) FROM written WHERE number = -1").fetchone()[0])
"""


def test_on_a_full_disk_writing_is_refused_and_nothing_acknowledged_is_lost(tmp_path):
    namespace = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]
    with run(FULL, str(tmp_path), before=namespace) as program:
        said, complaints = program.communicate(timeout=120)
    first, *rest = said.splitlines()
    assert first.startswith("refused"), complaints
    assert rest == ["kept True", "again 1"], complaints


def test_without_room_for_a_new_database_it_says_how_much_is_needed(tmp_path):
    code = FULL.replace("size=180M", "size=20M")
    namespace = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]
    with run(code, str(tmp_path), before=namespace) as program:
        said, complaints = program.communicate(timeout=60)
    assert said == ""
    assert "100 MB are needed. Nothing was kept; run it again" in complaints


def test_root_without_user_namespaces_is_told_what_to_do(tmp_path):
    """Inside a namespace where root may make no further ones, as in many containers."""
    code = "import pathlib; pathlib.Path('/proc/sys/user/max_user_namespaces').write_text('0')\n" + HOLDS
    with run(code, str(tmp_path / "house"), before=["unshare", "--user", "--map-root-user"]) as program:
        _said, complaints = program.communicate(timeout=60)
    assert "does not allow user namespaces" in complaints
    assert "Run Alongside as an ordinary user, or use an external database." in complaints
    assert not (tmp_path / "house/postgres").exists()


def test_an_ordinary_user_needs_no_namespace():
    """As root, the same program is run as somebody else who may read what root may read and nothing more."""
    with tempfile.TemporaryDirectory(prefix="ordinary-") as name:
        place = Path(name)
        before = []
        if os.geteuid() == 0:
            shutil.chown(place, 2, 2)
            reading = "-all,+dac_read_search"
            before = ["setpriv", "--reuid=2", "--regid=2", "--clear-groups"]
            before += [f"--inh-caps={reading}", f"--ambient-caps={reading}", "--bounding-set", reading]
        with run(HOLDS, str(place / "house"), before=before, XDG_RUNTIME_DIR=name) as program:
            assert program.stdout.readline() == "open\n", program.stderr.read()
            owners = {Path(f"/proc/{pid}").stat().st_uid for pid in servers_in(place / "house/postgres")}
            assert end(program) == "left\n"
        assert owners == {2 if os.geteuid() == 0 else os.geteuid()}
        wait_until(lambda: not servers_in(place / "house/postgres"), "the server still runs")


def test_a_user_number_without_a_name_is_told_what_to_do():
    with tempfile.TemporaryDirectory(prefix="nameless-") as name:
        if os.geteuid() == 0:
            shutil.chown(name, 54321, 54321)
        reading = "-all,+dac_read_search"
        somebody = ["setpriv", "--reuid=54321", "--regid=54321", "--clear-groups"]
        somebody += [f"--inh-caps={reading}", f"--ambient-caps={reading}", "--bounding-set", reading]
        code, before = HOLDS, somebody
        if os.geteuid() != 0:  # cannot become somebody else: the same number as seen by the program
            code, before = "import os; os.geteuid = lambda: 54321\n" + PEER, []
        with run(code, f"{name}/house", before=before, XDG_RUNTIME_DIR=name) as program:
            assert "The user number 54321 has no name on this machine" in program.communicate()[1]
