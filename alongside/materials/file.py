"""The handout file: text to document, every mistake at once with its line and how to mend it.

A mistake stops the file from being loaded: names that lead nowhere, keys used twice, days that do not exist.
Everything else is the gate's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from alongside.editorial.content_file import FileShape
from alongside.editorial.mistakes import Path, Problem
from alongside.materials.document import HandoutDocument, json_schema
from alongside.materials.wording import passages


def _examine(document: HandoutDocument) -> Iterator[Problem]:
    yield from _twice((("sections", n, "key"), one.key) for n, one in enumerate(document.sections))
    yield from _twice((("sources", n, "key"), one.key) for n, one in enumerate(document.sources))
    yield from _unknown_sources(document)
    for field in ("published", "next_review_due"):
        if not _is_a_day(getattr(document, field)):
            yield Problem("no-such-day", (field,), "There is no such day.", "Correct the date.")


def _twice(keys: Iterable[tuple[Path, str]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, key in keys:
        if key in seen:
            yield Problem("key-twice", path, f'"{key}" is used twice.', "Give each its own key.")
        seen.add(key)


def _unknown_sources(document: HandoutDocument) -> Iterator[Problem]:
    known = {record.key for record in document.sources}
    for path, passage in passages(document):
        for place, citing in enumerate(passage.cites):
            if citing.source not in known:
                found = f'There is no source "{citing.source}".'
                mend = "Add it under sources, or correct the key."
                yield Problem("unknown-source", (*path, "cites", place, "source"), found, mend)


def _is_a_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


HANDOUT_FILE = FileShape(HandoutDocument, json_schema, _examine)
