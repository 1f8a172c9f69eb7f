"""Using the embedded database: attach to the server that runs, or have it started."""

import fcntl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import psycopg

from alongside.config.home import Home, current_home
from alongside.config.postgres.keeper import dsn


class DatabaseDidNotStart(RuntimeError):
    """The keeper ended before the server was ready; the message is what it said."""


@contextmanager
def embedded_postgres(home: Home | None = None) -> Iterator[Home]:
    """Hold the database open for this block. The last one to leave stops the server.

    Any number of processes may do this at once, on the same installation.
    Raises DatabaseDidNotStart with the server's own words.
    """
    home = home or current_home()
    home.prepare()
    with home.lock("users").open("w") as users:
        # Waits only while a keeper that has lost its last user is shutting the server down.
        fcntl.flock(users, fcntl.LOCK_SH)
        _see_it_running(home)
        yield home


@contextmanager
def watched(home: Home, every: float = 1.0) -> Iterator[None]:
    """For a program that runs for long: while this block runs, a killed keeper is replaced.

    (A server that ends by itself is started again by the keeper.) Used inside `embedded_postgres`.
    """
    over = threading.Event()

    def watch() -> None:
        while not over.wait(every):
            if not _keeper_lives(home):
                try:
                    _see_it_running(home)
                except DatabaseDidNotStart as problem:
                    print(problem, file=sys.stderr)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _see_it_running(home: Home) -> None:
    with home.lock("start").open("w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        began, said = time.monotonic(), False
        # A server without its keeper may still answer while it is shutting down: ask for both.
        while not (_keeper_lives(home) and _answers(home)):
            if not _keeper_lives(home):
                _start_keeper(home)
                continue
            if not said and time.monotonic() - began > 3:
                said = True
                print(
                    f"The database is recovering; this may take a while. What it says stands in {home.log}.",
                    file=sys.stderr,
                )
            time.sleep(0.05)


def _answers(home: Home) -> bool:
    try:
        psycopg.connect(dsn(home, "alongside_app")).close()
    except psycopg.OperationalError:
        return False
    return True


def _keeper_lives(home: Home) -> bool:
    with home.lock("keeper").open("a") as probe:
        try:
            fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _start_keeper(home: Home) -> None:
    said: IO[bytes]
    complaints = home.path / "keeper.log"
    with complaints.open("wb") as said:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "alongside.config.postgres.keeper", str(home.path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            start_new_session=True,
        )
    assert keeper.stdout is not None
    with keeper.stdout:
        word = keeper.stdout.readline().strip()
    if word != b"ready":
        keeper.wait()
        raise DatabaseDidNotStart(
            complaints.read_text(errors="replace").strip() or "The database did not start."
        )
    keeper.returncode = 0  # it outlives this process on purpose; Popen would complain about that
