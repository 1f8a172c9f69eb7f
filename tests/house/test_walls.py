"""The second wall stands on every table that holds a patient's data; taking it away shows."""

import pytest
from django.apps import apps
from django.db import connection, connections

from alongside.patients.doors import record_of
from alongside.patients.models import Patient

# Tables with people in them that need no wall of this kind, each with its reason.
NO_WALL = {
    "people_account": "read before anybody is known; holds a chosen name and no contact data",
    "people_clinician": "who works here is known to everybody here",
    "people_duty": "who works here is known to everybody here",
    "aids_aidversion": "the library: names who loaded it, and no patient",
    "editorial_edition": "the library: names who sent it in, and no patient",
    "editorial_boardmember": "who is on the board is known to everybody here",
    "editorial_review": "the library: names who checked it, and no patient",
    "editorial_signedexception": "the library: names who signed it, and no patient",
    "editorial_comment": "the library: names who said it at the desk, and no patient",
    "editorial_flag": "the library: names who looked at it, and no patient",
    "aids_draftstep": "the library: names who wrote it, and no patient",
    "sources_document": "the library: names who added it, and no patient",
    "sources_intake": "the library: names who added it, and no patient",
}


def tables_about_patients() -> set[str]:
    """Every table that points at a patient or at a person, and those two themselves."""
    found = {Patient._meta.db_table, "people_person", "trail_entry"}
    for model in apps.get_models():
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if (
                field.concrete
                and target is not None
                and target._meta.label in ("patients.Patient", "people.Person")
            ):
                found.add(model._meta.db_table)
    return found - NO_WALL.keys()


def walled() -> dict[str, tuple[bool, bool, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, count(p.polname) FROM pg_class c "
            "LEFT JOIN pg_policy p ON p.polrelid = c.oid WHERE c.relkind = 'r' GROUP BY 1, 2, 3"
        )
        return {name: (on, forced, policies) for name, on, forced, policies in cursor.fetchall()}


def test_every_table_about_a_patient_has_a_forced_policy(db):
    have = walled()
    without = {
        table
        for table in tables_about_patients()
        if not (have[table][0] and have[table][1] and have[table][2])
    }
    assert without == set()


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
