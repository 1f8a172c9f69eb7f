"""`alongside work`, and the same beside a server: letters, reminders, the library's upkeep."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from alongside.config.command_line.app import database, say

PAUSES = (1, 2, 5, 15, 60)  # seconds before a worker that ended by itself is started again
GRACE = 25  # seconds for a job that was begun


def work(
    until_idle: Annotated[bool, typer.Option("--until-idle", help="End when nothing is left to do.")] = False,
    while_read: Annotated[
        bool, typer.Option("--while-read", help="End when standard input is closed.", hidden=True)
    ] = False,
) -> None:
    """Work in the background: send letters, remind, keep the library's index. Ctrl+C ends it."""
    with database(up_to_date=not while_read):
        from alongside.config.checkpointing import checkpoint_now
        from alongside.post.work import EVERY_QUARTER, comes_back
        from alongside.post.work import work as carry_out

        # Here and not among the reactions: checkpoints belong to an installation, not to every process of it.
        comes_back("trail checkpoint", cron=EVERY_QUARTER, do=checkpoint_now)
        if while_read:
            threading.Thread(target=_end_with_the_server, daemon=True).start()
        else:
            say.print("Working in the background.")
        carry_out(forever=not until_idle)


def _end_with_the_server() -> None:
    """The server holds the other end of this pipe; however it ends, the kernel closes it."""
    # Not through sys.stdin: Python aborts where a thread still holds its buffer when the process ends.
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def worker_beside() -> Iterator[None]:
    """Keep one worker running beside this process: started again when it ends, ended with this one."""
    stop = threading.Event()
    first = _start()
    watch = threading.Thread(target=_keep_going, args=(first, stop), daemon=True)
    watch.start()
    try:
        yield
    finally:
        stop.set()
        watch.join()


def _start() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "alongside.config.command_line.main", "work", "--while-read"]
    return subprocess.Popen(command, stdin=subprocess.PIPE)


def _keep_going(worker: subprocess.Popen[bytes], stop: threading.Event) -> None:
    ended = 0
    while not stop.wait(0.5):
        if worker.poll() is not None:
            pause = PAUSES[min(ended, len(PAUSES) - 1)]
            ended += 1
            say.print(f"The worker in the background ended; it is started again in {pause} s.")
            if stop.wait(pause):
                return
            worker = _start()
    _end(worker)


def _end(worker: subprocess.Popen[bytes]) -> None:
    if worker.stdin is not None:
        worker.stdin.close()
    try:
        worker.wait(GRACE)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
