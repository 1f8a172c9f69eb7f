"""Keeping the works that content files cite."""

from alongside.sources import records
from alongside.sources.models import Source


def keep_work(record: records.Record) -> Source:
    """The row of a record. Its status is kept where it is known already: files do not undo a retraction."""
    described = {
        "record": records.to_json(record),
        "doi": record.doi or "",
        "pmid": record.pmid or "",
        "kind": record.kind.value,
        "year": record.year,
        "primary": record.primary,
    }
    source, _new = Source.objects.update_or_create(
        slug=record.key, defaults=described, create_defaults=described | {"status": record.standing.value}
    )
    return source
