"""Asking and reading answers. What was asked is posted, never put in an address, a title or the session."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.answers import actions, queries, rules
from alongside.answers.across import ForeignWords, foreign_words
from alongside.answers.answer_paper import ReadAnswer, as_paper
from alongside.answers.focus import focus_of
from alongside.answers.forms import READER_VALUES, FollowUpForm, ObjectionForm, QuestionForm, ReaderForm
from alongside.answers.models import AnswerVersion
from alongside.answers.page import AnswerPage
from alongside.answers.queries import Outcome
from alongside.answers.question import guess_language
from alongside.answers.readers import Reader
from alongside.answers.review import State
from alongside.answers.rules import NotHere
from alongside.answers.starter import plain_questions
from alongside.answers.urgent import UrgentText, languages, urgent_text
from alongside.answers.wording import KINDS, PLACES, REMOVED
from alongside.people.middleware import PersonRequest
from alongside.web.printing import on_paper
from alongside.web.render import look_of, render

READER = "reader"
FIELD = "library_question"
UNCHECKED = frozenset({State.SUBMITTED.value, State.UNDER_REVIEW.value})
BY_PROFESSION = {"doctor": Reader.DOCTOR, "nurse": Reader.NURSE, "pharmacist": Reader.PHARMACIST}


def reader_of(request: PersonRequest) -> Reader:
    """What the person said of themselves; before that, easier words, what they work as, else a patient."""
    said = request.session.get(READER)
    if said in READER_VALUES:
        return Reader(said)
    if look_of(request).words == "easier":
        return Reader.PATIENT
    return BY_PROFESSION.get(
        request.here.profession, Reader.OTHER if request.here.works_here else Reader.PATIENT
    )


def _remember(request: PersonRequest) -> None:
    said = request.POST.get("reader", "")
    if said in READER_VALUES:
        request.session[READER] = said


@require_http_methods(["GET", "POST"])
def ask(request: PersonRequest) -> HttpResponse:
    if request.method == "GET":
        return _question_page(request, QuestionForm(initial={"reader": reader_of(request).value}))
    _remember(request)
    message = request.POST.get(FIELD, "")
    outcome = queries.ask(message, language=_language())
    if outcome.asked.question.problem and not outcome.asked.danger:
        form = QuestionForm(request.POST)
        form.add_error(FIELD, _(outcome.asked.question.problem))
        return _question_page(request, form, status=422)
    return _answered(request, outcome, message)


def _question_page(request: PersonRequest, form: QuestionForm, status: int = 200) -> HttpResponse:
    values = {
        "form": form,
        "number": settings.EMERGENCY_NUMBER,
        "examples": plain_questions()[:4],
        "model_host": _model_host(),
        "desk": rules.may_see_desk(request.here),
    }
    return render(request, "answers/ask.html", values, status=status)


def _model_host() -> str:
    """Where questions go besides our library; empty where they stay here."""
    return settings.LANGUAGE_MODEL.host if settings.LANGUAGE_MODEL else ""


@require_POST
def follow_up(request: PersonRequest, answer_id: UUID) -> HttpResponse:
    before = _found(answer_id)
    message = request.POST.get(FIELD, "")
    outcome = queries.ask(message, language=_language(), follows=before)
    if outcome.asked.question.problem and not outcome.asked.danger:
        form = FollowUpForm(request.POST)
        form.add_error(FIELD, _(outcome.asked.question.problem))
        return _answer_page(request, before, form, status=422)
    return _answered(request, outcome, message, before)


def _answered(
    request: PersonRequest, outcome: Outcome, message: str, follows: AnswerVersion | None = None
) -> HttpResponse:
    """The urgent text; or the answer at its permanent link; or the page that says we do not know."""
    asked = outcome.asked
    if asked.danger:
        texts = _urgent(asked.danger.kind, guess_language(message), request)
        return render(request, "answers/danger.html", {"texts": texts})
    if asked.question.removed:
        said = ", ".join(str(REMOVED.get(kind, kind)) for kind in asked.question.removed)
        messages.info(request, _("We took this out before we looked: %(what)s.") % {"what": said})
    if outcome.approved:
        return redirect("answers:answer", outcome.approved.pk)
    if outcome.worked.answer.claims:
        version = actions.keep_answer(outcome, follows=follows)
        actions.put_in_order(version)
        return redirect("answers:answer", version.pk)
    return _not_known(request, outcome)


def _not_known(request: PersonRequest, outcome: Outcome) -> HttpResponse:
    refusal, perhaps = outcome.worked.refusal, outcome.asked.perhaps
    values = {
        "question": outcome.asked.question.text,
        "focus": focus_of(outcome.asked.question.text),
        "language_of_it": outcome.asked.question.language,
        "looked": bool(outcome.found) or not outcome.said,
        "sentence": _(refusal.sentence) if refusal else "",
        # Without any of the subject in the library, what is "nearest" is far.
        "nearest": refusal.nearest if refusal and refusal.score > 0 else (),
        "said": outcome.said,
        "left_out": [(one.title, _(one.why)) for one in outcome.worked.left_out],
        "urgent": _urgent(perhaps.kind, outcome.asked.question.language, request) if perhaps else [],
        "foreign": _foreign(outcome.asked.question.language),
    }
    return render(request, "answers/not_known.html", values)


def _foreign(written_in: str) -> tuple[str, ForeignWords] | None:
    """What a page says in the language of the question, where the page itself is in another one."""
    found = foreign_words(written_in)
    spoken = written_in.partition("-")[0]
    return (spoken, found) if found and spoken != _language().partition("-")[0] else None


def _urgent(kind: str, written_in: str, request: PersonRequest) -> list[tuple[str, UrgentText]]:
    """The text in the language of the message and in the reader's own, each once."""
    wanted = [written_in, request.here.person.language, _language()]
    spoken = [tag.partition("-")[0] for tag in wanted]
    known = list(dict.fromkeys(tag for tag in spoken if tag in languages())) or ["en"]
    return [(tag, urgent_text(kind, tag, settings.EMERGENCY_NUMBER or None)) for tag in known[:2]]


def _language() -> str:
    return get_language() or "en"


@require_POST
def reader(request: PersonRequest) -> HttpResponse:
    """Which best describes you? Kept for this visit; any page with an answer can change it."""
    _remember(request)
    try:
        back = UUID(request.POST.get("answer", ""))
    except ValueError:
        return redirect("answers:ask")
    return redirect("answers:answer", back)


@require_POST
def ask_board(request: PersonRequest) -> HttpResponse:
    if actions.ask_board(message=request.POST.get(FIELD, ""), language=_language()):
        messages.success(request, _("The board has your question now, without your name."))
    return redirect("answers:ask")


@require_GET
def policy(request: PersonRequest) -> HttpResponse:
    return render(request, "answers/policy.html", {"model_host": _model_host()})


@require_GET
def answer(request: PersonRequest, answer_id: UUID) -> HttpResponse:
    """An answer at its permanent link, every quotation checked again."""
    return _answer_page(request, _found(answer_id), FollowUpForm())


@require_GET
def paper(request: PersonRequest, answer_id: UUID) -> HttpResponse:
    """The same answer for the same reader as a PDF; every quotation is checked for it again."""
    return on_paper(request, as_paper(_read(request, _found(answer_id)), timezone.now()), "answer")


def _read(request: PersonRequest, version: AnswerVersion) -> ReadAnswer:
    """The answer as this reader has it before them."""
    page = queries.page(version, reader_of(request))
    lay = page.plain_words_first
    plain = queries.plain_text(version, request.here.person.language) if lay else None
    state = state_of(version, page)
    return ReadAnswer(
        version=version,
        focus=focus_of(version.question),
        page=page,
        state=state,
        reviewer=reviewer_of(version.reviewed_by),
        lay=lay,
        plain=plain,
        plain_first=plain is not None and state in UNCHECKED,
        plain_reviewer=reviewer_of(plain.version.approved_by) if plain else "",
        in_order=None if plain else queries.in_order(version, page),
        urgent=_urgent(version.perhaps, version.language, request) if version.perhaps else [],
        is_foreign=bool(page.sections) and version.language.partition("-")[0] not in page.languages,
        foreign=_foreign(version.language),
        address=request.build_absolute_uri(reverse("answers:answer", args=[version.pk])),
    )


def _answer_page(
    request: PersonRequest, version: AnswerVersion, form: FollowUpForm, status: int = 200
) -> HttpResponse:
    read = _read(request, version)
    values = {one.name: getattr(read, one.name) for one in fields(read)} | {
        "read": read,
        "places": PLACES,
        "kinds": KINDS,
        "form": form,
        "reader_form": ReaderForm(initial={"reader": reader_of(request).value}, auto_id="who_%s"),
        "own": queries.own_objections(version, request.here.person),
        "related": queries.related(version, lay=read.lay),
        "aids": queries.aid_links(version),
        "desk": rules.may_see_desk(request.here),
    }
    return render(request, "answers/answer.html", values, status=status)


def answer_values(version: AnswerVersion, page: AnswerPage) -> dict[str, Any]:
    """What the desk shows of an answer."""
    return {
        "version": version,
        "page": page,
        "state": state_of(version, page),
        "reviewer": reviewer_of(version.reviewed_by),
        "places": PLACES,
        "kinds": KINDS,
    }


def state_of(version: AnswerVersion, page: AnswerPage) -> str:
    """Where the answer stands today: a check does not outlive a quotation that was lost."""
    return "stale" if version.state == State.APPROVED.value and page.lost else str(version.state)


def reviewer_of(clinician: Any) -> str:
    """The name a clinician is known by here."""
    if clinician is None:
        return ""
    return str(clinician.title or clinician.person.full_name)


def _found(answer_id: UUID) -> AnswerVersion:
    version = queries.answer(answer_id)
    if version is None:
        raise NotHere("There is no such page, or it is not open to you.")
    return version


@require_http_methods(["GET", "POST"])
def objection(request: PersonRequest, answer_id: UUID, claim: int) -> HttpResponse:
    """“This source does not say that.”"""
    version = _found(answer_id)
    page = queries.page(version, reader_of(request))
    quoted = next((c for s in page.sections for c in s.claims if c.number == claim), None)
    if quoted is None:
        raise NotHere("There is no such page, or it is not open to you.")
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.object_to(
            answer=version, claim=claim, words=data["words"], key=data["request_key"], by=request.here.person
        )
        messages.success(request, _("Thank you. The people who check answers have your words now."))
        return redirect("answers:answer", version.pk)
    values = {"version": version, "claim": quoted, "form": form}
    return render(request, "answers/objection.html", values, status=422 if form.errors else 200)
