"""The team: who they are, who leads, what they promise, who has met whom."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from alongside.partnership import rules
from alongside.partnership.actions import team as acting
from alongside.partnership.forms.team import IntroduceForm, PromiseForm
from alongside.partnership.roles import LEADS_WORDS
from alongside.partnership.team_queries import team as team_now
from alongside.partnership.views.entrance import sent, show, surroundings
from alongside.patients.doors import Visit, record_of
from alongside.patients.entrance import get_or_post, is_new
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.web.forms import KeyedForm
from alongside.web.render import render


def _page(
    visit: Visit,
    *,
    introduce: IntroduceForm | None = None,
    promise: PromiseForm | None = None,
    kept: dict[str, dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """The values of the page, with fresh forms beside the one that was sent, if any."""
    team, kept = team_now(visit), kept or {}
    fresh = IntroduceForm(team=team, me=visit.person, initial=kept.get("introduce", {}))
    return surroundings(visit) | {
        "now": team,
        "leads_words": LEADS_WORDS,
        "introduce": (introduce or fresh) if rules.may_introduce(visit) else None,
        "promise": (promise or PromiseForm(initial=kept.get("promise", {})))
        if rules.may_promise(visit)
        else None,
    }


@require_GET
def team(request: PersonRequest, patient: UUID) -> HttpResponse:
    names = ("introduce", "promise")
    kept = {name: typed_before(request, reverse(f"partnership:{name}", args=[patient])) for name in names}
    with record_of(patient, by=request.here.person, purpose="see the team") as visit:
        values = _page(visit, kept=kept)
    return render(request, "partnership/team.html", values)


@get_or_post
def introduce(request: PersonRequest, patient: UUID) -> HttpResponse:
    if request.method == "GET":
        return redirect("partnership:team", patient)
    with record_of(patient, by=request.here.person, purpose="introduce the team") as visit:
        rules.check_introduce(visit)
        form = IntroduceForm(request.POST, team=team_now(visit), me=visit.person)
        if is_new(form, visit):
            acting.introduce(whom=form.whom, to=form.to, introduced_by=form.introduced_by, by=visit)
        values = _page(visit, introduce=form if form.errors else None)
    return _after(request, patient, values, form)


@get_or_post
def promise(request: PersonRequest, patient: UUID) -> HttpResponse:
    if request.method == "GET":
        return redirect("partnership:team", patient)
    with record_of(patient, by=request.here.person, purpose="promise") as visit:
        rules.check_promise(visit)
        form = PromiseForm(request.POST)
        if is_new(form, visit):
            acting.promise(words=form.cleaned_data["words"], by=visit)
        values = _page(visit, promise=form if form.errors else None)
    return _after(request, patient, values, form)


def _after(request: PersonRequest, patient: UUID, values: dict[str, Any], form: KeyedForm) -> HttpResponse:
    if sent(form):
        return redirect("partnership:team", patient)
    return show(request, "partnership/team.html", values, form)
