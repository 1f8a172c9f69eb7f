"""The lines of the trail as values, in chain order."""

from collections.abc import Iterator

from alongside.trail.lines import Line
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
