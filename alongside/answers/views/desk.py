"""The desk: what readers say, what waits to be checked, and plain words written beside the quotations."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

import msgspec
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.answers import actions, queries, rules
from alongside.answers.forms import PlainForm, ReplyForm, StepForm
from alongside.answers.kept import KeptClaim, Library, Span
from alongside.answers.models import AnswerVersion, PlainVersion
from alongside.answers.plain_wording import PlainWording, whole_reading
from alongside.answers.readers import Reader
from alongside.answers.review import TRANSITIONS, State, Step, Transition
from alongside.answers.rules import NotHere
from alongside.answers.views.asking import answer_values, reviewer_of
from alongside.answers.wording import PLACES
from alongside.editorial.wording import STEPS
from alongside.people.middleware import PersonRequest
from alongside.sources.sentences import sentence_spans
from alongside.web.render import render

View = Callable[..., HttpResponse]


def at_the_desk(view: View) -> View:
    """Editors and the board only; for everybody else there is no such page."""

    @wraps(view)
    def inside(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rules.check_see_desk(request.here)
        return view(request, *args, **kwargs)

    return inside


@require_GET
@at_the_desk
def desk(request: PersonRequest) -> HttpResponse:
    board = rules.may_answer_readers(request.here)
    values = {"desk": queries.desk(request.here.person, board=board), "board": board}
    return render(request, "answers/desk.html", values)


@require_POST
@at_the_desk
def objection(request: PersonRequest, objection_id: UUID) -> HttpResponse:
    form = ReplyForm(request.POST)
    if form.is_valid():
        actions.close_objection(objection_id=objection_id, reply=form.cleaned_data["reply"], by=request.here)
        messages.success(request, _("Answered."))
    else:
        messages.error(request, _("Please write a reply; the reader will see it."))
    return redirect("answers:desk")


@require_POST
@at_the_desk
def board_request(request: PersonRequest, request_id: UUID) -> HttpResponse:
    form = ReplyForm(request.POST)
    if form.is_valid():
        actions.close_request(request_id=request_id, reply=form.cleaned_data["reply"], by=request.here)
        messages.success(request, _("Closed."))
    else:
        messages.error(request, _("Please write what became of it."))
    return redirect("answers:desk")


# One answer


@require_http_methods(["GET", "POST"])
@at_the_desk
def answer(request: PersonRequest, answer_id: UUID) -> HttpResponse:
    """The answer as clinicians see it, with the steps that are open to this person."""
    version = queries.answer(answer_id)
    if version is None:
        raise NotHere("There is no such page, or it is not open to you.")
    if request.method == "POST":
        step, reason = _step(request)
        actions.review_answer(answer=version, step=step, reason=reason, by=request.here)
        messages.success(request, _("Done."))
        return redirect("answers:desk_answer", version.pk)
    page = queries.page(version, Reader.DOCTOR)
    values = answer_values(version, page) | {
        "steps": _steps(request, version),
        "plain_versions": version.plain_versions.order_by("-written_at"),
    }
    return render(request, "answers/desk_answer.html", values)


def _step(request: PersonRequest) -> tuple[Transition, str]:
    form = StepForm(request.POST)
    if not form.is_valid() or form.cleaned_data["step"] not in set(Step):
        raise NotHere("There is no such step.")
    return TRANSITIONS[Step(form.cleaned_data["step"])], form.cleaned_data["reason"]


def _steps(request: PersonRequest, text: AnswerVersion | PlainVersion) -> list[dict[str, Any]]:
    return [
        {
            "words": STEPS[step.step],
            "value": step.step.value,
            "reason": step.reason,
            "form": StepForm(initial={"step": step.step.value}, auto_id=f"{step.target.value}_%s"),
        }
        for step in rules.steps_open(request.here, text)
    ]


# Plain words


@dataclass(frozen=True)
class Row:
    """A quotation to be put into plain words, and what stands there so far."""

    number: int
    heading: str
    spans: tuple[Span, ...]
    quoted: str
    words: str


def _rows(version: AnswerVersion, plain: PlainVersion | None) -> list[Row]:
    """What the plain version rests on already, in its order, then the quotations that nothing rests on."""
    groups: dict[tuple[str, tuple[Span, ...]], list[str]] = {}
    for one in queries.wordings(plain) if plain else []:
        groups.setdefault((one.wording.heading, tuple(one.wording.rests_on)), []).append(one.wording.text)
    used = [span for _heading, spans in groups for span in spans]
    for claim in msgspec.convert(version.claims, list[KeptClaim]):
        span = Span(claim.version, claim.start, claim.end, claim.sha256)
        if not any(s.version == span.version and s.start < span.end and span.start < s.end for s in used):
            groups.setdefault((str(PLACES[claim.section]), (span,)), [])
    room = queries.reading_room([span.version for _heading, spans in groups for span in spans])
    return [
        Row(number, heading, spans, _quoted(spans, room), " ".join(words))
        for number, ((heading, spans), words) in enumerate(groups.items(), start=1)
    ]


def _quoted(spans: tuple[Span, ...], room: Library) -> str:
    found = [(room(span.version), span) for span in spans]
    return " ".join(document.text[span.start : span.end] for document, span in found if document)


def _form(rows: list[Row], plain: PlainVersion | None, data: Any = None) -> PlainForm:
    initial: dict[str, Any] = {f"claim-{row.number}": row.words for row in rows}
    initial |= {"language": plain.language, "title": plain.title} if plain else {}
    return PlainForm(data, initial=initial, quotations=[(row.number, row.quoted) for row in rows])


def _sentences(rows: list[Row], form: PlainForm) -> list[PlainWording]:
    made = []
    for row in rows:
        text = " ".join(form.cleaned_data[f"claim-{row.number}"].split())
        spans = sentence_spans(text, 0, len(text))
        made += [PlainWording(row.heading, text[start:end], list(row.spans)) for start, end in spans]
    return made


@require_http_methods(["GET", "POST"])
@at_the_desk
def new_plain(request: PersonRequest, answer_id: UUID) -> HttpResponse:
    version = queries.answer(answer_id)
    if version is None:
        raise NotHere("There is no such page, or it is not open to you.")
    return _write(request, version, None)


@require_http_methods(["GET", "POST"])
@at_the_desk
def plain_words(request: PersonRequest, plain_id: UUID) -> HttpResponse:
    found = _plain(plain_id)
    return _write(request, found.answer, found)


def _write(request: PersonRequest, version: AnswerVersion, plain: PlainVersion | None) -> HttpResponse:
    rows = _rows(version, plain)
    form = _form(rows, plain, request.POST or None)
    if request.method == "POST" and form.is_valid():
        kept = actions.write_plain(
            answer=version,
            plain=plain,
            language=form.cleaned_data["language"],
            title=form.cleaned_data["title"],
            sentences=_sentences(rows, form),
            by=request.here,
        )
        return redirect("answers:plain", kept.pk)
    values = {"version": version, "plain": plain, "form": form, "rows": rows}
    return render(request, "answers/plain_write.html", values, status=422 if form.errors else 200)


def _plain(plain_id: UUID) -> PlainVersion:
    found = queries.plain_version(plain_id)
    if found is None:
        raise NotHere("There is no such page, or it is not open to you.")
    return found


@require_http_methods(["GET", "POST"])
@at_the_desk
def plain(request: PersonRequest, plain_id: UUID) -> HttpResponse:
    """Each sentence beside its source, its grade and what the gate says; and the steps that are open."""
    found = _plain(plain_id)
    if request.method == "POST":
        step, reason = _step(request)
        ticked = [int(n) for n in request.POST.getlist("vouched") if n.isdecimal()]
        actions.review_plain(plain=found, step=step, reason=reason, vouched=ticked, by=request.here)
        messages.success(request, _("Done."))
        return redirect("answers:plain", found.pk)
    sentences = queries.wordings(found)
    values = {
        "plain": found,
        "version": found.answer,
        "sentences": sentences,
        "reading": whole_reading([one.wording for one in sentences], found.language),
        "steps": _steps(request, found),
        "may_change": found.state in (State.DRAFT.value, State.RETURNED.value),
        "wrote_it": rules.wrote(request.here, found),
        "reviewer": reviewer_of(found.approved_by),
    }
    return render(request, "answers/plain.html", values)
