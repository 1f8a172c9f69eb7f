"""A PostgreSQL server of somebody else's: reached by one DSN file for each role, with passwords."""

import io
import subprocess
from collections.abc import Iterator

import psycopg
import pytest

from alongside.config.backup.age import Identity
from alongside.config.backup.making import make_backup
from alongside.config.backup.restoring import drill
from alongside.config.home import Home
from alongside.config.postgres.external import adopt
from alongside.config.postgres.roles import APP, OWNER
from alongside.config.postgres.servers import NotReachable, conninfo, django_options, running_postgres
from tests.elsewhere import private, somebody_elses


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[str]:
    with somebody_elses(tmp_path_factory.mktemp("elsewhere")) as dsn:
        yield dsn


@pytest.fixture
def home(tmp_path) -> Home:
    home = Home(tmp_path / "house")
    home.prepare()
    return home


@pytest.fixture
def adopted(home, server, tmp_path) -> Home:
    given = tmp_path / "given"
    given.mkdir()
    private(given / "admin.dsn", server)
    adopt(home, given)
    return home


def test_roles_and_database_are_made_once_and_each_role_has_its_own_file(adopted, server):
    files = sorted((adopted.path / "dsn").iterdir())
    assert [file.name for file in files] == ["app.dsn", "backup.dsn", "owner.dsn"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert not any("postgres" in file.read_text().split("user=")[1].split()[0] for file in files)
    with running_postgres(adopted), psycopg.connect(conninfo(adopted, APP)) as connection:
        assert connection.execute("SELECT current_user, current_database()").fetchone() == (
            "alongside_app",
            "alongside",
        )
    assert not adopted.postgres.exists(), "no database of our own was started"


def test_django_connects_with_what_stands_in_the_file(adopted):
    said = django_options(adopted, OWNER)
    assert (said["USER"], said["NAME"], said["HOST"]) == ("alongside_owner", "alongside", "127.0.0.1")
    assert said["PASSWORD"]


def test_backup_and_drill_work_there_and_no_password_stands_on_a_command_line(adopted, tmp_path, monkeypatch):
    with psycopg.connect(conninfo(adopted, OWNER)) as connection:
        connection.execute("DROP SCHEMA IF EXISTS gate CASCADE")
        for table in ("people_installation", "django_migrations", "trail_entry", "trail_head"):
            connection.execute(f"DROP TABLE IF EXISTS {table}")
        connection.execute("CREATE TABLE people_installation (organisation text)")
        connection.execute("CREATE TABLE django_migrations (app text, name text)")
        connection.execute(TRAIL)
    seen: list[list[str]] = []
    really = subprocess.Popen

    class Watched(really):
        def __init__(self, words, **more):
            seen.append([str(word) for word in words])
            super().__init__(words, **more)

    monkeypatch.setattr(subprocess, "Popen", Watched)
    key = Identity.new()
    made = make_backup(adopted, tmp_path / "one.age", key.recipient)
    done = drill(adopted, io.BytesIO(made.file.read_bytes()), key)
    assert done.holds, done.differences
    assert len(seen) == 2
    passwords = [django_options(adopted, OWNER)["PASSWORD"]]
    assert [words for words in seen if any(secret in word for word in words for secret in passwords)] == []
    assert list(adopted.runtime.glob("pass-*")) == []


TRAIL = """
CREATE TABLE trail_head (stream text PRIMARY KEY, position bigint, digest bytea);
CREATE TABLE trail_entry (position bigint PRIMARY KEY, format smallint, stream text, segment text,
    at timestamptz, actor uuid, service text, verb text, subject_kind text, subject uuid, purpose text,
    named uuid[], previous bytea, digest bytea);
"""


def test_a_file_that_others_can_read_is_refused(home, server, tmp_path):
    file = private(tmp_path / "admin.dsn", server)
    file.chmod(0o644)
    with pytest.raises(NotReachable, match="chmod 600"):
        adopt(home, tmp_path)
    assert not (home.path / "dsn").exists()


def test_a_file_that_names_the_wrong_role_is_refused(adopted, tmp_path):
    mine, other = adopted.path / "dsn", tmp_path / "other"
    other.mkdir()
    for file in mine.iterdir():
        private(other / file.name, (mine / "app.dsn").read_text().strip())
    with pytest.raises(
        NotReachable, match=r"owner.dsn signs in as alongside_app; it must sign in as alongside_owner"
    ):
        adopt(Home(tmp_path / "second"), other)


def test_files_that_lack_are_named(home, tmp_path):
    with pytest.raises(NotReachable, match=r"owner.dsn cannot be read.*admin.dsn"):
        adopt(home, tmp_path)


def test_a_server_that_does_not_answer_is_said_with_its_file(home, tmp_path, monkeypatch):
    private(tmp_path / "app.dsn", "host=127.0.0.1 port=1 user=alongside_app dbname=alongside")
    monkeypatch.setenv("ALONGSIDE_DSN_DIR", str(tmp_path))
    with pytest.raises(NotReachable, match=r"(?s)does not answer.*app\.dsn"), running_postgres(home):
        pass


def test_a_file_that_is_no_connection_string_is_said(home, tmp_path, monkeypatch):
    private(tmp_path / "app.dsn", "hello there")
    monkeypatch.setenv("ALONGSIDE_DSN_DIR", str(tmp_path))
    with pytest.raises(NotReachable, match="is not a connection string"):
        conninfo(home, APP)
