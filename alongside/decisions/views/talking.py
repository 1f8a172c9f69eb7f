"""The talk: what was said, the advice, what is still open, how it ended."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from alongside.decisions import actions, forms, queries, rules, taking_back
from alongside.decisions.balance.reasons import REASON_WORDS, Reason
from alongside.decisions.changes import what_changed
from alongside.decisions.endings import EndingKind
from alongside.decisions.teach_back import NEXT_WORDS
from alongside.decisions.views.entrance import kept_apart, speakers, spoken, surroundings
from alongside.decisions.views.merging import both, show_both
from alongside.patients.doors import Visit, record_of
from alongside.patients.entrance import carried_out, get_or_post
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.web.forms import KeyedForm
from alongside.web.render import render


def _talk_page(
    visit: Visit,
    choice: UUID,
    *,
    view: forms.ViewForm | None = None,
    advice: forms.AdviceForm | None = None,
    kept: dict[str, dict[str, Any]] | None = None,
    changed: str = "",
) -> dict[str, Any]:
    """The values of the talk page, with fresh forms beside the one that was sent, if any.

    `changed`: the part that somebody just changed, "said", "advice" or "open".
    """
    talk, kept = queries.talk(visit, choice), kept or {}
    may_see = rules.may_see_what_is_open(visit)
    return surroundings(visit) | {
        "talk": talk,
        "view_form": view
        or forms.ViewForm(aid=talk.aid, people=speakers(visit), initial=kept.get("view", {})),
        "advice_form": (
            advice
            or forms.AdviceForm(
                aid=talk.aid, initial={"seen": talk.newest["advice"]} | kept.get("advice", {})
            )
            if rules.may_advise(visit)
            else None
        ),
        "prompts": [(prompt, forms.CloseForm(prompt=prompt)) for prompt in talk.prompts] if may_see else [],
        "may_take_back": taking_back.may_take_back(talk.choice, visit),
        "new_key": uuid4,
        "may_write_note": rules.may_write_note(visit),
        "role_words": forms.ROLE_WORDS,
        "changes": what_changed(queries.talk(visit, talk.before.id), talk) if talk.before else (),
        "next_words": NEXT_WORDS,
        "reason_words": REASON_WORDS,
        "changed": changed,
        "refused": "",
    }


def _show_talk(request: PersonRequest, values: dict[str, Any], *, errors: bool) -> HttpResponse:
    """The whole page; only its changing part for a request that asks for no more."""
    template = "decisions/_conversation.html" if request.headers.get("HX-Request") else "decisions/talk.html"
    return render(request, template, values, status=422 if errors else 200)


@require_GET
def talk(request: PersonRequest, patient: UUID, choice: UUID) -> HttpResponse:
    kept = {
        "view": typed_before(request, reverse("decisions:add_view", args=[patient, choice])),
        "advice": typed_before(request, reverse("decisions:advise", args=[patient, choice])),
    }
    with record_of(patient, by=request.here.person, purpose="talk about the choice") as visit:
        values = _talk_page(visit, choice, kept=kept)
    return _show_talk(request, values, errors=False)


@get_or_post
def add_view(request: PersonRequest, patient: UUID, choice: UUID) -> HttpResponse:
    if request.method == "GET":
        return redirect("decisions:talk", patient, choice)
    with record_of(patient, by=request.here.person, purpose="write down a view") as visit:
        talk = queries.talk(visit, choice)
        form = forms.ViewForm(request.POST, aid=talk.aid, people=speakers(visit))
        carried_out(
            form,
            visit,
            lambda: actions.add_view(
                choice=talk.choice,
                option=form.cleaned_data["option"],
                words=form.cleaned_data["words"],
                by=visit,
                **spoken(form, visit),
            ),
        )
        values = _talk_page(visit, choice, view=form if form.errors else None, changed="said")
    return _after(request, values, patient, choice, errors=bool(form.errors))


def _refusal(form: KeyedForm) -> str:
    """Why a form without fields of its own on the page was not carried out; empty if it was."""
    return " ".join(str(words) for all_of in form.errors.values() for words in all_of)


@get_or_post
def take_back_view(request: PersonRequest, patient: UUID, choice: UUID, view: UUID) -> HttpResponse:
    if request.method == "GET":
        return redirect("decisions:talk", patient, choice)
    with record_of(patient, by=request.here.person, purpose="take back words") as visit:
        found = queries.choice_of(visit, choice)
        form = KeyedForm(request.POST)
        carried_out(form, visit, lambda: taking_back.take_back_view(choice=found, view=view, by=visit))
        refused = _refusal(form)
        values = _talk_page(visit, choice, changed="said") | {"refused": refused}
    return _after(request, values, patient, choice, errors=bool(refused))


@get_or_post
def advise(request: PersonRequest, patient: UUID, choice: UUID) -> HttpResponse:
    if request.method == "GET":
        return redirect("decisions:talk", patient, choice)
    with record_of(patient, by=request.here.person, purpose="write down advice") as visit:
        rules.check_advise(visit)
        talk = queries.talk(visit, choice)
        form = forms.AdviceForm(request.POST, aid=talk.aid)
        _ok, meanwhile = kept_apart(
            form,
            visit,
            lambda: actions.recommend(
                choice=talk.choice,
                option=form.cleaned_data["option"],
                reason=form.cleaned_data["reason"],
                rests_on=form.cleaned_data["rests_on"],
                by=visit,
                seen=form.was_shown,
            ),
        )
        values = _talk_page(visit, choice, advice=form if form.errors else None, changed="advice")
        if meanwhile:
            values |= both(
                request, talk, form, "advice", back=reverse("decisions:talk", args=[patient, choice])
            )
    if meanwhile:
        return show_both(request, values)
    return _after(request, values, patient, choice, errors=bool(form.errors))


@get_or_post
def close_prompt(request: PersonRequest, patient: UUID, choice: UUID, rule: str) -> HttpResponse:
    if request.method == "GET":
        return redirect("decisions:talk", patient, choice)
    refused = ""
    with record_of(patient, by=request.here.person, purpose="close a prompt") as visit:
        rules.check_close_prompt(visit)
        talk = queries.talk(visit, choice)
        prompt = next((one for one in talk.prompts if one.rule == rule), None)
        if prompt is not None:
            form = forms.CloseForm(request.POST, prompt=prompt)
            carried_out(
                form,
                visit,
                lambda: actions.close_prompt(
                    choice=talk.choice, rule=rule, reason=Reason(form.cleaned_data["reason"]), by=visit
                ),
            )
            refused = _refusal(form)
        values = _talk_page(visit, choice, changed="open") | {"refused": refused}
    return _after(request, values, patient, choice, errors=bool(refused))


def _after(
    request: PersonRequest, values: dict[str, Any], patient: UUID, choice: UUID, *, errors: bool
) -> HttpResponse:
    if errors or request.headers.get("HX-Request"):
        return _show_talk(request, values, errors=errors)
    return redirect("decisions:talk", patient, choice)


@get_or_post
def ending(request: PersonRequest, patient: UUID, choice: UUID) -> HttpResponse:
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="write down how the talk ended") as visit:
        rules.check_end(visit)
        talk = queries.talk(visit, choice)
        form = forms.EndingForm(
            request.POST or None,
            aid=talk.aid,
            people=speakers(visit),
            for_team=rules.may_write_for_others(visit),
            initial={"seen": talk.newest["ending"]} | kept,
        )
        ok, meanwhile = kept_apart(
            form,
            visit,
            lambda: actions.end(
                choice=talk.choice,
                by=visit,
                seen=form.was_shown,
                **_ending_of(form),
                **spoken(form, visit),
            ),
        )
        values = surroundings(visit) | {"talk": talk, "form": form}
        if meanwhile:
            values |= both(request, talk, form, "ending", back=request.path)
    if meanwhile:
        return show_both(request, values)
    if ok:
        return redirect("decisions:talk", patient, choice)
    return render(request, "decisions/ending.html", values, status=422 if form.errors else 200)


def _ending_of(form: forms.EndingForm) -> dict[str, Any]:
    said = form.cleaned_data
    return {
        "kind": EndingKind(said["kind"]),
        "option": said["option"],
        "reason": said["reason"],
        "next_step": said["next_step"],
        "review_on": said["review_on"],
        "told_of_difference": said.get("told_of_difference", False),
    }
