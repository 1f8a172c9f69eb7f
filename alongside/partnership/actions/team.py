"""Introducing the team, promising, and reading a unit's roster."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.partnership import rules, team_queries
from alongside.partnership.introductions import Role, Shift
from alongside.partnership.models import Introduction, Promise, RosterShift
from alongside.partnership.roster import Preview, preview
from alongside.patients.doors import Visit
from alongside.patients.rules import Refused
from alongside.people.models import Account, Clinician, Person, Unit
from alongside.trail.writing import DOORS, did


@dataclass(frozen=True)
class Introduced:
    """Somebody and as what: leader, attending, or (None) a member of the team."""

    person: Person
    role: Role | None


@dataclass(frozen=True)
class Listener:
    """To whom: a person known here, or a name."""

    person: Person | None
    name: str = ""


def introduce(
    *, whom: Sequence[Introduced], to: Sequence[Listener], introduced_by: Person, by: Visit
) -> list[Introduction]:
    """Write down that these of the team were introduced to these people, now."""
    rules.check_introduce(by)
    if not whom or not to:
        raise Refused(_("Choose who was introduced, and to whom."))
    rows = [
        Introduction(
            patient=by.patient,
            clinician=one.person,
            role=one.role.value if one.role else "",
            to=listener.person,
            to_name="" if listener.person else listener.name.strip(),
            by=introduced_by,
            recorded_by=by.person,
        )
        for one in whom
        for listener in to
    ]
    Introduction.objects.bulk_create(rows)
    for row in rows:
        by.did("introduced", "introduction", row.pk)
    return rows


def promise(*, words: str, by: Visit) -> Promise:
    """A clinician of the team promises in their own name."""
    rules.check_promise(by)
    if not words.strip():
        raise Refused(_("Write what you promise."))
    row = Promise.objects.create(patient=by.patient, words=words.strip(), by=by.person)
    by.did("promised", "promise", row.pk)
    return row


def preview_roster(*, unit: Unit, text: str) -> Preview:
    """What an import of this text into this unit would do; nothing is changed.

    Raises roster.NotARoster where the file as a whole cannot be read.
    """
    return preview(text, zone=unit.zone, people=_who_works_here(), already=team_queries.roster_of(unit))


def import_roster(*, unit: Unit, text: str, job: str) -> Preview:
    """Add the shifts that are not there yet. A second run adds nothing. Called inside `work_of`."""
    planned = preview_roster(unit=unit, text=text)
    people = _who_works_here()
    RosterShift.objects.bulk_create(
        (_row(unit, people[shift.person], shift) for shift in planned.new), ignore_conflicts=True
    )
    did("read the roster", "unit", unit.pk, stream=DOORS, by=None, service=job)
    return planned


def _row(unit: Unit, clinician: Clinician, shift: Shift) -> RosterShift:
    return RosterShift(
        unit=unit, clinician=clinician, role=shift.role.value, start=shift.start, end=shift.end
    )


def _who_works_here() -> dict[str, Clinician]:
    """Clinicians by the name with which they sign in: the only name that a file can hold without doubt."""
    accounts = Account.objects.filter(is_active=True).values_list("username", "person_id")
    clinicians = Clinician.objects.in_bulk()
    return {name: clinicians[person] for name, person in accounts if person in clinicians}
