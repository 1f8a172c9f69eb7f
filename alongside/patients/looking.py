"""What every page about a patient shows: whose record this is, and what the reader is to them."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from alongside.patients.doors import Visit
from alongside.patients.models import Grant, Relative
from alongside.patients.queries import death_of, unit_of
from alongside.patients.rules import Standing


def looking_at(visit: Visit) -> dict[str, Any]:
    """`patient`, `own` and `team` for the page, and the values of the “You are looking at” bar."""
    return {
        "patient": visit.patient,
        "own": visit.standing is Standing.SELF,
        "team": visit.standing is Standing.TEAM,
        "looking_at": {
            "name": visit.patient.person.full_name,
            "as": _relation(visit),
            "until": _until(visit),
            "died": _died(visit),
        },
    }


def _died(visit: Visit) -> str:
    """The day of death on the unit's clock; empty while the patient lives."""
    died = death_of(visit.patient)
    if died is None:
        return ""
    unit = unit_of(visit.patient)
    return date_format(died.at.astimezone(ZoneInfo(unit.zone if unit else "UTC")), "j F Y")


def _relation(visit: Visit) -> str:
    if visit.standing is not Standing.LET_IN:
        return ""
    relative = Relative.objects.filter(patient=visit.patient, person=visit.person).first()
    return relative.relation if relative else ""


def _until(visit: Visit) -> str:
    if visit.standing is not Standing.LET_IN:
        return ""
    until = (
        Grant.objects.filter(patient=visit.patient, person=visit.person, state="confirmed")
        .values_list("until", flat=True)
        .first()
    )
    return date_format(until, "j F Y") if until else ""
