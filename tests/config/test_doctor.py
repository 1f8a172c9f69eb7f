"""The doctor names each planted fault, and finds nothing where nothing is wrong."""

import json
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from alongside.config.backup.age import Identity
from alongside.config.doctor import database, machine
from alongside.config.doctor.findings import Finding, State
from alongside.config.doctor.looking import in_the_database, trail
from alongside.config.home import Home, current_home
from alongside.config.upgrading import state_of_migrations
from tests.databases import as_superuser


def planted(name: str, statement: str, check) -> list[Finding]:
    """What a check says of a database after a statement; rolled back afterwards."""
    with psycopg.connect(as_superuser(current_home(), name)) as connection:
        connection.execute(statement)
        found = list(check(connection))
        connection.rollback()
    return [one for one in found if one.state is not State.FINE]


@pytest.mark.parametrize(
    ("check", "statement", "said"),
    [
        (database.roles, "ALTER ROLE alongside_app BYPASSRLS", "alongside_app (serves; owns nothing"),
        (database.roles, "ALTER ROLE alongside_app SUPERUSER", "is a superuser"),
        (database.roles, "ALTER ROLE alongside_gate LOGIN", "allowed to sign in"),
        (database.roles, "GRANT alongside_owner TO alongside_app", "a member of alongside_owner"),
        (database.roles, "ALTER ROLE alongside_owner NOBYPASSRLS", "alongside_owner (runs migrations"),
        (
            database.roles,
            "ALTER TABLE patients_stay OWNER TO alongside_app",
            "patients_stay belongs to alongside_app",
        ),
        (database.walls, "ALTER TABLE patients_stay DISABLE ROW LEVEL SECURITY", "is off on patients_stay"),
        (
            database.walls,
            "ALTER TABLE patients_stay NO FORCE ROW LEVEL SECURITY",
            "not forced on patients_stay",
        ),
        (database.walls, "DROP POLICY through_a_door ON patients_stay", "patients_stay has no policy"),
        (
            database.walls,
            "CREATE POLICY oops ON patients_stay TO alongside_app USING (true)",
            "The policy oops on patients_stay lets everybody in",
        ),
        (
            database.walls,
            "CREATE POLICY oops ON patients_stay USING (true)",
            "The policy oops on patients_stay",
        ),
        (
            database.walls,
            "ALTER TABLE people_keptform RENAME TO lost",
            "The table people_keptform is missing",
        ),
        (database.trail_rights, "GRANT UPDATE ON trail_entry TO alongside_app", "may UPDATE on trail_entry"),
        (database.trail_rights, "GRANT INSERT ON trail_head TO alongside_app", "may INSERT on trail_head"),
        (
            database.trail_rights,
            "ALTER TABLE trail_entry DISABLE TRIGGER append_only",
            "append_only on trail_entry",
        ),
        (
            database.trail_rights,
            "ALTER TABLE trail_entry DISABLE TRIGGER ALL",
            "never_emptied on trail_entry",
        ),
        (
            database.gate_functions,
            "GRANT EXECUTE ON FUNCTION gate.patients_open() TO PUBLIC",
            "gate.patients_open() runs with other rights",
        ),
        (
            database.gate_functions,
            "ALTER FUNCTION gate.people_open() RESET search_path",
            "gate.people_open() runs with other rights",
        ),
        (
            database.gate_functions,
            "ALTER FUNCTION gate.people_open() OWNER TO alongside_owner",
            "gate.people_open()",
        ),
        (database.promises, "SET LOCAL synchronous_commit = off", "synchronous_commit is off"),
    ],
)
def test_each_fault_in_the_database_is_named_with_a_mend(
    django_db_setup, database_name, check, statement, said
):
    found = planted(database_name, statement, check)
    assert [one for one in found if said in one.said and one.mend and one.state is State.WRONG] != [], found


def but_for_this_server(found: list[Finding]) -> list[Finding]:
    """The tests' own server does not wait for the disk (tests/databases.py), and is rightly told so."""
    return [one for one in found if "setting fsync is off" not in one.said]


def test_where_nothing_is_wrong_every_check_says_fine(django_db_setup, database_name):
    found = [
        one
        for check in (
            database.roles,
            database.walls,
            database.trail_rights,
            database.gate_functions,
            database.promises,
        )
        for one in planted(database_name, "SELECT 1", check)
    ]
    assert but_for_this_server(found) == []


@pytest.mark.parametrize(
    ("apart", "state"), [(0, State.FINE), (5, State.LOOK), (120, State.WRONG), (-120, State.WRONG)]
)
def test_a_clock_that_is_wrong_is_told(django_db_setup, database_name, apart, state):
    with psycopg.connect(as_superuser(current_home(), database_name)) as connection:
        found = database.clocks(connection, datetime.now(UTC) + timedelta(seconds=apart))
    assert found.state is state


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "DELETE FROM django_migrations WHERE app = 'trail' AND name = '0002_chain'",
            "Not carried out yet: trail.0002_chain",
        ),
        (
            "INSERT INTO django_migrations (app, name, applied) VALUES ('trail', '9999_later', now())",
            "newer than this",
        ),
    ],
)
def test_migrations_that_lack_or_are_too_many_are_told(django_db_setup, database_name, statement, said):
    def check(connection):
        stands = state_of_migrations(connection)
        return [database.migrations(stands.pending, stands.unknown)]

    (found,) = planted(database_name, statement, check)
    assert said in found.said
    assert found.mend


def test_a_trail_that_does_not_hold_is_told(committed, database_name, tmp_path, monkeypatch):
    from alongside.trail.writing import LIBRARY, did

    place = did("loaded", "thing", None, stream=LIBRARY, by=None)
    with psycopg.connect(as_superuser(current_home(), database_name)) as connection:
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute("UPDATE trail_entry SET verb = 'smiled'")
    first = next(iter(trail(current_home(), database_name)))
    assert (first.state, f"line {place}: the line was changed" in first.said) == (State.WRONG, True)


def test_the_whole_round_in_a_good_database_finds_nothing_wrong(committed_family, database_name):
    found = list(in_the_database(current_home(), database_name))
    assert [one for one in but_for_this_server(found) if one.state is State.WRONG] == []
    assert {one.about for one in found} >= {"roles", "walls", "trail", "migrations", "clocks", "promises"}


@pytest.fixture
def home(tmp_path) -> Home:
    home = Home(tmp_path / "house")
    home.prepare()
    home.secret("django_key")
    return home


def test_a_secret_that_others_can_read_is_told(home):
    (home.path / "secrets/django_key").chmod(0o644)
    (found,) = machine.private_files(home)
    assert (found.state, found.mend) == (State.WRONG, f"chmod 600 {home.path}/secrets/django_key")


def test_a_home_that_others_can_open_is_told(home):
    home.path.chmod(0o755)
    assert [one.mend for one in machine.private_files(home)] == [f"chmod 700 {home.path}"]


def test_a_dsn_file_that_others_can_read_is_told(home, tmp_path, monkeypatch):
    dsns = tmp_path / "dsns"
    dsns.mkdir()
    (dsns / "app.dsn").write_text("host=db user=alongside_app password=x\n")
    monkeypatch.setenv("ALONGSIDE_DSN_DIR", str(dsns))
    assert [one.mend for one in machine.private_files(home)] == [f"chmod 600 {dsns}/app.dsn"]


def test_a_backup_key_kept_beside_what_it_opens_is_told(home):
    file = home.path / "key.txt"
    file.touch(mode=0o600)
    file.write_text(f"{Identity.new()}\n")
    (found,) = [one for one in machine.private_files(home) if one.state is State.WRONG]
    assert "opens backups, and lies beside" in found.said


@pytest.mark.parametrize(
    ("free", "state"), [(100_000_000, State.WRONG), (1_000_000_000, State.LOOK), (50_000_000_000, State.FINE)]
)
def test_room_on_the_disk_is_told(home, free, state):
    assert machine.disk(home, free).state is state


@pytest.mark.parametrize(
    ("hosts", "tls", "state"),
    [
        (["localhost", "127.0.0.1", "[::1]"], False, State.FINE),
        (["care.example"], False, State.WRONG),
        (["192.0.2.7"], False, State.WRONG),
        (["care.example"], True, State.FINE),
    ],
)
def test_a_site_for_others_without_tls_is_told(hosts, tls, state):
    assert machine.names_and_tls(hosts, tls).state is state


@pytest.mark.parametrize(("hours", "state"), [(1, State.FINE), (48, State.WRONG)])
def test_the_age_of_the_backup_is_told(home, hours, state):
    made = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    (home.path / "last-backup.json").write_text(json.dumps({"made_at": made.isoformat(), "rows": 7}))
    assert machine.backup_age(home, made + timedelta(hours=hours)).state is state


def test_no_backup_at_all_is_told(home):
    assert machine.backup_age(home).said == "There is no backup."


def test_the_doctor_never_changes_a_file(home):
    before = {file: file.stat().st_mtime_ns for file in home.path.rglob("*")}
    list(machine.private_files(home))
    machine.disk(home)
    machine.backup_age(home)
    assert {file: file.stat().st_mtime_ns for file in home.path.rglob("*")} == before
