"""Rosa on intensive care, step by step, for tests that need a meeting."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.utils import timezone

from alongside.meetings.actions import planning
from alongside.meetings.models import Meeting, Room
from alongside.meetings.queries import people, times
from alongside.patients.doors import Visit, record_of, work_of
from alongside.patients.models import Stay
from alongside.people.models import Person, Unit
from tests.family import Family

T = TypeVar("T")


def intensive_care(family: Family, hours: float = 80) -> Unit:
    """Rosa came to intensive care so many hours ago, and still is in the clinic's care too."""
    with work_of("demonstration", purpose="people for a test"):
        unit, _ = Unit.objects.get_or_create(
            name="Ward 4 intensive care", kind="intensive care", zone="Europe/Stockholm"
        )
        since = timezone.now() - timedelta(days=30)
        if not Room.objects.filter(unit=unit).exists():
            planning.promise(unit=unit, terms={}, called="Ward 4", since=since, job="demonstration")
            planning.name_room(unit=unit, name="Family room", job="demonstration")
            Stay.objects.create(
                patient=family.patient, unit=unit, started_at=timezone.now() - timedelta(hours=hours)
            )
    return unit


def in_record(family: Family, who: Person, act: Callable[[Visit], T]) -> T:
    with record_of(family.patient.pk, by=who, purpose="test") as visit:
        return act(visit)


def usual_guests(visit: Visit) -> list[tuple[Person, str]]:
    return [(one.person, one.part.value) for one in people.whom_to_ask(visit) if one.usual]


def an_offer(family: Family) -> Meeting:
    """The nurse has sent three times; nobody has chosen."""

    def act(visit: Visit) -> Meeting:
        unit = people.unit_now(visit)
        assert unit is not None
        usual = [one for one in people.whom_to_ask(visit) if one.usual]
        found = times.proposals(visit, unit, usual, minutes=45)
        return planning.plan(
            unit=unit,
            guests=usual_guests(visit),
            times=[(one.starts_at, one.room) for one in found],
            minutes=45,
            by=visit,
        )

    return in_record(family, family.nurse, act)


def a_talk_going_on(family: Family, at: datetime | None = None) -> Meeting:
    def act(visit: Visit) -> Meeting:
        unit = people.unit_now(visit)
        assert unit is not None
        return planning.begin_unplanned(unit=unit, guests=usual_guests(visit), at=at, by=visit)

    return in_record(family, family.doctor, act)
