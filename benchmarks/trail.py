"""How long it takes to verify the trail: `python benchmarks/trail.py [LINES]` (default 1,000,000).

Makes a trail of that many lines in a database of its own, as they would have been written (100 lines
for each patient, patients taking turns), verifies it, changes one line in the middle, verifies again.
Uses ALONGSIDE_HOME; takes the database away afterwards.
"""

import hashlib
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

import psycopg
from psycopg import sql
from served import cpu_of_database

from alongside.config.home import current_home
from alongside.config.installation import start_django
from alongside.config.postgres.keeper import dsn
from alongside.config.postgres.lease import embedded_postgres
from alongside.config.postgres.roles import SUPERUSER
from alongside.trail.chains import verify
from alongside.trail.lines import START

NAME = "trail_benchmark"
EACH = 100
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
PEOPLE = UUID("5ca1ab1e-0000-4000-8000-000000000000")
ACTOR = str(uuid5(PEOPLE, "a nurse"))


def field(said: str) -> bytes:
    data = said.encode()
    return len(data).to_bytes(4, "big") + data


def write(share: int, shares: int, streams: int) -> int:
    """Every `shares`-th stream, all of them a line at a time: lines of one stream lie far apart."""
    mine = [(number, str(uuid5(PEOPLE, str(number)))) for number in range(share, streams, shares)]
    last = {stream: START for _number, stream in mine}
    with psycopg.connect(dsn(current_home(), SUPERUSER, NAME)) as connection, connection.cursor() as cursor:
        with cursor.copy("COPY trail_entry FROM STDIN") as copy:
            for step in range(EACH):
                for number, stream in mine:
                    place = step * streams + number + 1
                    micro = place * 1_000
                    digest = digest_of(stream, place, micro, last[stream])
                    at = BEGAN + timedelta(microseconds=micro)
                    copy.write(
                        f"{place}\t1\t{stream}\tnormal\t{at.isoformat()}\t{ACTOR}\t\tlooked\tpatient\t{stream}\tcare\t"
                        f"{{}}\t\\\\x{last[stream].hex()}\t\\\\x{digest.hex()}\n"
                    )
                    last[stream] = digest
        with cursor.copy("COPY trail_head FROM STDIN") as copy:
            for number, stream in mine:
                copy.write(f"{stream}\t{(EACH - 1) * streams + number + 1}\t\\\\x{last[stream].hex()}\n")
    return len(mine) * EACH


COLUMNS = (
    "position format stream segment at actor service verb subject_kind subject purpose named previous digest"
)
SINCE_EPOCH = (BEGAN - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def digest_of(stream: str, place: int, micro: int, previous: bytes) -> bytes:
    text = b"".join(
        field(one)
        for one in (
            "1",
            stream,
            "normal",
            str(place),
            str(SINCE_EPOCH + micro),
            ACTOR,
            "",
            "looked",
            "patient",
        )
    )
    rest = field(stream) + field("care") + field("")
    return hashlib.sha256(text + rest + (32).to_bytes(4, "big") + previous).digest()


def make(lines: int) -> None:
    from django.core.management import call_command
    from django.db import connections

    home = current_home()
    with psycopg.connect(dsn(home, SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {NAME} OWNER alongside_owner TEMPLATE template0")
    connections["owner"].settings_dict["NAME"] = NAME
    call_command("migrate", "trail", database="owner", verbosity=0)
    connections["owner"].close()
    with psycopg.connect(dsn(home, SUPERUSER, NAME), autocommit=True) as connection:
        assert columns_of(connection) == COLUMNS, "the table has changed; change this program with it"
        connection.execute("DROP INDEX trail_by_stream, trail_by_named")
    shares = os.cpu_count() or 1
    with ProcessPoolExecutor(shares) as pool:
        list(pool.map(write, range(shares), [shares] * shares, [lines // EACH] * shares))
    with psycopg.connect(dsn(home, SUPERUSER, NAME), autocommit=True) as connection:
        connection.execute("SET maintenance_work_mem = '512MB'")
        connection.execute("CREATE INDEX trail_by_stream ON trail_entry (stream, position)")
        connection.execute("VACUUM ANALYZE trail_entry")


def columns_of(connection: psycopg.Connection[tuple[str, ...]]) -> str:
    rows = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'trail_entry'::regclass AND attnum > 0 "
        "ORDER BY attnum"
    ).fetchall()
    return " ".join(row[0] for row in rows)


def main(lines: int) -> None:
    with embedded_postgres() as home:
        start_django()
        began = time.monotonic()
        make(lines)
        print(f"made {lines:,} lines in {time.monotonic() - began:.0f} s", file=sys.stderr)

        def connect() -> psycopg.Connection[tuple[object, ...]]:
            return psycopg.connect(dsn(home, "alongside_owner", NAME))

        print(f"{'what':<34}{'lines':>12}{'s':>8}{'lines/s':>12}{'CPU s':>8}  found", flush=True)
        for what in ("untouched", "one line in the middle changed"):
            began, before = time.monotonic(), cpu_of_database(home.path)
            found = verify(connect)
            took, busy = time.monotonic() - began, cpu_of_database(home.path) - before
            said = [f"line {one.position}: {one.what}" for one in found.breaks]
            print(
                f"{what:<34}{found.lines:>12,}{took:>8.1f}{found.lines / took:>12,.0f}{busy:>8.1f}  "
                f"{said or 'all hold'}",
                flush=True,
            )
            with psycopg.connect(dsn(home, SUPERUSER, NAME), autocommit=True) as connection:
                connection.execute("ALTER TABLE trail_entry DISABLE TRIGGER ALL")
                connection.execute("UPDATE trail_entry SET verb = 'wrote' WHERE position = %s", [lines // 2])
        with psycopg.connect(dsn(home, SUPERUSER, "postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(NAME)))


if __name__ == "__main__":
    main(int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else 1_000_000)
