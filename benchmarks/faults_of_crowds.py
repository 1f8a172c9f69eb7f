"""Rows of `benchmarks/faults.py` about many at once: one note edited by eight people, clients that dawdle."""

from __future__ import annotations

import html
import re
import socket
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

from faults import choice_of_rosa, superuser
from served import Reader, Served, hidden_fields

PEOPLE, EDITS = 8, 50
FIELD = re.compile(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', re.DOTALL)


def edits_at_once(folder: Path, *, control: bool = False) -> dict[str, int]:
    """Each adds its lines to the same note, reading again whenever somebody else was quicker.

    The control sends the newest revision instead of the one that was read, as a form without revisions would.
    """
    with Served(folder / f"edits-{control}") as served:
        path = f"{choice_of_rosa(served)}note"
        Reader(served.address, "ada").get(path)
        newest = (lambda: revision_now(served.home)) if control else None
        with ThreadPoolExecutor(PEOPLE) as people:
            done = list(people.map(lambda n: add_lines(served, path, n, newest), range(PEOPLE)))
        _, page, _ = Reader(served.address, "ada").get(path)
    text = " ".join(html.unescape(words) for _, words in FIELD.findall(page))
    kept = sum(f"line {n}-{edit}." in text for n in range(PEOPLE) for edit in range(EDITS))
    return {"acknowledged": sum(a for a, _ in done), "conflicts told": sum(c for _, c in done), "kept": kept}


def revision_now(home: Path) -> int:
    with superuser(home) as connection:
        row = connection.execute("SELECT max(revision) FROM decisions_notedraft").fetchone()
    return int(str(row[0])) if row else 0


def add_lines(served: Served, path: str, person: int, newest: object) -> tuple[int, int]:
    reader = Reader(served.address, "ada")
    acknowledged = conflicts = 0
    for edit in range(EDITS):
        while True:
            _, page, _ = reader.get(path)
            texts = {name: html.unescape(words) for name, words in FIELD.findall(page)}
            first = next(iter(texts))
            fields = hidden_fields(page, path) | texts | {"request_key": str(uuid4())}
            fields |= (
                {"kind": re.search(r'<option value="([^"]+)" selected', page)[1]} if "<select" in page else {}
            )  # type: ignore[index]
            fields[first] = f"{texts[first]} line {person}-{edit}."
            if callable(newest):
                fields["revision"] = str(newest())
            status, _ = reader.send(path, fields)
            if status == 302:
                acknowledged += 1
                break
            conflicts += 1
            if callable(newest) and status == 409:
                continue
    return acknowledged, conflicts


def slow_clients(folder: Path, clients: int = 600) -> dict[str, int]:
    """Clients that send a header a second and never end; meanwhile others ask for a page."""
    with Served(folder / "slow") as served:
        over = threading.Event()
        dawdling = threading.Thread(target=dawdle, args=(served.port, clients, over), daemon=True)
        dawdling.start()
        time.sleep(3)
        times = [timed(f"{served.address}/health") for _ in range(100)]
        over.set()
        dawdling.join(30)
    answered = sorted(one for one in times if one is not None)
    return {
        "asked": len(times),
        "answered": len(answered),
        "p95 ms": round(answered[int(len(answered) * 0.95) - 1]) if answered else -1,
    }


def dawdle(port: int, clients: int, over: threading.Event) -> None:
    opened = []
    for _ in range(clients):
        one = socket.create_connection(("127.0.0.1", port))
        one.sendall(b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n")
        opened.append(one)
    while not over.wait(1):
        for one in opened:
            try:
                one.sendall(b"X-Slow: yes\r\n")
            except OSError:
                continue
    for one in opened:
        one.close()


def timed(address: str) -> float | None:
    begin = time.perf_counter()
    try:
        urllib.request.urlopen(address, timeout=10).close()
    except OSError:
        return None
    return (time.perf_counter() - begin) * 1000
