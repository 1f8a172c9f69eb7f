"""Whether the aid is still fresh on a given day."""

from __future__ import annotations

from alongside.aids.gate.subject import Subject
from alongside.editorial.findings import Rule, Weight
from alongside.editorial.fresh import OLD, old_sources, overdue
from alongside.editorial.looking import Check, Looked, counted, looked

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
    due = subject.document.next_review_due
    return looked(f"next review {due}", overdue(due, subject.today))


def _source_age(subject: Subject) -> Looked:
    sources = subject.document.sources
    return looked(f"years of {counted(len(sources), 'source')}", old_sources(sources, subject.today))


CHECKS = (Check(REVIEW, _review), Check(SOURCE_AGE, _source_age))
