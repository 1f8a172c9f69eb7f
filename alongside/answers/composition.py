"""The answer as a value: sections of claims, each a span of a stored text, and the references."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from alongside.answers.candidates import Candidate
from alongside.answers.selection import LeftOut, Place, Unit
from alongside.sources.passages import PARAGRAPH_BREAK, EvidenceKind, sha256_of
from alongside.sources.quotation import Quotation, StoredDocument, Verdict, check_quotation

StoredVersion = Callable[[str], StoredDocument | None]
"""A document version as it lies in the library, or None when it is gone."""


@dataclass(frozen=True)
class Claim:
    """A quotation: exactly the characters from start to end of a version, their hash, and its number."""

    text: str
    version: str
    start: int
    end: int
    sha256: str
    citation: int


@dataclass(frozen=True)
class AnswerSection:
    """One place of the answer and its claims, in reading order."""

    place: Place
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Reference:
    """A source under the number by which claims cite it. `primary` False: it reports the work of others."""

    number: int
    version: str
    title: str
    kind: EvidenceKind
    date: str
    primary: bool
    grade: str
    retracted: bool
    superseded: bool
    doi: str
    pmid: str
    pmcid: str
    url: str
    published_in: str


@dataclass(frozen=True)
class Answer:
    """Sections, references in order of number, and what was left out and why."""

    sections: tuple[AnswerSection, ...]
    references: tuple[Reference, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(claim for section in self.sections for claim in section.claims)

    def references_by_kind(self) -> tuple[tuple[EvidenceKind, tuple[Reference, ...]], ...]:
        """The references under their kind, strongest kind first, numbers ascending."""
        grouped = ((kind, tuple(r for r in self.references if r.kind is kind)) for kind in EvidenceKind)
        return tuple((kind, found) for kind, found in grouped if found)


def compose(units: Sequence[Unit], left_out: Iterable[LeftOut] = ()) -> Answer:
    """Chosen units as an answer: numbers by first appearance, neighbouring spans of one source joined."""
    numbers: dict[str, int] = {}
    sources: dict[str, Candidate] = {}
    sections: list[AnswerSection] = []
    for place in Place:
        claims: list[Claim] = []
        for candidate, start, end in _joined([u for u in units if u.place is place]):
            number = numbers.setdefault(candidate.version, len(numbers) + 1)
            sources.setdefault(candidate.version, candidate)
            claims.append(_claim(candidate, start, end, number))
        if claims:
            sections.append(AnswerSection(place, tuple(claims)))
    references = tuple(reference_of(sources[version], number) for version, number in numbers.items())
    return Answer(tuple(sections), references, tuple(left_out))


def _joined(units: Sequence[Unit]) -> list[tuple[Candidate, int, int]]:
    """Spans in order; one that follows the last with only a space between is joined to it."""
    spans: list[tuple[Candidate, int, int]] = []
    for unit in units:
        if spans and spans[-1][0].version == unit.candidate.version and _touch(unit, spans[-1][2]):
            spans[-1] = (spans[-1][0], spans[-1][1], unit.end)
        else:
            spans.append((unit.candidate, unit.start, unit.end))
    return spans


def _touch(unit: Unit, end: int) -> bool:
    between = unit.candidate.cut(end, unit.start) if end <= unit.start else PARAGRAPH_BREAK
    return not between.strip() and PARAGRAPH_BREAK not in between


def _claim(candidate: Candidate, start: int, end: int, number: int) -> Claim:
    text = candidate.cut(start, end)
    return Claim(text, candidate.version, start, end, sha256_of(text), number)


def reference_of(candidate: Candidate, number: int) -> Reference:
    """The source of a candidate under a number."""
    record = candidate.record
    return Reference(
        number=number,
        version=candidate.version,
        title=candidate.title,
        kind=record.kind,
        date=record.date,
        primary=candidate.primary,
        grade=record.grade,
        retracted=record.is_retracted,
        superseded=record.is_superseded,
        doi=record.doi,
        pmid=record.pmid,
        pmcid=record.pmcid,
        url=record.url,
        published_in=record.published_in,
    )


def verdict_on(claim: Claim, stored: StoredVersion) -> Verdict:
    """What the quotation gate says of a claim today; a version that is gone supports nothing."""
    document = stored(claim.version)
    if document is None:
        return Verdict(False, "The source of this quotation is no longer in the library.")
    quotation = Quotation(claim.version, claim.start, claim.end, claim.sha256, claim.text)
    return check_quotation(quotation, document)


def still_true(answer: Answer, stored: StoredVersion) -> Answer:
    """The answer without the claims that the gate refuses; empty sections go. Numbers stay as they were."""
    sections = (
        AnswerSection(s.place, tuple(c for c in s.claims if verdict_on(c, stored).supported))
        for s in answer.sections
    )
    kept = tuple(s for s in sections if s.claims)
    cited = {c.citation for s in kept for c in s.claims}
    return Answer(kept, tuple(r for r in answer.references if r.number in cited), answer.left_out)
