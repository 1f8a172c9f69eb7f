"""The choice-aid file: text to document, every mistake at once with its line and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator

from alongside.aids import checks, wording
from alongside.aids.document import AidDocument, json_schema
from alongside.editorial.content_file import FileShape, Names
from alongside.editorial.mistakes import Problem

_ONE_PER_AID = {"denominator", "people_per", "out_of"}
_ONE_PER_COMPARISON = {"population", "time_span", "source", "grounds", "people_studied"}
_NAMES = Names(
    unknown=dict.fromkeys(
        _ONE_PER_AID,
        "One aid has one denominator, at the top: numbers out of different groups cannot be compared.",
    )
    | dict.fromkeys(
        _ONE_PER_COMPARISON,
        "A comparison is one population, time span and source: write a second comparison instead.",
    ),
    rules={("minItems", ("options",)): "fewer-than-two-options"},
)


def _examine(document: AidDocument) -> Iterator[Problem]:
    yield from checks.examine(document)
    yield from wording.examine(document)


AID_FILE = FileShape(AidDocument, json_schema, _examine, _NAMES)
check, checked, load, checked_tree = AID_FILE.check, AID_FILE.checked, AID_FILE.load, AID_FILE.checked_tree
canonical, to_content, from_content = AID_FILE.canonical, AID_FILE.to_content, AID_FILE.from_content
