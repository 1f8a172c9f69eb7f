"""What became of letters about a patient, and how those around are reached: for the care team."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.patients import queries, rules
from alongside.patients.doors import Visit, record_of
from alongside.patients.entrance import get_or_post, is_new
from alongside.patients.looking import looking_at
from alongside.patients.rules import NotHere, Refused
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.people.models import Person
from alongside.post import actions as post
from alongside.post import queries as letters_of
from alongside.post.actions import End
from alongside.post.forms import ReachForOtherForm
from alongside.web.render import render

NOTHING_HERE = "There is no such page, or it is not open to you."


@require_GET
def letters(request: PersonRequest, patient: UUID) -> HttpResponse:
    with record_of(patient, by=request.here.person, purpose="see what became of letters") as visit:
        rules.check_keep_letters(visit.standing)
        people = {person.pk: person for person in queries.reachable_people(visit.patient)}
        unit = queries.unit_of(visit.patient)
        values = looking_at(visit) | {
            "waiting": letters_of.undelivered(patient),
            "newest": letters_of.about(patient),
            "ways": [(person, letters_of.way_to(person)) for person in people.values()],
            "names": {pk: person.full_name for pk, person in people.items()},
        }
    with timezone.override(unit.zone if unit else "UTC"):
        return render(request, "patients/letters.html", values)


@require_POST
def settle(request: PersonRequest, patient: UUID, letter: UUID, end: str) -> HttpResponse:
    """Somebody found out what became of a letter, or told the person themselves."""
    with record_of(patient, by=request.here.person, purpose="settle a letter") as visit:
        rules.check_keep_letters(visit.standing)
        if end not in {one.value for one in End}:
            raise NotHere(NOTHING_HERE)
        if not post.settle(letter=letter, about=patient, end=End(end), by=visit.person):
            raise Refused(_("This letter is settled already, or it is not one to settle."))
        visit.did("settled", "letter", letter)
    return redirect("patients:letters", patient)


@get_or_post
def reach(request: PersonRequest, patient: UUID, person: UUID) -> HttpResponse:
    """The team writes down how somebody wants to be reached, in that person's words."""
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="write down how to reach somebody") as visit:
        rules.check_keep_letters(visit.standing)
        to = _one_of(visit, person)
        form = ReachForOtherForm(request.POST or None, initial=letters_of.reached(to) | kept)
        right = form.is_bound and form.is_valid()
        if right and is_new(form, visit):
            post.reach(person=to, by=visit.person, **form.said)
            visit.did("said how to reach", "person", to.pk)
        values: dict[str, Any] = looking_at(visit) | {"form": form, "to": to}
    if right:
        messages.success(request, _("Saved."))
        return redirect("patients:letters", patient)
    return render(request, "patients/reach.html", values, status=422 if form.errors else 200)


def _one_of(visit: Visit, person: UUID) -> Person:
    for one in queries.reachable_people(visit.patient):
        if one.pk == person:
            return one
    raise NotHere(NOTHING_HERE)
