"""A handout as its gate sees it: its words by place, its claims, and the same handout written otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from alongside.editorial.claims import Claim, Paper, Reference, Work
from alongside.editorial.mistakes import Path
from alongside.materials.document import HandoutDocument, Passage
from alongside.materials.wording import as_paragraphs, passage_words, passages, patient_words
from alongside.sources.sentences import sentence_spans


@dataclass(frozen=True)
class Subject:
    """``others``: the same handout in other languages and at other reading levels."""

    document: HandoutDocument
    today: date
    others: tuple[HandoutDocument, ...] = ()

    @cached_property
    def words(self) -> tuple[tuple[Path, str], ...]:
        """Every text written for patients, with its place."""
        return tuple(patient_words(self.document))

    @cached_property
    def uncited(self) -> tuple[tuple[Path, str], ...]:
        """The texts that stand in no passage with a citation, nor head a section that has one."""
        cited = {path for path, passage in passages(self.document) if passage.cites}
        headings = {(*path[:2], "heading") for path in cited}
        return tuple((path, text) for path, text in self.words if path[:4] not in cited | headings)

    @cached_property
    def claims(self) -> tuple[tuple[Path, Claim], ...]:
        """Every sentence of the passages with citations, as a claim."""
        return tuple(
            (path, claim)
            for path, passage in passages(self.document)
            if passage.cites
            for claim in _claims(place_of(path), passage)
        )

    @cached_property
    def paper(self) -> Paper:
        """The handout as the claims that `editorial.claims` examines, beside what its sources say."""
        document = self.document
        references = tuple(Reference(one.key, one.reference(), one) for one in document.sources)
        library = tuple(Work(one, self._said_by(one.key)) for one in document.sources)
        return Paper(tuple(claim for _path, claim in self.claims), references, works=library)

    def _said_by(self, source: str) -> str:
        cites = [one for _path, passage in passages(self.document) for one in passage.cites]
        return as_paragraphs([one.says for one in cites if one.source == source])


def place_of(path: Path) -> str:
    """A name for a place, by which a finding about a claim is led back to it."""
    return "/".join(map(str, path))


def _claims(block: str, passage: Passage) -> Iterator[Claim]:
    cites = tuple(one.source for one in passage.cites)
    for _path, text in passage_words(passage):
        for start, end in sentence_spans(text):
            yield Claim(text[start:end], cites, block)
