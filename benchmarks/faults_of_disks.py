"""Rows of `benchmarks/faults.py` about disks: power cuts on one that forgets, and one that is full."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import time
import urllib.error
from collections import Counter
from pathlib import Path

import psycopg
from faults import choice_of_rosa, counted, signing, superuser, wait_for_a_signature
from lossy_disk import LossyDisk
from served import Reader, Served, database_processes, hidden_fields


def power_cuts(folder: Path, cuts: int, *, control: bool = False) -> dict[str, int]:
    """The data folder lies on a disk that keeps only what was synced; a cut kills everything at once."""
    home = folder / f"power-{control}"
    home.mkdir(mode=0o700)
    with LossyDisk(home, folder / f"platter-{control}", forgets_syncs=control) as disk:
        served, chance = Served(home), random.Random(2)
        served.start()
        try:
            with signing(served) as signers:
                for _ in range(cuts):
                    wait_for_a_signature(signers)
                    time.sleep(chance.uniform(0.0, 2.0))
                    served.kill()
                    kill_all_of(home)
                    disk.cut()
                    served.start("serve")
                time.sleep(1)
            return {"cycles": cuts} | counted(home, signers)
        except (TimeoutError, psycopg.Error):
            if not control:
                raise
            return {"cycles": cuts, "database destroyed": 1}
        finally:
            served.stop()
            time.sleep(2)


def kill_all_of(home: Path) -> None:
    for pid in database_processes(home):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    time.sleep(0.5)


def full_disk(folder: Path, megabytes: int = 400) -> dict[str, int]:
    """A disk of its own, filled to the last byte while people read and write; then room is made again."""
    home = folder / "small"
    home.mkdir(mode=0o700)
    options = f"size={megabytes}m,mode=0700"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(home)], check=True)
    served = Served(home)
    try:
        served.start()
        choice = choice_of_rosa(served)
        ada = Reader(served.address, "ada")
        ada.get(f"{choice}note")
        fill(home / "full")
        told = dict(sum((one_round(ada, choice, home) for _ in range(20)), Counter(rounds=0)))
        (home / "full").unlink()
        served.wait()
        with signing(served) as signers:
            time.sleep(3)
        return told | {f"afterwards {name}": value for name, value in counted(home, signers).items()}
    finally:
        served.stop()
        time.sleep(2)
        subprocess.run(["umount", "-l", str(home)], check=True)


def fill(file: Path) -> None:
    with file.open("wb", buffering=0) as stream, contextlib.suppress(OSError):
        while stream.write(b"\0" * 4_096):
            pass


def one_round(ada: Reader, choice: str, home: Path) -> Counter[str]:
    """Sign once, read a patient's page once, read the library once; what came of each."""
    told = Counter({"rounds": 1})
    before = trail_lines(home)
    told[f"record: {status_of(ada, choice)}"] += 1
    if told["record: 200"] and trail_lines(home) == before:
        told["shown without trail"] += 1
    told[f"library: {status_of(ada, '/aids/')}"] += 1
    told[f"signing: {signed(ada, choice)}"] += 1
    fill(home / "full-again")
    return told


def status_of(reader: Reader, path: str) -> int:
    try:
        reader.get(path)
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return 0
    return 200


def signed(ada: Reader, choice: str) -> str:
    """What signing came to: a status, and whether the page said a sentence."""
    try:
        _, page, _ = ada.get(f"{choice}note/sign")
        fields = hidden_fields(page, f"{choice}note/sign")
        status, body = ada.send(f"{choice}note/sign", fields | {"because": "on a full disk"})
    except urllib.error.HTTPError as refused:
        with refused:
            status, body = refused.code, refused.read().decode(errors="replace")
    except OSError:
        return "no answer"
    return f"{status}{' with a sentence' if '<h1' in body else ''}"


def trail_lines(home: Path) -> int:
    for _ in range(100):
        try:
            with superuser(home) as connection:
                row = connection.execute("SELECT count(*) FROM trail_entry").fetchone()
            return int(str(row[0])) if row else 0
        except psycopg.Error:
            time.sleep(0.1)
    return -1
