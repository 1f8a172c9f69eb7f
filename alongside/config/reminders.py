"""What nobody does by hand: reminders before a meeting, and telling a team what has been owed for too long.

Each turn looks at what is due now, so a turn that was missed is made up by the next. A letter's key holds
what it is about and for which time, so that nobody is told the same thing twice.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from alongside.decisions.trying import tries_that_call
from alongside.meetings.clock_words import State
from alongside.meetings.queries.clocks import clocks
from alongside.meetings.queries.reminding import owed_in, planned_between
from alongside.patients.doors import work_of
from alongside.patients.queries import in_care_now, leaders_of
from alongside.post import actions as post

BEFORE = timedelta(hours=24)
TOO_LONG = frozenset({State.OVERDUE_AMBER, State.OVERDUE_RED})


def remind_of_meetings(now: datetime | None = None) -> int:
    """Write to everybody who is asked to a meeting within a day and has not said no; how many letters."""
    now = now or timezone.now()
    written = 0
    with work_of("reminders", purpose="remind of meetings"):
        for soon in planned_between(now, now + BEFORE):
            for person in soon.to:
                written += post.queue(
                    to=person,
                    template="meeting soon",
                    values={
                        "when": soon.starts_at.isoformat(),
                        "path": reverse("meetings:meeting", args=[soon.patient, soon.meeting]),
                    },
                    about=soon.patient,
                    key=f"meeting:{soon.meeting}:soon:{soon.starts_at:%Y%m%d%H%M}:{person.pk}",
                )
    return written


def tell_what_is_owed(now: datetime | None = None) -> int:
    """Tell the leader of a team when a family's talk, or the review of a try, has been owed too long."""
    now = now or timezone.now()
    written = 0
    with work_of("reminders", purpose="tell teams what is owed"):
        here = in_care_now()
        leaders = leaders_of(here)
        for patient, what, room in _owed(here, now):
            for leader in leaders.get(patient, ()):
                written += post.queue(
                    to=leader,
                    template="something new",
                    values={"path": reverse(room, args=[patient])},
                    about=patient,
                    key=f"owed:{patient}:{what}:{leader.pk}",
                )
    return written


def _owed(here: list[UUID], now: datetime) -> list[tuple[UUID, str, str]]:
    """Of the patients in care: who, what exactly, and the room in which it is mended."""
    owed = []
    for patient, clock in clocks(owed_in(here), now).items():
        if clock.state in TOO_LONG and clock.due_by:
            owed.append((patient, f"talk:{clock.state}:{clock.due_by:%Y%m%d%H%M}", "meetings:meetings"))
    for patient, one in tries_that_call(here).items():
        due = f"{one.review_due:%Y%m%d%H%M}" if one.review_due else ""
        owed.append((patient, f"try:{one.id}:{one.state}:{due}", "decisions:tries"))
    return owed
