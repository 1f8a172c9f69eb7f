"""The gate of choice aids: every rule applied to one document, each with what it looked at and found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any

import msgspec

from alongside.aids.blocks import block_of
from alongside.aids.document import AidDocument, Path
from alongside.aids.findings import path_in_words
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
from alongside.aids.gate.subject import Check, Spot, Subject, subject_of
from alongside.editorial.findings import Finding, Report, Result


def _place_among_r(check: Check) -> int:
    """12 of "R12": the rules about risk stand in two modules and are known by their numbers."""
    return int(check.rule.id[1:].partition("-")[0])


FAMILIES: tuple[tuple[str, tuple[Check, ...]], ...] = (
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
CHECKS: tuple[Check, ...] = tuple(check for _, checks in FAMILIES for check in checks)

LineOf = Callable[[Path], int | None]


def examine(
    document: AidDocument,
    *,
    today: date,
    earlier: AidDocument | None = None,
    translations: tuple[AidDocument, ...] = (),
    line_of: LineOf | None = None,
) -> Report:
    """The whole gate over a document that was loaded (``file.load``).

    ``earlier``: the version before, if there is one. ``translations``: the same version in other languages.
    ``line_of``: where the document was read from a file, the line of a path in it.
    """
    return report_on(subject_of(document, today, earlier, translations), line_of)


def report_on(subject: Subject, line_of: LineOf | None = None) -> Report:
    """The report on a subject that is at hand."""
    teller = _Teller(subject.document, line_of)
    return Report(tuple(_result(check, subject, teller) for check in CHECKS))


def _result(check: Check, subject: Subject, teller: _Teller) -> Result:
    seen = check.look(subject)
    return Result(check.rule, seen.at, tuple(map(teller.finding, seen.spots)), seen.applies)


class _Teller:
    """Turns spots into findings: the place in words, the block, the line."""

    def __init__(self, document: AidDocument, line_of: LineOf | None) -> None:
        self._document = document
        self._line_of = line_of

    @cached_property
    def _tree(self) -> Any:
        return msgspec.json.decode(msgspec.json.encode(self._document))

    def finding(self, spot: Spot) -> Finding:
        return Finding(
            place=path_in_words(spot.path, self._tree),
            found=spot.found,
            mend=spot.mend,
            block=block_of(self._document, spot.path),
            line=self._line_of(spot.path) if self._line_of else None,
        )
