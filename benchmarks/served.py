"""What several benchmarks share: a demonstration of their own on loopback, and people who read its pages."""

from __future__ import annotations

import gzip
import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object, **_more: object) -> None:
        return None


class Reader:
    """One signed-in person with a cookie jar."""

    def __init__(self, address: str, username: str) -> None:
        self.jar = http.cookiejar.CookieJar()
        jar = urllib.request.HTTPCookieProcessor(self.jar)
        self.open = urllib.request.build_opener(jar).open
        self._open_here = urllib.request.build_opener(jar, _Stay()).open
        self.address = address
        self.username = username
        self.sign_in()

    def sign_in(self) -> None:
        self.post("/made-up-people/", f"/made-up-people/{self.username}", {})

    def get(self, path: str) -> tuple[str, str, int]:
        """(address after redirects, text, bytes as sent)."""
        request = urllib.request.Request(self.address + path, headers={"Accept-Encoding": "gzip"})
        with self.open(request, timeout=30) as answer:
            data = answer.read()
            sent = len(data)
            if answer.headers.get("Content-Encoding") == "gzip":
                data = gzip.decompress(data)
            return answer.geturl().removeprefix(self.address), data.decode(), sent

    def cookies(self) -> str:
        """What this person's browser sends as Cookie, for a connection that is kept open."""
        return "; ".join(f"{one.name}={one.value}" for one in self.jar)

    def post(self, form_at: str, to: str, fields: dict[str, str]) -> str:
        """Send a form with the token of another page; the address after redirects."""
        _, page, _ = self.get(form_at)
        data = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token(page)}).encode()
        with self.open(self.address + to, data, timeout=30) as answer:
            return str(answer.geturl().removeprefix(self.address))

    def send(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """Send a whole form as it is; status and body, redirects not followed."""
        data = urllib.parse.urlencode(fields).encode()
        try:
            with self._open_here(self.address + path, data, timeout=30) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode(errors="replace")


def token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if found is None:
        raise ValueError("this page has no form")
    return found[1]


def hidden_fields(page: str, action: str = "") -> dict[str, str]:
    """The hidden fields of the form that goes to this address (or of the last form of a page)."""
    forms = re.findall(r"<form[^>]*>.*?</form>", page, re.DOTALL)
    chosen = next((one for one in forms if action and f'action="{action}"' in one), forms[-1])
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', chosen))


class Served:
    """A demonstration in a folder of its own, which can be killed and started again."""

    def __init__(self, home: Path, *, command: str = "demo", processes: int = 1) -> None:
        self.home, self.command, self.port = home, command, free_port()
        self.processes = processes
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, command: str = "") -> None:
        self.process = subprocess.Popen(
            [
                sys.executable,
                *("-m", "alongside.config.command_line.main", command or self.command),
                *("--port", str(self.port)),
            ],
            env={
                **os.environ,
                "ALONGSIDE_HOME": str(self.home),
                "ALONGSIDE_PROCESSES": str(self.processes),
            },
            stdout=subprocess.DEVNULL,
            stderr=(self.home.parent / f"{self.home.name}.log").open("ab"),
            start_new_session=True,
        )
        try:
            self.wait()
        except TimeoutError:
            self.stop()
            raise

    def wait(self, seconds: float = 600) -> None:
        """Until pages can be served. Raises TimeoutError, at once where the server has ended by itself."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and (self.process is None or self.process.poll() is None):
            try:
                urllib.request.urlopen(f"{self.address}/ready", timeout=2).close()
                return
            except OSError:
                time.sleep(0.05)
        raise TimeoutError("The server did not get ready.")

    def kill(self) -> None:
        """The application and all its workers, at once."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)
        self.process = None

    def __enter__(self) -> Served:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        time.sleep(2)  # the keeper leaves after the last user


def cpu_of(parent: int) -> float:
    """CPU seconds of a process and everything below it, so far."""
    total = 0.0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(entry.name) == parent or int(fields[1]) == parent:
                total += (int(fields[11]) + int(fields[12])) / TICKS
    return total


def database_processes(home: Path) -> list[int]:
    """Every process of the server that works in this installation's data folder."""
    folder = home / "postgres"
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if (entry / "cwd").readlink() == folder:
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def cpu_seconds(processes: Iterable[int]) -> float:
    """CPU seconds of these processes so far, and of their children that have ended."""
    total = 0.0
    for pid in processes:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += sum(int(fields[place]) for place in (11, 12, 13, 14)) / TICKS
    return total


def cpu_of_database(home: Path) -> float:
    """PostgreSQL's sessions come and go: the postmaster keeps the time of those that have ended."""
    return cpu_seconds(database_processes(home))
