"""The second wall stands on every table that holds a patient's data; taking it away shows."""

import pytest
from django.db import connection, connections

from alongside.config.walls import tables_about_people
from alongside.patients.doors import record_of


def walled() -> dict[str, tuple[bool, bool, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, count(p.polname) FROM pg_class c "
            "LEFT JOIN pg_policy p ON p.polrelid = c.oid WHERE c.relkind = 'r' GROUP BY 1, 2, 3"
        )
        return {name: (on, forced, policies) for name, on, forced, policies in cursor.fetchall()}


def without_a_wall() -> set[str]:
    have = walled()
    return {table for table in tables_about_people() if not all(have[table])}


def test_every_table_about_a_patient_has_a_forced_policy(db):
    assert without_a_wall() == set()


@pytest.mark.parametrize(
    "fault",
    [
        "ALTER TABLE decisions_choice DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE decisions_choice NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY through_a_door ON decisions_choice",
    ],
)
def test_a_table_without_its_wall_would_be_noticed(committed, fault):
    with connections["owner"].cursor() as cursor:
        cursor.execute(fault)
    assert without_a_wall() == {"decisions_choice"}


def test_the_tests_connect_as_the_application_which_bypasses_nothing(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("alongside_app", False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    "table", ["patients_patient", "patients_stay", "decisions_choice", "decisions_view", "people_person"]
)
def test_a_policy_taken_away_turns_this_red(committed_family, table):
    """Row-level security switched off on one table: the strangers' view of it changes."""

    def seen() -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            return cursor.fetchone()[0]

    fill_a_conversation(committed_family)
    before = seen()
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    assert seen() > before


def fill_a_conversation(family) -> None:
    from tests.talks import a_talk  # the library is loaded only where a test needs it

    a_talk(family)


def test_a_policy_that_lets_everybody_in_is_noticed_by_the_door_tests(committed_family):
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE POLICY oops ON patients_patient TO alongside_app USING (true)")
    with (
        record_of(committed_family.patient.pk, by=committed_family.doctor, purpose="test"),
        connection.cursor() as c,
    ):
        c.execute("SELECT count(*) FROM patients_patient")
        assert c.fetchone()[0] > 1
