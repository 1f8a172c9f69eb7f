"""Work in the background, behind this one module: jobs that are written down, and work that comes back.

A job is a row (procrastinate's), written in the transaction of its cause and holding ids only. A worker that
is killed leaves its job in hand without a heartbeat; another one takes it up again. So a job is begun at
least once, and what must not happen twice is held by our own rows (`post.sending`), not by the queue.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.jobs import Job, Status

TRIES = 8
TAKE_UP = "take up again"
EVERY_MINUTE = "* * * * *"
EVERY_QUARTER = "*/15 * * * *"

# 2, 4, 8, … seconds; about four minutes in all. Longer waits are the letters' own (post.timing).
_AGAIN = RetryStrategy(max_attempts=TRIES, exponential_wait=2)
DEAD_AFTER = 30.0  # seconds without a heartbeat


def job(name: str) -> Callable[[Callable[..., Any]], Any]:
    """Have a function called by a worker for each `later(name, …)`. It takes the ids as text."""
    return app.task(name=name, retry=_AGAIN)


def later(name: str, *, at: datetime | None = None, **ids: UUID) -> None:
    """Write a job down in the current transaction, to be done at a time or at once.

    If the transaction is rolled back there is no job. Its arguments are ids and nothing else: a queue is
    read by whoever looks after the machine.
    """
    for given in ids.values():
        if not isinstance(given, UUID):
            raise TypeError(f"The job {name!r} takes ids only, so that no queue tells about anybody.")
    app.configure_task(name, schedule_at=at).defer(**{key: str(given) for key, given in ids.items()})


@dataclass(frozen=True)
class Work:
    """Something done again and again. It must find by itself what is due, also what a turn missed."""

    name: str
    cron: str
    do: Callable[[], object]


_all: dict[str, Work] = {}


def comes_back(name: str, *, cron: str, do: Callable[[], object]) -> None:
    """Have `do` called at the times of `cron` by one worker: never two at once, never two waiting."""
    if _all.get(name) == Work(name, cron, do):
        return
    if name in _all:
        raise ValueError(f"There is work called {name!r} already.")
    _all[name] = Work(name, cron, do)

    def turn(timestamp: int) -> None:
        do()

    # A turn that fails is not tried again: the next one finds what it left.
    app.periodic(cron=cron)(app.task(name=name, queueing_lock=name, lock=name)(turn))


def names() -> list[str]:
    return sorted(_all)


@app.periodic(cron=EVERY_MINUTE)
@app.task(name=TAKE_UP, queueing_lock=TAKE_UP, pass_context=True)
async def take_up_again(context: JobContext, timestamp: int) -> None:
    """Put back what a dead worker had in hand; give up what has ended a worker each time."""
    jobs = context.app.job_manager
    dead_after = context.additional_context.get("dead_after", DEAD_AFTER)
    for left in await jobs.get_stalled_jobs(seconds_since_heartbeat=dead_after):
        await _take_up(jobs, left)


async def _take_up(jobs: Any, left: Job) -> None:
    if left.attempts >= TRIES:
        await jobs.finish_job(left, status=Status.FAILED, delete_job=False)
        return
    try:
        await jobs.retry_job(left)
    except UniqueViolation:
        # Work that comes back, whose next turn waits already: that one finds what this one left. Kept in
        # hand, this one would hold its lock against it for ever.
        await jobs.finish_job(left, status=Status.ABORTED, delete_job=True)


def work(*, forever: bool = True, at_once: int = 4, dead_after: float = DEAD_AFTER) -> None:
    """Be a worker until SIGTERM or Ctrl+C, or until nothing is left to do; a job begun is finished first.

    `at_once`: jobs side by side. `dead_after`: after so many seconds of silence a worker counts as gone.
    """
    _look_after_the_dead()
    with _as_worker() as working:
        working.run_worker(
            wait=forever,
            concurrency=at_once,
            delete_jobs="successful",  # what is done is told by its own rows and by the trail
            fetch_job_polling_interval=min(5.0, dead_after),
            update_heartbeat_interval=dead_after / 3,
            stalled_worker_timeout=dead_after,
            shutdown_graceful_timeout=20.0,
            additional_context={"dead_after": dead_after},
        )


def _look_after_the_dead() -> None:
    with suppress(AlreadyEnqueued):
        app.configure_task(TAKE_UP, queueing_lock=TAKE_UP).defer(timestamp=0)


def _as_worker() -> AbstractContextManager[Any]:
    # Serving uses Django's connection, so that a job belongs to its transaction; a worker has its own pool.
    connector = cast(DjangoConnector, app.connector).get_worker_connector()
    return app.replace_connector(connector)
