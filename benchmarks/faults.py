"""What is lost or doubled when things break: `python benchmarks/faults.py [--cycles 200] [--only NAME ...]`.

Notes are signed over HTTP by several people at once while the application, the database or both are killed
with signal 9. Each signature carries words of its own and one request key; one that got no answer is sent
again with the same key. Between two kills at least one is acknowledged. Afterwards the database is asked:
an acknowledged signature that is not there is lost, one that is there twice is doubled. The control runs the
same with synchronous_commit=off and must lose, or the count proves nothing. Further: power cuts on a disk
that forgets what was not synced (needs /dev/fuse and libfuse 2), a full disk, slow clients, and people who
edit one note at once.

A kill does not test the disk: the kernel keeps what was written. Only the power cuts do. Two rows run at
once, each with an installation of its own; a row is printed when it is done. Slow clients, who are timed,
come last and alone.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from uuid import uuid4

import psycopg
from served import Reader, Served, database_processes, hidden_fields, token

SIGNERS = 4
ALONE = "600 slow clients"
WITHOUT_TRAIL = """
SELECT count(*) FROM decisions_signednote note
 WHERE NOT EXISTS (SELECT 1 FROM trail_entry line WHERE line.subject = note.id AND line.verb = 'signed')
"""


class Signer(threading.Thread):
    """Ada signs one amendment after the other, and sends what got no answer again."""

    def __init__(self, served: Served, choice: str, over: threading.Event) -> None:
        super().__init__(daemon=True)
        self.served, self.path, self.over = served, f"{choice}note/sign", over
        self.reader: Reader | None = None
        self.sent: set[str] = set()
        self.acknowledged: set[str] = set()
        self.sent_again = 0

    def run(self) -> None:
        while not self.over.is_set():
            self.sign_one(f"{uuid4()}")

    def sign_one(self, word: str) -> None:
        fields: dict[str, str] = {}
        while True:
            try:
                self.reader = self.reader or Reader(self.served.address, "ada")
                _, page, _ = self.reader.get(self.path)
                # The key stays; the form's token is that of the session that sends it now.
                fields = hidden_fields(page, self.path) | fields | {"csrfmiddlewaretoken": token(page)}
                fields["because"] = word
                self.sent.add(word)
                status, _body = self.reader.send(self.path, fields)
                if status == 302:
                    self.acknowledged.add(word)
                    return
            except (OSError, ValueError):
                pass
            if self.over.is_set():
                return
            self.sent_again += word in self.sent
            self.reader = None
            time.sleep(0.1)


def choice_of_rosa(served: Served) -> str:
    rosa = Reader(served.address, "rosa")
    choices, page, _ = rosa.get("/my-choices")
    found = re.search(rf'href="({re.escape(choices)}[0-9a-f-]+/)"', page)
    assert found is not None
    return found[1]


def begin_note(served: Served, choice: str) -> None:
    """The draft and the first note are there; everything after that is an amendment with words of its own."""
    ada = Reader(served.address, "ada")
    ada.get(f"{choice}note")
    _, page, _ = ada.get(f"{choice}note/sign")
    ada.send(f"{choice}note/sign", hidden_fields(page, f"{choice}note/sign") | {"because": "the first"})


@contextlib.contextmanager
def signing(served: Served) -> Iterator[list[Signer]]:
    """Several people sign while this block runs; afterwards everybody has got their answer or given up."""
    choice, over = choice_of_rosa(served), threading.Event()
    begin_note(served, choice)
    signers = [Signer(served, choice, over) for _ in range(SIGNERS)]
    for one in signers:
        one.start()
    yield signers
    over.set()
    for one in signers:
        one.join(60)


def superuser(home: Path) -> psycopg.Connection[tuple[object, ...]]:
    from alongside.config.home import Home
    from alongside.config.postgres.keeper import SUPERUSER, dsn

    return psycopg.connect(dsn(Home(home), SUPERUSER), autocommit=True)


def counted(home: Path, signers: list[Signer]) -> dict[str, int]:
    with superuser(home) as connection:
        rows = connection.execute("SELECT amends_because FROM decisions_signednote").fetchall()
        broken = connection.execute(WITHOUT_TRAIL).fetchone()
    stands = Counter(str(row[0]) for row in rows)
    acknowledged = {word for one in signers for word in one.acknowledged}
    return {
        "acknowledged": len(acknowledged),
        "sent again": sum(one.sent_again for one in signers),
        "lost": sum(stands[word] == 0 for word in acknowledged),
        "doubled": sum(times > 1 for word, times in stands.items() if word),
        "without trail": int(str(broken[0])) if broken else 0,
    }


def make_once(folder: Path) -> None:
    """One demonstration, made and stopped; those that are killed begin as copies of it."""
    with Served(folder / "made"):
        pass


def copy_of_made(folder: Path, name: str) -> Path:
    return Path(shutil.copytree(folder / "made", folder / name, ignore=shutil.ignore_patterns("*.lock")))


# Killing


def kill_database(served: Served) -> None:
    for pid in database_processes(served.home):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    served.wait()


def kill_application(served: Served) -> None:
    served.kill()
    served.start("serve")


def kill_both(served: Served) -> None:
    """The database first, so that the application sees it die."""
    for pid in database_processes(served.home):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    kill_application(served)


KILLS: dict[str, Callable[[Served], None]] = {
    "application": kill_application,
    "database": kill_database,
    "both": kill_both,
}


def wait_for_a_signature(signers: list[Signer], patience: float = 60) -> None:
    """Until one more is acknowledged: a kill that meets nobody who signs would prove nothing. On a busy
    machine signing in and signing take longer than any fixed pause."""
    before, end = sum(len(one.acknowledged) for one in signers), time.monotonic() + patience
    while time.monotonic() < end and sum(len(one.acknowledged) for one in signers) == before:
        time.sleep(0.02)


def kill_cycles(folder: Path, what: str, cycles: int, *, control: bool = False) -> dict[str, int]:
    chance = random.Random(1)
    with Served(copy_of_made(folder, f"home-{what}-{control}")) as served:
        if control:
            with superuser(served.home) as connection:
                connection.execute("ALTER ROLE alongside_app SET synchronous_commit = off")
            served.stop()
            served.start("serve")
        with signing(served) as signers:
            for _ in range(cycles):
                wait_for_a_signature(signers)
                time.sleep(chance.uniform(0, 0.9))
                KILLS[what](served)
            time.sleep(1)
        return {"cycles": cycles} | counted(served.home, signers)


# The table


def row_of(name: str, told: dict[str, int]) -> str:
    return f"{name:<34}" + ", ".join(f"{what} {value}" for what, value in told.items())


def main() -> None:
    import faults_of_crowds
    import faults_of_disks

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cycles", type=int, default=201, help="kills in all, a third of each kind")
    parser.add_argument("--cuts", type=int, default=10, help="power cuts")
    parser.add_argument("--only", nargs="*", help="names of rows")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        rows: dict[str, Callable[[], dict[str, int]]] = {
            f"{what} killed": lambda what=what: kill_cycles(folder, what, asked.cycles // 3)  # type: ignore[misc]
            for what in KILLS
        }
        rows |= {
            "control: commits not waited for": lambda: kill_cycles(folder, "both", 15, control=True),
            "power cut": lambda: faults_of_disks.power_cuts(folder, asked.cuts),
            "control: a disk that lies": lambda: faults_of_disks.power_cuts(folder, 3, control=True),
            "full disk": lambda: faults_of_disks.full_disk(folder),
            "400 edits of one note at once": lambda: faults_of_crowds.edits_at_once(folder),
            "control: edits without revision": lambda: faults_of_crowds.edits_at_once(folder, control=True),
            ALONE: lambda: faults_of_crowds.slow_clients(folder),
        }
        rows = {name: run for name, run in rows.items() if not asked.only or name in asked.only}
        alone = [name for name in rows if name == ALONE]
        make_once(folder)
        with ThreadPoolExecutor(2) as both:
            told = {both.submit(run): name for name, run in rows.items() if name not in alone}
            for done in as_completed(told):
                print(row_of(told[done], done.result()), flush=True)
        for name in alone:
            print(row_of(name, rows[name]()), flush=True)


if __name__ == "__main__":
    sys.exit(main())
