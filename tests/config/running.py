"""Small programs around the keeper that tests start, kill and ask."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.installation import CHECKOUT


@contextmanager
def run(
    code: str, *words: str, before: list[str] | None = None, **more: str
) -> Iterator[subprocess.Popen[str]]:
    """Start a Python program; `before` is what it is started through (`unshare`, `setpriv`).

    It is told to end (end of standard input) when the block is left.
    """
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT)} | more
    program = subprocess.Popen(
        [*(before or []), sys.executable, "-c", code, *words],
        env=environment,
        cwd=CHECKOUT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with program:
        yield program
        program.stdin.close()


@contextmanager
def run_many(number: int, code: str, *words: str) -> Iterator[list[subprocess.Popen[str]]]:
    with ExitStack() as stack:
        yield [stack.enter_context(run(code, *words)) for _ in range(number)]


def end(program: subprocess.Popen[str]) -> str:
    """Let it end by itself; what it still said."""
    program.stdin.close()
    return program.stdout.read()


def servers_in(folder: Path) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and (entry / "cwd").readlink() == folder:
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def state_and_parent(pid: int) -> tuple[str, int] | None:
    """As `ps` tells them; None when the process is gone, which it may be at any moment."""
    try:
        state, parent = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[:2]
    except (FileNotFoundError, ProcessLookupError):
        return None
    return state, int(parent)


def has_ended(pid: int) -> bool:
    """Gone, or waiting to be reaped: its locks are free either way."""
    seen = state_and_parent(pid)
    return seen is None or seen[0] == "Z"


def wait_until(holds, what: str, seconds: float = 20) -> None:
    for _ in range(int(seconds / 0.05)):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail(what)
