"""Explaining until it is clear; questions to bring to the visit, and their answers."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from alongside.decisions import queries, rules, telling
from alongside.decisions.questions import Asks
from alongside.decisions.teach_back import NEXT_WORDS, SAID_BACK_WORDS, SaidBackAs
from alongside.decisions.telling_forms import AnswerForm, ExplainedForm, QuestionsForm, SaidBackForm
from alongside.decisions.views.entrance import speakers, spoken, surroundings
from alongside.patients.doors import Visit, record_of
from alongside.patients.entrance import carried_out, get_or_post
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.web.render import render


def _explaining_page(
    visit: Visit,
    choice: UUID,
    *,
    explained: ExplainedForm | None = None,
    said_back: SaidBackForm | None = None,
) -> dict[str, Any]:
    may = rules.may_explain(visit)
    return surroundings(visit) | {
        "talk": queries.talk(visit, choice),
        "explained_form": explained or ExplainedForm() if may else None,
        "said_back_form": said_back or SaidBackForm(people=speakers(visit)) if may else None,
        "next_words": NEXT_WORDS,
        "said_back_words": SAID_BACK_WORDS,
    }


@require_GET
def explaining(request: PersonRequest, patient: UUID, choice: UUID) -> HttpResponse:
    """How it was explained and said back so far; the team adds to it."""
    with record_of(patient, by=request.here.person, purpose="see how it was explained") as visit:
        values = _explaining_page(visit, choice)
    return render(request, "decisions/explaining.html", values)


@get_or_post
def explain(request: PersonRequest, patient: UUID, choice: UUID) -> HttpResponse:
    if request.method == "GET":
        return redirect("decisions:explaining", patient, choice)
    with record_of(patient, by=request.here.person, purpose="write down that it was explained") as visit:
        rules.check_explain(visit)
        found = queries.choice_of(visit, choice)
        form = ExplainedForm(request.POST)
        ok = carried_out(
            form, visit, lambda: telling.explain(choice=found, words=form.cleaned_data["words"], by=visit)
        )
        values = _explaining_page(visit, choice, explained=form)
    if ok:
        return redirect("decisions:explaining", patient, choice)
    return render(request, "decisions/explaining.html", values, status=422)


@get_or_post
def say_back(request: PersonRequest, patient: UUID, choice: UUID) -> HttpResponse:
    if request.method == "GET":
        return redirect("decisions:explaining", patient, choice)
    with record_of(patient, by=request.here.person, purpose="write down how it was said back") as visit:
        rules.check_explain(visit)
        found = queries.choice_of(visit, choice)
        form = SaidBackForm(request.POST, people=speakers(visit))
        ok = carried_out(
            form,
            visit,
            lambda: telling.say_back(
                choice=found,
                asked=form.cleaned_data["asked"],
                own_words=form.cleaned_data["own_words"],
                came_out=SaidBackAs(form.cleaned_data["came_out"]),
                gap=form.cleaned_data["gap"],
                by=visit,
                **spoken(form, visit),
            ),
        )
        values = _explaining_page(visit, choice, said_back=form)
    if ok:
        return redirect("decisions:explaining", patient, choice)
    return render(request, "decisions/explaining.html", values, status=422)


@get_or_post
def questions(request: PersonRequest, patient: UUID, choice: UUID) -> HttpResponse:
    """What somebody wants to ask at the visit: ticked or in their own words; printed to bring along."""
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="bring questions") as visit:
        talk = queries.talk(visit, choice)
        form = QuestionsForm(request.POST or None, people=speakers(visit), initial=kept)
        ok = carried_out(
            form,
            visit,
            lambda: telling.bring_questions(
                choice=talk.choice,
                common=[Asks(one) for one in form.cleaned_data["common"]],
                own=form.cleaned_data["own"],
                by=visit,
                **spoken(form, visit),
            ),
        )
        values = _questions_page(visit, talk) | {"form": form}
    if ok:
        return redirect("decisions:questions", patient, choice)
    return render(request, "decisions/questions.html", values, status=422 if form.errors else 200)


@get_or_post
def answer(request: PersonRequest, patient: UUID, choice: UUID, question: UUID) -> HttpResponse:
    if request.method == "GET":
        return redirect("decisions:questions", patient, choice)
    with record_of(patient, by=request.here.person, purpose="answer a question") as visit:
        rules.check_answer(visit)
        talk = queries.talk(visit, choice)
        form = AnswerForm(request.POST, auto_id=f"answer_{question}_%s")
        ok = carried_out(
            form,
            visit,
            lambda: telling.answer(
                choice=talk.choice, question=question, words=form.cleaned_data["words"], by=visit
            ),
        )
        values = _questions_page(visit, talk, answering=(question, form)) | {
            "form": QuestionsForm(people=speakers(visit))
        }
    if ok:
        return redirect("decisions:questions", patient, choice)
    return render(request, "decisions/questions.html", values, status=422)


def _questions_page(
    visit: Visit, talk: queries.Talk, *, answering: tuple[UUID, AnswerForm] | None = None
) -> dict[str, Any]:
    """The questions, each with a form to answer it for the team while the talk goes on here."""

    def form_for(question: UUID) -> AnswerForm | None:
        if answering and answering[0] == question:
            return answering[1]
        if not rules.may_answer(visit) or talk.after:
            return None
        return AnswerForm(auto_id=f"answer_{question}_%s")

    return surroundings(visit) | {
        "talk": talk,
        "asked": [(one, form_for(one.id)) for one in talk.questions],
    }
