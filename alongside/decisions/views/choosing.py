"""Pages on which a person sees the choice and says what matters to them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.aids.models import AidVersion
from alongside.aids.presentation import UnknownStratum
from alongside.decisions import actions, forms, queries, rules
from alongside.decisions.models import Role
from alongside.decisions.views.entrance import get_or_post, is_new, speakers, spoken, surroundings
from alongside.patients.doors import record_of
from alongside.patients.rules import NotHere, Refused
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.web.render import render


@require_GET
def choices(request: PersonRequest, patient: UUID) -> HttpResponse:
    with record_of(patient, by=request.here.person, purpose="see the choices") as visit:
        values = surroundings(visit) | {
            "choices": queries.choices_of(visit),
            "to_open": queries.aids_to_open(visit) if rules.may_open_choice(visit) else [],
        }
    return render(request, "decisions/choices.html", values)


@require_POST
def open_choice(request: PersonRequest, patient: UUID, aid: UUID) -> HttpResponse:
    with record_of(patient, by=request.here.person, purpose="start a choice") as visit:
        version = AidVersion.objects.filter(pk=aid).first()
        if version is None:
            raise NotHere(_("There is no such choice aid."))
        choice = actions.open_choice(aid=version, by=visit)
    return redirect("decisions:choice", patient, choice.pk)


@require_GET
def choice(request: PersonRequest, patient: UUID, choice: UUID) -> HttpResponse:
    """The comparison: words, pictures and a table of the same numbers, on one page."""
    with record_of(patient, by=request.here.person, purpose="compare the choices") as visit:
        error = ""
        try:
            talk = queries.talk(visit, choice, request.GET.get("stratum"))
        except UnknownStratum:
            talk, error = (
                queries.talk(visit, choice),
                _("This is not one of the answers. Choose one from the list."),
            )
        values = surroundings(visit) | {
            "talk": talk,
            "error": error,
            "may_set_baseline": rules.may_set_baseline(visit),
            "may_plan": rules.may_plan_trial(visit),
        }
    return render(request, "decisions/choice.html", values, status=422 if error else 200)


@require_POST
def baseline(request: PersonRequest, patient: UUID, choice: UUID) -> HttpResponse:
    with record_of(patient, by=request.here.person, purpose="set the baseline") as visit:
        talk = queries.talk(visit, choice)
        known = dict(talk.aid.picker.choices) if talk.aid.picker else {}
        stratum = request.POST.get("stratum", "")
        if stratum not in known:
            raise Refused(_("Choose one of the groups in the list."))
        actions.set_baseline(choice=talk.choice, stratum=stratum, by=visit)
    return redirect("decisions:choice", patient, choice)


@get_or_post
def what_matters(request: PersonRequest, patient: UUID, choice: UUID) -> HttpResponse:
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="say what matters") as visit:
        talk = queries.talk(visit, choice)
        form = forms.WhatMattersForm(request.POST or None, aid=talk.aid, people=speakers(visit), initial=kept)
        if form.is_bound and is_new(form, visit):
            actions.say_what_matters(
                choice=talk.choice,
                importances=form.importances,
                words=form.cleaned_data["words"],
                by=visit,
                **spoken(form, visit),
            )
        values = surroundings(visit) | {"talk": talk, "form": form}
    if form.is_bound and form.is_valid():
        return redirect("decisions:talk" if values["team"] else "decisions:role", patient, choice)
    return render(request, "decisions/what_matters.html", values, status=422 if form.errors else 200)


@get_or_post
def role(request: PersonRequest, patient: UUID, choice: UUID) -> HttpResponse:
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="say the role wanted") as visit:
        talk = queries.talk(visit, choice)
        form = forms.RoleForm(request.POST or None, people=speakers(visit), initial=kept)
        if form.is_bound and is_new(form, visit):
            actions.want_role(
                choice=talk.choice,
                role=Role(form.cleaned_data["role"]),
                words=form.cleaned_data["words"],
                by=visit,
                **spoken(form, visit),
            )
        values = surroundings(visit) | {"talk": talk, "form": form}
    if form.is_bound and form.is_valid():
        return redirect("decisions:talk", patient, choice)
    return render(request, "decisions/role.html", values, status=422 if form.errors else 200)
