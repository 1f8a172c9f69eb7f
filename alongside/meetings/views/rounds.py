"""Daily rounds: when, who joins, questions, today's plan."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from alongside.meetings import rules
from alongside.meetings.actions import rounds as acting
from alongside.meetings.forms.planning import HOW
from alongside.meetings.forms.rounds import DayPlanForm, FollowForm, JoinForm, QuestionForm
from alongside.meetings.kinds import Moment
from alongside.meetings.queries import meetings, people
from alongside.meetings.queries import talking as told
from alongside.meetings.views.entrance import kept_for, show, speakers, spoken, surroundings
from alongside.meetings.views.talking import followed, question_of
from alongside.patients.doors import Visit, record_of
from alongside.patients.entrance import carried_out, get_or_post
from alongside.people.middleware import PersonRequest


def _values(visit: Visit, kept: dict[str, Any] | None = None, **bound: Any) -> dict[str, Any]:
    unit, who = people.unit_now(visit), speakers(visit)
    page = meetings.rounds_of(visit, unit)
    questions = [one for one in told.questions_of(visit) if one.moment == Moment.ROUNDS]
    return (
        surroundings(visit)
        | {
            "rounds": page,
            "unit": unit,
            "asked": questions,
            "may_write": rules.may_write_the_talk(visit),
            "how": HOW,
            "join_form": JoinForm(
                people=who, speaker=visit.person, prefix="join", initial={"coming": page.own}
            ),
            "question_form": QuestionForm(
                people=who, speaker=visit.person, prefix="question", initial=kept or {}
            ),
            "plan_form": DayPlanForm(prefix="plan") if rules.may_lead(visit) else None,
            "follow_forms": {one.id: FollowForm(prefix=f"q-{one.id}") for one in questions if one.open},
        }
        | bound
    )


def _after(request: PersonRequest, patient: UUID, values: dict[str, Any] | None) -> HttpResponse:
    if values is None:
        return redirect("meetings:rounds", patient)
    return show(request, "meetings/rounds.html", values, status=422)


@require_GET
def rounds(request: PersonRequest, patient: UUID) -> HttpResponse:
    kept = kept_for(request, reverse("meetings:rounds_ask", args=[patient]), "question")
    with record_of(patient, by=request.here.person, purpose="see the rounds") as visit:
        values = _values(visit, kept)
    return show(request, "meetings/rounds.html", values)


@get_or_post
def join(request: PersonRequest, patient: UUID) -> HttpResponse:
    if request.method == "GET":
        return redirect("meetings:rounds", patient)
    with record_of(patient, by=request.here.person, purpose="join the rounds") as visit:
        form = JoinForm(request.POST, people=speakers(visit), prefix="join")
        day = meetings.rounds_of(visit, people.unit_now(visit)).day
        ok = carried_out(
            form,
            visit,
            lambda: acting.join(day=day, coming=form.cleaned_data["coming"], by=visit, **spoken(form, visit)),
        )
        values = None if ok else _values(visit, join_form=form)
    return _after(request, patient, values)


@get_or_post
def ask(request: PersonRequest, patient: UUID) -> HttpResponse:
    if request.method == "GET":
        return redirect("meetings:rounds", patient)
    with record_of(patient, by=request.here.person, purpose="ask a question") as visit:
        form = QuestionForm(request.POST, people=speakers(visit), prefix="question")
        ok = carried_out(
            form,
            visit,
            lambda: acting.ask(
                words=form.cleaned_data["words"], moment=Moment.ROUNDS, by=visit, **spoken(form, visit)
            ),
        )
        values = None if ok else _values(visit, question_form=form)
    return _after(request, patient, values)


@get_or_post
def follow(request: PersonRequest, patient: UUID, question: UUID) -> HttpResponse:
    if request.method == "GET":
        return redirect("meetings:rounds", patient)
    with record_of(patient, by=request.here.person, purpose="answer a question") as visit:
        rules.check_write_the_talk(visit)
        row = question_of(visit, question)
        form = FollowForm(request.POST, prefix=f"q-{question}")
        ok = carried_out(form, visit, lambda: followed(form, row, visit))
        values = None
        if not ok:
            values = _values(visit)
            values["follow_forms"][question] = form
    return _after(request, patient, values)


@get_or_post
def plan(request: PersonRequest, patient: UUID) -> HttpResponse:
    if request.method == "GET":
        return redirect("meetings:rounds", patient)
    with record_of(patient, by=request.here.person, purpose="write today's plan") as visit:
        rules.check_lead(visit)
        form = DayPlanForm(request.POST, prefix="plan")
        day = meetings.rounds_of(visit, people.unit_now(visit)).today
        ok = carried_out(
            form,
            visit,
            lambda: acting.plan_day(
                day=day, today=form.cleaned_data["today"], watch_for=form.cleaned_data["watch_for"], by=visit
            ),
        )
        values = None if ok else _values(visit, plan_form=form)
    return _after(request, patient, values)
