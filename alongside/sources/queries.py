"""Reading sources. They belong to the library: every reader may see them."""

from alongside.sources import records
from alongside.sources.models import Source


def record_of(slug: str) -> records.Record | None:
    """The record of that key, with the standing that is known today; None if there is none."""
    source = Source.objects.filter(slug=slug).first()
    return None if source is None else records.from_json({**source.record, "standing": source.status})
