"""The three doors, with transactions that really commit."""

from uuid import uuid4

import pytest
from django.db import connection, connections, transaction
from django.db.utils import ProgrammingError
from django_scopes.exceptions import ScopeError

from alongside.patients.doors import list_of, record_of, work_of
from alongside.patients.models import Patient, Stay
from alongside.patients.rules import NotHere
from alongside.people.models import Person
from alongside.trail.models import Entry


def rows(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def trail_of(stream):
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT verb, actor FROM trail_entry WHERE stream = %s ORDER BY position", [str(stream)]
        )
        return cursor.fetchall()


def test_outside_a_door_a_query_raises(committed_family):
    with pytest.raises(ScopeError):
        Patient.objects.count()


def test_outside_a_door_the_database_shows_nobody_either(committed_family):
    assert rows("SELECT count(*) FROM patients_patient") == [(0,)]
    assert rows("SELECT count(*) FROM patients_stay") == [(0,)]
    names = {name for (name,) in rows("SELECT full_name FROM people_person")}
    assert "Rosa Lindqvist" not in names
    assert "Dora Lindqvist" not in names


def test_who_looked_is_committed_before_the_record_is_shown(committed_family):
    with record_of(committed_family.patient.pk, by=committed_family.doctor, purpose="test"):
        # A second connection sees only what is committed.
        assert trail_of(committed_family.patient.pk)[-1] == ("looked", committed_family.doctor.pk)


def test_a_refusal_is_written_down_in_the_patients_own_trail(committed_family):
    with (
        pytest.raises(NotHere),
        record_of(committed_family.patient.pk, by=committed_family.stranger, purpose="curious"),
    ):
        pass
    assert trail_of(committed_family.patient.pk)[-1] == ("was refused", committed_family.stranger.pk)


def test_a_guess_at_an_id_that_nobody_has_looks_the_same_and_starts_no_chain(committed_family):
    guess = uuid4()
    with pytest.raises(NotHere) as nobody, record_of(guess, by=committed_family.stranger, purpose="guess"):
        pass
    with (
        pytest.raises(NotHere) as somebody,
        record_of(committed_family.patient.pk, by=committed_family.stranger, purpose="guess"),
    ):
        pass
    assert str(nobody.value) == str(somebody.value)
    assert trail_of(guess) == []
    assert trail_of("doors")[-1] == ("was refused", committed_family.stranger.pk)


def test_what_fails_inside_a_door_leaves_no_half_done_write(committed_family):
    before = trail_of(committed_family.patient.pk)
    with (
        pytest.raises(RuntimeError),
        record_of(committed_family.patient.pk, by=committed_family.doctor, purpose="test") as visit,
    ):
        Stay.objects.filter(patient=visit.patient).update(ended_at=None)
        visit.did("did", "thing", None)
        raise RuntimeError("the lights went out")
    assert [verb for verb, _ in trail_of(committed_family.patient.pk)] == [v for v, _ in before] + ["looked"]


def test_inside_one_record_no_other_patient_can_be_reached(committed_family):
    family = committed_family
    with record_of(family.patient.pk, by=family.doctor, purpose="test"):
        assert [row[0] for row in rows("SELECT id FROM patients_patient")] == [family.patient.pk]
        assert list(Patient.objects.values_list("pk", flat=True)) == [family.patient.pk]


def test_a_list_names_everybody_listed_in_one_line_of_the_trail(committed_family):
    family = committed_family
    with list_of("my patients", by=family.doctor, purpose="worklist") as listed:
        assert listed == [family.patient.pk]
        assert Patient.objects.count() == 1
    with record_of(family.patient.pk, by=family.rosa, purpose="who looked"):
        line = Entry.objects.filter(stream=f"lists of {family.doctor.pk}").get()
    assert (line.actor, line.named) == (family.doctor.pk, [family.patient.pk])


def test_that_a_list_was_looked_at_stays_written_when_what_follows_breaks(committed_family):
    family = committed_family
    with pytest.raises(RuntimeError), list_of("my patients", by=family.doctor, purpose="worklist"):
        raise RuntimeError("the page broke")
    with record_of(family.patient.pk, by=family.rosa, purpose="who looked"):
        assert Entry.objects.filter(stream=f"lists of {family.doctor.pk}").count() == 1


def test_a_list_does_not_open_inside_another_transaction_whose_end_could_take_the_line_back(committed_family):
    family = committed_family
    opened = list_of("my patients", by=family.doctor, purpose="worklist")
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic(), opened:
        pytest.fail("the list opened")


def test_there_are_no_lists_and_jobs_beside_the_declared_ones(committed):
    with pytest.raises(ValueError, match="no list called"), list_of("everybody", by=Person(), purpose="x"):
        pass
    with pytest.raises(ValueError, match="no job called"), work_of("snooping", purpose="x"):
        pass


def test_the_door_closes_behind_the_visit(committed_family):
    with record_of(committed_family.patient.pk, by=committed_family.doctor, purpose="test"):
        pass
    assert rows("SELECT count(*) FROM patients_patient") == [(0,)]


def test_without_its_trail_no_record_opens(committed_family):
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP FUNCTION gate.append_to_trail(text, uuid, text, text, text, uuid, text, uuid[])")
    with (
        pytest.raises(ProgrammingError),
        record_of(committed_family.patient.pk, by=committed_family.doctor, purpose="test"),
    ):
        pytest.fail("the record opened")
