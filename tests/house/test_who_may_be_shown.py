"""Every field about a patient is declared with its readers, and no wall lets in more people than that."""

import pytest
from django.apps import apps
from django.db import connection, connections

from alongside.config import who_may_be_shown
from alongside.config.who_may_be_shown import FIELDS, NOBODY, RECORD, TEAM, declared, those_let_in_read
from alongside.patients.models import Patient, Stay

# Tables in which nobody but the patient and the team reads anything, behind the wall that everybody inside
# passes: there the rules of the room are the only wall (decisions.rules, meetings.rules, partnership.rules).
ONLY_THE_RULE = {
    "decisions_notedraft",
    "decisions_promptclosed",
    "meetings_promptnote",
    "partnership_accessreview",
}


def about_patients() -> dict[str, list[str]]:
    """The fields of every table that is a patient or points at one."""
    return {
        model._meta.db_table: sorted(field.name for field in model._meta.concrete_fields)
        for model in apps.get_models()
        if model is Patient or any(field.related_model is Patient for field in model._meta.concrete_fields)
    }


def undeclared(tables: dict[str, list[str]]) -> dict[str, set[str]]:
    """What stands in a table and not in the declaration, stands in it alone, or stands there twice."""
    said = {table: declared(table) for table in tables.keys() | FIELDS.keys()}
    wrong = {
        table: set(tables.get(table, [])) ^ set(names) | {one for one in names if names.count(one) > 1}
        for table, names in said.items()
    }
    return {table: fields for table, fields in wrong.items() if fields}


def too_open() -> set[str]:
    """Tables of which those let in may read nothing, and whose wall lets them in nevertheless."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid "
            "JOIN pg_roles r ON r.oid = ANY (p.polroles) WHERE r.rolname = 'alongside_app' "
            "AND (pg_get_expr(p.polqual, p.polrelid) LIKE '%%patients_open%%' "
            "OR pg_get_expr(p.polqual, p.polrelid) = 'true')"
        )
        open_to_those_let_in = {row[0] for row in cursor.fetchall()}
    return {table for table in FIELDS if table in open_to_those_let_in and not those_let_in_read(table)}


def test_every_field_about_a_patient_says_once_who_may_be_shown_it():
    assert undeclared(about_patients()) == {}


def test_no_wall_lets_in_more_people_than_its_fields_name(db):
    assert too_open() == ONLY_THE_RULE


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({RECORD: "unit started_at", NOBODY: "id patient"}, {"ended_at"}),
        ({RECORD: "unit started_at ended_at diagnosis", NOBODY: "id patient"}, {"diagnosis"}),
        ({RECORD: "unit started_at ended_at", TEAM: "unit", NOBODY: "id patient"}, {"unit"}),
    ],
)
def test_a_field_that_is_not_declared_or_gone_or_said_twice_would_be_noticed(monkeypatch, fields, found):
    monkeypatch.setitem(who_may_be_shown.FIELDS, Stay._meta.db_table, fields)
    assert undeclared(about_patients()).get("patients_stay") == found


def test_a_table_without_a_declaration_would_be_noticed():
    planted = about_patients() | {"record_note": ["id", "words"]}
    assert undeclared(planted).get("record_note") == {"id", "words"}


def test_a_wall_that_was_widened_would_be_noticed(committed):
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "CREATE POLICY oops ON support_patientanswers FOR SELECT TO alongside_app "
            "USING (patient_id = ANY (ARRAY(SELECT gate.patients_open())))"
        )
    assert too_open() == ONLY_THE_RULE | {"support_patientanswers"}
