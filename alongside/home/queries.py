"""Start pages: what joins several rooms, as finished values."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from alongside.aids.models import KIND
from alongside.decisions.models import Choice, Ending
from alongside.decisions.trying import tries_that_call
from alongside.editorial.queries import flagged_versions
from alongside.partnership.models import Given
from alongside.patients.models import Patient, Relative, Stay
from alongside.people.models import Person


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
    given: int  # handouts that this reader was given


def patients_of(person: Person, listed: list[UUID]) -> list[PatientLine]:
    """The patients of an opened list, by name; a fixed number of queries however many they are."""
    relations = dict(Relative.objects.filter(person=person).values_list("patient_id", "relation"))
    units = dict(Stay.objects.filter(ended_at=None).values_list("patient_id", "unit__name"))
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
    given = dict(Given.objects.filter(to=person).values_list("patient_id").annotate(Count("pk")))
    calling = tries_that_call(listed)
    rows = Patient.objects.select_related("person").filter(pk__in=listed).order_by("person__full_name")
    return [
        PatientLine(
            id=row.pk,
            name=row.person.full_name,
            own=row.person_id == person.pk,
            relation=relations.get(row.pk, ""),
            unit=units.get(row.pk, ""),
            choices=counts.get(row.pk, (0, 0))[0],
            open_choices=counts.get(row.pk, (0, 0))[1],
            try_calls=calling[row.pk].state if row.pk in calling else "",
            flagged=flagged.get(row.pk, 0),
            given=given.get(row.pk, 0),
        )
        for row in rows
    ]
