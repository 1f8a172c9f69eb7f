"""The talk itself: brief, agenda, live notes, questions, teach-back, outlook, to-dos, closing."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from alongside.meetings import agenda, rules
from alongside.meetings.actions import rounds, talking
from alongside.meetings.forms.planning import HOW, BeginForm
from alongside.meetings.forms.rounds import FollowForm, QuestionForm
from alongside.meetings.forms.talking import KINDS, CloseForm, LineForm, OutlookForm, TeachBackForm, TodoForm
from alongside.meetings.kinds import FollowUp, Moment
from alongside.meetings.models import Question, TeachBack, Todo
from alongside.meetings.queries import clocks, closing, meetings, people, translating
from alongside.meetings.queries import talking as told
from alongside.meetings.summary import is_plain, reading_of
from alongside.meetings.views.entrance import kept_for, person_in, show, speakers, spoken, surroundings
from alongside.patients.doors import Visit, record_of
from alongside.patients.entrance import carried_out, get_or_post
from alongside.patients.rules import NotHere, Refused
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.plain.reading.measure import Verdict
from alongside.web.forms import KeyedForm

Act = Callable[[Visit, meetings.MeetingPage, Any], object]
NOTHING_HERE = "There is no such page, or it is not open to you."


@require_GET
def brief(request: PersonRequest, patient: UUID, meeting: UUID) -> HttpResponse:
    """One page for the team before the talk."""
    with record_of(patient, by=request.here.person, purpose="read the brief") as visit:
        rules.check_write_the_talk(visit)
        page = meetings.page_of(visit, meeting)
        now = told.open_now(visit, page.meeting, [one.person for one in page.guests])
        clock = clocks.clock(visit)
        values = surroundings(visit) | {
            "page": page,
            "how": HOW,
            "agenda": told.agenda_of(now),
            "sentence": clocks.say(clock.sentence),
            "reasons": [clocks.say(reason) for reason in clock.reasons],
            "asked": [one for one in told.questions_of(visit) if one.open],
            "unclear": [one for one in told.loops_of(visit) if not one.understood],
            "todos": [one for one in told.todos_of(visit) if not one.done],
            "outlook": told.outlook_of(visit),
            "wish": meetings.wish_of(visit),
            "begin_form": BeginForm(prefix="begin"),
        }
    return show(request, "meetings/brief.html", values)


def _talk_forms(visit: Visit, data: Any = None, kept: dict[str, Any] | None = None) -> dict[str, KeyedForm]:
    """Every form of the talk page; only those that this visitor may send."""
    who, kept = speakers(visit), kept or {}
    around = people.around(visit)
    found: dict[str, KeyedForm] = {
        "line": LineForm(
            data,
            people=who,
            speaker=visit.person,
            for_team=rules.may_write_the_talk(visit),
            prefix="line",
            initial=kept,
        ),
        "question": QuestionForm(data, people=who, speaker=visit.person, prefix="question"),
    }
    if rules.may_write_the_talk(visit):
        found["todo"] = TodoForm(data, people=around, prefix="todo")
        found["teach_back"] = TeachBackForm(data, people=around, again=False, prefix="back")
    if rules.may_estimate(visit):
        found["outlook"] = OutlookForm(data, people=who, speaker=visit.person, prefix="outlook")
    return found


def _values(visit: Visit, meeting: UUID, forms_here: dict[str, KeyedForm]) -> dict[str, Any]:
    page = meetings.page_of(visit, meeting)
    met = told.met_prompts(page.meeting)
    now = told.open_now(visit, page.meeting, [one.person for one in page.guests])
    loops = told.loops_of(visit, page.meeting)
    may_write = rules.may_write_the_talk(visit)
    return surroundings(visit) | {
        "page": page,
        "going_on": page.state.value == "under way",
        "agenda": told.agenda_of(now, met),
        "lines": told.lines_of(page.meeting),
        "asked": told.questions_of(visit),
        "loops": [
            (one, _again(visit, one.id) if may_write and not one.understood else None) for one in loops
        ],
        "todos": told.todos_of(visit, page.meeting),
        "outlook": told.outlook_of(visit),
        "may_write": may_write,
        "besides": [(label, reverse(name, args=[visit.patient.pk])) for label, name in settings.TALK_LINKS],
        "forms": forms_here,
        "kinds": KINDS,
        "follow_forms": {one.id: _follow_form(one.id) for one in told.questions_of(visit) if one.open},
        "met_words": {met.value: met for met in agenda.Met},
    }


def _again(visit: Visit, loop: UUID, data: Any = None) -> TeachBackForm:
    return TeachBackForm(data, people=people.around(visit), again=True, prefix=f"again-{loop}")


def _follow_form(question: UUID, data: Any = None) -> FollowForm:
    return FollowForm(data, prefix=f"q-{question}")


@require_GET
def talk(request: PersonRequest, patient: UUID, meeting: UUID) -> HttpResponse:
    kept = kept_for(request, reverse("meetings:add_line", args=[patient, meeting]), "line")
    with record_of(patient, by=request.here.person, purpose="follow the talk") as visit:
        values = _values(visit, meeting, _talk_forms(visit, kept=kept))
    return _show(request, values)


def _show(request: PersonRequest, values: dict[str, Any], *, errors: bool = False) -> HttpResponse:
    return show(request, "meetings/talk.html", values, status=422 if errors else 200)


def _deed(
    request: PersonRequest, patient: UUID, meeting: UUID, purpose: str, name: str, act: Act
) -> HttpResponse:
    """One form of the talk page: do it once, then the page again; a mistake keeps what was typed."""
    if request.method == "GET":
        return redirect("meetings:talk", patient, meeting)
    with record_of(patient, by=request.here.person, purpose=purpose) as visit:
        sent = _talk_forms(visit, request.POST)
        if name not in sent:
            raise Refused("This is not yours to write.")
        form, page = sent[name], meetings.page_of(visit, meeting)
        ok = carried_out(form, visit, lambda: act(visit, page, form))
        fresh = _talk_forms(visit)
        values = _values(visit, meeting, fresh if ok else fresh | {name: form})
    if ok and not request.headers.get("HX-Request"):
        return redirect("meetings:talk", patient, meeting)
    return _show(request, values, errors=not ok)


@get_or_post
def add_line(request: PersonRequest, patient: UUID, meeting: UUID) -> HttpResponse:
    def act(visit: Visit, page: meetings.MeetingPage, form: LineForm) -> object:
        words = form.cleaned_data["words"]
        return talking.add_line(
            meeting=page.meeting, kind=form.kind, words=words, by=visit, **spoken(form, visit)
        )

    return _deed(request, patient, meeting, "write a line", "line", act)


@get_or_post
def ask(request: PersonRequest, patient: UUID, meeting: UUID) -> HttpResponse:
    def act(visit: Visit, page: meetings.MeetingPage, form: QuestionForm) -> object:
        return rounds.ask(
            words=form.cleaned_data["words"],
            moment=Moment.MEETING,
            meeting=page.meeting,
            by=visit,
            **spoken(form, visit),
        )

    return _deed(request, patient, meeting, "ask a question", "question", act)


@get_or_post
def add_todo(request: PersonRequest, patient: UUID, meeting: UUID) -> HttpResponse:
    def act(visit: Visit, page: meetings.MeetingPage, form: TodoForm) -> object:
        owner = person_in(people.around(visit), UUID(form.cleaned_data["owner"]))
        said = form.cleaned_data
        return talking.add_todo(
            meeting=page.meeting, words=said["words"], owner=owner, due_on=said["due_on"], by=visit
        )

    return _deed(request, patient, meeting, "add a to-do", "todo", act)


@get_or_post
def add_teach_back(request: PersonRequest, patient: UUID, meeting: UUID) -> HttpResponse:
    def act(visit: Visit, page: meetings.MeetingPage, form: TeachBackForm) -> object:
        return _turn(visit, page, form, None)

    return _deed(request, patient, meeting, "ask back", "teach_back", act)


def _turn(visit: Visit, page: meetings.MeetingPage, form: TeachBackForm, first: TeachBack | None) -> object:
    said = form.cleaned_data
    return talking.teach_back(
        meeting=page.meeting,
        first=first,
        asked=said.get("asked", ""),
        own_words=said["own_words"],
        understood=said["understood"] == "yes",
        gap=said["gap"],
        explained=said["explained"],
        said_by=person_in(people.around(visit), UUID(said["said_by"])),
        by=visit,
    )


@get_or_post
def estimate(request: PersonRequest, patient: UUID, meeting: UUID) -> HttpResponse:
    def act(visit: Visit, _page: meetings.MeetingPage, form: OutlookForm) -> object:
        return talking.estimate(percent=form.cleaned_data["percent"], by=visit, **spoken(form, visit))

    return _deed(request, patient, meeting, "write an own guess", "outlook", act)


@get_or_post
def teach_again(request: PersonRequest, patient: UUID, meeting: UUID, loop: UUID) -> HttpResponse:
    """Another turn of a loop that is still open."""
    if request.method == "GET":
        return redirect("meetings:talk", patient, meeting)
    with record_of(patient, by=request.here.person, purpose="ask back again") as visit:
        rules.check_write_the_talk(visit)
        page = meetings.page_of(visit, meeting)
        first = TeachBack.objects.filter(pk=loop, meeting=page.meeting, first=None).first()
        if first is None:
            raise NotHere(NOTHING_HERE)
        form = _again(visit, loop, request.POST)
        ok = carried_out(form, visit, lambda: _turn(visit, page, form, first))
        values = _values(visit, meeting, _talk_forms(visit))
        if not ok:
            values["loops"] = [(one, form if one.id == loop else own) for one, own in values["loops"]]
    if ok and not request.headers.get("HX-Request"):
        return redirect("meetings:talk", patient, meeting)
    return _show(request, values, errors=not ok)


@get_or_post
def follow(request: PersonRequest, patient: UUID, meeting: UUID, question: UUID) -> HttpResponse:
    """A question of the talk was answered, or waits."""
    if request.method == "GET":
        return redirect("meetings:talk", patient, meeting)
    with record_of(patient, by=request.here.person, purpose="answer a question") as visit:
        rules.check_write_the_talk(visit)
        row = question_of(visit, question)
        form = _follow_form(question, request.POST)
        ok = carried_out(form, visit, lambda: followed(form, row, visit))
        values = _values(visit, meeting, _talk_forms(visit))
        if not ok:
            values["follow_forms"][question] = form
    if ok and not request.headers.get("HX-Request"):
        return redirect("meetings:talk", patient, meeting)
    return _show(request, values, errors=not ok)


def question_of(visit: Visit, question: UUID) -> Question:
    row = Question.objects.filter(pk=question, patient=visit.patient).first()
    if row is None:
        raise NotHere(NOTHING_HERE)
    return row


def followed(form: FollowForm, row: Question, visit: Visit) -> None:
    said = form.cleaned_data
    if said["kind"] == FollowUp.ANSWERED:
        rounds.answer(question=row, words=said["words"], by=visit)
    else:
        moment = Moment(said["moment"] or Moment.ROUNDS)
        rounds.carry_over(question=row, moment=moment, why=said["words"], by=visit)


@require_POST
def todo_done(request: PersonRequest, patient: UUID, todo: UUID) -> HttpResponse:
    with record_of(patient, by=request.here.person, purpose="finish a to-do") as visit:
        row = Todo.objects.filter(pk=todo, patient=visit.patient).first()
        if row is None:
            raise NotHere(NOTHING_HERE)
        talking.finish_todo(todo=row, by=visit)
    return redirect("meetings:talk", patient, row.meeting_id)


@require_POST
def prompt(request: PersonRequest, patient: UUID, meeting: UUID) -> HttpResponse:
    """What became of a prompt. The newest holds, so doing it twice changes nothing."""
    with record_of(patient, by=request.here.person, purpose="note a prompt") as visit:
        row = meetings.meeting_of(visit, meeting)
        words = request.POST.get("met", "")
        if words not in {one.value for one in agenda.Met}:
            raise Refused("Choose one of the answers.")
        talking.note_prompt(
            meeting=row, prompt=request.POST.get("prompt", ""), met=agenda.Met(words), by=visit
        )
        values = _values(visit, meeting, _talk_forms(visit))
    if request.headers.get("HX-Request"):
        return _show(request, values)
    return redirect("meetings:talk", patient, meeting)


@get_or_post
def close(request: PersonRequest, patient: UUID, meeting: UUID) -> HttpResponse:
    """Read the summary as the family will, measure it, plan the next meeting, share both."""
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="close the talk") as visit:
        rules.check_lead(visit)
        page = meetings.page_of(visit, meeting)
        found = closing.next_times(visit, page.meeting)
        initial = {"outcome": closing.told_in(page.meeting)} | kept
        form = CloseForm(request.POST or None, proposals=found, guests=page.guests, initial=initial)
        sections, reading = _summary(visit, page, form)
        ok = form.is_bound and carried_out(
            form,
            visit,
            lambda: talking.close(
                meeting=page.meeting,
                sections=sections,
                excused=closing.names_in(visit, page),
                kept_although=form.cleaned_data["kept_although"],
                next_times=form.next_times,
                next_is_set=form.next_is_set,
                prompts=told.prompts_of(visit, page.meeting),
                by=visit,
            ),
        )
        values = surroundings(visit) | {
            "page": page,
            "form": form,
            "will_read": sections,
            "reading": reading,
            "plain": is_plain(reading),
        }
    if ok:
        return redirect("meetings:summary", patient, meeting)
    return show(request, "meetings/close.html", values, status=422 if form.errors else 200)


def _summary(visit: Visit, page: meetings.MeetingPage, form: CloseForm) -> Any:
    """The sections as they stand with what is typed, and their reading grade."""
    valid = form.is_bound and form.is_valid()
    set_time = form.proposals[form.cleaned_data["next"]].when if valid and form.next_is_set else ""
    sections = closing.summary_sections(
        visit, page, there=form.there, outcome=form.outcome if valid else [], next_meeting=set_time
    )
    return sections, reading_of(sections, closing.names_in(visit, page))


@require_GET
def summary(request: PersonRequest, patient: UUID, meeting: UUID) -> HttpResponse:
    with record_of(patient, by=request.here.person, purpose="read the summary") as visit:
        page = meetings.page_of(visit, meeting)
        row = told.summary_of(page.meeting)
        if row is None:
            raise NotHere(NOTHING_HERE)
        next_off, next_on = closing.next_now(row)
        values = surroundings(visit) | {
            "page": page,
            "summary": row,
            "next_off": next_off,
            "next_on": next_on,
            "closed_by": people.name_of(row.closed_by),
            "mine": translating.for_reader(row, visit.person),
            "family_languages": translating.needed(row) if rules.may_write_the_talk(visit) else [],
            "may_translate": rules.may_translate(visit),
            "not_measured": Verdict.NOT_MEASURED.value,
        }
    return show(request, "meetings/summary.html", values)
