"""Reading the team: who cares for a patient now, who leads, who was introduced to whom, what is owed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.partnership import introductions
from alongside.partnership.around import clock, let_in_now, name_of, stay_now
from alongside.partnership.introductions import Role, Shift
from alongside.partnership.models import Introduction, Promise, RosterShift
from alongside.partnership.roles import initials, role_words
from alongside.patients.doors import Visit
from alongside.patients.models import Stay, TeamMember
from alongside.patients.rules import Standing
from alongside.people.models import Person, Unit


@dataclass(frozen=True)
class Met:
    """Somebody was introduced: to whom, by whom, when, as what."""

    to: str
    by: str
    at: datetime
    role: str


@dataclass(frozen=True)
class Face:
    """One of the team: a face by initials, what they do in plain words, and who has met them."""

    person: Person
    name: str
    full_name: str
    initials: str
    role: str
    words: str
    leads: bool
    met: tuple[Met, ...]


@dataclass(frozen=True)
class Owed:
    """An introduction that is due: who, as what, to whom, since when."""

    person: Person
    name: str
    role: Role
    to: Person
    to_name: str
    since: datetime


@dataclass(frozen=True)
class Promised:
    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class TeamNow:
    faces: tuple[Face, ...]
    leader: Face | None
    promises: tuple[Promised, ...]  # newest first
    owed: tuple[Owed, ...]
    listeners: tuple[Person, ...]
    told: tuple[str, ...]  # overlaps and gaps at this moment, as sentences


def roster_of(unit: Unit) -> list[Shift]:
    """A unit's shifts, with people by the name that they sign in with."""
    rows = RosterShift.objects.filter(unit=unit).values_list(
        "clinician__person__account__username", "role", "start", "end"
    )
    return [Shift(name, Role(role), start, end) for name, role, start, end in rows]


def team(visit: Visit) -> TeamNow:
    """Who cares for this patient now, who leads, who has been introduced, and what is owed."""
    now, stay = clock(), stay_now(visit)
    began = stay.started_at if stay else now
    members = list(
        TeamMember.objects.select_related("person__clinician")
        .filter(patient=visit.patient, since__lte=now)
        .exclude(until__lte=began)
    )
    shifts = _shifts(members, stay, now)
    here = [one for one in shifts if one.start <= now < one.end]
    present = {m.person_id: m for m in members if m.until is None or m.until > now}
    people = _people_by_id({*present, *(UUID(one.person) for one in here)})
    met = _met(visit)
    faces = [_face(p, present.get(p.pk), here, met.get(p.pk, ())) for p in people.values()]
    faces.sort(key=lambda face: (not face.leads, face.role != Role.ATTENDING, face.full_name))
    return TeamNow(
        faces=tuple(faces),
        leader=next((face for face in faces if face.leads), None),
        promises=_promises(visit),
        owed=_owed(visit, shifts, began, now, people),
        listeners=(visit.patient.person, *let_in_now(visit)),
        told=_told_of_shifts(here, people),
    )


def _people_by_id(ids: Iterable[UUID]) -> dict[UUID, Person]:
    rows = Person.objects.select_related("clinician").filter(pk__in=list(ids)).order_by("full_name")
    return {person.pk: person for person in rows}


def _shifts(members: list[TeamMember], stay: Stay | None, now: datetime) -> list[Shift]:
    """Who leads and attends: by the team's own rows for a role, else by the roster of the unit."""
    tomorrow = now + timedelta(days=1)
    named = [
        Shift(str(one.person_id), role, one.since, one.until or tomorrow)
        for one in members
        for role, holds in ((Role.LEADER, one.leads), (Role.ATTENDING, one.role == Role.ATTENDING))
        if holds and (one.until or tomorrow) > one.since
    ]
    for role in Role:
        if stay and not any(one.role is role for one in named):
            rows = RosterShift.objects.filter(unit=stay.unit, role=role.value, end__gt=stay.started_at)
            named += [
                Shift(str(clinician), role, start, end)
                for clinician, start, end in rows.values_list("clinician_id", "start", "end")
            ]
    return named


def _face(person: Person, member: TeamMember | None, here: list[Shift], met: Iterable[Met]) -> Face:
    roles = {one.role for one in here if one.person == str(person.pk)}
    clinician = getattr(person, "clinician", None)
    profession = clinician.profession if clinician else ""
    role = Role.ATTENDING.value if Role.ATTENDING in roles else (member.role if member else profession)
    return Face(
        person=person,
        name=name_of(person),
        full_name=person.full_name,
        initials=initials(person.full_name),
        role=role,
        words=role_words(role, profession),
        leads=Role.LEADER in roles,
        met=tuple(met),
    )


def _met(visit: Visit) -> dict[UUID, list[Met]]:
    found: dict[UUID, list[Met]] = defaultdict(list)
    rows = Introduction.objects.select_related("to__clinician", "by__clinician").filter(patient=visit.patient)
    if visit.standing is Standing.LET_IN:
        # Who else was there is not for a relative to read.
        rows = rows.filter(to__in=[visit.person.pk, visit.patient.person_id])
    for row in rows.order_by("-at"):
        found[row.clinician_id].append(Met(name_of(row.to, row.to_name), name_of(row.by), row.at, row.role))
    return found


def _promises(visit: Visit) -> tuple[Promised, ...]:
    rows = Promise.objects.select_related("by__clinician").filter(patient=visit.patient).order_by("-at")
    return tuple(Promised(row.words, name_of(row.by), row.at) for row in rows)


def _owed(
    visit: Visit, shifts: list[Shift], began: datetime, now: datetime, people: dict[UUID, Person]
) -> tuple[Owed, ...]:
    listeners = {str(one.pk): one for one in (visit.patient.person, *let_in_now(visit))}
    made = [
        introductions.Introduction(str(row.clinician_id), Role(row.role), str(row.to_id), row.at)
        for row in Introduction.objects.filter(patient=visit.patient, to__isnull=False).exclude(role="")
    ]
    due = introductions.introductions_due(shifts, made, to=listeners, stay_began=began, now=now)
    return tuple(
        Owed(person, name_of(person), one.role, listeners[one.to], listeners[one.to].called, one.since)
        for one in due
        if (person := people.get(UUID(one.person)))
    )


def _told_of_shifts(here: list[Shift], people: dict[UUID, Person]) -> tuple[str, ...]:
    """Two leaders, or none, at this moment."""
    sentences = []
    for role in Role:
        names = sorted({name_of(people.get(UUID(one.person))) for one in here if one.role is role})
        if len(names) > 1:
            sentences.append(_(introductions.OVERLAP_SENTENCE).format(role=role, people=", ".join(names)))
        elif not names and role is Role.LEADER:
            sentences.append(_(introductions.GAP_SENTENCE).format(role=role))
    return tuple(sentences)
