"""When a letter may go out: quiet hours on a person's own clocks, and the next try after a failure."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

TRIES = 8
_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60))


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` up to `end` on the clocks of `zone`; over midnight when `end` is earlier. Equal: none."""

    start: time
    end: time
    zone: str

    def holds(self, moment: datetime) -> bool:
        """Whether the clocks of the zone stand in the quiet hours at this (aware) moment."""
        clock = moment.astimezone(ZoneInfo(self.zone)).time()
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


def may_go_at(moment: datetime, quiet: QuietHours | None) -> datetime:
    """The first moment from `moment` on (aware) at which nobody is disturbed.

    The clocks of summer time decide: where they are put forward over the end of the quiet hours, these end
    with the jump; where they are put back into the quiet hours, the hours hold again.
    """
    if quiet is None or not quiet.holds(moment):
        return moment
    zone = ZoneInfo(quiet.zone)
    today = moment.astimezone(zone).date()
    ends = [
        datetime.combine(today + timedelta(days=days), quiet.end, zone).replace(fold=fold).astimezone(UTC)
        for days in (0, 1)
        for fold in (0, 1)
    ]
    return min(end for end in ends if end > moment and not quiet.holds(end))


def next_try(attempts: int) -> timedelta | None:
    """How long to wait after this many tries that certainly failed; None: it is given up."""
    return _WAITS[attempts - 1] if 0 < attempts < TRIES else None
