"""What every page about meetings starts from: whose record, who speaks, a form carried out once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.meetings import rules
from alongside.meetings.forms import SpokenForm
from alongside.meetings.queries import people
from alongside.patients.doors import Visit
from alongside.patients.looking import looking_at
from alongside.patients.queries import is_dead
from alongside.patients.rules import Refused
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.people.models import Person
from alongside.trail.writing import first_time
from alongside.web.forms import KeyedForm
from alongside.web.render import render

get_or_post = require_http_methods(["GET", "POST"])


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


def carried_out(form: KeyedForm, visit: Visit, act: Callable[[], object]) -> bool:
    """Do it once. A refusal becomes a sentence on the form, so that what was typed stays; nothing is kept of
    what the act had begun, and the same form may be sent again."""
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            if first_time(by=visit.person.pk, key=form.cleaned_data["request_key"]):
                act()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


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
