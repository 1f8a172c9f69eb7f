"""What a rule of a gate answers, and how the answers of all its rules become one report.

A rule is a ``Rule`` (what it asks, who asks for it, why) and a function from a subject to ``Looked``; both
together are a ``Check``. Rules know no lines and no blocks: ``report_of`` adds those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from alongside.editorial.findings import Finding, Report, Result, Rule
from alongside.editorial.mistakes import Path, Problem, path_in_words

Subject = TypeVar("Subject")
LineOf = Callable[[Path], int | None]


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing found wrong, before its line is known: ``path`` leads to it."""

    path: Path
    found: str
    mend: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What a rule looked at, in words, and the spots it found."""

    at: str
    spots: tuple[Spot, ...] = ()
    applies: bool = True


NOT_ABOUT_THIS = Looked("nothing here for this rule", applies=False)


@dataclass(frozen=True, slots=True)
class Check(Generic[Subject]):
    """One rule with the function that applies it."""

    rule: Rule
    look: Callable[[Subject], Looked]


def looked(at: str, spots: Iterable[Spot]) -> Looked:
    """What was looked at with its spots, each told once: several pages may show the same mistake."""
    return Looked(at, tuple(dict.fromkeys(spots)))


def spots_of(problems: Iterable[Problem]) -> Iterator[Spot]:
    """What a check at loading finds, for the rules that ask the same of a document made elsewhere."""
    return (Spot(problem.path, problem.what, problem.mend) for problem in problems)


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 source", "2 sources"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


@dataclass(frozen=True)
class Teller:
    """Turns spots into findings: the place in words, the block, the line.

    ``tree``: the document as plain values. ``block_of``: the key of the block in which a path lies.
    ``line_of``: where the document was read from a file, the line of a path in it.
    """

    tree: Any
    block_of: Callable[[Path], str]
    line_of: LineOf | None = None

    def finding(self, spot: Spot) -> Finding:
        return Finding(
            place=path_in_words(spot.path, self.tree),
            found=spot.found,
            mend=spot.mend,
            block=self.block_of(spot.path),
            line=self.line_of(spot.path) if self.line_of else None,
        )


def report_of(checks: Iterable[Check[Subject]], subject: Subject, teller: Teller) -> Report:
    """Every rule applied to one subject."""
    return Report(tuple(_result(check, subject, teller) for check in checks))


def _result(check: Check[Subject], subject: Subject, teller: Teller) -> Result:
    seen = check.look(subject)
    return Result(check.rule, seen.at, tuple(map(teller.finding, seen.spots)), seen.applies)
