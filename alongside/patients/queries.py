"""What every room needs to know about a patient besides the record itself."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now

from alongside.patients import importing
from alongside.patients.death import rule_of
from alongside.patients.models import Death, Grant, Imported, Patient, Relative, Stay, TeamMember
from alongside.people.models import Person, Unit


@dataclass(frozen=True)
class Died:
    """That the patient died: when, and until when others than the team may read (None: no end)."""

    at: datetime
    closes_at: datetime | None


def death_of(patient: Patient) -> Died | None:
    """The death as it is recorded now; None while the patient lives, or when it was taken back."""
    newest = Death.objects.filter(patient=patient).order_by("-number").first()
    if newest is None or newest.died_at is None:
        return None
    return Died(newest.died_at, newest.closes_at)


def is_dead(patient: Patient) -> bool:
    return death_of(patient) is not None


@dataclass(frozen=True)
class DeathLine:
    """One thing that was recorded about a death. `died_at` None: the patient lives."""

    died_at: datetime | None
    because: str
    by: str
    recorded_at: datetime


def deaths_recorded(patient: Patient) -> list[DeathLine]:
    """Everything that was recorded, the newest first."""
    rows = Death.objects.select_related("recorded_by__clinician").filter(patient=patient)
    return [
        DeathLine(row.died_at, row.because, _by(row.recorded_by), row.recorded_at)
        for row in rows.order_by("-number")
    ]


def _by(person: Person) -> str:
    clinician = getattr(person, "clinician", None)
    return (clinician.title if clinician else "") or person.called


def reachable_people(patient: Patient) -> list[Person]:
    """Whom the team may write to about this patient: the patient, those close, those let in."""
    ids = [patient.person_id]
    ids += Relative.objects.filter(patient=patient).values_list("person_id", flat=True)
    ids += Grant.objects.filter(patient=patient).values_list("person_id", flat=True)
    people = Person.objects.in_bulk(list(dict.fromkeys(ids)))
    return [people[pk] for pk in dict.fromkeys(ids) if pk in people]


def reading_after_death() -> int | None:
    """How many days those let in may still read here after a death; None: without an end."""
    return rule_of(settings.ACCESS_AFTER_DEATH).days


def unit_of(patient: Patient) -> Unit | None:
    """Where the patient stays now; the newest stay, if there are several; None between stays."""
    stay = (
        Stay.objects.select_related("unit")
        .filter(patient=patient, ended_at=None)
        .order_by("-started_at", "pk")
        .first()
    )
    return stay.unit if stay else None


def in_care_now() -> list[UUID]:
    """Everybody with a stay that has not ended, among those whom the reader may see."""
    return list(Stay.objects.filter(ended_at=None).values_list("patient_id", flat=True).distinct())


def leaders_of(patients: Sequence[UUID]) -> dict[UUID, list[Person]]:
    """Who leads the team of each of these patients now."""
    found: dict[UUID, list[Person]] = defaultdict(list)
    leading = TeamMember.objects.select_related("person").filter(
        Q(until=None) | Q(until__gt=Now()), patient_id__in=patients, leads=True, since__lte=Now()
    )
    for row in leading:
        found[row.patient_id].append(row.person)
    return found


def known_for_import() -> importing.Known:
    """What the import compares a file with. Inside `work_of("import")`."""
    references = {
        row.subject: row.reference for row in Imported.objects.filter(kind="person").order_by("reference")
    }
    return importing.Known(
        units={unit.name: importing.UnitRow(unit.name, unit.kind, unit.zone) for unit in Unit.objects.all()},
        people={row.reference: row for row in _known_people(references)},
        stays={row.key: row for row in _known_stays(references)},
        teams={row.key: row for row in _known_teams(references)},
    )


def _known_people(references: Mapping[UUID, str]) -> Iterator[importing.PersonRow]:
    for person in Person.objects.select_related("clinician").filter(pk__in=references):
        clinician = getattr(person, "clinician", None)
        yield importing.PersonRow(
            reference=references[person.pk],
            full_name=person.full_name,
            called=person.called,
            born=person.born,
            language=person.language,
            profession=clinician.profession if clinician else "",
            title=clinician.title if clinician else "",
        )


def _known_stays(references: Mapping[UUID, str]) -> Iterator[importing.StayRow]:
    stays = Stay.objects.select_related("unit", "patient").filter(patient__person__in=references)
    for stay in stays:
        patient = references[stay.patient.person_id]
        yield importing.StayRow(patient, stay.unit.name, stay.started_at, stay.ended_at)


def _known_teams(references: Mapping[UUID, str]) -> Iterator[importing.TeamRow]:
    members = TeamMember.objects.select_related("patient").filter(
        patient__person__in=references, person__in=references
    )
    for member in members:
        yield importing.TeamRow(
            patient=references[member.patient.person_id],
            person=references[member.person_id],
            role=member.role,
            since=member.since,
            until=member.until,
            leads=member.leads,
        )
