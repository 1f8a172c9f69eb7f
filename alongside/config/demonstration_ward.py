"""The made-up people of an intensive care unit of 24 beds. Nobody here is real."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from alongside.meetings.actions import planning
from alongside.meetings.models import Room
from alongside.patients import actions as caring
from alongside.patients.doors import Visit, record_of
from alongside.patients.models import Patient, Stay
from alongside.people.actions import open_account
from alongside.people.models import Clinician, Person, Unit
from alongside.post import actions as post
from alongside.trail.writing import did

JOB = "demonstration"
PASSWORD = "made-up people only"  # noqa: S105 - printed for everybody who tries the demonstration
ZONE = "Europe/Stockholm"
STAFF = [
    ("nora", "Nora Ekström", "Nurse Nora", "nurse"),
    ("ian", "Ian McLeod", "Dr. McLeod", "doctor"),
    ("ivan", "Ivan Petrov", "Ivan Petrov", "interpreter"),
]
# (name, language, hours since admission); the bed is the place in this list.
PATIENTS = [
    ("Walter Brandt", "en", 22),
    ("Amina Farah", "ar", 52),
    ("Carlos Medina", "es", 80),
    ("Greta Holm", "sv", 12),
    ("Harold Price", "en", 44),
    ("Ingrid Dahl", "sv", 90),
    ("Youssef Aziz", "ar", 26),
    ("Lucía Romero", "es", 6),
    ("Per Nyström", "sv", 168),
    ("Maud Ellis", "en", 230),
    ("Tariq Saleh", "ar", 74),
    ("Elsa Lund", "sv", 3),
    ("Frank Osei", "en", 60),
    ("Rosario Vega", "es", 140),
    ("Birgit Sand", "sv", 39),
    ("Nadia Kamal", "ar", 110),
    ("Oscar Wahl", "sv", 20),
    ("June Carter-Hill", "en", 200),
    ("Mateo Cruz", "es", 35),
    ("Agnes Berglund", "sv", 47),
    ("Samuel Adeyemi", "en", 1),
    ("Hala Nasser", "ar", 15),
    ("Inger Vik", "sv", 96),
    ("Dennis Kerr", "en", 68),
]
# Bed → who is close, what they are to the patient. Bed 4 (Harold Price) has nobody.
CLOSE = [
    (0, "Wilma Brandt", "daughter"),
    (1, "Khalid Farah", "son"),
    (2, "Elena Medina", "wife"),
    (2, "Diego Medina", "brother"),
    (5, "Arne Dahl", "husband"),
    (8, "Sven Nyström", "son"),
    (9, "Tom Ellis", "husband"),
    (10, "Layla Saleh", "wife"),
    (12, "Grace Osei", "sister"),
    (13, "Pilar Vega", "daughter"),
    (15, "Omar Kamal", "husband"),
    (18, "Ana Cruz", "mother"),
    (22, "Lars Vik", "husband"),
]
# Those who can be tried out: a daughter who reads English, a wife who reads Spanish.
SIGN_IN = {"Wilma Brandt": "wilma", "Elena Medina": "elena"}
NOBODY, WANTS_NONE, CONFLICT, MOVED, MAUD = 4, 5, 2, 8, 9
NOT_REACHED = "Grace Osei"  # nobody has written down how to reach her


@dataclass(frozen=True)
class Unit24:
    """The unit as it was filled."""

    unit: Unit
    room: Room
    staff: dict[str, Person]
    patients: list[Patient]
    close: dict[int, list[Person]]
    now: datetime


def _person(
    name: str, language: str = "en", username: str = "", title: str = "", profession: str = ""
) -> Person:
    person = Person.objects.create(full_name=name, called=name.split()[0], language=language)
    if profession:
        Clinician.objects.create(person=person, title=title, profession=profession)
    if username:
        open_account(username=username, person=person, password=PASSWORD)
    return person


def ward() -> Unit24:
    now = timezone.now()
    unit = Unit.objects.create(name="Ward 4 intensive care", kind="intensive care", zone=ZONE)
    planning.promise(
        unit=unit, terms={}, called="Ward 4", rounds_at=time(9, 30), since=now - timedelta(days=30)
    )
    room = planning.name_room(unit=unit, name="Family room", job=JOB)
    planning.name_room(unit=unit, name="Video line", by_line=True, job=JOB)
    staff = {
        name: _person(full, username=name, title=title, profession=profession)
        for name, full, title, profession in STAFF
    }
    patients = [_patient(bed, unit, staff, now) for bed in range(len(PATIENTS))]
    close: dict[int, list[Person]] = {}
    for bed, name, relation in CLOSE:
        close.setdefault(bed, []).append(_close(patients[bed], bed, name, relation, now))
    _came_from_another_unit(patients[MOVED], now)
    return Unit24(unit, room, staff, patients, close, now)


def _patient(bed: int, unit: Unit, staff: dict[str, Person], now: datetime) -> Patient:
    name, language, hours = PATIENTS[bed]
    since = now - timedelta(hours=hours)
    person = _person(name, language, username="walter" if bed == 0 else "")
    patient = caring.admit(person=person, unit=unit, at=since, job=JOB)
    roles = [("ian", "doctor", True), ("nora", "nurse", False)]
    if language != "en" or bed == 0:
        roles.append(("ivan", "interpreter", False))
    for username, role, leads in roles:
        caring.join_team(
            patient=patient, person=staff[username], role=role, since=since, leads=leads, job=JOB
        )
    return patient


def _close(patient: Patient, bed: int, name: str, relation: str, now: datetime) -> Person:
    """Somebody close, let in. For Walter, who cannot speak for himself, the basis says so."""
    language = PATIENTS[bed][1]
    person = _person(name, language, username=SIGN_IN.get(name, ""))
    caring.name_relative(patient=patient, person=person, relation=relation, job=JOB)
    basis = (
        "Walter cannot speak for himself; his health care agent"
        if bed == 0
        else "The patient said so to Nurse Nora"
    )
    caring.let_in(patient=patient, person=person, since=now - timedelta(hours=1), basis=basis, job=JOB)
    if name != NOT_REACHED:
        post.reach(
            person=person,
            by=person,
            channel="email",
            address=f"{person.called.lower()}@example.org",
            safe=True,
            zone=ZONE,
        )
    return person


def _came_from_another_unit(patient: Patient, now: datetime) -> None:
    """One patient spent the first days in another intensive care unit; the clock goes on."""
    other = Unit.objects.create(name="Heart intensive care", kind="intensive care", zone=ZONE)
    stay = Stay.objects.get(patient=patient)
    moved_at = now - timedelta(hours=30)
    earlier = Stay.objects.create(patient=patient, unit=other, started_at=stay.started_at, ended_at=moved_at)
    stay.started_at = moved_at
    stay.save(update_fields=["started_at"])
    did("moved", "stay", earlier.pk, stream=patient.pk, by=None, service=JOB)


def in_record(unit: Unit24, bed: int, who: Person, act: Callable[[Visit], None]) -> None:
    with record_of(unit.patients[bed].pk, by=who, purpose="demonstration") as visit:
        act(visit)


def tomorrow_at(unit: Unit24, hour: int) -> datetime:
    day = (unit.now.astimezone(ZoneInfo(ZONE)) + timedelta(days=1)).date()
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(ZONE))
