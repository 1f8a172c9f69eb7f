"""Whether the handout is still fresh on a given day."""

from __future__ import annotations

from alongside.editorial.findings import Rule, Weight
from alongside.editorial.fresh import OLD, old_sources, overdue
from alongside.editorial.looking import Check, Looked, counted, looked
from alongside.materials.gate.subject import Subject

REVIEW = Rule(
    "review-not-overdue",
    "The day of the next review has not passed.",
    "NICE ECD8 (2021), update policy",
    "Wards change; a handout that nobody has read again sends people to the wrong door.",
)
SOURCE_AGE = Rule(
    "source-age",
    f"No source is more than {OLD} years old; an older one is looked at again.",
    "IPDASi v4, item 2.2.3, asked of every text for patients",
    "What was found out then may be known better now.",
    Weight.ADVICE,
)


def _review(subject: Subject) -> Looked:
    due = subject.document.next_review_due
    return looked(f"next review {due}", overdue(due, subject.today))


def _source_age(subject: Subject) -> Looked:
    sources = subject.document.sources
    return looked(f"years of {counted(len(sources), 'source')}", old_sources(sources, subject.today))


CHECKS = (Check(REVIEW, _review), Check(SOURCE_AGE, _source_age))
