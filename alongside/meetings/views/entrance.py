"""What every page about meetings starts from: whose record, who speaks, what was typed."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.meetings import rules
from alongside.meetings.forms.spoken import SpokenForm
from alongside.meetings.queries import people
from alongside.patients.doors import Visit
from alongside.patients.looking import looking_at
from alongside.patients.queries import is_dead
from alongside.patients.rules import Refused
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.people.models import Person
from alongside.web.render import render


def surroundings(visit: Visit) -> dict[str, Any]:
    """What every page of a patient's meetings shows besides its own content."""
    unit = people.unit_now(visit)
    return looking_at(visit) | {
        "may_lead": rules.may_lead(visit),
        "zone": unit.zone if unit else "UTC",
        "died": is_dead(visit.patient),
    }


def show(request: HttpRequest, template: str, values: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Render with every time in the unit's zone."""
    with timezone.override(values["zone"]):
        return render(request, template, values, status=status)


def kept_for(request: PersonRequest, address: str, prefix: str) -> dict[str, Any]:
    """What was typed into one of several forms of a page before the sign-in ran out."""
    kept = typed_before(request, address)
    return {name.removeprefix(f"{prefix}-"): value for name, value in kept.items()}


def speakers(visit: Visit) -> list[Person]:
    """Whom this visitor may write down; nobody to choose from when they can only speak for themselves."""
    return people.around(visit) if rules.may_write_for_others(visit) else []


def spoken(form: SpokenForm, visit: Visit) -> dict[str, Any]:
    """Who said it and how sure, from a form in which somebody may be chosen."""
    wanted = form.cleaned_data.get("said_by")
    said_by = person_in(people.around(visit), UUID(wanted)) if wanted else visit.person
    return {"said_by": said_by, "confirmed": form.cleaned_data.get("confirmed", "")}


def person_in(some: list[Person], wanted: UUID) -> Person:
    """The one of these people with that id. Raises Refused for anybody else."""
    for person in some:
        if person.pk == wanted:
            return person
    raise Refused(_("Choose a person from the list."))
