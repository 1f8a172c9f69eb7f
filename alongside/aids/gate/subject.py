"""What a rule of the gate looks at, and the shape in which it answers.

A rule is a ``Rule`` (what it asks, who asks for it, why) and a function from a ``Subject`` to ``Looked``;
both together are a ``Check``. Rules know no lines and no blocks: ``verdict`` adds those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from alongside.aids import wording
from alongside.aids.document import AidDocument, Comparison, Path
from alongside.aids.findings import Problem
from alongside.aids.page import AidPage, ComparisonView
from alongside.aids.presentation import present
from alongside.editorial.findings import Rule


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


@dataclass(frozen=True)
class Subject:
    """A choice aid as the gate sees it: the file's content and every page that readers are shown of it.

    ``pages`` are one for each answer to the baseline question and one for a reader who has not answered.
    ``earlier`` is the last version; ``translations`` are the same version in other languages.
    """

    document: AidDocument
    today: date
    pages: tuple[AidPage, ...]
    earlier: AidDocument | None = None
    translations: tuple[AidDocument, ...] = ()

    @cached_property
    def words(self) -> tuple[tuple[Path, str], ...]:
        """Every text written for patients, with its place."""
        return tuple(wording.patient_words(self.document))

    def views(self) -> Iterator[tuple[Path, Comparison, ComparisonView]]:
        """Every comparison beside what each page shows of it; the path leads to the comparison."""
        comparisons = {
            one.key: (("comparisons", place), one) for place, one in enumerate(self.document.comparisons)
        }
        for page in self.pages:
            for outcome in page.outcomes:
                for view in outcome.comparisons:
                    yield *comparisons[view.key], view


@dataclass(frozen=True, slots=True)
class Check:
    """One rule with the function that applies it."""

    rule: Rule
    look: Callable[[Subject], Looked]


def subject_of(
    document: AidDocument,
    today: date,
    earlier: AidDocument | None = None,
    translations: tuple[AidDocument, ...] = (),
) -> Subject:
    """The subject of a document that was loaded (``file.load``): its names all lead somewhere."""
    strata = [choice.key for choice in document.strata.choices] if document.strata else []
    pages = tuple(present(document, stratum) for stratum in (None, *strata))
    return Subject(document, today, pages, earlier, translations)


def looked(at: str, spots: Iterable[Spot]) -> Looked:
    """What was looked at with its spots, each told once: several pages may show the same mistake."""
    return Looked(at, tuple(dict.fromkeys(spots)))


def spots_of(problems: Iterable[Problem]) -> Iterator[Spot]:
    """What a check at loading finds, for the rules that ask the same of a document made elsewhere."""
    return (Spot(problem.path, problem.what, problem.mend) for problem in problems)


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 source", "2 sources"."""
    return f"{number} {one if number == 1 else many or one + 's'}"
