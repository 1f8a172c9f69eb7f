"""About me: what is known about a person, asked one question at a time, put right, and hung on the wall."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from alongside.partnership import queries, rules
from alongside.partnership.actions import about as telling
from alongside.partnership.actions import team as acting
from alongside.partnership.around import relations
from alongside.partnership.forms.about import AboutForm, CorrectForm, PeopleForm, WallForm
from alongside.partnership.forms.team import MetForm
from alongside.partnership.team_queries import team as team_now
from alongside.partnership.topics import (
    BEDSIDE,
    PAGE_OF,
    PAGES,
    TOPICS,
    page_after,
    topics_of,
)
from alongside.partnership.views.entrance import sent, show, surroundings
from alongside.partnership.voices import why_of
from alongside.patients.doors import Visit, record_of
from alongside.patients.entrance import get_or_post, is_new
from alongside.patients.rules import NotHere, Standing
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.web.render import render


@require_GET
def about(request: PersonRequest, patient: UUID) -> HttpResponse:
    with record_of(patient, by=request.here.person, purpose="know the person") as visit:
        values = surroundings(visit) | {"about": queries.about(visit), "pages": PAGES, "topics": TOPICS}
    return render(request, "partnership/about.html", values)


def _form(request: PersonRequest, visit: Visit, page: str, kept: dict[str, Any]) -> AboutForm:
    values: dict[str, Any] = {
        "visit": visit,
        "known": queries.about(visit),
        "topics": topics_of(PAGE_OF[page], team=rules.may_use_bedside_form(visit)),
        "initial": kept,
    }
    if page != "people":
        return AboutForm(request.POST or None, **values)
    wanted = request.GET.get("person")
    chosen = next((p for p in values["known"].people if p.held.now and str(p.held.now.id) == wanted), None)
    return PeopleForm(request.POST or None, person=chosen, **values)


@get_or_post
def question(request: PersonRequest, patient: UUID, page: str) -> HttpResponse:
    """One of the eight questions. It can be skipped, and taken up again."""
    if page not in PAGE_OF:
        raise NotHere("There is no such page, or it is not open to you.")
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="tell who the person is") as visit:
        form = _form(request, visit, page, kept)
        if form.is_bound and is_new(form, visit) and form.answers:
            telling.tell(answers=form.answers, source=form.source, by=visit)
        following = page_after(page)
        values = surroundings(visit) | {
            "form": form,
            "page": PAGE_OF[page],
            "why": why_of(PAGE_OF[page], about=visit.standing is not Standing.SELF),
            "number": list(PAGE_OF).index(page) + 1,
            "pages": PAGES,
            "following": following,
            "about": form.known,
            "relations": relations(visit) if page == "people" and not form.is_bound else {},
        }
    if sent(form):
        again = page if request.POST.get("then") == "again" else following.key if following else ""
        return (
            redirect("partnership:question", patient, again)
            if again
            else redirect("partnership:about", patient)
        )
    return show(request, "partnership/question.html", values, form)


@get_or_post
def bedside(request: PersonRequest, patient: UUID) -> HttpResponse:
    """What a nurse asks in under two minutes, on one page."""
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="ask at the bedside") as visit:
        rules.check_bedside(visit)
        form = AboutForm(
            request.POST or None,
            visit=visit,
            known=queries.about(visit),
            topics=[TOPICS[key] for key in BEDSIDE],
            brief=True,
            initial=kept,
        )
        met = _met(request, visit)
        ready = form.is_valid() and (met is None or not met.is_bound or met.is_valid())
        if form.is_bound and ready and is_new(form, visit):
            _told_at_the_bedside(form, met, visit)
        values = surroundings(visit) | {"form": form, "met": met}
    if form.is_bound and ready:
        return redirect("partnership:about", patient)
    return render(request, "partnership/bedside.html", values, status=422 if form.is_bound else 200)


def _met(request: PersonRequest, visit: Visit) -> MetForm | None:
    """Introducing who is still owed it, on the same page; carried out by its own button only."""
    team = team_now(visit)
    if not team.owed:
        return None
    sent_too = request.POST if "they-have-met" in request.POST else None
    may_promise = rules.may_promise(visit) and not team.promises
    return MetForm(sent_too, team=team, me=visit.person, may_promise=may_promise, prefix="met")


def _told_at_the_bedside(form: AboutForm, met: MetForm | None, visit: Visit) -> None:
    if form.answers:
        telling.tell(answers=form.answers, source=form.source, by=visit)
    if met is not None and met.is_bound:
        acting.introduce(whom=met.whom, to=met.to, introduced_by=met.introduced_by, by=visit)
        if met.promised:
            acting.promise(words=met.promised, by=visit)


@require_GET
def history(request: PersonRequest, patient: UUID, topic: str) -> HttpResponse:
    """Everything ever told about one topic, newest first."""
    with record_of(patient, by=request.here.person, purpose="read what was told before") as visit:
        if topic not in TOPICS:
            raise NotHere("There is no such page, or it is not open to you.")
        told, standing = queries.ever_told(visit, topic)
        values = surroundings(visit) | {
            "topic": TOPICS[topic],
            "told": told,
            "standing": standing,
            "shown": queries.shown,
        }
    return render(request, "partnership/history.html", values)


@get_or_post
def correct(request: PersonRequest, patient: UUID, statement: UUID) -> HttpResponse:
    """The patient puts one thing right that was told about them."""
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="put something right") as visit:
        rules.check_correct(visit)
        row = queries.statement_of(visit, statement)
        told, topic = queries.told_of(row), TOPICS[row.topic]
        form = CorrectForm(request.POST or None, topic=topic, told=told, initial=kept)
        if form.is_bound and is_new(form, visit):
            telling.correct(statement=row, choice=form.choice, words=form.words, by=visit)
        values = surroundings(visit) | {
            "form": form,
            "told": told,
            "topic": topic,
            "was": queries.shown(topic, told),
        }
    if sent(form):
        return redirect("partnership:about", patient)
    return show(request, "partnership/correct.html", values, form)


@get_or_post
def wall(request: PersonRequest, patient: UUID) -> HttpResponse:
    """Which topics may hang on the wall: the patient's word, topic by topic, and no until they say yes."""
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="say what may hang on the wall") as visit:
        rules.check_allow_on_wall(visit, said_by=visit.patient.person_id)
        form = WallForm(request.POST or None, visit=visit, topics=queries.wall(visit), initial=kept)
        if form.is_bound and is_new(form, visit) and form.changed:
            telling.allow_on_wall(allowed=form.changed, source=form.source, by=visit)
        values = surroundings(visit) | {"form": form}
    if sent(form):
        return redirect("partnership:sheet", patient)
    return show(request, "partnership/wall.html", values, form)


@require_GET
def sheet(request: PersonRequest, patient: UUID) -> HttpResponse:
    """The sheet for the wall. Prints what the patient allowed, and no name that they did not allow."""
    with record_of(patient, by=request.here.person, purpose="print the sheet for the wall") as visit:
        values = surroundings(visit) | {
            "sheet": [one for one in queries.wall(visit) if one.hangs],
            "may_allow": rules.may_allow_on_wall(visit, said_by=visit.patient.person_id),
        }
    values["whose"] = values.pop("looking_at")
    return render(request, "partnership/sheet.html", values)
