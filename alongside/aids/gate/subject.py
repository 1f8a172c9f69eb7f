"""What a rule of the gate looks at, and the shape in which it answers.

A rule is a ``Rule`` (what it asks, who asks for it, why) and a function from a ``Subject`` to ``Looked``;
both together are a ``Check``. Rules know no lines and no blocks: ``verdict`` adds those.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from alongside.aids import wording
from alongside.aids.document import AidDocument, Comparison
from alongside.aids.page import AidPage, ComparisonView
from alongside.aids.presentation import present
from alongside.editorial.mistakes import Path

SPOKEN = ("en",)
"""What the program speaks as it is shipped."""


@dataclass(frozen=True)
class Subject:
    """A choice aid as the gate sees it: the file's content and every page that readers are shown of it.

    ``pages`` are one for each answer to the baseline question and one for a reader who has not answered.
    ``earlier`` is the last version; ``translations`` are the same version in other languages.
    ``spoken`` are the languages in which the program has its own sentences.
    """

    document: AidDocument
    today: date
    pages: tuple[AidPage, ...]
    earlier: AidDocument | None = None
    translations: tuple[AidDocument, ...] = ()
    spoken: tuple[str, ...] = SPOKEN

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


def subject_of(
    document: AidDocument,
    today: date,
    earlier: AidDocument | None = None,
    translations: tuple[AidDocument, ...] = (),
    spoken: tuple[str, ...] = SPOKEN,
) -> Subject:
    """The subject of a document that was loaded (``file.load``): its names all lead somewhere."""
    strata = [choice.key for choice in document.strata.choices] if document.strata else []
    pages = tuple(present(document, stratum) for stratum in (None, *strata))
    return Subject(document, today, pages, earlier, translations, spoken)
