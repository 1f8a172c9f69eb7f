"""A patient's support page: how they are, what they ask for, who sees to it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.patients.doors import Visit, record_of
from alongside.patients.entrance import get_or_post, is_new
from alongside.patients.looking import looking_at
from alongside.patients.queries import death_of, unit_of
from alongside.patients.rules import NotHere, Standing
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.support import actions, forms, queries, rules, safety
from alongside.support.models import Kind, State, Watch
from alongside.web.render import render


def _watch(visit: Visit) -> Watch | None:
    unit = unit_of(visit.patient)
    return queries.watch_of(unit.pk) if unit else None


def _surroundings(visit: Visit) -> dict[str, Any]:
    watch, died = _watch(visit), death_of(visit.patient)
    open_here = watch is not None and died is None
    return looking_at(visit) | {
        "died": died.at if died else None,
        "notice": queries.notice_of(watch) if watch else None,
        "may_answer": open_here and rules.may_answer(visit),
        "may_see_to_it": rules.may_see_to_it(visit),
        "missing": [] if watch or not rules.may_see_to_it(visit) else list(safety.missing(safety.Setup())),
    }


@require_GET
def support(request: PersonRequest, patient: UUID) -> HttpResponse:
    with record_of(patient, by=request.here.person, purpose="see the support page") as visit:
        values = None
        if visit.standing is not Standing.LET_IN:
            values = _page(visit)
    if values is None:
        return redirect("support:mine")
    return render(request, "support/support.html", values)


def _page(visit: Visit, form: forms.AskForm | None = None) -> dict[str, Any]:
    return _surroundings(visit) | {
        "answers": queries.answers_of(visit),
        "requests": queries.requests_of(visit, all_of_them=rules.may_see_to_it(visit)),
        "form": form or forms.AskForm(),
    }


@get_or_post
def questions(request: PersonRequest, patient: UUID) -> HttpResponse:
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="say how they are") as visit:
        rules.check_answer(visit)
        form = forms.QuestionsForm(
            request.POST or None,
            asking=queries.asking_of(visit.patient.person, request.POST.get("shown", "")),
            for_team=visit.standing is Standing.TEAM,
            initial=kept,
        )
        row = None
        if form.is_bound and is_new(form, visit):
            confirmed = form.cleaned_data.get("confirmed", "")
            row = actions.answer(said=form.said, confirmed=confirmed, by=visit)
        values = _surroundings(visit) | {"form": form}
    if row is not None:
        return redirect("support:answered", patient, row.pk)
    if (form.is_bound and form.is_valid()) or not values["may_answer"]:
        return redirect("support:support", patient)
    return render(request, "support/questions.html", values, status=422 if form.errors else 200)


@require_GET
def answered(request: PersonRequest, patient: UUID, answers: UUID) -> HttpResponse:
    """Right after answering: thanks, help, or the safety page."""
    with record_of(patient, by=request.here.person, purpose="see the support page") as visit:
        rules.check_see(visit)
        values = _surroundings(visit) | {
            "answer": queries.one_answer(visit, answers),
            "form": forms.AskForm(),
        }
    return render(request, "support/answered.html", values)


@require_POST
def ask(request: PersonRequest, patient: UUID) -> HttpResponse:
    with record_of(patient, by=request.here.person, purpose="ask for support") as visit:
        rules.check_answer(visit)
        form = forms.AskForm(request.POST)
        if is_new(form, visit):
            actions.ask(kind=Kind(form.cleaned_data["kind"]), by=visit)
        values = _page(visit, form) if form.errors else {}
    if form.errors:
        return render(request, "support/support.html", values, status=422)
    return redirect("support:support", patient)


DEEDS = {"taken": State.TAKEN, "done": State.DONE}


@require_POST
def request(request: PersonRequest, patient: UUID, wanted: UUID, deed: str) -> HttpResponse:
    """The team takes a request or closes it; whoever asked takes it back."""
    with record_of(patient, by=request.here.person, purpose="see to a request") as visit:
        rules.check_see(visit)
        row = queries.request_of(visit, wanted)
        if deed == "take-back":
            actions.take_back(request=row, by=visit)
        elif deed in DEEDS:
            actions.see_to(request=row, state=DEEDS[deed], by=visit)
        else:
            raise NotHere(_("There is no such page, or it is not open to you."))
    return redirect("support:support", patient)
