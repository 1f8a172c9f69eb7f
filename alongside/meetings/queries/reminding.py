"""What a reminder has to know. Read inside `work_of("reminders")`, where nobody stands at the door."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.meetings.kinds import Coming
from alongside.meetings.models import Guest, Meeting, Reply
from alongside.meetings.progress import State
from alongside.people.models import Person


@dataclass(frozen=True)
class Soon:
    """A meeting that is near, and who is to be reminded: everybody asked who has not said no."""

    patient: UUID
    meeting: UUID
    starts_at: datetime
    to: tuple[Person, ...]


def planned_between(start: datetime, end: datetime) -> list[Soon]:
    """The meetings planned between two moments, the earlier excluded; three queries for any number."""
    meetings = list(
        Meeting.objects.filter(state=State.PLANNED.value, starts_at__gt=start, starts_at__lte=end).order_by(
            "starts_at", "pk"
        )
    )
    wanted = [meeting.pk for meeting in meetings]
    newest = {
        (row.meeting_id, row.said_by_id): row.coming
        for row in Reply.objects.filter(meeting_id__in=wanted).order_by("at", "recorded_at")
    }
    asked: dict[UUID, list[Person]] = defaultdict(list)
    for guest in Guest.objects.select_related("person").filter(meeting_id__in=wanted):
        if newest.get((guest.meeting_id, guest.person_id)) != Coming.NOT:
            asked[guest.meeting_id].append(guest.person)
    return [
        Soon(one.patient_id, one.pk, one.starts_at, tuple(asked[one.pk]))
        for one in meetings
        if one.starts_at is not None
    ]


def owed_in(patients: Sequence[UUID]) -> list[UUID]:
    """Those without a meeting that is offered, planned or under way: with one, somebody is at it."""
    at_it = [State.OFFERED.value, State.PLANNED.value, State.UNDER_WAY.value]
    waiting = set(
        Meeting.objects.filter(patient_id__in=patients, state__in=at_it).values_list("patient_id", flat=True)
    )
    return [one for one in patients if one not in waiting]
