"""A real browser before a real server, on a demonstration database of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from playwright.sync_api import Browser, sync_playwright

from alongside.config.home import current_home
from tests import databases
from tests.installation import CHECKOUT
from tests.walks.visitor import House, Visitor

# The shell has no windows to draw and is several times quicker to open a page; either will do.
CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
# Playwright keeps an event loop in this thread; Django would take that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/health", timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            if server.poll() is not None:
                pytest.fail(log.read_text())
            time.sleep(0.2)
    pytest.fail(f"The server did not answer.\n{log.read_text()}")


def _demo(name: str, *how: str, said: BinaryIO) -> subprocess.Popen[bytes]:
    """`alongside demo`, as a user would start it, on this database."""
    return subprocess.Popen(
        [sys.executable, "-m", "alongside.config.command_line.main", "demo", *how],
        env={**os.environ, "ALONGSIDE_DATABASE": name},
        stdout=said,
        stderr=said,
        cwd=CHECKOUT,
        start_new_session=True,
    )


@pytest.fixture(scope="session")
def demonstration(template_database: str, database_name: str, django_db_blocker) -> Iterator[str]:
    """The demonstration's people and content, made once; each house begins with a clone of them."""
    home, name = current_home(), f"made_up_{database_name}"
    log = home.path / f"{name}.log"
    with django_db_blocker.unblock():
        databases.clone(home, template_database, name)
        databases.use("nowhere")
        with log.open("wb") as said:
            ended = _demo(name, "--only-prepare", said=said).wait(120)
        databases.use(database_name)
    assert ended == 0, log.read_text()
    yield name
    databases.drop(home, name)
    shutil.rmtree(home.path / f"index-{name}", ignore_errors=True)


def _open_house(made_up: str, database_name: str, kind: str, django_db_blocker) -> Iterator[House]:
    """A server before a clone of the demonstration."""
    home, name, port = current_home(), f"{kind}_{database_name}", _free_port()
    with django_db_blocker.unblock():
        databases.clone(home, made_up, name)
        databases.use("nowhere")
    index = home.path / f"index-{name}"
    shutil.rmtree(index, ignore_errors=True)
    shutil.copytree(home.path / f"index-{made_up}", index)
    log = home.path / f"{name}.log"
    with log.open("wb") as said:
        server = _demo(name, "--port", str(port), said=said)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, server, log)
        yield House(address)
    finally:
        server.terminate()
        try:
            server.wait(40)
        except subprocess.TimeoutExpired:
            # Whether a server ends in time is not what a walk is about.
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
        databases.drop(home, name)
        shutil.rmtree(index, ignore_errors=True)  # a worker that was killed may still have it open
        databases.use(database_name)


@pytest.fixture
def house(demonstration: str, database_name: str, django_db_blocker) -> Iterator[House]:
    """A house of its own for one walk, which may change what is in it."""
    yield from _open_house(demonstration, database_name, "walk", django_db_blocker)


@pytest.fixture(scope="module")
def standing_house(demonstration: str, database_name: str, django_db_blocker) -> Iterator[House]:
    """One house for all walks of a file that only look."""
    yield from _open_house(demonstration, database_name, "look", django_db_blocker)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def _visitors(browser: Browser, house: House) -> Iterator[object]:
    opened: list[Visitor] = []

    def come(who: str, **how: object) -> Visitor:
        visitor = Visitor(browser, house, **how)  # type: ignore[arg-type]
        opened.append(visitor)
        visitor.sign_in(who)
        return visitor

    yield come
    for visitor in opened:
        visitor.leave()


@pytest.fixture
def visit(browser: Browser, house: House) -> Iterator[object]:
    """`visit("rosa", width=320, scripts=False)`: somebody at a screen, signed in by one press."""
    yield from _visitors(browser, house)


@pytest.fixture
def look(browser: Browser, standing_house: House) -> Iterator[object]:
    """As `visit`, in the house that a file's walks share: they look and change nothing."""
    yield from _visitors(browser, standing_house)
