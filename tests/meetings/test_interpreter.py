"""Who interprets is asked to a meeting where a language needs it, or where the patient wishes it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.meetings.queries.people import whom_to_ask
from alongside.partnership.actions.about import Answer
from alongside.patients.actions import join_team
from alongside.patients.doors import work_of
from alongside.people.models import Clinician, Person
from tests.partnership.profiles import inside, rosa_says


def interpreter_of(family) -> Person:
    with work_of("demonstration", purpose="an interpreter"):
        person = Person.objects.create(full_name="Ivo Petrov", called="Ivo")
        Clinician.objects.create(person=person, profession="interpreter", title="Ivo Petrov")
        since = timezone.now() - timedelta(days=1)
        join_team(patient=family.patient, person=person, role="interpreter", since=since, job="demonstration")
    return person


def asked(family, person) -> bool:
    with inside(family, "nurse") as visit:
        return next(one.usual for one in whom_to_ask(visit) if one.person == person)


def test_where_everybody_speaks_the_wards_language_nobody_interprets(family):
    assert not asked(family, interpreter_of(family))


@pytest.mark.parametrize(("wish", "expected"), [("yes", True), ("big", True), ("no", False)])
def test_the_patients_wish_for_an_interpreter_is_followed(family, wish, expected):
    person = interpreter_of(family)
    rosa_says(family, Answer("interpreter", wish))
    assert asked(family, person) is expected


def test_a_patient_of_another_language_gets_one_without_asking(family):
    person = interpreter_of(family)
    with work_of("demonstration", purpose="another language"):
        Person.objects.filter(pk=family.rosa.pk).update(language="sv")
    assert asked(family, person)
