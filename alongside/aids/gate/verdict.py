"""The gate of choice aids: every rule applied to one document, each with what it looked at and found."""

from __future__ import annotations

from datetime import date

import msgspec

from alongside.aids.blocks import block_of
from alongside.aids.document import AidDocument
from alongside.aids.gate import (
    balance,
    compare_versions,
    freshness,
    ipdas,
    provenance,
    reading,
    risk,
    risk_words,
)
from alongside.aids.gate.subject import SPOKEN, Subject, subject_of
from alongside.editorial.findings import Report
from alongside.editorial.looking import Check, LineOf, Teller, report_of


def _place_among_r(check: Check[Subject]) -> int:
    """12 of "R12": the rules about risk stand in two modules and are known by their numbers."""
    return int(check.rule.id[1:].partition("-")[0])


FAMILIES: tuple[tuple[str, tuple[Check[Subject], ...]], ...] = (
    ("What a choice aid holds", ipdas.CHECKS),
    (
        "How numbers are shown",
        tuple(sorted((*risk.CHECKS, *risk_words.CHECKS, *compare_versions.CHECKS), key=_place_among_r)),
    ),
    ("Where numbers come from", provenance.CHECKS),
    ("Balance", balance.CHECKS),
    ("Reading", reading.CHECKS),
    ("Freshness", freshness.CHECKS),
)
CHECKS: tuple[Check[Subject], ...] = tuple(check for _, checks in FAMILIES for check in checks)


def examine(
    document: AidDocument,
    *,
    today: date,
    earlier: AidDocument | None = None,
    translations: tuple[AidDocument, ...] = (),
    spoken: tuple[str, ...] = SPOKEN,
    line_of: LineOf | None = None,
) -> Report:
    """The whole gate over a document that was loaded (``file.load``).

    ``earlier``: the version before, if there is one. ``translations``: the same version in other languages.
    ``spoken``: the languages in which the program has its own sentences. ``line_of``: where the document was
    read from a file, the line of a path in it.
    """
    return report_on(subject_of(document, today, earlier, translations, spoken), line_of)


def report_on(subject: Subject, line_of: LineOf | None = None) -> Report:
    """The report on a subject that is at hand."""
    document = subject.document
    tree = msgspec.json.decode(msgspec.json.encode(document))
    return report_of(CHECKS, subject, Teller(tree, lambda path: block_of(document, path), line_of))
