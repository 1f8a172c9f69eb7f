"""Holding the trail against signed checkpoints: a chain cut off, or written anew from some line on."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from alongside.trail.chains import Connect, Connection
from alongside.trail.checkpoints import End, ends_in, files_in, header_of
from alongside.trail.lines import Break

BATCH = 5_000


def against_checkpoints(connect: Connect, folder: Path) -> list[Break]:
    """The first line of each stream that a checkpoint speaks against. Memory: one batch of ends.

    The files themselves must have been checked before (`checkpoints.check_files`).
    """
    with connect() as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        wrong: dict[str, tuple[End, str]] = {}
        for file in files_in(folder):
            at = header_of(file).at
            for end in _not_there(connection, ends_in(file)):
                wrong.setdefault(end.stream, (end, at))
        return [
            _told(connection, folder, end, at)
            for end, at in sorted(wrong.values(), key=lambda one: one[0].stream)
        ]


def _not_there(connection: Connection, ends: Iterable[End]) -> Iterator[End]:
    flow = iter(ends)
    while batch := list(islice(flow, BATCH)):
        rows = connection.execute(
            "SELECT said.stream, said.position FROM unnest(%s::text[], %s::bigint[], %s::bytea[]) "
            "AS said(stream, position, digest) LEFT JOIN trail_entry AS line USING (position) "
            "WHERE line.position IS NULL OR line.stream <> said.stream OR line.digest <> said.digest",
            [[end.stream for end in batch], [end.position for end in batch], [end.digest for end in batch]],
        ).fetchall()
        missing = {(stream, position) for stream, position in rows}
        yield from (end for end in batch if (end.stream, end.position) in missing)


def _told(connection: Connection, folder: Path, first: End, at: str) -> Break:
    """Name the line: between the last one vouched for and the first one spoken against."""
    good = max(
        (end.position for end in _vouched(folder, first.stream) if end.position < first.position), default=0
    )
    row = connection.execute(
        "SELECT max(position), min(position) FILTER (WHERE position > %s) FROM trail_entry WHERE stream = %s",
        [good, first.stream],
    ).fetchone()
    assert row is not None
    last, suspect = row
    if last is None or last < first.position:
        return Break(
            first.stream,
            first.position,
            f"the stream is cut off: the checkpoint of {at} saw this line; now the last is {last or 'none'}",
        )
    return Break(
        first.stream,
        suspect,
        f"the stream was written anew from here or a little later: the checkpoint of {at} saw another line "
        f"{first.position}; the last line vouched for is {good or 'none'}",
    )


def _vouched(folder: Path, stream: str) -> Iterator[End]:
    for file in files_in(folder):
        yield from (end for end in ends_in(file) if end.stream == stream)
