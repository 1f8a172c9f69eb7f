"""Start pages: what joins several rooms, as finished values."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from alongside.aids.models import KIND
from alongside.decisions.models import Choice, Ending
from alongside.decisions.trying import tries_that_call
from alongside.editorial.queries import flagged_versions
from alongside.meetings.queries import clocks
from alongside.meetings.queries.clocks import Line
from alongside.patients.models import Patient, Relative, Stay
from alongside.patients.queries import deaths_of
from alongside.people.models import Person
from alongside.post.queries import waiting_for_a_person

NOWHERE = ("", "UTC")  # between stays: no unit, and the clocks of nowhere


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


def patients_of(person: Person, listed: list[UUID]) -> list[PatientLine]:
    """The patients of an opened list, by name; a fixed number of queries however many they are."""
    relations = dict(Relative.objects.filter(person=person).values_list("patient_id", "relation"))
    stays = Stay.objects.filter(ended_at=None).values_list("patient_id", "unit__name", "unit__zone")
    units = {patient: (name, zone) for patient, name, zone in stays}
    died = deaths_of(listed)
    ended = Ending.objects.values("choice_id")
    counts = {
        row["patient_id"]: (row["all"], row["all"] - row["done"])
        for row in Choice.objects.values("patient_id").annotate(
            all=Count("pk"), done=Count("pk", filter=Q(pk__in=ended))
        )
    }
    flagged = dict(
        Choice.objects.filter(aid__in=flagged_versions(KIND)).values_list("patient_id").annotate(Count("pk"))
    )
    calling = tries_that_call(listed)
    rows = Patient.objects.select_related("person").filter(pk__in=listed).order_by("person__full_name")
    return [
        PatientLine(
            id=row.pk,
            name=row.person.full_name,
            own=row.person_id == person.pk,
            relation=relations.get(row.pk, ""),
            unit=units.get(row.pk, NOWHERE)[0],
            choices=counts.get(row.pk, (0, 0))[0],
            open_choices=counts.get(row.pk, (0, 0))[1],
            try_calls=calling[row.pk].state if row.pk in calling and row.pk not in died else "",
            flagged=flagged.get(row.pk, 0),
            died=died[row.pk].at.astimezone(ZoneInfo(units.get(row.pk, NOWHERE)[1]))
            if row.pk in died
            else None,
            reads_until=died[row.pk].closes_at if row.pk in died else None,
        )
        for row in rows
    ]
