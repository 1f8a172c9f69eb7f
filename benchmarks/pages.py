"""How long pages take and how heavy they are: `python benchmarks/pages.py [--requests 100]`.

Starts a demonstration of its own on loopback, signs in as made-up people, and asks for each page, one after
the other. Prints p50 and p95 in milliseconds as a client sees them, CPU milliseconds of the server for each
request, and kilobytes as sent (gzip). Goals: pages p95 under 200 ms, answers under 1 s, on two cores.
"""

import argparse
import http.cookiejar
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


class Reader:
    """One signed-in person with a cookie jar."""

    def __init__(self, address: str, username: str) -> None:
        jar = http.cookiejar.CookieJar()
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar)).open
        self.address = address
        self.post("/made-up-people/", f"/made-up-people/{username}", {})

    def get(self, path: str) -> tuple[str, str, int]:
        """(address after redirects, text, bytes as sent)."""
        request = urllib.request.Request(self.address + path, headers={"Accept-Encoding": "gzip"})
        with self.open(request) as answer:
            data = answer.read()
            sent = len(data)
            if answer.headers.get("Content-Encoding") == "gzip":
                import gzip

                data = gzip.decompress(data)
            return answer.geturl().removeprefix(self.address), data.decode(), sent

    def post(self, form_at: str, to: str, fields: dict[str, str]) -> str:
        _, page, _ = self.get(form_at)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token is not None
        data = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token[1]}).encode()
        with self.open(self.address + to, data) as answer:
            return str(answer.geturl().removeprefix(self.address))


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


def measured(reader: Reader, path: str, server: int, requests: int) -> tuple[float, float, float, float]:
    """(p50 ms, p95 ms, CPU ms for each request, kB as sent)."""
    for _ in range(3):
        _, _, sent = reader.get(path)
    before, times = cpu_of(server), []
    for _ in range(requests):
        start = time.perf_counter()
        reader.get(path)
        times.append((time.perf_counter() - start) * 1000)
    cpu = (cpu_of(server) - before) / requests * 1000
    return statistics.median(times), statistics.quantiles(times, n=20)[18], cpu, sent / 1000


def pages(address: str) -> list[tuple[str, Reader, str]]:
    """(name, who reads it, path)."""
    rosa, ada, nora = Reader(address, "rosa"), Reader(address, "ada"), Reader(address, "nora")
    choices, page, _ = rosa.get("/my-choices")
    choice = re.search(rf'href="({re.escape(choices)}[0-9a-f-]+/)"', page)
    assert choice is not None
    record = choices.removesuffix("choices/")
    question = {"library_question": "What is a time-limited trial?", "reader": "doctor"}
    answer = ada.post("/ask/", "/ask/", question)
    return [
        ("patient's start page", rosa, "/"),
        ("doctor's worklist", ada, "/"),
        ("meeting worklist, 24 beds", nora, "/meetings/"),
        ("choice page", rosa, choice[1]),
        ("talk", ada, f"{choice[1]}talk"),
        ("about me", ada, f"{record}about/"),
        ("team", ada, f"{record}team/"),
        ("an answer, checked again", ada, answer),
        ("choice aid", rosa, "/aids/atrial-fibrillation/?stratum=4"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--requests", type=int, default=100)
    requests, port = parser.parse_args().requests, free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as home:
        server = subprocess.Popen(
            [sys.executable, "-m", "alongside.config.command_line.main", "demo", "--port", str(port)],
            env={**os.environ, "ALONGSIDE_HOME": home},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(address)
            print(f"{'page':<28}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}{'kB sent':>9}")
            for name, reader, path in pages(address):
                p50, p95, cpu, sent = measured(reader, path, server.pid, requests)
                print(f"{name:<28}{p50:>8.1f}{p95:>8.1f}{cpu:>8.1f}{sent:>9.1f}")
        finally:
            server.terminate()
            server.wait(30)
            time.sleep(2)  # the keeper leaves after the last user


def wait_for(address: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/health", timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not start.")


if __name__ == "__main__":
    main()
