"""The gate of handouts: every rule applied to one document, each with what it looked at and found."""

from __future__ import annotations

from datetime import date

import msgspec

from alongside.editorial.findings import Report
from alongside.editorial.looking import Check, LineOf, Teller, report_of
from alongside.materials.blocks import block_of
from alongside.materials.document import HandoutDocument
from alongside.materials.gate import claiming, freshness, reading, said, same_numbers
from alongside.materials.gate.subject import Subject

FAMILIES: tuple[tuple[str, tuple[Check[Subject], ...]], ...] = (
    ("What a handout says", said.CHECKS),
    ("Reading", reading.CHECKS),
    ("Claims", claiming.CHECKS),
    ("The same in every version", same_numbers.CHECKS),
    ("Freshness", freshness.CHECKS),
)
CHECKS: tuple[Check[Subject], ...] = tuple(check for _, checks in FAMILIES for check in checks)


def examine(
    document: HandoutDocument,
    *,
    today: date,
    others: tuple[HandoutDocument, ...] = (),
    line_of: LineOf | None = None,
) -> Report:
    """The whole gate over a document that was loaded.

    ``others``: the same handout in other languages and at other levels. ``line_of``: where the document was
    read from a file, the line of a path in it.
    """
    tree = msgspec.json.decode(msgspec.json.encode(document))
    teller = Teller(tree, lambda path: block_of(document, path), line_of)
    return report_of(CHECKS, Subject(document, today, others), teller)
