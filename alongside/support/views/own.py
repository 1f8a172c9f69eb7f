"""The page of somebody close to a patient, about themselves. No patient's record is opened here."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.patients.entrance import get_or_post, is_first
from alongside.patients.rules import NotHere
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.people.oneself import by_oneself
from alongside.support import actions, forms, queries
from alongside.support.models import Kind, Watch
from alongside.support.own import own_record
from alongside.support.views.record import DEEDS
from alongside.web.render import render


def _watch(unit: UUID) -> Watch:
    watch = queries.watch_of(unit)
    if watch is None:
        raise NotHere(_("There is no such page, or it is not open to you."))
    return watch


@require_GET
def mine(request: PersonRequest) -> HttpResponse:
    person = request.here.person
    with by_oneself(person):
        values = {
            "own_record": own_record(person),
            "units": queries.units_that_ask(),
            "answers": queries.own_answers(person),
            "requests": queries.own_requests(person),
        }
    return render(request, "support/mine.html", values)


@get_or_post
def questions(request: PersonRequest, unit: UUID) -> HttpResponse:
    person, kept, row = request.here.person, typed_before(request), None
    with by_oneself(person):
        watch = _watch(unit)
        asking = queries.asking_of(person, request.POST.get("shown", ""))
        form = forms.QuestionsForm(request.POST or None, asking=asking, initial=kept)
        if form.is_bound and is_first(form, request.here.person):
            row = actions.answer_for_oneself(said=form.said, watch=watch, by=person)
        values = {"form": form, "notice": queries.notice_of(watch)}
    if row is not None:
        return redirect("support:own_answered", row.pk)
    if form.is_bound and form.is_valid():
        return redirect("support:mine")
    return render(request, "support/own_questions.html", values, status=422 if form.errors else 200)


@require_GET
def answered(request: PersonRequest, answers: UUID) -> HttpResponse:
    with by_oneself(request.here.person):
        answer, unit = queries.own_answer(request.here.person, answers)
        watch = queries.watch_of(unit)
        values = {
            "answer": answer,
            "notice": queries.notice_of(watch) if watch else None,
            "form": forms.AskForm(for_oneself=True),
        }
    return render(request, "support/own_answered.html", values)


@get_or_post
def ask(request: PersonRequest, unit: UUID) -> HttpResponse:
    kept = typed_before(request)
    with by_oneself(request.here.person):
        watch = _watch(unit)
        form = forms.AskForm(request.POST or None, for_oneself=True, initial=kept)
        if form.is_bound and is_first(form, request.here.person):
            actions.ask_for_oneself(
                kind=Kind(form.cleaned_data["kind"]),
                where=form.cleaned_data["where"],
                watch=watch,
                by=request.here.person,
            )
        values = {"notice": queries.notice_of(watch), "form": form}
    if form.is_bound and form.is_valid():
        return redirect("support:mine")
    return render(request, "support/own_ask.html", values, status=422 if form.errors else 200)


@require_POST
def take_back(request: PersonRequest, wanted: UUID) -> HttpResponse:
    with by_oneself(request.here.person):
        row = queries.own_request(request.here.person, wanted)
        actions.take_back_for_oneself(request=row, by=request.here.person)
    return redirect("support:mine")


@require_GET
def asked_of_me(request: PersonRequest) -> HttpResponse:
    """What relatives ask of the units that this reader answers for."""
    with by_oneself(request.here.person):
        values = {"requests": queries.asked_of(request.here.person)}
    return render(request, "support/asked_of_me.html", values)


@require_POST
def see_to(request: PersonRequest, wanted: UUID, deed: str) -> HttpResponse:
    if deed not in DEEDS:
        raise NotHere(_("There is no such page, or it is not open to you."))
    with by_oneself(request.here.person):
        row = queries.request_asked_of(request.here.person, wanted)
        actions.see_to_one(request=row, state=DEEDS[deed], by=request.here.person)
    return redirect("support:asked_of_me")
