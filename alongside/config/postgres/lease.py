"""Using the embedded database: attach to the server that runs, or have it started."""

import fcntl
import subprocess
import sys
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
        with home.lock("start").open("w") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            # A server without its keeper may still answer while it is shutting down: ask for both.
            while not (_keeper_lives(home) and _answers(home)):
                if _keeper_lives(home):
                    time.sleep(0.05)  # its server is recovering
                else:
                    _start_keeper(home)
        yield home


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
