"""What somebody does for themselves: one line of the trail that only they can read."""

from uuid import UUID

from django.db import connection

from alongside.people.models import Person
from alongside.trail.writing import DOORS, did


def own_record(person: Person) -> UUID | None:
    """The id under which this person is a patient here, if they are one; nothing else is read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM patients_patient WHERE person_id = %s", [person.pk])
        row = cursor.fetchone()
    return row[0] if row else None


def did_for_oneself(person: Person, verb: str, subject: UUID) -> None:
    """Write that line, with neutral words."""
    did(verb, "own page", subject, stream=DOORS, by=person.pk)
