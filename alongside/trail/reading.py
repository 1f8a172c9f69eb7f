"""Reading the trail: verification, and the lines that a person may see (by row-level security)."""

from collections.abc import Iterator

from django.db import connections, transaction

from alongside.trail.lines import Break, Line, first_breaks
from alongside.trail.models import Entry

COLUMNS = tuple(Line.__dataclass_fields__)


def _line(row: tuple[object, ...]) -> Line:
    values = dict(zip(COLUMNS, row, strict=True))
    for name in ("previous", "digest"):
        values[name] = bytes(values[name])  # type: ignore[call-overload]
    values["named"] = tuple(values["named"])  # type: ignore[arg-type]
    return Line(**values)  # type: ignore[arg-type]


def all_lines(using: str) -> Iterator[Line]:
    """Every line in chain order, streamed. `using` must be a role that sees all of them."""
    entries = Entry.objects.using(using).order_by("stream", "position").values_list(*COLUMNS)
    for row in entries.iterator(chunk_size=5_000):
        yield _line(row)


def verify(using: str) -> tuple[int, list[Break]]:
    """Walk every chain; how many lines there are, and the first break of each broken stream.

    Also compares each stream's end with the head kept beside it, so that a stream cut short
    shows unless its head was rewritten too.
    """
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        # One unmoving picture: lines and heads as they stood at the same instant.
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return _verify(using)


def _verify(using: str) -> tuple[int, list[Break]]:
    ends: dict[str, Line] = {}
    count = 0

    def counted() -> Iterator[Line]:
        nonlocal count
        for line in all_lines(using):
            count += 1
            ends[line.stream] = line
            yield line

    breaks = list(first_breaks(counted()))
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT stream, position, digest FROM trail_head ORDER BY stream")
        for stream, position, digest in cursor.fetchall():
            end = ends.pop(stream, None)
            if end is None or end.position != position or end.digest != bytes(digest):
                breaks.append(Break(stream, position, "the stream was cut off before its last line"))
    breaks += [Break(line.stream, line.position, "the stream has no head") for line in ends.values()]
    return count, breaks
