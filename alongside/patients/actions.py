"""Putting people into care, letting somebody in, taking it back."""

from datetime import datetime

from django.db.models.functions import Now

from alongside.patients.doors import Visit
from alongside.patients.models import Grant, GrantState, Patient, Relative, Stay, TeamMember
from alongside.patients.rules import Refused, Standing
from alongside.people.models import Person, Unit
from alongside.trail.writing import did


def admit(*, person: Person, unit: Unit, at: datetime, job: str) -> Patient:
    """Make somebody a patient with a first stay. Called inside `work_of`, by the named job."""
    patient = Patient.objects.create(person=person)
    stay = Stay.objects.create(patient=patient, unit=unit, started_at=at)
    did("admitted", "stay", stay.pk, stream=patient.pk, by=None, service=job)
    return patient


def join_team(
    *, patient: Patient, person: Person, role: str, since: datetime, job: str, leads: bool = False
) -> TeamMember:
    member = TeamMember.objects.create(patient=patient, person=person, role=role, leads=leads, since=since)
    did("joined the team", "team member", member.pk, stream=patient.pk, by=None, service=job)
    return member


def leave_team(*, member: TeamMember, at: datetime, job: str) -> None:
    member.until = at
    member.save(update_fields=["until"])
    did("left the team", "team member", member.pk, stream=member.patient_id, by=None, service=job)


def name_relative(*, patient: Patient, person: Person, relation: str, job: str) -> Relative:
    relative = Relative.objects.create(patient=patient, person=person, relation=relation)
    did("was named", "relative", relative.pk, stream=patient.pk, by=None, service=job)
    return relative


def let_in(*, patient: Patient, person: Person, since: datetime, basis: str, job: str) -> Grant:
    """Record a grant that the patient has given and that was confirmed."""
    grant = Grant.objects.create(
        patient=patient, person=person, state=GrantState.CONFIRMED, since=since, basis=basis
    )
    did("let in", "grant", grant.pk, stream=patient.pk, by=None, service=job)
    return grant


def take_back(*, grant: Grant, by: Visit) -> None:
    """The patient takes a grant back; it counts from this moment."""
    if by.standing is not Standing.SELF:
        raise Refused(f"Only {by.patient.called} can take this back.")
    Grant.objects.filter(pk=grant.pk).update(state=GrantState.REVOKED, until=Now())
    by.did("took back", "grant", grant.pk)
