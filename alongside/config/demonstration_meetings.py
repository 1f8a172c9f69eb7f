"""A made-up intensive care unit of 24 beds over ten days, to try the meetings with. Nobody here is real."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from alongside.meetings.actions import planning, rounds, talking
from alongside.meetings.models import Coming, LineKind, Meeting, Moment, OfferedTime, Room, WishKind
from alongside.meetings.queries import closing, meetings, people, times
from alongside.meetings.queries.clocks import at_the_wall
from alongside.patients import actions as caring
from alongside.patients.doors import Visit, record_of, work_of
from alongside.patients.models import Patient, Stay
from alongside.people.actions import open_account
from alongside.people.models import Account, Clinician, Person, Unit
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
NOT_REACHED = "Grace Osei"  # nobody has written down how to reach her
NOBODY, WANTS_NONE, CONFLICT, MOVED = 4, 5, 2, 8


@dataclass(frozen=True)
class Unit24:
    """The unit as it was filled."""

    unit: Unit
    room: Room
    staff: dict[str, Person]
    patients: list[Patient]
    close: dict[int, list[Person]]
    now: datetime


def fill() -> None:
    """Make the unit and what happened in it, once."""
    if Account.objects.filter(username="walter").exists():
        return
    with work_of(JOB, purpose="a made-up intensive care unit"):
        unit = _unit()
    for story in (_before_today, _walter, _offered, _conflict, _wants_none, _nobody, _missed, _today):
        story(unit)


def _person(
    name: str, language: str = "en", username: str = "", title: str = "", profession: str = ""
) -> Person:
    person = Person.objects.create(full_name=name, called=name.split()[0], language=language)
    if profession:
        Clinician.objects.create(person=person, title=title, profession=profession)
    if username:
        open_account(username=username, person=person, password=PASSWORD)
    return person


def _unit() -> Unit24:
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


def _in_record(unit: Unit24, bed: int, who: Person, act: Callable[[Visit], None]) -> None:
    with record_of(unit.patients[bed].pk, by=who, purpose="demonstration") as visit:
        act(visit)


def _held(unit: Unit24, bed: int, hours_ago: float, outcome: list[str], said: str = "") -> None:
    """A whole talk that was held: begun, a few lines, closed with its plain summary."""

    def act(visit: Visit) -> None:
        guests = [(one.person, one.part.value) for one in people.whom_to_ask(visit) if one.usual]
        at = unit.now - timedelta(hours=hours_ago)
        meeting = planning.begin_unplanned(unit=unit.unit, guests=guests, at=at, by=visit)
        relatives = unit.close.get(bed, [])
        if said and relatives:
            talking.add_line(
                meeting=meeting,
                kind=LineKind.SAID,
                words=said,
                said_by=relatives[0],
                confirmed="heard",
                by=visit,
            )
        page = meetings.page_of(visit, meeting.pk)
        talking.close(
            meeting=meeting,
            sections=closing.summary_sections(
                visit, page, there=[one.name for one in page.guests], outcome=outcome, next_meeting=""
            ),
            excused=closing.names_in(visit, page),
            kept_although="",
            next_times=[],
            next_is_set=False,
            by=visit,
        )

    _in_record(unit, bed, unit.staff["ian"], act)


def _before_today(unit: Unit24) -> None:
    """Talks of the last ten days."""
    told = [
        "Your lungs are still weak.",
        "The machine helps with each breath.",
        "We check each day if you need it.",
    ]
    for bed, hours_ago in [
        (8, 120.0),
        (9, 190.0),
        (9, 20.0),
        (13, 100.0),
        (15, 70.0),
        (17, 160.0),
        (22, 50.0),
        (12, 14.0),
    ]:
        _held(unit, bed, hours_ago, told, said="Thank you for taking the time.")


def _walter(unit: Unit24) -> None:
    """Walter's daughter has said when she can come, and has asked two questions; nothing is planned yet."""
    wilma = unit.close[0][0]

    def her(visit: Visit) -> None:
        start = _tomorrow_at(unit, 9)
        planning.say_free(person=wilma, starts_at=start, ends_at=start + timedelta(hours=10), by=visit)
        rounds.ask(
            words="Does he know that I am here?",
            moment=Moment.ROUNDS,
            said_by=wilma,
            confirmed="",
            by=visit,
        )
        rounds.ask(
            words="What happens if the machine has to stay?",
            moment=Moment.MEETING,
            said_by=wilma,
            confirmed="",
            by=visit,
        )

    _in_record(unit, 0, wilma, her)


def _offered(unit: Unit24) -> None:
    """Amina's son has times to choose from."""

    def nora(visit: Visit) -> None:
        usual = [one for one in people.whom_to_ask(visit) if one.usual]
        found = times.proposals(visit, unit.unit, usual, minutes=45)
        planning.plan(
            unit=unit.unit,
            guests=[(one.person, one.part.value) for one in usual],
            times=[(one.starts_at, one.room) for one in found],
            minutes=45,
            by=visit,
        )

    _in_record(unit, 1, unit.staff["nora"], nora)


def _conflict(unit: Unit24) -> None:
    """Carlos's wife and brother see it in different ways; a talk was held, and one more is planned."""
    elena, diego = unit.close[CONFLICT]

    def act(visit: Visit) -> None:
        guests = [(one.person, one.part.value) for one in people.whom_to_ask(visit) if one.usual]
        meeting = planning.begin_unplanned(
            unit=unit.unit, guests=guests, at=unit.now - timedelta(hours=22), by=visit
        )
        for who, words in [
            (elena, "He would never want to live on a machine."),
            (diego, "You cannot give up on him. He is a fighter."),
        ]:
            talking.add_line(
                meeting=meeting, kind=LineKind.SAID, words=words, said_by=who, confirmed="heard", by=visit
            )
        talking.add_line(
            meeting=meeting,
            kind=LineKind.FEELING,
            words="Diego wept. We sat with him.",
            said_by=visit.person,
            confirmed="",
            by=visit,
        )
        talking.teach_back(
            meeting=meeting,
            first=None,
            asked="What a trial of time means",
            own_words="That you stop everything on Friday.",
            understood=False,
            gap="A trial ends with a talk, not with a stop.",
            explained="We look at it again together on Friday.",
            said_by=diego,
            by=visit,
        )
        talking.add_todo(
            meeting=meeting,
            words="Ask the chaplain to come by",
            owner=unit.staff["nora"],
            due_on=unit.now.date() + timedelta(days=1),
            by=visit,
        )
        page = meetings.page_of(visit, meeting.pk)
        following = _tomorrow_at(unit, 15)
        outcome = [
            "Carlos is very sick.",
            "You see it in two ways. Both of you love him.",
            "We will talk again.",
        ]
        talking.close(
            meeting=meeting,
            sections=closing.summary_sections(
                visit,
                page,
                there=[one.name for one in page.guests],
                outcome=outcome,
                next_meeting=at_the_wall(following),
            ),
            excused=closing.names_in(visit, page),
            kept_although="",
            next_times=[(following, unit.room)],
            next_is_set=True,
            by=visit,
        )
        talking.estimate(percent=15, said_by=unit.staff["ian"], confirmed="", by=visit)

    _in_record(unit, CONFLICT, unit.staff["ian"], act)
    for who, percent in [(elena, 20), (diego, 85)]:

        def guess(visit: Visit, who: Person = who, percent: int = percent) -> None:
            talking.estimate(percent=percent, said_by=who, confirmed="", by=visit)

        _in_record(unit, CONFLICT, who, guess)


def _tomorrow_at(unit: Unit24, hour: int) -> datetime:
    day = (unit.now.astimezone(ZoneInfo(ZONE)) + timedelta(days=1)).date()
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(ZONE))


def _wants_none(unit: Unit24) -> None:
    def act(visit: Visit) -> None:
        planning.wish(
            kind=WishKind.NONE,
            words="I talk with Nora each day. That is enough for me.",
            said_by=unit.close[WANTS_NONE][0],
            confirmed="heard",
            by=visit,
            at=unit.now - timedelta(hours=60),
        )

    _in_record(unit, WANTS_NONE, unit.staff["nora"], act)


def _nobody(unit: Unit24) -> None:
    """Harold has nobody; the talk is with him, and the team plans it all the same."""

    def act(visit: Visit) -> None:
        asked = [one for one in people.whom_to_ask(visit) if one.usual or one.part == "patient"]
        meeting = planning.plan(
            unit=unit.unit,
            guests=[(one.person, one.part.value) for one in asked],
            times=[(_tomorrow_at(unit, 11), unit.room)],
            minutes=30,
            by=visit,
        )
        harold = visit.patient.person
        offered = OfferedTime.objects.get(meeting=meeting)
        planning.choose(meeting=meeting, offered=offered.pk, said_by=harold, confirmed="heard", by=visit)
        planning.reply(meeting=meeting, coming=Coming.IN_PERSON, said_by=visit.person, confirmed="", by=visit)

    _in_record(unit, NOBODY, unit.staff["nora"], act)


def _missed(unit: Unit24) -> None:
    def act(visit: Visit) -> None:
        guests = [(one.person, one.part.value) for one in people.whom_to_ask(visit) if one.usual]
        meeting: Meeting = planning.plan(
            unit=unit.unit, guests=guests, times=[(_tomorrow_at(unit, 17), unit.room)], minutes=45, by=visit
        )
        planning.move(
            meeting=meeting, starts_at=unit.now - timedelta(hours=20), room=unit.room, reason="", by=visit
        )
        planning.miss(meeting=meeting, reason="The interpreter was ill", by=visit)

    _in_record(unit, 10, unit.staff["nora"], act)


def _today(unit: Unit24) -> None:
    """Today's plan for a few, written by the doctor."""
    day = unit.now.astimezone(ZoneInfo(ZONE)).date()
    for bed in (0, 1, 9):

        def act(visit: Visit) -> None:
            rounds.plan_day(
                day=day,
                today="We turn the machine down a bit to see how the lungs do.",
                watch_for="We watch the breath and the blood each hour.",
                by=visit,
            )

        _in_record(unit, bed, unit.staff["ian"], act)
