"""Pages of tries for a time: what is being tried, until when, and what was agreed then."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from alongside.decisions import actions, forms, queries, rules, trying
from alongside.decisions.trial import OutcomeKind
from alongside.decisions.views.entrance import surroundings
from alongside.patients.doors import record_of
from alongside.patients.entrance import get_or_post, is_new
from alongside.patients.rules import NotHere
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.web.render import render


@require_GET
def tries(request: PersonRequest, patient: UUID) -> HttpResponse:
    with record_of(patient, by=request.here.person, purpose="see the tries for a time") as visit:
        values = surroundings(visit) | {
            "tries": trying.tries_of(visit),
            "may_plan": rules.may_plan_trial(visit),
            "aids": queries.aids_for_a_try(visit),
            "may_open": rules.may_open_choice(visit),
            "outcome_words": forms.OUTCOME_WORDS,
        }
    return render(request, "decisions/tries.html", values)


@get_or_post
def plan(request: PersonRequest, patient: UUID) -> HttpResponse:
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="plan a try for a time") as visit:
        rules.check_plan_trial(visit)
        people = queries.people_around(visit)
        form = forms.TryForm(request.POST or None, people=people, initial=kept)
        if form.is_bound and is_new(form, visit):
            said = {name: form.cleaned_data[name] for name in form.fields if name != "request_key"}
            said["said_by"] = actions.person_in(people, UUID(said["said_by"]))
            trying.plan(**said, started_at=timezone.now(), by=visit)
        values = surroundings(visit) | {"form": form}
    if form.is_bound and form.is_valid():
        return redirect("decisions:tries", patient)
    return render(request, "decisions/plan_try.html", values, status=422 if form.errors else 200)


@get_or_post
def review(request: PersonRequest, patient: UUID, of: UUID) -> HttpResponse:
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="review a try for a time") as visit:
        rules.check_plan_trial(visit)
        one = next((each for each in trying.tries_of(visit) if each.id == of), None)
        if one is None:
            raise NotHere("There is no such page, or it is not open to you.")
        form = forms.ReviewForm(request.POST or None, initial=kept)
        if form.is_bound and is_new(form, visit):
            trying.review(
                of=of,
                kind=OutcomeKind(form.cleaned_data["kind"]),
                reason=form.cleaned_data["reason"],
                agreed_by=form.cleaned_data["agreed_by"],
                longer_hours=form.cleaned_data["longer_hours"],
                by=visit,
            )
        values = surroundings(visit) | {"form": form, "one": one}
    if form.is_bound and form.is_valid():
        return redirect("decisions:tries", patient)
    return render(request, "decisions/review_try.html", values, status=422 if form.errors else 200)
