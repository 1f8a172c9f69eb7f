"""The one table of what must happen in one room because of another, in the same transaction."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.aids.queries import due
from alongside.answers.queries import waiting_answers
from alongside.config.checkpointing import checkpoint_now
from alongside.decisions.models import WhatMatters
from alongside.decisions.queries import choices_of
from alongside.decisions.trying import tries_of
from alongside.editorial import actions as editorial
from alongside.editorial.calls import Elsewhere, what_else_waits, what_is_due
from alongside.materials.queries import due as handouts_due
from alongside.meetings import calls
from alongside.meetings.actions import planning
from alongside.meetings.calls import LetterKind
from alongside.meetings.models import Meeting
from alongside.partnership import team_queries
from alongside.partnership.queries import about
from alongside.partnership.speaking_queries import speakers_now
from alongside.patients.doors import Visit
from alongside.patients.events import Event, Reaction, connect
from alongside.people.models import Person
from alongside.people.queries import Here
from alongside.post import actions as post
from alongside.post.wording import WORDINGS
from alongside.post.work import comes_back
from alongside.sources import indexing, intakes
from alongside.sources.calls import source_changed
from alongside.sources.models import Source
from alongside.sources.standing import Word
from alongside.support import actions as support


def no_more_meetings(visit: Visit) -> None:
    planning.cancel_all_waiting(reason=_("The patient died."), by=visit)


def no_more_letters(visit: Visit) -> None:
    """Reminders, invitations and questions that wait are called off, and none goes out later."""
    post.silence(about=visit.patient.pk)


def letters_again(visit: Visit) -> None:
    post.end_silence(about=visit.patient.pk)


# Letters come last: what the others queue on the way is called off with the rest.
REACTIONS: dict[Event, tuple[Reaction, ...]] = {
    Event.DIED: (no_more_meetings, support.after_a_death, no_more_letters),
    Event.DID_NOT_DIE: (letters_again, support.after_a_death_taken_back),
}

MEETING_LETTERS = {
    LetterKind.CHOOSE_A_TIME: "something new",
    LetterKind.PLANNED: "meeting",
    LetterKind.MOVED: "meeting moved",
    LetterKind.CANCELLED: "meeting off",
    LetterKind.SUMMARY: "something new",
}


def letters_of_a_meeting(
    *,
    visit: Visit,
    meeting: Meeting,
    kind: LetterKind,
    to: Sequence[Person],
    calendars: Mapping[UUID, str],
    **_more: Any,
) -> None:
    """Write to everybody asked but the one who acts; a letter overtaken by this one does not go any more."""
    start = f"meeting:{meeting.pk}:"
    post.call_off(about=visit.patient.pk, key_starts=start)
    values = {"path": reverse("meetings:meeting", args=[visit.patient.pk, meeting.pk])}
    template = MEETING_LETTERS[kind]
    if "when" in WORDINGS[template].takes:
        if meeting.starts_at is None:  # called off before it had a time
            template = "something new"
        else:
            values["when"] = meeting.starts_at.isoformat()
    for person in to:
        if person.pk != visit.person.pk:
            post.queue(
                to=person,
                template=template,
                values=values,
                about=visit.patient.pk,
                # The number of steps so far: each change of a meeting is a letter of its own.
                key=f"{start}{kind}:{meeting.steps.count()}:{person.pk}",
                calendar=calendars.get(person.pk, ""),
            )


def open_for_a_meeting(*, visit: Visit, **_more: Any) -> dict[str, Any]:
    """What other rooms know that a family meeting should speak about (`meetings.agenda.Open`)."""
    team = team_queries.team(visit)
    choices = [line.question for line in choices_of(visit) if not line.standing]
    return {
        "to_introduce": tuple(owed.name for owed in team.owed),
        "person_known": bool(about(visit).text("story")),
        "what_matters_known": WhatMatters.objects.filter(patient=visit.patient).exists(),
        "speaker_named": bool(speakers_now(visit)),
        "choices": tuple(choices),
        "trials_to_review": tuple(", ".join(one.treatments) for one in tries_of(visit) if one.calls),
    }


def flag_what_leans_on(*, source: Source, word: Word, **_more: Any) -> None:
    """A source has changed: every text that leans on it is flagged, in the same transaction."""
    editorial.flag_what_leans_on(source=source, what=word.kind, said_by=word.said_by, happened=word.date)


def answers_that_wait(*, here: Here, **_more: Any) -> list[Elsewhere]:
    """What lies at the desk of answers, for the list at the review desk."""
    return [Elsewhere(what, count, reverse("answers:desk")) for what, count in waiting_answers(here)]


def aids_that_are_due(*, today: date, **_more: Any) -> dict[UUID, tuple[str, ...]]:
    return due(today)


def handouts_that_are_due(*, today: date, **_more: Any) -> dict[UUID, tuple[str, ...]]:
    return handouts_due(today)


def connect_all() -> None:
    what_else_waits.connect(answers_that_wait, dispatch_uid="answers that wait")
    what_is_due.connect(aids_that_are_due, dispatch_uid="aids that are due")
    what_is_due.connect(handouts_that_are_due, dispatch_uid="handouts that are due")
    source_changed.connect(flag_what_leans_on, dispatch_uid="flag what leans on a source")
    comes_back("library intakes", every=timedelta(minutes=1), do=intakes.read_all)
    comes_back("library index", every=timedelta(minutes=1), do=indexing.keep_up)
    comes_back("trail checkpoint", every=timedelta(minutes=10), do=checkpoint_now)
    for event, reactions in REACTIONS.items():
        connect(event, *reactions)
    calls.what_is_open.connect(open_for_a_meeting, dispatch_uid="what is open for a meeting")
    calls.letters_due.connect(letters_of_a_meeting, dispatch_uid="letters of a meeting")
