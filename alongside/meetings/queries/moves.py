"""Where a patient was before, and what came along from there: meetings and promises."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from alongside.meetings.models import Meeting, Todo
from alongside.meetings.progress import HELD
from alongside.meetings.queries.clocks import in_zone, recorded, unit_of
from alongside.patients.doors import Visit


@dataclass(frozen=True)
class CameFrom:
    """`unit`: where the patient was. `clock_there`, `clock_here`: these units promise meetings by a clock.

    `held`, `promised`: meetings before the move, and what was promised in them and is not done.
    """

    unit: str
    at: datetime
    when: str
    clock_there: bool
    clock_here: bool
    held: int
    promised: int


def came_from(visit: Visit, now: datetime | None = None) -> CameFrom | None:
    """The unit that the patient was moved from; None where they came from home."""
    now, pk = now or timezone.now(), visit.patient.pk
    found = recorded([pk], now)
    moved, here = found.moved(pk, now), unit_of(found.stays.get(pk, ()), found.policies, now)
    if moved is None or here is None:
        return None
    move, unit = moved
    held = Meeting.objects.filter(patient=visit.patient, began_at__lt=move.at)
    promised = Todo.objects.filter(patient=visit.patient, meeting__began_at__lt=move.at, done=None)
    return CameFrom(
        unit.name,
        move.at,
        in_zone(move.at, here.zone),
        move.before in found.policies,
        move.now in found.policies,
        held.filter(state__in=[one.value for one in HELD]).count(),
        promised.count(),
    )
