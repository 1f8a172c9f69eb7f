"""Made-up people and content for a demonstration database. Nobody here is real."""

from datetime import timedelta

from django.utils import timezone

from alongside.aids.actions import load_aid
from alongside.aids.models import AidVersion
from alongside.aids.shipped import aid_files
from alongside.config import (
    demonstration_aids,
    demonstration_answers,
    demonstration_board,
    demonstration_choices,
    demonstration_drafts,
    demonstration_handouts,
    demonstration_languages,
    demonstration_meetings,
    demonstration_note,
    demonstration_partnership,
    demonstration_support,
)
from alongside.decisions import actions as deciding
from alongside.materials.actions import load_handout
from alongside.materials.shipped import handout_files
from alongside.patients import actions as caring
from alongside.patients.doors import record_of, work_of
from alongside.patients.models import Patient
from alongside.people.actions import open_account
from alongside.people.models import Account, Clinician, Duty, Person, Unit

JOB = "demonstration"
PASSWORD = "made-up people only"  # noqa: S105 - printed for everybody who tries the demonstration
CLINICIANS = [
    ("ada", "Ada Okafor", "Dr. Okafor", "doctor"),
    ("nils", "Nils Berg", "Nurse Berg", "nurse"),
    ("mei", "Mei Tanaka", "Dr. Tanaka", "doctor"),
]
PATIENTS = [("rosa", "Rosa Lindqvist", "sv"), ("omar", "Omar Haddad", "ar"), ("ines", "Inés Duarte", "es")]


def fill() -> None:
    """Load the shipped aids and make the people, once."""
    if Account.objects.filter(username="rosa").exists():
        return
    with work_of(JOB, purpose="made-up people"):
        _library()
        people = _people()
        _care(people)
        demonstration_answers.fill(people)
    demonstration_choices.fill()
    _first_talk()
    demonstration_note.fill()
    demonstration_partnership.fill()
    demonstration_meetings.fill()
    demonstration_aids.fill()
    demonstration_support.fill()
    demonstration_board.fill()
    demonstration_handouts.fill()
    demonstration_drafts.fill()
    demonstration_languages.fill()


def _library() -> None:
    for file in aid_files():
        load_aid(text=file.read_bytes(), by=None)
    for file in handout_files():
        load_handout(text=file.read_bytes(), by=None)


def _person(username: str, full_name: str, language: str = "en") -> Person:
    person = Person.objects.create(full_name=full_name, called=full_name.split()[0], language=language)
    open_account(username=username, person=person, password=PASSWORD)
    return person


def _people() -> dict[str, Person]:
    people = {username: _person(username, name, language) for username, name, language in PATIENTS}
    for username, name, title, profession in CLINICIANS:
        people[username] = _person(username, name)
        Clinician.objects.create(person=people[username], title=title, profession=profession)
    people["dora"] = _person("dora", "Dora Lindqvist")
    people["edith"] = _person("edith", "Edith Brandt")
    Duty.objects.create(person=people["edith"], name="editor")
    return people


def _care(people: dict[str, Person]) -> None:
    since = timezone.now() - timedelta(days=5)
    clinic = Unit.objects.create(name="Heart clinic", kind="clinic", zone="Europe/Stockholm")
    teams = {"rosa": ["ada", "nils"], "omar": ["ada"], "ines": ["mei", "nils"]}
    for username, team in teams.items():
        patient = caring.admit(person=people[username], unit=clinic, at=since, job=JOB)
        for place, member in enumerate(team):
            profession = people[member].clinician.profession
            caring.join_team(
                patient=patient,
                person=people[member],
                role=profession,
                since=since,
                leads=place == 0,
                job=JOB,
            )
        if username == "rosa":
            caring.name_relative(patient=patient, person=people["dora"], relation="daughter", job=JOB)
            caring.let_in(
                patient=patient,
                person=people["dora"],
                since=since,
                basis="Rosa said so to Nurse Berg",
                job=JOB,
            )


def _first_talk() -> None:
    """Dr. Okafor has started the talk with Rosa; the rest is for whoever tries it."""
    with work_of(JOB, purpose="find the first talk"):
        doctor = Person.objects.get(account__username="ada")
        patient = Patient.objects.get(person__account__username="rosa").pk
    aid = AidVersion.objects.newest().get(aid__slug="atrial-fibrillation")
    with record_of(patient, by=doctor, purpose="start a choice") as visit:
        deciding.open_choice(aid=aid, stratum="4", by=visit)
