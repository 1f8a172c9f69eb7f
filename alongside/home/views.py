"""Where everybody starts: the patient at home, the team at its worklist."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from alongside.aids.queries import may_begin
from alongside.aids.queries import version as aid_version
from alongside.home import queries
from alongside.home.forms import FindForm
from alongside.home.rules import may_open_units
from alongside.meetings.rules import INTERPRETER
from alongside.patients.doors import list_of
from alongside.people.middleware import PersonRequest
from alongside.people.queries import charge_of
from alongside.web.render import render
from alongside.web.templating import fixed_url


@require_GET
def start(request: PersonRequest) -> HttpResponse:
    person = request.here.person
    with list_of("my patients", by=person, purpose="start page") as listed:
        ask = queries.worklist_of if request.here.works_here else queries.patients_of
        lines = ask(person, listed)
    return _start_page(request, lines, FindForm())


@require_POST
def find(request: PersonRequest) -> HttpResponse:
    """The worklist, shortened to people of a name. By POST: an address would keep the name."""
    if not request.here.works_here:
        raise Http404
    form = FindForm(request.POST)
    person = request.here.person
    with list_of("my patients", by=person, purpose="find a person by name") as listed:
        lines = queries.worklist_of(person, listed)
    if form.is_valid():
        lines = queries.of_name(lines, form.cleaned_data["name"])
    return _start_page(request, lines, form)


def _start_page(request: PersonRequest, lines: list[queries.PatientLine], form: FindForm) -> HttpResponse:
    values: dict[str, Any] = {
        "own": [line for line in lines if line.own],
        "others": [line for line in lines if not line.own],
        "find": form,
    }
    by_duty = [link for duty in sorted(request.here.duties) for link in settings.BESIDES_BY_DUTY[duty]]
    if request.here.works_here and may_open_units(charge_of(request.here.person)):
        by_duty.append((_("What our units promise"), "home:units"))
    besides = dict.fromkeys((label, fixed_url(name)) for label, name in [*settings.BESIDES, *by_duty])
    values["besides"] = list(besides)
    # Whoever interprets for both sides does not plan the talk (meetings.rules.may_lead).
    values["may_plan"] = request.here.profession != INTERPRETER
    template = "home/worklist.html" if request.here.works_here else "home/start.html"
    status = 422 if form.errors else 200
    return render(request, template, values | {"here": request.here}, status=status)


@require_GET
def begin(request: PersonRequest, aid: UUID) -> HttpResponse:
    """From a choice aid to a person's choice: with whom? Each press starts it in that record."""
    version = aid_version(aid)
    if version is None or not may_begin(version):
        raise Http404
    person = request.here.person
    with list_of("my patients", by=person, purpose="start a choice") as listed:
        lines = queries.patients_of(person, listed)
    mine = [line for line in lines if line.own or request.here.works_here]
    return render(request, "home/begin.html", {"version": version, "lines": mine})


@require_GET
def choices(request: PersonRequest) -> HttpResponse:
    """“My choices” for a patient; a relative with one patient goes straight to theirs."""
    person = request.here.person
    with list_of("my patients", by=person, purpose="find the choices") as listed:
        lines = queries.patients_of(person, listed)
    own = [line for line in lines if line.own] or lines
    if len(own) == 1:
        return redirect("decisions:choices", own[0].id)
    return redirect("home:start")
