"""Walking every chain of the trail inside the database, in several connections at once.

The digests are computed by PostgreSQL, straight over the index that has the lines in chain order:
nothing is sorted, nothing is held, and only what is wrong comes out. `lines.py` says the same in
Python; a test holds the two together.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import psycopg
from psycopg import sql

from alongside.trail.lines import Break

Connection = psycopg.Connection[tuple[Any, ...]]
Connect = Callable[[], Connection]
CHANGED = "the line was changed after it was written"
MOVED = "the line before it is missing, changed or in another place"
CUT = "the stream was cut off before its last line"
HEADLESS = "the stream has no head"


# A time that is not finite was never written by the gate; it must not stop the walk either.
_MOMENT = "CASE WHEN isfinite(at) THEN ((extract(epoch FROM at) * 1000000)::bigint)::text ELSE at::text END"
_FIELDS = (
    "format::text",
    "stream",
    "segment",
    "position::text",
    _MOMENT,
    "coalesce(actor::text, '')",
    "service",
    "verb",
    "subject_kind",
    "coalesce(subject::text, '')",
    "purpose",
    "array_to_string(named, ',', 'nobody')",
)
# As `gate.field` does it, each field with its length before it. What an array of texts is sent as is just
# that, after 20 bytes about the array: a third cheaper than putting the fields together one by one.
_LENGTHS_AND_FIELDS = f"substr(array_send(ARRAY[{', '.join(_FIELDS)}]), 21)"
DIGEST = f"sha256({_LENGTHS_AND_FIELDS} || int4send(octet_length(previous)) || previous)"
# One row for each stream: how many lines, the first that does not fit and the first that was changed,
# and how its end compares with the head that is kept beside it.
WALK = """
WITH walked AS (
    SELECT stream, position, digest,
           previous <> lag(digest, 1, decode(repeat('00', 32), 'hex')) OVER chain AS moved,
           digest <> <own digest> AS changed,
           lead(position) OVER chain IS NULL AS is_last
    FROM trail_entry WHERE {within} WINDOW chain AS (PARTITION BY stream ORDER BY position)
), ends AS (
    SELECT stream, count(*) AS lines, max(position) AS position,
           string_agg(digest, '') FILTER (WHERE is_last) AS digest,
           min(position) FILTER (WHERE moved) AS moved, min(position) FILTER (WHERE changed) AS changed
    FROM walked GROUP BY stream
)
SELECT stream, coalesce(lines, 0), moved, changed, ends.position, heads.position,
       ends.position IS NOT DISTINCT FROM heads.position AND ends.digest IS NOT DISTINCT FROM heads.digest
FROM ends FULL JOIN (SELECT * FROM trail_head WHERE {within}) AS heads USING (stream)
""".replace("<own digest>", DIGEST)


@dataclass(frozen=True)
class Found:
    """What a walk saw: how many lines, and the first thing that is wrong with each broken stream."""

    lines: int
    breaks: list[Break]


@dataclass(frozen=True)
class Span:
    """Streams from `start` (included) up to `end` (excluded); None is open."""

    start: str | None
    end: str | None

    def sql(self) -> sql.Composed:
        parts: list[sql.Composable] = [sql.SQL("true")]
        if self.start is not None:
            parts.append(sql.SQL("stream >= {}").format(sql.Literal(self.start)))
        if self.end is not None:
            parts.append(sql.SQL("stream < {}").format(sql.Literal(self.end)))
        return sql.SQL(" AND ").join(parts)


def verify(connect: Connect, *, workers: int | None = None) -> Found:
    """Walk all chains as they stood at one moment. `connect` opens a connection that sees every line."""
    workers = workers or min(8, os.cpu_count() or 1)
    with connect() as first:
        first.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        (snapshot,) = _one(first, "SELECT pg_export_snapshot()")
        spans = _spans(first, 4 * workers)
        with ThreadPoolExecutor(workers) as pool:
            found = list(pool.map(lambda span: _walk(connect, snapshot, span), spans))
    breaks = [one for part in found for one in part.breaks]
    return Found(
        sum(part.lines for part in found), sorted(breaks, key=lambda one: (one.stream, one.position))
    )


def _one(connection: Connection, statement: str) -> tuple[Any, ...]:
    row = connection.execute(statement.encode()).fetchone()
    assert row is not None
    return row


def _spans(connection: Connection, number: int) -> list[Span]:
    """Cut the streams into spans of about as many streams; together they hold every stream there is."""
    rows = connection.execute(
        "SELECT min(stream) FROM (SELECT stream, ntile(%s) OVER (ORDER BY stream) AS part FROM trail_head) "
        "AS cut GROUP BY part ORDER BY 1",
        [number],
    ).fetchall()
    marks = [None, *(row[0] for row in rows[1:]), None]
    return [Span(*pair) for pair in pairwise(marks)]


def _walk(connect: Connect, snapshot: str, span: Span) -> Found:
    with connect() as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        connection.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(snapshot)))
        # The index has the order already; a sort would put the whole trail on the disk a second time.
        for setting in ("enable_sort", "enable_incremental_sort", "enable_hashagg", "jit"):
            connection.execute(f"SET LOCAL {setting} = off".encode())
        connection.execute(
            "SET LOCAL client_encoding = 'UTF8'"
        )  # digests are over UTF-8, as array_send sends
        lines = 0
        breaks: list[Break] = []
        with connection.cursor(name="walk") as cursor:
            cursor.itersize = 5_000
            cursor.execute(sql.SQL(WALK).format(within=span.sql()))
            for row in cursor:
                lines += row[1]
                breaks += _breaks(*row)
    return Found(lines, breaks)


def _breaks(
    stream: str,
    _lines: int,
    moved: int | None,
    changed: int | None,
    end: int | None,
    head: int | None,
    ends_well: bool,
) -> Iterator[Break]:
    """The first thing wrong with a stream; one broken in the middle may also have lost its end."""
    first = min((at for at in (moved, changed) if at is not None), default=None)
    if first is not None:
        yield Break(stream, first, MOVED if first == moved else CHANGED)
    if head is None and end is not None:
        yield Break(stream, end, HEADLESS)
    elif not ends_well and head is not None and (end is None or first is None or end < head):
        yield Break(stream, head, CUT)
