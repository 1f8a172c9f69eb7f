"""How pages grow with the house: `python benchmarks/many.py [--patients 1000 10000 100000] [--requests 120]`.

Fills a demonstration of its own with made-up patients (24 to a ward, a doctor and two nurses of that ward in
each team, a choice for one in two, three lines of the trail each), serves it, and asks for the start page,
the worklist, the choice page, the note and the search by name as people do. Prints CPU milliseconds of
application and database for each request, p50, p95, p99, and the same with row-level security switched off
on every table, where only our own filters remain; then start pages and worklists a second with eight
readers at once and one process for each core, signatures a second with four writers, and memory. Every read
writes its line of the trail and is committed to the disk before anything is shown.

The database is analysed after it was filled, as it does by itself a minute later, and nothing is measured
before server and database have come to rest: what they do by themselves counts as theirs. A page is asked
for in turns, with the walls and without; the first requests of each turn are thrown away, because switching
walls makes every statement be planned anew. CPU is the median of the turns.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import psycopg
from faults import begin_note, choice_of_rosa, counted, signing, superuser
from served import Reader, Served, cpu_seconds, database_processes

FILL = Path(__file__).with_suffix(".sql").read_text()


def walled(connection: psycopg.Connection[tuple[object, ...]]) -> list[str]:
    rows = connection.execute("SELECT relname FROM pg_class WHERE relforcerowsecurity ORDER BY 1").fetchall()
    return [str(row[0]) for row in rows]


@contextmanager
def without_walls(home: Path) -> Iterator[None]:
    """Row-level security off on every table while the block runs; our own filters stay."""
    with superuser(home) as connection:
        tables = walled(connection)
        for table in tables:
            connection.execute(
                f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY'
            )
    try:
        yield
    finally:
        with superuser(home) as connection:
            for table in tables:
                connection.execute(
                    f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY'
                )


def cpu(served: Served) -> float:
    """CPU seconds of the whole process group of the server and of every process of its database."""
    assert served.process is not None
    return cpu_seconds({*database_processes(served.home), *_group(served.process.pid)})


def _group(leader: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[2]) == leader:
                found.append(int(entry.name))
    return found


def memory_mb(served: Served) -> float:
    """Proportional set size of application and database, in MB."""
    assert served.process is not None
    total = 0
    for pid in {*database_processes(served.home), *_group(served.process.pid)}:
        try:
            found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
        except OSError:
            continue
        total += int(found[1]) if found else 0
    return total / 1000


Ask = Callable[[], object]


def pages(served: Served) -> list[tuple[str, Ask]]:
    """(name, what is asked), as Ward 0's doctor with 24 patients, and as a patient."""
    doctor, rosa = Reader(served.address, "ward0.1"), Reader(served.address, "rosa")
    _, worklist, _ = doctor.get("/")
    record = re.search(r'href="/people/([0-9a-f-]+)/', worklist)
    assert record is not None
    choices = f"/people/{record[1]}/choices/"
    _, listed, _ = doctor.get(choices)
    found = re.search(rf'href="({re.escape(choices)}[0-9a-f-]+/)"', listed)
    choice = found[1] if found else choice_of_rosa(served)
    reader = doctor if found else rosa
    note, ada = f"{choice_of_rosa(served)}note/1", Reader(served.address, "ada")
    fields = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', worklist)
    assert fields is not None
    search = {"csrfmiddlewaretoken": fields[1], "name": "person1"}
    return [
        ("patient's start page", lambda: rosa.get("/")),
        ("worklist of 24", lambda: doctor.get("/")),
        ("choice page", lambda: reader.get(choice)),
        ("note", lambda: ada.get(note)),
        ("search by name", lambda: doctor.send("/find", search)),
    ]


TURNS, THROWN_AWAY = 3, 20


def at_rest(served: Served, patience: float = 120) -> None:
    """Wait until server and database together take less than a tenth of a core."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        before = cpu(served)
        time.sleep(2)
        if cpu(served) - before < 0.2:
            return


def turn(served: Served, ask: Ask, requests: int) -> tuple[float, list[float]]:
    """(CPU ms for each request, the time of each in ms)."""
    for _ in range(THROWN_AWAY):  # every process has read its templates and planned its statements
        ask()
    before, times = cpu(served), []
    for _ in range(requests):
        start = time.perf_counter()
        ask()
        times.append((time.perf_counter() - start) * 1000)
    return (cpu(served) - before) / requests * 1000, times


def measured(served: Served, ask: Ask, requests: int) -> str:
    """One page as a row of the table: with the walls and without them, in turns."""
    walled_cpu, bare_cpu, walled_times, bare_times = [], [], [], []
    for _ in range(TURNS):
        each, times = turn(served, ask, requests // TURNS)
        walled_cpu.append(each)
        walled_times += times
        with without_walls(served.home):
            each, times = turn(served, ask, requests // TURNS)
        bare_cpu.append(each)
        bare_times += times
    each, bare = statistics.median(walled_cpu), statistics.median(bare_cpu)
    cuts = statistics.quantiles(walled_times, n=100)
    told = f"{each:>8.1f}{cuts[49]:>7.1f}{cuts[94]:>7.1f}{cuts[98]:>7.1f}"
    return f"{told}{bare:>18.1f}{statistics.median(bare_times):>7.1f}{bare / each:>7.2f}"


def reads_per_second(served: Served, names: list[str], seconds: float = 10) -> tuple[float, ...]:
    """(start pages a second, p50 and p99 in ms, failures, CPU ms of the server for each), each of these
    people asking again as soon as the last page has come, over a connection that stays open."""
    cookies = [Reader(served.address, name).cookies() for name in names]
    times: list[float] = []
    failed = 0
    before, end = cpu(served), time.monotonic() + seconds

    def read(cookie: str) -> None:
        nonlocal failed
        line = HTTPConnection("127.0.0.1", served.port, timeout=30)
        while time.monotonic() < end:
            start = time.perf_counter()
            line.request("GET", "/", headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
            answer = line.getresponse()
            answer.read()
            failed += answer.status != 200
            times.append((time.perf_counter() - start) * 1000)

    with ThreadPoolExecutor(len(cookies)) as people:
        list(people.map(read, cookies))
    each = (cpu(served) - before) / len(times) * 1000
    cuts = statistics.quantiles(times, n=100)
    return len(times) / seconds, cuts[49], cuts[98], failed, each


def tell_reads(served: Served) -> None:
    cores = os.cpu_count() or 1
    everybody = (("start page", ["rosa"] * 8), ("worklist of 24", [f"ward{ward}.1" for ward in range(8)]))
    for name, people in everybody:
        rate, p50, p99, failed, each = reads_per_second(served, people)
        print(
            f"audited reads, {name}, {len(people)} readers at once: {rate:.0f} a second, p50 {p50:.0f} ms, "
            f"p99 {p99:.0f} ms, {failed:.0f} failed; {each:.1f} ms of the server's CPU each: "
            f"{cores} cores of its own give at most {cores * 1000 / each:.0f} a second"
        )


def signatures_per_second(served: Served, seconds: float = 10) -> float:
    with signing(served) as signers:
        time.sleep(seconds)
    return counted(served.home, signers)["acknowledged"] / seconds


def size(folder: Path, patients: int, requests: int) -> None:
    with Served(folder / f"many-{patients}", processes=os.cpu_count() or 1) as served:
        begin_note(served, choice_of_rosa(served))
        began = time.monotonic()
        with superuser(served.home) as connection:
            for statement in FILL.replace(":patients", str(patients)).split(";\n"):
                if statement.strip():
                    connection.execute(statement)
        print(f"\n{patients:,} patients, made in {time.monotonic() - began:.0f} s")
        head = "".join(f"{word:>7}" for word in ("p50", "p95", "p99"))
        print(f"{'page':<24}{'CPU ms':>8}{head}{'CPU ms, no walls':>18}{'p50':>7}{'share':>7}")
        at_rest(served)
        for name, ask in pages(served):
            print(f"{name:<24}{measured(served, ask, requests)}")
        tell_reads(served)
        print(f"durable signatures: {signatures_per_second(served):.0f} a second")
        print(f"memory: {memory_mb(served):.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--patients", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--requests", type=int, default=120)
    asked = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    with tempfile.TemporaryDirectory() as scratch:
        for patients in asked.patients:
            size(Path(scratch), patients, asked.requests)


if __name__ == "__main__":
    main()
