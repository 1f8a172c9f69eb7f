"""Whether the handout says what every reader needs: who made it, what to do, and no more than fits."""

from __future__ import annotations

from collections.abc import Iterator

from alongside.editorial.findings import Rule
from alongside.editorial.looking import Check, Looked, Spot, counted, looked
from alongside.editorial.mistakes import Path
from alongside.editorial.said import STATUS_IS_THE_BOARDS, is_told, of_its_review, unsaid
from alongside.materials.document import HandoutDocument
from alongside.materials.gate.subject import Subject
from alongside.materials.wording import passages

MOST_POINTS = 7
MOST_WORDS = 900
"""What two sheets of A4 hold in the size we print."""
CDC = "CDC Clear Communication Index"

WHO_MADE_IT = Rule(
    "who-made-it",
    "The handout says who wrote it, who paid for it, what ties they have, and when it is read again.",
    "IPDASi v4, items 2.2.3 and 2.3.1 (PMID 23963501), asked of every text for patients",
    "Readers weigh words by who paid for them.",
)
ALL_SAID = Rule(
    "all-said",
    "No place is empty or holds a placeholder: the message, every passage, what to do, whom to ask.",
    f"{CDC}, items 1, 5 and 14",
    "A handout without a next step leaves its reader where they were.",
)
SHORT_LISTS = Rule(
    "short-lists",
    f"No list has more than {MOST_POINTS} points.",
    f"{CDC}, item 8",
    "Nobody keeps a longer list in mind.",
)
TWO_SHEETS = Rule(
    "two-sheets",
    f"The words fit on two sheets of paper: no more than {MOST_WORDS}.",
    "Alongside: what is handed out is read standing up",
    "The third sheet is left in the room.",
)


def _who_made_it(subject: Subject) -> Looked:
    told = _of_its_making(subject.document)
    return looked(counted(len(told), "field"), _untold(told))


def _of_its_making(document: HandoutDocument) -> list[tuple[Path, str]]:
    authors: list[tuple[Path, str]] = [
        (("authors", place), name) for place, name in enumerate(document.authors)
    ]
    return [
        *authors,
        (("funding",), document.funding),
        (("conflicts",), document.conflicts),
        (("update_policy",), document.update_policy),
    ]


def _untold(fields: list[tuple[Path, str]]) -> Iterator[Spot]:
    for path, text in fields:
        if not is_told(text):
            yield Spot(path, f"“{text}” does not tell it.", "Write a sentence, even if there is nothing.")


def _all_said(subject: Subject) -> Looked:
    spots = unsaid(subject.words, "Nothing is said here.", "Write it, or take the place out.")
    return looked(counted(len(subject.words), "text"), spots)


def _status_is_the_boards(subject: Subject) -> Looked:
    document = subject.document
    told = [(("title",), document.title), (("in_short",), document.in_short), *_of_its_making(document)]
    return looked(counted(len(told), "text"), of_its_review(told))


def _short_lists(subject: Subject) -> Looked:
    return looked("every list", _long_lists(subject.document))


def _long_lists(document: HandoutDocument) -> Iterator[Spot]:
    lists: list[tuple[Path, int]] = [
        ((*path, "points"), len(passage.points)) for path, passage in passages(document)
    ]
    for path, points in [*lists, (("to_do",), len(document.to_do))]:
        if points > MOST_POINTS:
            yield Spot(
                path, f"This list has {points} points.", "Make two lists of it, each with its own lead."
            )


def _two_sheets(subject: Subject) -> Looked:
    words = sum(len(text.split()) for _path, text in subject.words)
    spots = [Spot((), f"There are {words} words.", "Leave out what can be told, or make two handouts of it.")]
    return looked(counted(words, "word"), spots if words > MOST_WORDS else [])


CHECKS = (
    Check(WHO_MADE_IT, _who_made_it),
    Check(ALL_SAID, _all_said),
    Check(STATUS_IS_THE_BOARDS, _status_is_the_boards),
    Check(SHORT_LISTS, _short_lists),
    Check(TWO_SHEETS, _two_sheets),
)
