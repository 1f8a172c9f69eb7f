"""What is written about one meeting, and what it should speak about, as finished values."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from alongside.meetings import agenda, calls, concordance
from alongside.meetings.concordance import Estimate, Side
from alongside.meetings.kinds import FollowUp, Moment
from alongside.meetings.models import (
    Meeting,
    MeetingSummary,
    NoteLine,
    OutlookEstimate,
    PromptNote,
    Question,
    QuestionFollowed,
    TeachBack,
    Todo,
)
from alongside.meetings.queries.clocks import say
from alongside.meetings.queries.people import name_of
from alongside.meetings.rules import may_see_both_estimates
from alongside.patients.doors import Visit
from alongside.people.models import Person

TWO = ("said_by__clinician", "recorded_by__clinician")


@dataclass(frozen=True)
class Said:
    id: UUID
    kind: str
    words: str
    said_by: str
    recorded_by: str
    at: datetime


@dataclass(frozen=True)
class Asked:
    """A question and what became of it. `open`: not answered. `moment`: where it is to be answered now."""

    id: UUID
    words: str
    said_by: str
    recorded_by: str
    at: datetime
    moment: str
    open: bool
    answer: str
    answered_by: str
    carried: tuple[str, ...]


@dataclass(frozen=True)
class Loop:
    """One teach-back loop: its turns, oldest first."""

    id: UUID
    asked: str
    understood: bool
    turns: tuple[TeachBack, ...]


@dataclass(frozen=True)
class TodoLine:
    id: UUID
    words: str
    owner: str
    own: bool
    due_on: date | None
    done: bool


@dataclass(frozen=True)
class Outlook:
    """One's own guess, and all pairs once both sides are written and may be seen."""

    own: int | None
    pairs: tuple[concordance.Concordance, ...]
    waits_for_other: bool


@dataclass(frozen=True)
class AgendaLine:
    """One line of the agenda in the reader's language."""

    voice: str
    text: str
    why: str
    details: tuple[str, ...]
    prompts: tuple[tuple[str, str, str, str], ...]  # key, step, what can be said, what became of it


def lines_of(meeting: Meeting) -> tuple[Said, ...]:
    """The live notes, oldest first, whoever wrote them."""
    rows = NoteLine.objects.select_related(*TWO).filter(meeting=meeting).order_by("recorded_at", "id")
    return tuple(
        Said(row.pk, row.kind, row.words, name_of(row.said_by), name_of(row.recorded_by), row.recorded_at)
        for row in rows
    )


def questions_of(visit: Visit) -> tuple[Asked, ...]:
    """All questions of this patient, oldest first, with what became of them."""
    followed: dict[UUID, list[QuestionFollowed]] = defaultdict(list)
    for row in (
        QuestionFollowed.objects.select_related(*TWO).filter(patient=visit.patient).order_by("recorded_at")
    ):
        followed[row.question_id].append(row)
    rows = Question.objects.select_related(*TWO).filter(patient=visit.patient).order_by("recorded_at", "id")
    return tuple(_asked(row, followed[row.pk]) for row in rows)


def _asked(row: Question, followed: list[QuestionFollowed]) -> Asked:
    answers = [one for one in followed if one.kind == FollowUp.ANSWERED]
    carried = [one for one in followed if one.kind == FollowUp.CARRIED]
    return Asked(
        id=row.pk,
        words=row.words,
        said_by=name_of(row.said_by),
        recorded_by=name_of(row.recorded_by),
        at=row.at,
        moment=carried[-1].moment if carried else row.moment,
        open=not answers,
        answer=answers[-1].words if answers else "",
        answered_by=name_of(answers[-1].said_by) if answers else "",
        carried=tuple(one.words for one in carried),
    )


def loops_of(visit: Visit, meeting: Meeting | None = None) -> tuple[Loop, ...]:
    """Teach-back loops of one meeting, or of all of this patient's."""
    rows = TeachBack.objects.select_related(*TWO).filter(patient=visit.patient).order_by("recorded_at", "id")
    turns: dict[UUID, list[TeachBack]] = {}
    for row in rows.filter(meeting=meeting) if meeting else rows:
        turns.setdefault(row.first_id or row.pk, []).append(row)
    return tuple(
        Loop(pk, some[0].asked, any(one.understood for one in some), tuple(some))
        for pk, some in turns.items()
    )


def todos_of(visit: Visit, meeting: Meeting | None = None) -> tuple[TodoLine, ...]:
    rows = Todo.objects.select_related("owner__clinician", "done").filter(patient=visit.patient)
    rows = rows.filter(meeting=meeting) if meeting else rows
    return tuple(
        TodoLine(
            row.pk,
            row.words,
            name_of(row.owner),
            row.owner_id == visit.person.pk,
            row.due_on,
            hasattr(row, "done"),
        )
        for row in rows.order_by("recorded_at", "id")
    )


def outlook_of(visit: Visit) -> Outlook:
    """What this visitor may see of the guesses at the outlook."""
    rows = list(
        OutlookEstimate.objects.select_related("said_by__clinician")
        .filter(patient=visit.patient)
        .order_by("recorded_at")
    )
    own = [row.percent for row in rows if row.said_by_id == visit.person.pk]
    pairs = concordance.side_by_side(
        Estimate(Side(row.side), name_of(row.said_by), row.percent, row.recorded_at, row.question)
        for row in rows
    )
    may_see = may_see_both_estimates(visit, gave_own=bool(own))
    return Outlook(own[-1] if own else None, pairs if may_see else (), bool(own) and not pairs)


def met_prompts(meeting: Meeting) -> dict[str, str]:
    rows = PromptNote.objects.filter(meeting=meeting).order_by("recorded_at")
    return dict(rows.values_list("prompt", "met"))


def open_now(visit: Visit, meeting: Meeting | None, guests: Iterable[Person] = ()) -> agenda.Open:
    """What is open for this person: from this room's rows, and from what other rooms answer."""
    interpreters = [one for one in guests if _interprets(one)]
    here: dict[str, Any] = {
        "interpreter": name_of(interpreters[0]) if interpreters else None,
        "questions": tuple(
            one.words for one in questions_of(visit) if one.open and one.moment == Moment.MEETING
        ),
        "to_explain_again": tuple(
            loop.asked for loop in loops_of(visit) if not loop.understood and not _of(loop, meeting)
        ),
        "promised_last_time": _promised(visit, meeting),
    }
    known = {one.name for one in fields(agenda.Open)}
    for _receiver, answer in calls.what_is_open.send(sender=Meeting, visit=visit):
        facts: Mapping[str, Any] = answer  # type: ignore[assignment]  # Django types answers as text
        here |= {name: value for name, value in facts.items() if name in known}
    return agenda.Open(**{"name": visit.patient.called, **here})


def _of(loop: Loop, meeting: Meeting | None) -> bool:
    return meeting is not None and loop.turns[0].meeting_id == meeting.pk


def _promised(visit: Visit, meeting: Meeting | None) -> tuple[str, ...]:
    rows = Todo.objects.select_related("owner__clinician").filter(patient=visit.patient, done=None)
    rows = rows.exclude(meeting=meeting) if meeting else rows
    return tuple(f"{row.words} ({name_of(row.owner)})" for row in rows.order_by("recorded_at"))


def _interprets(person: Person) -> bool:
    clinician = getattr(person, "clinician", None)
    return bool(clinician and clinician.profession == "interpreter")


def agenda_of(open_then: agenda.Open, met: Mapping[str, str] | None = None) -> tuple[AgendaLine, ...]:
    """The agenda for what is open, in the reader's language."""
    met = met or {}
    return tuple(
        AgendaLine(
            voice=item.voice.value,
            text=say(item.text),
            why=say(item.why),
            details=item.details,
            prompts=tuple(
                (
                    prompt.key,
                    gettext(prompt.step),
                    say(prompt.about(open_then.name)),
                    met.get(prompt.key, ""),
                )
                for prompt in item.prompts
            ),
        )
        for item in agenda.build(open_then)
    )


def prompts_of(visit: Visit, meeting: Meeting) -> list[str]:
    """Keys of the prompts that stand on this meeting's agenda."""
    guests = [one.person for one in meeting.guests.select_related("person__clinician")]
    return [prompt.key for prompt in agenda.prompts_for(agenda.build(open_now(visit, meeting, guests)))]


def summary_of(meeting: Meeting) -> MeetingSummary | None:
    return (
        MeetingSummary.objects.select_related("closed_by__clinician", "next_meeting__unit")
        .filter(meeting=meeting)
        .first()
    )


def prompt_shares() -> tuple[agenda.PromptShare, ...] | None:
    """The share of prompts met over all closed talks; inside `work_of("meeting measures")`. No names."""
    found: dict[UUID, dict[str, agenda.Met]] = defaultdict(dict)
    rows = PromptNote.objects.filter(meeting__state="closed").order_by("recorded_at")
    for meeting, prompt, met in rows.values_list("meeting_id", "prompt", "met"):
        found[meeting][prompt] = agenda.Met(met)
    return agenda.share_of_prompts_met(found.values())
