"""Explaining and saying back; questions that were brought, and their answers. Rows, actions and queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.decisions import rules, teach_back
from alongside.decisions.actions import check_goes_on_here, spoken
from alongside.decisions.models import Answer, Choice, Explained, Question, SaidBack
from alongside.decisions.questions import ASK_WORDS, Asks
from alongside.decisions.teach_back import Next, Round, SaidBackAs
from alongside.partnership.around import name_of
from alongside.patients.doors import Visit
from alongside.patients.rules import NotHere, Refused
from alongside.people.models import Person

PEOPLE = ("said_by__clinician", "recorded_by__clinician")


@dataclass(frozen=True)
class ExplainedLine:
    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class SaidBackLine:
    asked: str
    own_words: str
    came_out: SaidBackAs
    gap: str
    said_by: str
    recorded_by: str
    at: datetime


@dataclass(frozen=True)
class AnswerLine:
    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class QuestionLine:
    """A question with its answers. `words`: one's own, or what was added to a common question."""

    id: UUID
    asks: Asks
    title: str
    words: str
    said_by: str
    at: datetime
    answers: tuple[AnswerLine, ...]


def explain(*, choice: Choice, words: str, by: Visit) -> Explained:
    """Write down that one went through what can be done with the person."""
    rules.check_explain(by)
    row = Explained.objects.create(choice=choice, words=words.strip(), **spoken(choice, by, by.person, ""))
    by.did("explained", "choice", row.pk)
    return row


def say_back(
    *,
    choice: Choice,
    asked: str,
    own_words: str,
    came_out: SaidBackAs,
    gap: str,
    said_by: Person,
    confirmed: str,
    by: Visit,
) -> SaidBack:
    """One round of teach-back. Raises Refused with what is missing."""
    rules.check_explain(by)
    lacks = teach_back.missing(came_out, own_words=own_words, gap=gap)
    if lacks:
        raise Refused(" ".join(_(sentence) for sentence in lacks.values()))
    row = SaidBack.objects.create(
        choice=choice,
        asked=asked.strip(),
        own_words=own_words.strip(),
        came_out=came_out.value,
        gap=gap.strip() if came_out is SaidBackAs.GAP else "",
        **spoken(choice, by, said_by, confirmed),
    )
    by.did("heard it said back", "teach-back", row.pk)
    return row


def bring_questions(
    *, choice: Choice, common: Sequence[Asks], own: str, said_by: Person, confirmed: str, by: Visit
) -> list[Question]:
    """Questions for the talk: some of the common ones, and one's own, one on each line."""
    told = spoken(choice, by, said_by, confirmed)
    waiting = {row.asks for row in Question.objects.filter(choice=choice, said_by=said_by, answers=None)}
    rows = [Question(choice=choice, asks=asks, **told) for asks in common if asks not in waiting]
    rows += [
        Question(choice=choice, asks=Asks.OWN, words=line.strip(), **told)
        for line in own.splitlines()
        if line.strip()
    ]
    if not rows:
        raise Refused(_("Choose a question that is not on the list yet, or write one."))
    for place, row in enumerate(rows):
        row.place = place
    Question.objects.bulk_create(rows)
    for row in rows:
        by.did("asked", "question", row.pk)
    return rows


def answer(*, choice: Choice, question: UUID, words: str, by: Visit) -> Answer:
    """Write down what was answered to a question of this choice."""
    rules.check_answer(by)
    check_goes_on_here(choice)
    asked = Question.objects.filter(choice=choice, pk=question).first()
    if asked is None:
        raise NotHere(_("There is no such page, or it is not open to you."))
    row = Answer.objects.create(question=asked, words=words.strip(), **spoken(choice, by, by.person, ""))
    by.did("answered", "question", row.pk)
    return row


def explained_lines(rows: Iterable[Explained]) -> tuple[ExplainedLine, ...]:
    return tuple(ExplainedLine(row.words, name_of(row.said_by), row.at) for row in rows)


def said_back_lines(rows: Iterable[SaidBack]) -> tuple[SaidBackLine, ...]:
    return tuple(
        SaidBackLine(
            row.asked,
            row.own_words,
            SaidBackAs(row.came_out),
            row.gap,
            name_of(row.said_by),
            name_of(row.recorded_by),
            row.at,
        )
        for row in rows
    )


def next_of(explained: Iterable[Explained], said_back: Iterable[SaidBack]) -> Next:
    """Where explaining and saying back stands."""
    rounds = [Round(SaidBackAs(row.came_out), row.at) for row in said_back]
    return teach_back.what_is_next([row.at for row in explained], rounds)


def question_rows(choice: Choice) -> list[Question]:
    return list(
        Question.objects.select_related(*PEOPLE)
        .prefetch_related("answers__said_by__clinician")
        .filter(choice=choice)
        .order_by("at", "place", "pk")
    )


def question_lines(rows: Iterable[Question]) -> tuple[QuestionLine, ...]:
    return tuple(
        QuestionLine(
            row.pk,
            Asks(row.asks),
            _(ASK_WORDS[Asks(row.asks)]) if row.asks != Asks.OWN else row.words,
            row.words if row.asks != Asks.OWN else "",
            name_of(row.said_by),
            row.at,
            tuple(
                AnswerLine(one.words, name_of(one.said_by), one.at)
                for one in sorted(row.answers.all(), key=lambda one: one.at)
            ),
        )
        for row in rows
    )
