"""Whether the aid is still fresh on a given day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alongside.aids.gate.subject import Check, Looked, Spot, Subject, counted, looked
from alongside.editorial.findings import Rule, Weight
from alongside.sources.records import Record

OLD = 10
"""Years after which we ask about a source. Our own choice: no standard names a number."""

REVIEW = Rule(
    "review-not-overdue",
    "The day of the next review has not passed.",
    "NICE ECD8 (2021), update policy; IPDASi v4, item 2.2.3",
    "An aid about intensive care was still listed years after its own update date.",
)
SOURCE_AGE = Rule(
    "source-age",
    f"No source is more than {OLD} years old; an older one is looked at again.",
    "IPDASi v4, item 2.2.3",
    "Treatments and the people who get them change.",
    Weight.ADVICE,
)


def _review(subject: Subject) -> Looked:
    return looked(f"next review {subject.document.next_review_due}", _overdue(subject))


def _overdue(subject: Subject) -> Iterator[Spot]:
    written, path = subject.document.next_review_due, ("next_review_due",)
    try:
        due = date.fromisoformat(written)
    except ValueError:
        yield Spot(path, f"There is no day {written}.", "Correct the date.")
        return
    if due < subject.today:
        days = counted((subject.today - due).days, "day")
        mend = "Read the aid and its sources again, then set the next day."
        yield Spot(path, f"The review was due on {written}, {days} ago.", mend)


def _source_age(subject: Subject) -> Looked:
    sources = subject.document.sources
    spots = (
        Spot(
            ("sources", place),
            f"This source is from {record.year}.",
            "Look for a newer one, or say why it still holds.",
        )
        for place, record in enumerate(sources)
        if _is_old(record, subject.today)
    )
    return looked(f"years of {counted(len(sources), 'source')}", spots)


def _is_old(record: Record, today: date) -> bool:
    return record.year is not None and today.year - record.year > OLD


CHECKS = (Check(REVIEW, _review), Check(SOURCE_AGE, _source_age))
