"""Recording that a patient died, and putting that right. First what will follow is told, then it is done."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.patients import actions, queries, rules
from alongside.patients.doors import Visit, kept_only_if, record_of
from alongside.patients.entrance import get_or_post, is_new
from alongside.patients.events import foretold
from alongside.patients.forms import CorrectionForm, DeathForm
from alongside.patients.looking import looking_at
from alongside.patients.rules import Refused
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.web.render import render


@get_or_post
def death(request: PersonRequest, patient: UUID) -> HttpResponse:
    """Record a death; once there is one, what is recorded and how to put it right."""
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="record a death") as visit:
        rules.check_record_death(visit.standing, visit.profession)
        form = DeathForm(request.POST or None, zone=_zone(visit), initial=kept)
        done = _step(form, visit, lambda at: actions.record_death(died_at=at, by=visit))
        values = _page(visit, form)
    return _answer(request, values, form, done, "patients/death.html")


@get_or_post
def correct_death(request: PersonRequest, patient: UUID) -> HttpResponse:
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="put a death right") as visit:
        rules.check_record_death(visit.standing, visit.profession)
        form = CorrectionForm(request.POST or None, zone=_zone(visit), initial=kept)
        done = _step(form, visit, lambda _at: _correct(form, visit))
        values = _page(visit, form)
    if values["recorded"] is None and not done:
        return redirect("patients:death", patient)
    return _answer(request, values, form, done, "patients/correct_death.html")


def _correct(form: CorrectionForm, visit: Visit) -> None:
    actions.correct_death(died_at=form.moment, because=form.cleaned_data["because"], by=visit)


def _zone(visit: Visit) -> str:
    unit = queries.unit_of(visit.patient)
    return unit.zone if unit else "UTC"


def _step(form: DeathForm, visit: Visit, act: Callable[[Any], object]) -> bool:
    """Carry it out once it is confirmed; before that only try it, so that a refusal is told at once."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        with kept_only_if(form.is_sure):
            if is_new(form, visit):
                act(form.moment)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return form.is_sure


def _page(visit: Visit, form: DeathForm) -> dict[str, Any]:
    return looking_at(visit) | {
        "form": form,
        "ask_again": form.is_bound and form.is_valid(),
        "recorded": queries.death_of(visit.patient),
        "rows": queries.deaths_recorded(visit.patient),
        "follows": foretold(visit),
        "reading": queries.reading_after_death(),
        "zone": form.zone,
    }


def _answer(
    request: PersonRequest, values: dict[str, Any], form: DeathForm, done: bool, template: str
) -> HttpResponse:
    if done:
        return redirect("patients:death", values["patient"].pk)
    with timezone.override(values["zone"]):
        values["heading"] = _("Put it right") if values["recorded"] else _("Record a death")
        return render(request, template, values, status=422 if form.errors else 200)
