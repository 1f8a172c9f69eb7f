"""The one table of what must happen in one room because of another, in the same transaction."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.aids.queries import due
from alongside.answers.queries import waiting_answers
from alongside.config import reminders
from alongside.decisions.models import WhatMatters
from alongside.decisions.queries import choices_of
from alongside.decisions.trying import tries_of
from alongside.editorial import actions as editorial
from alongside.editorial.calls import Elsewhere, what_else_waits, what_is_due
from alongside.meetings import calls
from alongside.meetings.actions import planning
from alongside.meetings.calls import LetterKind
from alongside.meetings.models import Meeting
from alongside.partnership import team_queries
from alongside.partnership.queries import about
from alongside.partnership.speaking_queries import speakers_now
from alongside.patients.doors import Visit
from alongside.patients.events import Event, Reaction, connect, connect_foretelling
from alongside.people.models import Person
from alongside.people.queries import Here
from alongside.post import actions as post
from alongside.post.wording import WORDINGS
from alongside.post.work import EVERY_MINUTE, EVERY_QUARTER, comes_back
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


def what_a_death_stops(visit: Visit) -> list[str]:
    """For whoever is about to record one: what is called off, and who is offered support."""
    waiting = planning.waiting_count(visit)
    letters = post.waiting_count(about=visit.patient.pk)
    told = []
    if waiting:
        told.append(
            ngettext(
                "%(count)d meeting that is offered or planned is called off.",
                "%(count)d meetings that are offered or planned are called off.",
                waiting,
            )
            % {"count": waiting}
        )
    if letters:
        told.append(
            ngettext(
                "%(count)d letter that waits is called off.",
                "%(count)d letters that wait are called off.",
                letters,
            )
            % {"count": letters}
        )
    told.append(_("No letter, reminder, invitation or question goes out any more."))
    close = ", ".join(support.whom_to_console(visit))
    if close:
        told.append(
            _("The team is asked to offer support, in person, to: {names}. Nobody is written to.").format(
                names=close
            )
        )
    return told


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
    LetterKind.TRANSLATED: "something new",
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
    if kind is not LetterKind.TRANSLATED:  # which is one more thing to read and overtakes nothing
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


def connect_all() -> None:
    what_else_waits.connect(answers_that_wait, dispatch_uid="answers that wait")
    what_is_due.connect(aids_that_are_due, dispatch_uid="aids that are due")
    source_changed.connect(flag_what_leans_on, dispatch_uid="flag what leans on a source")
    comes_back("reminders of meetings", cron=EVERY_QUARTER, do=reminders.remind_of_meetings)
    comes_back("what is owed too long", cron=EVERY_QUARTER, do=reminders.tell_what_is_owed)
    comes_back("library intakes", cron=EVERY_MINUTE, do=intakes.read_all)
    comes_back("library index", cron=EVERY_MINUTE, do=indexing.keep_up)
    for event, reactions in REACTIONS.items():
        connect(event, *reactions)
    connect_foretelling(what_a_death_stops)
    calls.what_is_open.connect(open_for_a_meeting, dispatch_uid="what is open for a meeting")
    calls.letters_due.connect(letters_of_a_meeting, dispatch_uid="letters of a meeting")
