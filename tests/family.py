"""The people of the tests: Rosa, who is ill; those who care for her; those she lets in; and a stranger."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from alongside.patients import actions
from alongside.patients.doors import work_of
from alongside.patients.models import Patient
from alongside.people.actions import open_account
from alongside.people.models import Clinician, Person, Unit

PASSWORD = "correct horse battery staple"


@cache
def hashed_password() -> str:
    return make_password(PASSWORD)


@dataclass(frozen=True)
class Family:
    rosa: Person
    doctor: Person
    nurse: Person
    former: Person  # was in the team, is not any more
    daughter: Person  # let in
    brother: Person  # a relative whom nobody let in
    stranger: Person
    other_patient: Person
    patient: Patient
    other: Patient


def _person(full_name: str, *, profession: str = "", title: str = "") -> Person:
    called = full_name.split()[0]
    person = Person.objects.create(full_name=full_name, called=called)
    if profession:
        Clinician.objects.create(person=person, profession=profession, title=title)
    account = open_account(username=called.lower(), person=person, password=None)
    account.password = hashed_password()
    account.save()
    return person


def make_family() -> Family:
    now = timezone.now()
    since = now - timedelta(days=3)
    job = "demonstration"
    with work_of(job, purpose="people for a test"):
        unit, _ = Unit.objects.get_or_create(name="Heart clinic", kind="clinic", zone="Europe/Stockholm")
        rosa = _person("Rosa Lindqvist")
        doctor = _person("Ada Okafor", profession="doctor", title="Dr. Okafor")
        nurse = _person("Nils Berg", profession="nurse", title="Nurse Berg")
        former = _person("Fritz Moll", profession="doctor", title="Dr. Moll")
        daughter, brother = _person("Dora Lindqvist"), _person("Bo Lindqvist")
        stranger, other_person = (
            _person("Stig Stranger", profession="doctor", title="Dr. Stranger"),
            _person("Olle Annan"),
        )
        patient = actions.admit(person=rosa, unit=unit, at=since, job=job)
        other = actions.admit(person=other_person, unit=unit, at=since, job=job)
        actions.join_team(patient=patient, person=doctor, role="doctor", since=since, leads=True, job=job)
        actions.join_team(patient=patient, person=nurse, role="nurse", since=since, job=job)
        left = actions.join_team(patient=patient, person=former, role="doctor", since=since, job=job)
        actions.leave_team(member=left, at=now - timedelta(days=1), job=job)
        actions.join_team(patient=other, person=stranger, role="doctor", since=since, job=job)
        for relative, relation in ((daughter, "daughter"), (brother, "brother")):
            actions.name_relative(patient=patient, person=relative, relation=relation, job=job)
        actions.let_in(
            patient=patient, person=daughter, since=since, basis="Rosa said so to Nurse Berg", job=job
        )
    return Family(rosa, doctor, nurse, former, daughter, brother, stranger, other_person, patient, other)
