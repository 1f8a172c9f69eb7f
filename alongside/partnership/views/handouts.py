"""Handouts given: what somebody was given to read, and what they took from it in their own words."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from alongside.materials.queries import to_give
from alongside.partnership import handout_queries as queries
from alongside.partnership import rules
from alongside.partnership.actions import handouts as acting
from alongside.partnership.forms.handouts import GiveForm, SaidBackForm
from alongside.partnership.views.entrance import sent, show, surroundings
from alongside.patients.doors import Visit, record_of
from alongside.patients.entrance import get_or_post, is_new
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.web.render import render


def _form(visit: Visit, *data: Any, **more: Any) -> GiveForm:
    return GiveForm(*data, handouts=to_give(), receivers=queries.receivers(visit), **more)


def _page(visit: Visit, form: GiveForm | None) -> dict[str, Any]:
    return surroundings(visit) | {
        "given": queries.given_to_people(visit),
        "form": form if rules.may_give_handout(visit) else None,
    }


@require_GET
def handouts(request: PersonRequest, patient: UUID) -> HttpResponse:
    kept = typed_before(request, reverse("partnership:give", args=[patient]))
    with record_of(patient, by=request.here.person, purpose="see the handouts given") as visit:
        values = _page(visit, _form(visit, initial=kept))
    return render(request, "partnership/handouts.html", values)


@get_or_post
def give(request: PersonRequest, patient: UUID) -> HttpResponse:
    if request.method == "GET":
        return redirect("partnership:handouts", patient)
    with record_of(patient, by=request.here.person, purpose="give a handout") as visit:
        rules.check_give_handout(visit)
        form = _form(visit, request.POST)
        if is_new(form, visit):
            acting.give(handout=form.handout, to=form.to, language=form.language, by=visit)
        values = _page(visit, form)
    if sent(form):
        return redirect("partnership:handouts", patient)
    return show(request, "partnership/handouts.html", values, form)


@get_or_post
def said_back(request: PersonRequest, patient: UUID, given: UUID) -> HttpResponse:
    """One round of teach-back."""
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="hear what was understood") as visit:
        rules.check_give_handout(visit)
        row = queries.given_of(visit, given)
        form = SaidBackForm(request.POST or None, initial=kept)
        if form.is_bound and is_new(form, visit):
            acting.hear_back(given=row, round=form.round, by=visit)
        lines = {one.id: one for one in queries.given_to_people(visit)}
        values = surroundings(visit) | {"form": form, "line": lines[row.pk]}
    if sent(form):
        return redirect("partnership:handouts", patient)
    return show(request, "partnership/said_back.html", values, form)
