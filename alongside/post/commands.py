"""`alongside post`: send what is due, once or for as long as it runs; say how the letters stand."""

import signal
import threading
from collections import Counter

from alongside.post import queries, sending, work
from alongside.post.sending import office, send_due
from alongside.post.ways import site, ways_out


def send(*, follow: bool = False, pause: float = 2.0) -> Counter[str]:
    """Send every letter that is due. With `follow` go on until SIGTERM or Ctrl+C, and take turns at work.

    Returns how many letters took which end: sent, waiting, failed, cancelled, unsure, again. A letter that
    is being handed over when the signal comes is finished first. Raises ValueError for wrong settings.
    """
    ways, stop = ways_out(), threading.Event()
    done: Counter[str] = Counter()

    def round_of_letters() -> None:
        # A worker afresh each round: after a lost connection it would no longer hold its lock.
        with office(ways, site=site()) as here:
            done.update(send_due(here, stop=stop.is_set))

    if not follow:
        work.take_turns()
        round_of_letters()
        return done
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_signal: stop.set())
    work.until_stopped(round_of_letters, stop=stop, pause=pause)
    return done


def status() -> dict[str, int]:
    """How many letters stand in each state, and what waits for a person."""
    with sending.desk():
        return queries.tally()
