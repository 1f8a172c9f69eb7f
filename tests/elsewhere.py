"""A PostgreSQL server of somebody else's, for tests; and the whole suite on one: `python -m tests.elsewhere`.

It asks every role for a password and is reached over TCP by one DSN file for each role, as `alongside init
--dsn-dir` leaves them; nothing is asked of our own keeper. Further words go to pytest.
"""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from alongside.config.home import Home
from alongside.config.postgres.binaries import find_binaries
from alongside.config.postgres.external import adopt
from alongside.config.postgres.keeper import as_whom
from tests.config.running import wait_until
from tests.databases import SUPERUSER_ELSEWHERE

CHECKOUT = Path(__file__).resolve().parent.parent


def answers(dsn: str) -> bool:
    try:
        psycopg.connect(dsn).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def somebody_elses(place: Path) -> Iterator[str]:
    """A server on a port of this machine that asks everybody for a password; its superuser's DSN."""
    binaries, data = find_binaries(), place / "data"
    (place / "password").write_text("a hard one: with colons\n")
    words = ["-D", str(data), "-U", "postgres", "-A", "scram-sha-256", f"--pwfile={place / 'password'}"]
    subprocess.run(
        [*as_whom(), binaries["initdb"], *words, "--locale=C", "--encoding=UTF8"],
        check=True,
        capture_output=True,
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [*as_whom(), binaries["postgres"], "-D", str(data), "-h", "127.0.0.1", "-p", str(port), "-k", ""],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    dsn = f"host=127.0.0.1 port={port} user=postgres password='a hard one: with colons' dbname=postgres"
    try:
        wait_until(lambda: answers(dsn), "the server does not answer")
        yield dsn
    finally:
        server.terminate()
        server.wait()


def private(file: Path, text: str) -> Path:
    file.touch(mode=0o600)
    file.write_text(text + "\n")
    return file


def main(words: list[str]) -> int:
    home = Home(CHECKOUT / ".test-home-elsewhere")
    with tempfile.TemporaryDirectory() as scratch, somebody_elses(Path(scratch)) as superuser:
        given = Path(scratch) / "given"
        given.mkdir()
        private(given / "admin.dsn", superuser)
        adopt(home, given)
        environment = os.environ | {"ALONGSIDE_HOME": str(home.path), SUPERUSER_ELSEWHERE: superuser}
        command = [sys.executable, "-m", "pytest", "-m", "not slow and not walk", *words]
        return subprocess.run(command, env=environment, cwd=CHECKOUT).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
