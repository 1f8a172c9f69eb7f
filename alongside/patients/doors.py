"""The three doors. Nothing about a patient is read or written except inside one of them.

Each door first commits who looked, or who was refused, in a short transaction of its own; then
it opens the one transaction in which reading, acting and the trail of acts happen. If the
first cannot be written, nothing opens.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled

from alongside.patients.models import Patient
from alongside.patients.rules import (
    Facts,
    NotHere,
    Refused,
    Standing,
    check_open,
    may_only_read,
    may_open,
    standing,
)
from alongside.people.models import Clinician, Person
from alongside.trail.writing import DOORS, did

SCOPES = frozenset({"my patients"})
# Named jobs that may work across patients without a person at the door, and what for.
JOBS = {
    "accounts": "make an account for somebody who works here",
    "admission": "put a new patient, stay, team or relative into the record",
    "changed sources": "tell teams whose signed choices or handouts lean on a text whose source has changed",
    "meeting measures": "count, without names, how often a prompt of a family meeting was met",
    "meeting promises": "set what a unit promises families about meetings, and where it meets them",
    "demonstration": "fill a demonstration database with made-up people",
    "import": "bring in units, people, stays and teams from a file, and know them again",
    "reminders": "remind of meetings, and tell teams whom they have owed a talk or a review too long",
    "support setup": "say who reads a unit's answers, when, and whom to call",
    "roster": "read who leads and who attends in a unit, from a file",
    "speaking rule": "set the order in which people may speak for a patient, where this house stands",
}


@dataclass(frozen=True)
class Visit:
    """One person in one patient's record: what every action is done `by`."""

    patient: Patient
    person: Person
    standing: Standing
    purpose: str
    reading_only: bool = False  # the patient has died, and the visitor is not in the team

    @property
    def profession(self) -> str:
        """What the visitor is by profession: doctor, nurse …; empty for whoever does not work here."""
        return Clinician.objects.filter(person=self.person).values_list("profession", flat=True).first() or ""

    def did(self, verb: str, kind: str, subject: UUID | None) -> None:
        """Write one act of this visit to the patient's trail. Raises Refused where one may only read."""
        if self.reading_only:
            raise Refused(_("You can still read here. Nothing can be added now."))
        did(verb, kind, subject, stream=self.patient.pk, by=self.person.pk, purpose=self.purpose)


def _enter(*, person: UUID | None, patient: UUID | None = None, job: str = "") -> None:
    """Tell the database who is inside, for the length of this transaction only."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('alongside.person', %s, true), set_config('alongside.patient', %s, true), "
            "set_config('alongside.job', %s, true)",
            [str(person or ""), str(patient or ""), job],
        )


# Everything that the rule asks, in one statement: each record that is opened asks it twice.
FACTS = """
SELECT died_at IS NOT NULL, coalesce(died_at IS NOT NULL AND closes_at <= now(), false),
       EXISTS (SELECT FROM patients_patient WHERE id = %(patient)s AND person_id = %(person)s),
       EXISTS (SELECT FROM patients_teammember WHERE patient_id = %(patient)s AND person_id = %(person)s
                  AND since <= now() AND (until IS NULL OR until > now())),
       EXISTS (SELECT FROM patients_grant WHERE patient_id = %(patient)s AND person_id = %(person)s
                  AND state = 'confirmed' AND since <= now() AND (until IS NULL OR until > now()))
  FROM (SELECT) AS anybody LEFT JOIN LATERAL (
       SELECT died_at, closes_at FROM patients_death WHERE patient_id = %(patient)s
        ORDER BY number DESC LIMIT 1
  ) AS newest ON true
"""


def _facts(patient: UUID, person: UUID) -> Facts:
    with connection.cursor() as cursor:
        cursor.execute(FACTS, {"patient": patient, "person": person})
        is_dead, closed_by_death, is_the_patient, on_the_team_now, let_in = cursor.fetchone()
    return Facts(
        is_dead=is_dead,
        closed_by_death=closed_by_death,
        is_the_patient=is_the_patient,
        on_the_team_now=on_the_team_now,
        holds_a_confirmed_grant=let_in,
    )


def _exists(patient: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.patient_exists(%s)", [patient])
        return bool(cursor.fetchone()[0])


def _knock(patient: UUID, by: Person, purpose: str) -> Standing:
    """Ask the rule and write down the answer; committed before anything is shown."""
    with transaction.atomic(durable=True):
        _enter(person=by.pk, patient=patient)
        who = standing(_facts(patient, by.pk))
        if may_open(who):
            did("looked", "patient", patient, stream=patient, by=by.pk, purpose=purpose)
        else:
            # A guess at an id that nobody has must not start a chain of its own.
            stream = str(patient) if _exists(patient) else DOORS
            did("was refused", "patient", patient, stream=stream, by=by.pk, purpose=purpose)
    return who


@contextmanager
def record_of(patient: UUID, *, by: Person, purpose: str) -> Iterator[Visit]:
    """Open one person's record. Raises NotHere for everybody whom the rules do not let in."""
    check_open(_knock(patient, by, purpose))
    with transaction.atomic(durable=True):
        _enter(person=by.pk, patient=patient)
        # Asked again inside: a grant may have been taken back since the knock.
        facts = _facts(patient, by.pk)
        who = standing(facts)
        check_open(who)
        with scope(patient=patient):
            opened = Patient.objects.select_related("person").filter(pk=patient).first()
            if opened is None:
                raise NotHere("There is no such page, or it is not open to you.")
            yield Visit(opened, by, who, purpose, reading_only=may_only_read(who, facts))


@contextmanager
def list_of(scope_name: str, *, by: Person, purpose: str) -> Iterator[list[UUID]]:
    """Open declared columns of many patients; one line in the trail names everyone listed.

    Yields the ids of the patients that the scope holds for this person.
    """
    if scope_name not in SCOPES:
        raise ValueError(f"There is no list called {scope_name!r}. Lists are: {', '.join(sorted(SCOPES))}.")
    with transaction.atomic(durable=True):
        pass  # sends nothing; refuses inside another transaction, whose end could take the line back
    # One statement outside any transaction: it is committed before its answer is here.
    written_down = set(_asked("SELECT gate.look_at_list(%s, %s)", by.pk, purpose))
    with transaction.atomic(durable=True):
        still = [patient for patient in _asked("SELECT gate.open_list(%s)", by.pk) if patient in written_down]
        with scope(patient=still):
            yield still


def _asked(statement: str, *values: UUID | str) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]


@contextmanager
def work_of(job: str, *, purpose: str, by: Person | None = None) -> Iterator[None]:
    """Open the record to a named job of the service itself. `by`: who set it going, where somebody did."""
    if job not in JOBS:
        raise ValueError(f"There is no job called {job!r}. Jobs are: {', '.join(sorted(JOBS))}.")
    with transaction.atomic(durable=True):
        did("began", "job", None, stream=DOORS, by=by.pk if by else None, service=job, purpose=purpose)
    with transaction.atomic(durable=True):
        _enter(person=None, job=job)
        with scopes_disabled():
            yield


@contextmanager
def kept_only_if(sure: bool) -> Iterator[None]:
    """Inside an open door: what happens in this block is only tried and not kept, unless one is sure.

    A refusal in it is told in either case.
    """
    with transaction.atomic():
        yield
        if not sure:
            transaction.set_rollback(True)
