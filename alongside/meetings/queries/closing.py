"""What the plain summary tells, gathered from what was written in the talk."""

from collections.abc import Sequence

from django.utils.formats import date_format

from alongside.meetings.kinds import LineKind
from alongside.meetings.models import Meeting, MeetingSummary
from alongside.meetings.progress import State
from alongside.meetings.queries.clocks import clock, in_zone
from alongside.meetings.queries.meetings import MeetingPage
from alongside.meetings.queries.people import whom_to_ask
from alongside.meetings.queries.talking import lines_of, loops_of, questions_of, todos_of
from alongside.meetings.queries.times import Proposal, proposals
from alongside.meetings.summary import Quoted, Section, Told, sections_of
from alongside.patients.doors import Visit


def summary_sections(
    visit: Visit, page: MeetingPage, *, there: Sequence[str], outcome: Sequence[str], next_meeting: str
) -> tuple[Section, ...]:
    """The summary as it would be shared now."""
    meeting, called = page.meeting, visit.patient.called
    lines = lines_of(meeting)
    asked = [one for one in questions_of(visit) if one.at >= meeting.recorded_at or one.open]
    return sections_of(
        Told(
            called=called,
            met=page.when,
            there=there,
            outcome=outcome,
            said=[Quoted("", one.words, one.said_by) for one in lines if one.kind == LineKind.SAID],
            asked=[
                (
                    Quoted("", one.words, one.said_by),
                    Quoted("", one.answer, one.answered_by) if one.answer else None,
                )
                for one in asked
            ],
            agreed=[Quoted("", one.words, one.said_by) for one in lines if one.kind == LineKind.AGREED],
            todos=[
                (one.words, one.owner, date_format(one.due_on, "j F") if one.due_on else "")
                for one in todos_of(visit, meeting)
            ],
            still_unclear=[one.asked for one in loops_of(visit, meeting) if not one.understood],
            next_meeting=next_meeting,
            next_by="" if next_meeting else _next_by(visit),
        )
    )


def names_in(visit: Visit, page: MeetingPage) -> list[str]:
    """Names that stand in the summary; they are not judged as hard words."""
    return [visit.patient.called, *(one.name for one in page.guests)]


def _next_by(visit: Visit) -> str:
    told = clock(visit)
    return in_zone(told.owed.due_by, told.zone) if told.owed else ""


def next_times(visit: Visit, meeting: Meeting) -> list[Proposal]:
    """Times for the meeting after this one, from the clock; empty where the unit promises none."""
    told = clock(visit)
    if told.owed is None:
        return []
    wanted = {one.person_id for one in meeting.guests.all()}
    guests = [one for one in whom_to_ask(visit) if one.person.pk in wanted]
    return proposals(
        visit,
        meeting.unit,
        guests,
        minutes=meeting.minutes,
        window=told.owed,
        since=told.owed.due_from,
    )


def told_in(meeting: Meeting) -> str:
    """What the team told in the talk, a line each: where the plain words start from."""
    return "\n".join(one.words for one in lines_of(meeting) if one.kind == LineKind.TOLD)


def next_now(summary: MeetingSummary) -> tuple[bool, str]:
    """How the next meeting stands since the summary was frozen: whether it is off; day and time, if set."""
    following = summary.next_meeting
    if following is None:
        return False, ""
    state = State(following.state)
    at = following.starts_at if state is State.PLANNED else None
    when = in_zone(at, following.unit.zone) if at else ""
    return state in {State.CANCELLED, State.MISSED}, when
