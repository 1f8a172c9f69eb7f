"""The whole round: first what can be seen without the database, then the database, then the trail."""

import time
from collections.abc import Iterator

import psycopg

from alongside.config.checkpointing import folder_of, verify_trail
from alongside.config.doctor import database, machine
from alongside.config.doctor.findings import Finding, fine, look, wrong
from alongside.config.home import Home
from alongside.config.postgres.roles import OWNER
from alongside.config.postgres.servers import conninfo
from alongside.config.upgrading import state_of_migrations
from alongside.trail.checkpoints import files_in

CHECKPOINT_EVERY = 60 * 60  # seconds; the worker writes one every ten minutes when anything happens


def before_the_database(home: Home, hosts: list[str], tls: bool) -> Iterator[Finding]:
    yield from machine.private_files(home)
    yield machine.disk(home)
    yield machine.names_and_tls(hosts, tls)
    yield machine.backup_age(home)
    yield from machine.page_languages(home)


def in_the_database(home: Home, name: str | None = None) -> Iterator[Finding]:
    with psycopg.connect(conninfo(home, OWNER, name), autocommit=True) as connection:
        stands = state_of_migrations(connection)
        yield database.migrations(stands.pending, stands.unknown)
        if stands.empty:
            return
        yield from database.roles(connection)
        yield from database.walls(connection)
        yield from database.trail_rights(connection)
        yield from database.gate_functions(connection)
        yield database.clocks(connection)
        yield from database.promises(connection)
    yield from trail(home, name)


def trail(home: Home, name: str | None = None) -> Iterator[Finding]:
    found = verify_trail(home, name)
    for fault in found.faults:
        mend = "Compare with the copies kept elsewhere."
        yield wrong("trail", f"Checkpoint {fault.file}: {fault.what}.", mend)
    for one in found.breaks:
        yield wrong(
            "trail",
            f"Stream {one.stream}, line {one.position}: {one.what}.",
            "Somebody changed the trail behind Alongside's back. Keep it as it is, and find out who.",
        )
    if found.holds:
        yield fine("trail", f"{found.lines} lines, every chain holds; {found.checkpoints} checkpoints.")
    yield _last_checkpoint(home)


def _last_checkpoint(home: Home) -> Finding:
    files = files_in(folder_of(home))
    mend = "alongside trail checkpoint; the worker (`alongside work`, beside `serve`) writes them by itself."
    if not files:
        return look("checkpoints", "There is none: a trail cut off at its end would not show.", mend)
    age = time.time() - files[-1].stat().st_mtime
    said = f"The last one is {age / 60:.0f} minutes old."
    return look("checkpoints", said, mend) if age > CHECKPOINT_EVERY else fine("checkpoints", said)
