"""Pages on which a person sees the choice and says what matters to them."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.aids.models import AidVersion
from alongside.aids.presentation import UnknownStratum
from alongside.decisions import actions, by_hand, forms, queries, reopening, rules
from alongside.decisions.by_hand_forms import ReasonForm, ReopenForm, WayForm
from alongside.decisions.models import Role
from alongside.decisions.views.entrance import kept_apart, speakers, spoken, surroundings
from alongside.decisions.views.merging import both, show_both
from alongside.patients.doors import Visit, record_of
from alongside.patients.entrance import carried_out, get_or_post
from alongside.patients.rules import NotHere, Refused
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.web.languages import is_like, language_name
from alongside.web.render import render


@require_GET
def choices(request: PersonRequest, patient: UUID) -> HttpResponse:
    with record_of(patient, by=request.here.person, purpose="see the choices") as visit:
        values = surroundings(visit) | {
            "choices": queries.choices_of(visit),
            "to_open": queries.aids_to_open(visit) if rules.may_open_choice(visit) else [],
            "may_open": rules.may_open_choice(visit),
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
            "may_set_baseline": rules.may_set_baseline(visit) and not talk.after,
            "may_plan": rules.may_plan_trial(visit),
            "language_name": language_name,
            "not_in": _not_in(visit, talk),
        }
        if talk.by_hand:
            values |= ways_by_hand(visit, talk)
    template = "decisions/by_hand.html" if talk.by_hand else "decisions/choice.html"
    return render(request, template, values, status=422 if error else 200)


def _not_in(visit: Visit, talk: queries.Talk) -> str:
    """The patient's language, where the choice aid was not begun in it; else empty."""
    theirs = visit.patient.person.language
    return "" if is_like(talk.aid.language, theirs) else language_name(theirs)


def ways_by_hand(
    visit: Visit, talk: queries.Talk, *, way: WayForm | None = None, reason: ReasonForm | None = None
) -> dict[str, Any]:
    """The ways written by hand, and the forms to add to them while the talk goes on here."""
    people, open_here = speakers(visit), talk.after is None
    may_add = open_here and rules.may_write_ways(visit)
    return {
        "ways": by_hand.ways_of(talk.choice, visit),
        "new_key": uuid4,
        "way_form": way or WayForm(people=people) if may_add else None,
        "reason_form": reason or ReasonForm(aid=talk.aid, people=people) if open_here else None,
    }


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
        form = forms.WhatMattersForm(
            request.POST or None,
            aid=talk.aid,
            people=speakers(visit),
            initial={"seen": talk.newest["matters"]} | kept,
        )
        ok, meanwhile = kept_apart(
            form,
            visit,
            lambda: actions.say_what_matters(
                choice=talk.choice,
                importances=form.importances,
                words=form.cleaned_data["words"],
                by=visit,
                seen=form.was_shown,
                **spoken(form, visit),
            ),
        )
        values = surroundings(visit) | {"talk": talk, "form": form}
        if meanwhile:
            values |= both(request, talk, form, "matters", back=request.path)
    if meanwhile:
        return show_both(request, values)
    if ok:
        return redirect("decisions:talk" if values["team"] else "decisions:role", patient, choice)
    return render(request, "decisions/what_matters.html", values, status=422 if form.errors else 200)


@get_or_post
def role(request: PersonRequest, patient: UUID, choice: UUID) -> HttpResponse:
    """How the person wants to choose this. What was wanted before is shown; a new matter is asked anew."""
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="say the role wanted") as visit:
        talk = queries.talk(visit, choice)
        form = forms.RoleForm(
            request.POST or None, people=speakers(visit), initial={"seen": talk.newest["role"]} | kept
        )
        ok, meanwhile = kept_apart(
            form,
            visit,
            lambda: actions.want_role(
                choice=talk.choice,
                role=Role(form.cleaned_data["role"]),
                words=form.cleaned_data["words"],
                by=visit,
                seen=form.was_shown,
                **spoken(form, visit),
            ),
        )
        values = surroundings(visit) | {
            "talk": talk,
            "form": form,
            "roles": queries.roles_over_time(visit, talk),
            "role_words": forms.ROLE_WORDS,
        }
        if meanwhile:
            values |= both(request, talk, form, "role", back=request.path)
    if meanwhile:
        return show_both(request, values)
    if ok:
        return redirect("decisions:talk", patient, choice)
    return render(request, "decisions/role.html", values, status=422 if form.errors else 200)


@get_or_post
def look_again(request: PersonRequest, patient: UUID, choice: UUID) -> HttpResponse:
    """Open a choice again: a new one goes on from it, and the old one stays as it is."""
    kept = typed_before(request)
    opened = []
    with record_of(patient, by=request.here.person, purpose="look at a choice again") as visit:
        rules.check_reopen(visit)
        talk = queries.talk(visit, choice)
        form = ReopenForm(request.POST or None, initial=kept)
        ok = carried_out(
            form,
            visit,
            lambda: opened.append(
                reopening.reopen(choice=talk.choice, because=form.cleaned_data["because"], by=visit)
            ),
        )
        again = opened[0].pk if opened else talk.after.id if talk.after else choice
        values = surroundings(visit) | {"talk": talk, "form": form}
    if ok:
        return redirect("decisions:choice", patient, again)
    return render(request, "decisions/look_again.html", values, status=422 if form.errors else 200)
