"""Start pages: what joins several rooms, as finished values."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from alongside.aids.models import KIND
from alongside.decisions.trying import Try, tries_that_call
from alongside.meetings.queries import clocks
from alongside.meetings.queries.clocks import Line
from alongside.people.models import Person
from alongside.post.queries import waiting_for_a_person


@dataclass(frozen=True)
class PatientLine:
    """One patient on a start page: declared columns only."""

    id: UUID
    name: str
    own: bool
    relation: str
    unit: str
    choices: int
    open_choices: int
    try_calls: str  # "review due", "overdue" or ""
    flagged: int  # choices with an aid of which a source has changed
    died: datetime | None = None  # on the unit's clock
    reads_until: datetime | None = None
    letters: int = 0  # letters that wait for a person; staff only
    clock: Line | None = None  # what the family is owed; staff only
    given: int = 0  # handouts that this reader was given


def worklist_of(person: Person, listed: list[UUID]) -> list[PatientLine]:
    """The patients of somebody who works here: whose family has waited longest for a talk stands first."""
    lines = {line.id: line for line in patients_of(person, listed)}
    owed = clocks.worklist(listed, most=len(listed))
    letters = waiting_for_a_person(listed)
    return [
        replace(lines[one.id], clock=one, letters=letters.get(one.id, 0)) for one in owed if one.id in lines
    ]


def of_name(lines: list[PatientLine], typed: str) -> list[PatientLine]:
    """Those whose name has a part that begins with each typed word; accents and capitals do not matter."""
    wanted = _plain(typed).split()
    return [
        line
        for line in lines
        if all(any(part.startswith(word) for part in _plain(line.name).split()) for word in wanted)
    ]


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).replace("-", " ")


# One statement for everything that a line tells: every page of the first look begins with it, and building
# and planning eight took twice the processor. `listed` is what a door opened; the walls ask once more.
LINES = """
SELECT patient.id, patient.person_id, named.full_name, coalesce(relative.relation, '') AS relation,
       coalesce(unit.name, '') AS unit, coalesce(unit.zone, 'UTC') AS zone,
       death.died_at, death.closes_at,
       coalesce(choice.made, 0) AS choices_made, coalesce(choice.open, 0) AS choices_open,
       coalesce(choice.flagged, 0) AS choices_flagged,
       (SELECT count(*) FROM partnership_given AS given
         WHERE given.patient_id = patient.id AND given.to_id = %(person)s) AS pages_given,
       EXISTS (SELECT FROM decisions_timelimitedtrial AS trial
                WHERE trial.patient_id = patient.id) AS has_tried
  FROM patients_patient AS patient
  JOIN people_person AS named ON named.id = patient.person_id
  LEFT JOIN patients_relative AS relative
    ON relative.patient_id = patient.id AND relative.person_id = %(person)s
  LEFT JOIN LATERAL (
       SELECT unit_id FROM patients_stay AS stay WHERE stay.patient_id = patient.id AND stay.ended_at IS NULL
        ORDER BY stay.started_at DESC, stay.id LIMIT 1
  ) AS stay ON true
  LEFT JOIN people_unit AS unit ON unit.id = stay.unit_id
  LEFT JOIN LATERAL (
       SELECT died_at, closes_at FROM patients_death AS death WHERE death.patient_id = patient.id
        ORDER BY death.number DESC LIMIT 1
  ) AS death ON true
  LEFT JOIN LATERAL (
       SELECT count(*) AS made,
              count(*) FILTER (WHERE NOT EXISTS (
                  SELECT FROM decisions_ending AS ending WHERE ending.choice_id = choice.id)) AS open,
              count(*) FILTER (WHERE EXISTS (
                  SELECT FROM editorial_edition AS edition
                    JOIN editorial_flag AS flag ON flag.edition_id = edition.id
                   WHERE edition.version = choice.aid_id AND edition.kind = %(kind)s
                     AND flag.resolved_at IS NULL)) AS flagged
         FROM decisions_choice AS choice WHERE choice.patient_id = patient.id
  ) AS choice ON true
 WHERE patient.id = ANY (%(listed)s)
 ORDER BY named.full_name
"""


def patients_of(person: Person, listed: list[UUID]) -> list[PatientLine]:
    """The patients of an opened list, by name: one statement however many they are, and two more where
    something is tried for a time."""
    with connection.cursor() as cursor:
        cursor.execute(LINES, {"person": person.pk, "listed": listed, "kind": KIND})
        named = [column.name for column in cursor.description]
        rows = [SimpleNamespace(**dict(zip(named, row, strict=True))) for row in cursor.fetchall()]
    tried = [row.id for row in rows if row.has_tried]
    calling = tries_that_call(tried) if tried else {}
    return [_line(row, person, calling.get(row.id)) for row in rows]


def _line(row: Any, reader: Person, calling: Try | None) -> PatientLine:
    """A row of LINES as the value that pages show."""
    return PatientLine(
        id=row.id,
        name=row.full_name,
        own=row.person_id == reader.pk,
        relation=row.relation,
        unit=row.unit,
        choices=row.choices_made,
        open_choices=row.choices_open,
        try_calls=calling.state if calling and not row.died_at else "",
        flagged=row.choices_flagged,
        given=row.pages_given,
        died=row.died_at.astimezone(ZoneInfo(row.zone)) if row.died_at else None,
        reads_until=row.closes_at if row.died_at else None,
    )
