"""Putting people into care, letting somebody in, taking it back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from alongside.patients import death, importing, queries, rules
from alongside.patients.doors import Visit
from alongside.patients.events import Event, happened
from alongside.patients.models import (
    Death,
    Grant,
    GrantState,
    Imported,
    Patient,
    Relative,
    Stay,
    TeamMember,
)
from alongside.patients.rules import Refused, Standing
from alongside.people.models import Clinician, Person, Unit
from alongside.trail.writing import DOORS, did


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


def record_death(*, died_at: datetime, by: Visit) -> Death:
    """Write down that the patient died. Everything that must stop, stops in the same transaction."""
    rules.check_record_death(by.standing, by.profession)
    if queries.is_dead(_locked(by.patient)):
        raise Refused(_("This death is recorded already. To change it, correct it."))
    _check_time_of_death(by.patient, died_at)
    return _write_death(died_at=died_at, because="", by=by)


def correct_death(*, died_at: datetime | None, because: str, by: Visit) -> Death:
    """Another time of death; or None: it was recorded by mistake, and the patient lives."""
    rules.check_record_death(by.standing, by.profession)
    if not queries.is_dead(_locked(by.patient)):
        raise Refused(_("No death is recorded here, so there is nothing to correct."))
    if not because.strip():
        raise Refused(_("Say why it is corrected."))
    if died_at is not None:
        _check_time_of_death(by.patient, died_at)
    return _write_death(died_at=died_at, because=because.strip(), by=by)


def _locked(patient: Patient) -> Patient:
    """Two people who record at once come one after the other."""
    return Patient.objects.select_for_update(of=("self",)).get(pk=patient.pk)


def _now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        now: datetime = cursor.fetchone()[0]
    return now


def _check_time_of_death(patient: Patient, died_at: datetime) -> None:
    if died_at > _now():
        raise Refused(_("This time has not come yet. Check the date and the time."))
    born = patient.person.born
    if born and died_at.date() < born:
        raise Refused(_("This time is before the date of birth. Check the date."))


def _write_death(*, died_at: datetime | None, because: str, by: Visit) -> Death:
    """The next row; invitations that wait are called off, and every other room answers."""
    rows = Death.objects.filter(patient=by.patient).order_by("number")
    first, number = rows.first(), rows.count() + 1
    rule = death.rule_of(settings.ACCESS_AFTER_DEATH)
    row = Death.objects.create(
        patient=by.patient,
        number=number,
        died_at=died_at,
        closes_at=rule.closes_at(first.recorded_at if first else _now()) if died_at else None,
        # A death recorded again after one was taken back: every row after the first says why it is there.
        because=because or (_("Recorded again.") if first else ""),
        recorded_by=by.person,
    )
    if number == 1:
        by.did("recorded", "death", row.pk)
    else:
        by.did("corrected", "death", row.pk)
    if died_at:
        _call_off_invitations(by)
    happened(Event.DIED if died_at else Event.DID_NOT_DIE, by)
    return row


def _call_off_invitations(by: Visit) -> None:
    waiting = Grant.objects.filter(
        patient=by.patient, state__in=[GrantState.INVITED, GrantState.ACCEPTED]
    ).values_list("pk", flat=True)
    for grant in list(waiting):
        Grant.objects.filter(pk=grant).update(state=GrantState.REVOKED)
        by.did("called off", "grant", grant)


IMPORT = "import"


def bring_in(*, plan: importing.Plan) -> None:
    """Do what a plan says, inside `work_of("import")`. Raises Refused while it has errors."""
    if plan.errors:
        raise Refused(_("Nothing was brought in: the file has errors. Mend them first."))
    for step in plan.steps:
        if step.deed is not importing.Deed.SAME:
            _BRING[plan.kind](step.row, step.deed is importing.Deed.ADD)


def _bring_unit(row: importing.UnitRow, _new: bool) -> None:
    unit, _made = Unit.objects.update_or_create(name=row.name, defaults={"kind": row.kind, "zone": row.zone})
    did("brought in", "unit", unit.pk, stream=DOORS, by=None, service=IMPORT)


def _bring_person(row: importing.PersonRow, new: bool) -> None:
    values = {
        "full_name": row.full_name,
        "called": row.called,
        "born": row.born,
        "language": row.language,
    }
    if new:
        person = Person.objects.create(**values)
        Imported.objects.create(kind="person", reference=row.reference, subject=person.pk)
    else:
        person = _person_of(row.reference)
        Person.objects.filter(pk=person.pk).update(**values)
    if row.profession:
        Clinician.objects.update_or_create(
            person=person, defaults={"profession": row.profession, "title": row.title}
        )
    did("brought in", "person", person.pk, stream=DOORS, by=None, service=IMPORT)


def _person_of(reference: str) -> Person:
    subject = Imported.objects.values_list("subject", flat=True).get(kind="person", reference=reference)
    return Person.objects.get(pk=subject)


def _bring_stay(row: importing.StayRow, new: bool) -> None:
    unit, person = Unit.objects.get(name=row.unit), _person_of(row.patient)
    patient, _made = Patient.objects.get_or_create(person=person)
    if new:
        stay = Stay.objects.create(
            patient=patient, unit=unit, started_at=row.started_at, ended_at=row.ended_at
        )
        did("admitted", "stay", stay.pk, stream=patient.pk, by=None, service=IMPORT)
        return
    stay = Stay.objects.get(patient=patient, unit=unit, started_at=row.started_at)
    stay.ended_at = row.ended_at
    stay.save(update_fields=["ended_at"])
    did("changed", "stay", stay.pk, stream=patient.pk, by=None, service=IMPORT)


def _bring_member(row: importing.TeamRow, new: bool) -> None:
    patient, person = Patient.objects.get(person=_person_of(row.patient)), _person_of(row.person)
    values = {"role": row.role, "leads": row.leads, "until": row.until}
    if new:
        member = TeamMember.objects.create(patient=patient, person=person, since=row.since, **values)
    else:
        member = TeamMember.objects.get(patient=patient, person=person, since=row.since)
        TeamMember.objects.filter(pk=member.pk).update(**values)
    verb = "joined the team" if new else "changed"
    did(verb, "team member", member.pk, stream=patient.pk, by=None, service=IMPORT)


_BRING: dict[str, Callable[[Any, bool], None]] = {
    "units": _bring_unit,
    "people": _bring_person,
    "stays": _bring_stay,
    "teams": _bring_member,
}
