"""How long pages take and how heavy they are: `python benchmarks/pages.py [--requests 100]`.

Starts a demonstration of its own on loopback, signs in as made-up people, and asks for each page, one after
the other. Prints p50 and p95 in milliseconds as a client sees them, CPU milliseconds of the server for each
request, and kilobytes as sent (gzip). Goals: pages p95 under 200 ms, answers under 1 s, on two cores.
"""

import argparse
import re
import statistics
import tempfile
import time
from pathlib import Path

from served import Reader, Served, cpu_of


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
    requests = parser.parse_args().requests
    with tempfile.TemporaryDirectory() as folder, Served(Path(folder) / "home") as served:
        assert served.process is not None
        print(f"{'page':<28}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}{'kB sent':>9}")
        for name, reader, path in pages(served.address):
            p50, p95, cpu, sent = measured(reader, path, served.process.pid, requests)
            print(f"{name:<28}{p50:>8.1f}{p95:>8.1f}{cpu:>8.1f}{sent:>9.1f}")


if __name__ == "__main__":
    main()
