"""What is written while people talk, and how a talk is closed. Every row is added; none is overwritten."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.utils.translation import gettext as _

from alongside.meetings import agenda, rules
from alongside.meetings.actions.planning import (
    letters,
    locked,
    move,
    plan,
    spoken,
    take_step,
)
from alongside.meetings.calls import LetterKind
from alongside.meetings.concordance import Side
from alongside.meetings.kinds import LineKind
from alongside.meetings.models import (
    Guest,
    Meeting,
    MeetingSummary,
    NoteLine,
    OutlookEstimate,
    PromptNote,
    Room,
    TeachBack,
    Todo,
    TodoDone,
)
from alongside.meetings.progress import State, Step
from alongside.meetings.summary import Section, is_plain, reading_of
from alongside.patients.doors import Visit
from alongside.patients.rules import Refused, Standing
from alongside.people.models import Person


def add_line(
    *, meeting: Meeting, kind: LineKind, words: str, said_by: Person, confirmed: str, by: Visit
) -> NoteLine:
    """Add one line to the live notes. Lines may be added as long as the talk is not closed."""
    _check_going_on(meeting)
    if kind is not LineKind.SAID:
        rules.check_write_the_talk(by)
    row = NoteLine.objects.create(
        meeting=meeting, kind=kind, words=words.strip(), **spoken(by, said_by, confirmed)
    )
    by.did("wrote", "note line", row.pk)
    return row


def _check_going_on(meeting: Meeting) -> None:
    """Asked with the meeting shared-locked, so that no line slips in behind a closing."""
    held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if held.state != State.UNDER_WAY.value:
        raise Refused(_("This talk is not going on. Words can be added only while people talk."))


def add_todo(*, meeting: Meeting, words: str, owner: Person, due_on: date | None, by: Visit) -> Todo:
    rules.check_write_the_talk(by)
    _check_going_on(meeting)
    row = Todo.objects.create(
        meeting=meeting, words=words.strip(), owner=owner, due_on=due_on, **spoken(by, by.person, "")
    )
    by.did("added", "to-do", row.pk)
    return row


def finish_todo(*, todo: Todo, by: Visit) -> None:
    """It is done. Whoever owns it may say so, and the team."""
    if by.person.pk != todo.owner_id:
        rules.check_write_the_talk(by)
    _row, made = TodoDone.objects.get_or_create(todo=todo, defaults=spoken(by, by.person, ""))
    if made:
        by.did("finished", "to-do", todo.pk)


def teach_back(
    *,
    meeting: Meeting,
    first: TeachBack | None,
    asked: str,
    own_words: str,
    understood: bool,
    gap: str,
    explained: str,
    said_by: Person,
    by: Visit,
) -> TeachBack:
    """One turn of the loop. Without understanding, the gap is named and it is explained again."""
    rules.check_write_the_talk(by)
    _check_going_on(meeting)
    if not understood and not gap.strip():
        raise Refused(_("Write what was not clear yet."))
    row = TeachBack.objects.create(
        meeting=meeting,
        first=first,
        asked=first.asked if first else asked.strip(),
        own_words=own_words.strip(),
        understood=understood,
        gap="" if understood else gap.strip(),
        explained="" if understood else explained.strip(),
        **spoken(by, said_by, ""),
    )
    by.did("asked back", "teach-back", row.pk)
    return row


def estimate(*, percent: int, said_by: Person, confirmed: str, by: Visit) -> OutlookEstimate:
    """Keep somebody's own guess at the outlook. A relative's may be written down by the team."""
    rules.check_estimate(by)
    if said_by.pk == by.patient.person_id:
        raise Refused(_("This is asked of those close to the patient and of the team."))
    works_here = bool(rules.profession_of(said_by)) and by.standing is Standing.TEAM
    row = OutlookEstimate.objects.create(
        side=(Side.CLINICIAN if works_here else Side.SURROGATE).value,
        percent=percent,
        **spoken(by, said_by, confirmed),
    )
    by.did("estimated", "outlook", row.pk)
    return row


def note_prompt(*, meeting: Meeting, prompt: str, met: agenda.Met, by: Visit) -> None:
    rules.check_write_the_talk(by)
    _check_going_on(meeting)
    if prompt not in {one.key for one in agenda.PROMPTS}:
        raise Refused(_("There is no such prompt."))
    row = PromptNote.objects.create(
        patient=by.patient, meeting=meeting, prompt=prompt, met=met.value, by=by.person
    )
    by.did("noted", "prompt", row.pk)


def close(
    *,
    meeting: Meeting,
    sections: Sequence[Section],
    excused: Sequence[str],
    kept_although: str,
    next_times: Sequence[tuple[datetime, Room | None]],
    next_is_set: bool,
    prompts: Sequence[str] = (),
    by: Visit,
) -> MeetingSummary:
    """Freeze the plain summary, plan the next meeting, and share both.

    `next_times`: offered to the family, or, with `next_is_set`, the one time agreed in the room.
    `prompts`: keys of the agenda's prompts; one of which nothing was noted counts as not met.
    Raises Refused where our own sentences are above fifth grade and no reason is given to keep them.
    """
    meeting = locked(meeting)
    take_step(meeting, Step.CLOSE, by)
    reading = reading_of(sections, excused)
    if not is_plain(reading) and not kept_although.strip():
        raise Refused(_("Some of our words are hard to read. Make them plainer, or say why they stay."))
    meeting.save(update_fields=["state"])
    row = MeetingSummary.objects.create(
        patient=by.patient,
        meeting=meeting,
        sections=[asdict(section) for section in sections],
        language=reading.language,
        grade=reading.grade,
        verdict=reading.verdict.value,
        kept_although="" if is_plain(reading) else kept_although.strip(),
        next_meeting=_next(meeting, next_times, next_is_set, by),
        closed_by=by.person,
    )
    by.did("closed", "summary", row.pk)
    _count_as_not_met(meeting, prompts, by)
    letters(meeting, LetterKind.SUMMARY, by, {})
    return row


def _count_as_not_met(meeting: Meeting, prompts: Sequence[str], by: Visit) -> None:
    noted = set(PromptNote.objects.filter(meeting=meeting).values_list("prompt", flat=True))
    PromptNote.objects.bulk_create(
        PromptNote(
            patient=by.patient, meeting=meeting, prompt=key, met=agenda.Met.NOT_MET.value, by=by.person
        )
        for key in prompts
        if key not in noted
    )


def _next(
    meeting: Meeting, times: Sequence[tuple[datetime, Room | None]], is_set: bool, by: Visit
) -> Meeting | None:
    if not times:
        return None
    guests = [
        (one.person, one.part) for one in Guest.objects.select_related("person").filter(meeting=meeting)
    ]
    following = plan(unit=meeting.unit, guests=guests, times=times, minutes=meeting.minutes, by=by)
    if is_set:
        starts_at, room = times[0]
        move(meeting=following, starts_at=starts_at, room=room, reason="", by=by)
    return following
