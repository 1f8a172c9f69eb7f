"""A backup is one moment, sealed; a restored one is what it was, or is said not to be."""

import io
import json
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import sql

from alongside.config.backup import restoring
from alongside.config.backup.age import CannotOpen, Identity, unseal
from alongside.config.backup.making import BackupFailed, Made, make_backup
from alongside.config.backup.parcel import read_parcel
from alongside.config.backup.restoring import NotRestored, drill, restore
from alongside.config.home import current_home
from alongside.config.postgres.picture import differences, picture_of
from alongside.config.postgres.roles import BACKUP, OWNER
from alongside.config.postgres.servers import conninfo
from tests import databases
from tests.family import make_family
from tests.talks import a_talk

KEY = Identity.new()


@pytest.fixture(scope="module")
def name(django_db_setup, template_database, database_name, django_db_blocker) -> Iterator[str]:
    """A database of this file's own, with a whole talk in it. Nothing here changes it."""
    name = f"{database_name}_living"
    with django_db_blocker.unblock():
        databases.clone(current_home(), template_database, name)
        a_talk(make_family())
        databases.use(database_name)
    yield name
    databases.drop(current_home(), name)


@pytest.fixture(scope="module")
def made(name, tmp_path_factory) -> Made:
    return make_backup(current_home(), tmp_path_factory.mktemp("kept") / "one.age", KEY.recipient, name)


@contextmanager
def beside(name: str, of: str = "template0") -> Iterator[str]:
    home, it = current_home(), sql.Identifier(name)
    with psycopg.connect(databases.as_superuser(home), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(it))
        make = sql.SQL("CREATE DATABASE {} OWNER alongside_owner TEMPLATE {}")
        connection.execute(make.format(it, sql.Identifier(of)))
        yield name
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(it))


@pytest.fixture
def empty(template_database, database_name) -> Iterator[str]:
    with beside(f"{database_name}_empty") as name:
        yield name


@pytest.fixture
def busy(name, database_name) -> Iterator[str]:
    with beside(f"{database_name}_busy", of=name) as busy:
        yield busy


def tables_in(database: str) -> int:
    with psycopg.connect(conninfo(current_home(), OWNER, database)) as connection:
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    return row[0]


def as_superuser(database: str, statement: str) -> None:
    with psycopg.connect(databases.as_superuser(current_home(), database), autocommit=True) as connection:
        connection.execute(statement)


def test_a_restored_database_has_the_same_rows_roles_rights_policies_and_trail(made, empty):
    with made.file.open("rb") as file:
        done = restore(current_home(), file, KEY, empty)
    assert (done.differences, done.trail.breaks) == ([], [])
    assert done.trail.lines > 10
    assert done.manifest.rows > 50


def test_the_picture_holds_every_kind_of_thing(made):
    assert {section for section, things in made.manifest.picture.items() if not things} == set()


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("ALTER TABLE patients_stay NO FORCE ROW LEVEL SECURITY", "flags: public.patients_stay"),
        ("ALTER TABLE patients_stay DISABLE ROW LEVEL SECURITY", "flags: public.patients_stay"),
        ("DROP POLICY through_a_door ON decisions_view", "policies: public.decisions_view"),
        ("GRANT UPDATE ON trail_requestkey TO alongside_app", "grants: public.trail_requestkey"),
        ("GRANT EXECUTE ON FUNCTION gate.patients_open() TO PUBLIC", "grants: function gate.patients_open()"),
        ("ALTER TABLE trail_entry DISABLE TRIGGER append_only", "triggers: public.trail_entry"),
        ("ALTER FUNCTION gate.patients_open() SECURITY INVOKER", "functions: gate.patients_open()"),
        ("ALTER TABLE patients_stay OWNER TO alongside_app", "flags: public.patients_stay"),
        ("UPDATE people_person SET called = 'Ros' WHERE called = 'Rosa'", "rows: public.people_person"),
        ("DELETE FROM decisions_view", "rows: public.decisions_view"),
        ("ALTER TABLE decisions_choice DROP CONSTRAINT decisions_choice_pkey CASCADE", "constraints: "),
    ],
)
def test_a_restore_in_which_something_is_missing_is_said_to_differ(made, name, statement, what):
    said = differences_after(statement, made, name)
    assert [sentence for sentence in said if sentence.startswith(what)] != []


def differences_after(statement: str, made, name) -> list[str]:
    """What would be said of a restored database like this; rolled back afterwards."""
    with psycopg.connect(databases.as_superuser(current_home(), name)) as connection:
        connection.execute(statement)
        said = differences(made.manifest.picture, picture_of(connection))
        connection.rollback()
    return said


def test_what_was_not_touched_does_not_differ(made, name):
    assert differences_after("SELECT 1", made, name) == []


def test_a_sequence_that_would_give_out_old_numbers_is_said(made, busy):
    as_superuser(busy, "SELECT setval('trail_position', 1)")
    with psycopg.connect(conninfo(current_home(), OWNER, busy)) as connection:
        said = differences(made.manifest.picture, picture_of(connection))
    assert [sentence.split(" was ")[0] for sentence in said] == ["sequences: public.trail_position"]


def test_numbers_that_were_drawn_while_the_backup_was_made_are_no_difference(made, busy):
    as_superuser(busy, "SELECT nextval('trail_position'), nextval('trail_position')")
    with psycopg.connect(conninfo(current_home(), OWNER, busy)) as connection:
        assert differences(made.manifest.picture, picture_of(connection)) == []


def test_a_role_that_is_more_than_it_was_is_said(made, name):
    said = differences_after("ALTER ROLE alongside_app BYPASSRLS", made, name)
    assert [sentence.split(" was ")[0] for sentence in said] == ["roles: alongside_app"]


def test_a_drill_restores_beside_and_leaves_nothing(made, name, monkeypatch):
    monkeypatch.setenv("ALONGSIDE_DATABASE", name)
    with made.file.open("rb") as file:
        done = drill(current_home(), file, KEY)
    assert done.holds, done.differences
    with psycopg.connect(conninfo(current_home(), OWNER, name)) as connection:
        left = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname LIKE 'alongside_drill_%'"
        ).fetchall()
    assert left == []


def test_a_wrong_key_fails_with_a_sentence_before_anything_is_touched(made, empty):
    with made.file.open("rb") as file, pytest.raises(CannotOpen, match="was not made for this key"):
        restore(current_home(), file, Identity.new(), empty)
    assert tables_in(empty) == 0


@pytest.mark.parametrize("damage", ["cut in half", "last byte missing", "one bit", "something after it"])
def test_a_damaged_file_fails_before_anything_is_touched(made, empty, damage):
    whole = bytearray(made.file.read_bytes())
    if damage == "one bit":
        whole[len(whole) // 2] ^= 1
    damaged = {
        "cut in half": whole[: len(whole) // 2],
        "last byte missing": whole[:-1],
        "one bit": whole,
        "something after it": whole + b"more",
    }[damage]
    with pytest.raises(CannotOpen):
        restore(current_home(), io.BytesIO(bytes(damaged)), KEY, empty)
    assert tables_in(empty) == 0


def test_a_database_that_is_not_empty_is_never_restored_into(made, name):
    with made.file.open("rb") as file, pytest.raises(NotRestored, match="is not empty"):
        restore(current_home(), file, KEY, name)


def test_a_restore_that_breaks_half_way_puts_nothing_back(made, empty, monkeypatch):
    """PostgreSQL refuses somewhere in the middle: one transaction, so nothing stays."""
    as_superuser(empty, "CREATE TYPE decisions_choice AS ENUM ('in the way')")
    with made.file.open("rb") as file, pytest.raises(NotRestored, match="nothing was put back"):
        restore(current_home(), file, KEY, empty)
    assert tables_in(empty) == 0


def test_nothing_of_a_person_can_be_read_in_a_backup_and_its_file_is_private(made):
    data = made.file.read_bytes()
    assert [word for word in (b"Rosa", b"Lindqvist", b"singing", b"CREATE TABLE") if word in data] == []
    assert made.file.stat().st_mode & 0o777 == 0o600


def test_the_secrets_of_an_installation_are_not_in_it(made):
    plain = b"".join(unseal(io.BytesIO(made.file.read_bytes()), KEY))
    secrets = current_home().path / "secrets"
    current_home().secret("django_key")
    assert [file.name for file in secrets.iterdir() if file.read_bytes() in plain] == []


def test_a_backup_can_be_unpacked_by_hand(made):
    """What an operator without Alongside has: `age -d` and `tar`."""
    plain = io.BytesIO(b"".join(unseal(io.BytesIO(made.file.read_bytes()), KEY)))
    with tarfile.open(fileobj=plain) as tar:
        names = tar.getnames()
        manifest = json.load(tar.extractfile("manifest.json"))
        dump = b"".join(tar.extractfile(one).read() for one in names if one.startswith("database/"))
    assert (names[0], names[-1], dump[:5]) == ("manifest.json", "SHA256SUMS", b"PGDMP")
    assert manifest["organisation"] == made.manifest.organisation


def test_a_backup_made_while_everybody_writes_is_one_moment(busy, tmp_path, empty):
    """Two tables always written together: in the backup they agree, whenever it was taken."""
    with psycopg.connect(conninfo(current_home(), OWNER, busy)) as connection:
        connection.execute("CREATE TABLE left_side (n int); CREATE TABLE right_side (n int)")
    over = threading.Event()

    def write() -> None:
        with psycopg.connect(databases.as_superuser(current_home(), busy)) as connection:
            number = 0
            while not over.is_set():
                connection.execute("INSERT INTO left_side VALUES (%s)", [number])
                connection.execute("INSERT INTO right_side VALUES (%s)", [number])
                connection.commit()
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = make_backup(current_home(), tmp_path / "busy.age", KEY.recipient, busy)
    finally:
        over.set()
        writer.join()
    rows = made.manifest.picture["rows"]
    assert rows["public.left_side"] == rows["public.right_side"]
    with made.file.open("rb") as file:
        assert restore(current_home(), file, KEY, empty).differences == []


def test_a_backup_never_replaces_another_one_and_half_of_one_is_never_seen(name, tmp_path, monkeypatch):
    file = tmp_path / "taken.age"
    file.write_text("an older one")
    with pytest.raises(FileExistsError, match="never replaces"):
        make_backup(current_home(), file, KEY.recipient, name)
    broken = tmp_path / "bin"
    broken.mkdir()
    for program in ("postgres", "pg_dump"):
        (broken / program).write_text("#!/bin/sh\necho out of luck >&2\nexit 1\n")
        (broken / program).chmod(0o755)
    monkeypatch.setenv("ALONGSIDE_PG_BIN", str(broken))
    with pytest.raises(BackupFailed, match="out of luck"):
        make_backup(current_home(), tmp_path / "other.age", KEY.recipient, name)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bin", "taken.age"]


def test_the_backup_role_reads_everything_and_writes_nothing(name):
    with psycopg.connect(conninfo(current_home(), BACKUP, name), autocommit=True) as connection:
        assert connection.execute("SELECT count(*) FROM patients_patient").fetchone() == (2,)
        for statement in ("DELETE FROM decisions_view", "CREATE TABLE more (n int)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_two_pictures_of_one_moment_are_the_same(name):
    with psycopg.connect(conninfo(current_home(), OWNER, name)) as connection:
        assert differences(picture_of(connection), picture_of(connection)) == []


def test_a_backup_of_a_later_format_is_refused_with_a_way_out(made, monkeypatch):
    monkeypatch.setattr("alongside.config.backup.parcel.FORMAT", 0)
    with made.file.open("rb") as file, pytest.raises(CannotOpen, match="Use the version of Alongside"):
        read_parcel(file, KEY)


def test_a_backup_of_a_newer_postgresql_is_refused_by_an_older_one(made, empty, monkeypatch):
    with psycopg.connect(conninfo(current_home(), OWNER, empty)) as connection:
        newer = restoring.Manifest(**(vars(made.manifest) | {"postgres": 99}))
        with pytest.raises(NotRestored, match="Restore it on PostgreSQL 99 or newer"):
            restoring._check_room(connection, newer)
