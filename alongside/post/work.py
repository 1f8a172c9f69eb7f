"""Work in the background: things that come back, and letters that wait. One small module around it.

Everything it does is written in the database first, so a killed worker loses nothing: letters are rows,
and work that comes back looks at what is due instead of being told. Several workers may run at once.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

log = logging.getLogger("alongside.work")


@dataclass(frozen=True)
class Work:
    """Something done again after `every`. It must find by itself what is due, also what a turn missed."""

    name: str
    every: timedelta
    do: Callable[[], object]


_all: dict[str, Work] = {}


def comes_back(name: str, *, every: timedelta, do: Callable[[], object]) -> None:
    """Have `do` called every so often by whichever worker is there first. The same name replaces."""
    _all[name] = Work(name, every, do)


def names() -> list[str]:
    return sorted(_all)


def take_turns() -> list[str]:
    """Do what is due now; the names of what was done. What fails is logged and waits for its next turn."""
    done = []
    for work in list(_all.values()):
        if _is_our_turn(work):
            try:
                work.do()
                done.append(work.name)
            except Exception:
                log.exception("work failed")
    return done


def _is_our_turn(work: Work) -> bool:
    """Take the turn, in a transaction of its own, so that two workers never take the same one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO post_turn (name, at) VALUES (%s, now()) ON CONFLICT (name) DO UPDATE SET at = now() "
            "WHERE post_turn.at <= now() - make_interval(secs => %s)",
            [work.name, work.every.total_seconds()],
        )
        return bool(cursor.rowcount)


def until_stopped(step: Callable[[], object], *, stop: threading.Event, pause: float) -> None:
    """Take turns and do `step`, then pause (seconds), until told to stop. A failing step is tried again."""
    while not stop.is_set():
        take_turns()
        try:
            step()
        except Exception:
            log.exception("work failed")
            connection.close()
        stop.wait(pause)
