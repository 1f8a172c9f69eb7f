"""A choice without an aid: started by naming what it is about; ways and reasons written by hand."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from alongside.decisions import by_hand, queries, rules
from alongside.decisions.by_hand_forms import MatterForm, ReasonForm, WayForm
from alongside.decisions.models import ByHandKind
from alongside.decisions.views.choosing import ways_by_hand
from alongside.decisions.views.entrance import speakers, spoken, surroundings
from alongside.patients.doors import record_of
from alongside.patients.entrance import carried_out, get_or_post
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.web.forms import KeyedForm
from alongside.web.render import render


@get_or_post
def start(request: PersonRequest, patient: UUID) -> HttpResponse:
    kept = typed_before(request)
    opened = []
    with record_of(patient, by=request.here.person, purpose="start a choice without an aid") as visit:
        rules.check_open_choice(visit)
        form = MatterForm(request.POST or None, initial=kept)
        ok = carried_out(
            form,
            visit,
            lambda: opened.append(by_hand.open_by_hand(matter=form.cleaned_data["matter"], by=visit)),
        )
        values = surroundings(visit) | {"form": form}
    if opened:
        return redirect("decisions:choice", patient, opened[0].pk)
    if ok:  # sent twice: it was opened by the first
        return redirect("decisions:choices", patient)
    return render(request, "decisions/start_by_hand.html", values, status=422 if form.errors else 200)


@get_or_post
def add_way(request: PersonRequest, patient: UUID, choice: UUID) -> HttpResponse:
    if request.method == "GET":
        return redirect("decisions:choice", patient, choice)
    with record_of(patient, by=request.here.person, purpose="write what can be done") as visit:
        rules.check_write_ways(visit)
        talk = queries.talk(visit, choice)
        form = WayForm(request.POST, people=speakers(visit))
        ok = carried_out(
            form,
            visit,
            lambda: by_hand.add_way(
                choice=talk.choice, words=form.cleaned_data["words"], by=visit, **spoken(form, visit)
            ),
        )
        values = surroundings(visit) | {"talk": talk} | ways_by_hand(visit, talk, way=form)
    if ok:
        return redirect("decisions:choice", patient, choice)
    return render(request, "decisions/by_hand.html", values, status=422)


@get_or_post
def add_reason(request: PersonRequest, patient: UUID, choice: UUID) -> HttpResponse:
    if request.method == "GET":
        return redirect("decisions:choice", patient, choice)
    with record_of(patient, by=request.here.person, purpose="write a reason") as visit:
        talk = queries.talk(visit, choice)
        form = ReasonForm(request.POST, aid=talk.aid, people=speakers(visit))
        ok = carried_out(
            form,
            visit,
            lambda: by_hand.add_reason(
                choice=talk.choice,
                way=form.cleaned_data["way"],
                kind=ByHandKind(form.cleaned_data["kind"]),
                words=form.cleaned_data["words"],
                by=visit,
                **spoken(form, visit),
            ),
        )
        values = surroundings(visit) | {"talk": talk} | ways_by_hand(visit, talk, reason=form)
    if ok:
        return redirect("decisions:choice", patient, choice)
    return render(request, "decisions/by_hand.html", values, status=422)


@get_or_post
def take_back(request: PersonRequest, patient: UUID, choice: UUID, line: UUID) -> HttpResponse:
    if request.method == "GET":
        return redirect("decisions:choice", patient, choice)
    with record_of(patient, by=request.here.person, purpose="take back a line") as visit:
        found = queries.choice_of(visit, choice)
        form = KeyedForm(request.POST)
        ok = carried_out(form, visit, lambda: by_hand.take_back(choice=found, line=line, by=visit))
        talk = queries.talk(visit, choice)
        values = surroundings(visit) | {"talk": talk, "refused": form} | ways_by_hand(visit, talk)
    if ok:
        return redirect("decisions:choice", patient, choice)
    return render(request, "decisions/by_hand.html", values, status=422)
