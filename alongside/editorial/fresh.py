"""Whether a text is still fresh on a given day: its next review, and the age of its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from alongside.editorial.looking import Spot, counted
from alongside.sources.records import Record

OLD = 10
"""Years after which we ask about a source. Our own choice: no standard names a number."""


def overdue(next_review_due: str, today: date) -> Iterator[Spot]:
    """A spot where the day of the next review (as it is written) has passed, or does not exist."""
    path = ("next_review_due",)
    try:
        due = date.fromisoformat(next_review_due)
    except ValueError:
        yield Spot(path, f"There is no day {next_review_due}.", "Correct the date.")
        return
    if due < today:
        days = counted((today - due).days, "day")
        mend = "Read the text and its sources again, then set the next day."
        yield Spot(path, f"The review was due on {next_review_due}, {days} ago.", mend)


def old_sources(sources: Iterable[Record], today: date) -> Iterator[Spot]:
    """A spot for each source that is older than we leave unasked."""
    mend = "Look for a newer one, or say why it still holds."
    for place, record in enumerate(sources):
        if record.year is not None and today.year - record.year > OLD:
            yield Spot(("sources", place), f"This source is from {record.year}.", mend)
