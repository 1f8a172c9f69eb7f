"""An answer as a page shows it, for one reader. Pure: no Django, no patient."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alongside.answers.composition import Answer, Claim, Reference
from alongside.answers.conflict import conflicts_in
from alongside.answers.kept import Library, Shown, passage_around
from alongside.answers.plain_wording import hard_words
from alongside.answers.readers import Reader, view_for
from alongside.answers.selection import Place
from alongside.answers.starter import StarterSentence, starter_of
from alongside.plain.reading.plainer import Plainer
from alongside.sources.passages import EvidenceKind


@dataclass(frozen=True)
class Ground:
    """The record behind a sentence of our own summaries: where its fact stands, and how it was read."""

    sentence: str
    reference: str
    year: str
    primary: bool
    place: str
    read_in: str
    derived: str
    href: str
    identifiers: str


@dataclass(frozen=True)
class ClaimView:
    """A quotation with the passage around it. `number` counts the claims of the answer from 1."""

    number: int
    text: str
    language: str
    before: str
    after: str
    path: tuple[str, ...]
    reference: Reference
    ours: bool
    grounds: tuple[Ground, ...]
    hard: tuple[Plainer, ...]


@dataclass(frozen=True)
class SectionView:
    place: Place
    open: bool
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True)
class ReferenceView:
    """A reference, whether it is our summary, and the records that its quoted sentences rest on."""

    reference: Reference
    ours: bool
    href: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True)
class AnswerPage:
    """Everything of an answer that depends on today's library and on the reader."""

    sections: tuple[SectionView, ...]
    references: tuple[tuple[EvidenceKind, tuple[ReferenceView, ...]], ...]
    conflicts: tuple[tuple[ClaimView, ClaimView, str], ...]
    left_out: tuple[tuple[str, str], ...]
    lost: int
    plain_words_first: bool
    record_detail: bool
    oldest: str
    newest: str

    @property
    def languages(self) -> frozenset[str]:
        """The languages of the quotations, without region."""
        return frozenset(c.language.partition("-")[0] for s in self.sections for c in s.claims)


def page_of(shown: Shown, reader: Reader, library: Library) -> AnswerPage:
    """The page of a kept answer."""
    answer = shown.answer
    view = view_for(answer, reader)
    views = {claim: _claim(claim, shown, answer, library) for claim in answer.claims}
    sections = tuple(
        SectionView(s.place, s.place in view.open_at_first, tuple(views[c] for c in s.claims))
        for s in view.sections
    )
    dates = _dates(views.values())
    return AnswerPage(
        sections=sections,
        references=tuple(
            (kind, tuple(_reference(r, list(views.values())) for r in found))
            for kind, found in answer.references_by_kind()
        ),
        conflicts=tuple((views[c.left], views[c.right], c.why) for c in conflicts_in(answer)),
        left_out=tuple((one.title, one.why) for one in answer.left_out),
        lost=shown.lost,
        plain_words_first=view.plain_words_first,
        record_detail=view.record_detail,
        oldest=min(dates, default=""),
        newest=max(dates, default=""),
    )


def _claim(claim: Claim, shown: Shown, answer: Answer, library: Library) -> ClaimView:
    document = library(claim.version)
    if document is None:
        raise LookupError("A claim is shown only while its source is in the library.")
    before, after, path = passage_around(document, claim.start, claim.end)
    reference = next(r for r in answer.references if r.number == claim.citation)
    starter = starter_of(claim.version)
    grounds = starter.grounds_of(claim.start, claim.end) if starter else ()
    return ClaimView(
        number=shown.numbers[claim],
        text=claim.text,
        language=document.record.language or "en",
        before=before,
        after=after,
        path=path,
        reference=reference,
        ours=starter is not None,
        grounds=tuple(_ground(one, document.text[one.start : one.end]) for one in grounds),
        hard=hard_words(claim.text),
    )


def _ground(sentence: StarterSentence, text: str) -> Ground:
    record = sentence.record
    return Ground(
        sentence=text,
        reference=record.reference(),
        year=str(record.year or ""),
        primary=record.primary,
        place=sentence.place,
        read_in=sentence.read_in,
        derived=sentence.derived,
        href=_href(record.doi or "", record.pmid or "", record.pmcid or ""),
        identifiers="".join(f" {scheme} {value}." for scheme, value in record.identifiers()),
    )


def _href(doi: str, pmid: str, pmcid: str, url: str = "") -> str:
    if doi:
        return f"https://doi.org/{doi}"
    if pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"
    if pmcid:
        return f"https://www.ncbi.nlm.nih.gov/pmc/articles/{pmcid}/"
    return url if url.startswith(("https://", "http://")) else ""


def _reference(reference: Reference, claims: Sequence[ClaimView]) -> ReferenceView:
    grounds = [g for c in claims if c.reference.number == reference.number for g in c.grounds]
    seen = {g.reference: g for g in reversed(grounds)}
    unique = tuple(seen[name] for name in dict.fromkeys(g.reference for g in grounds))
    href = _href(reference.doi, reference.pmid, reference.pmcid, reference.url)
    return ReferenceView(reference, starter_of(reference.version) is not None, href, unique)


def _dates(claims: Iterable[ClaimView]) -> list[str]:
    """Years of the evidence itself: of the records behind our summaries, not of the summaries."""
    claims = list(claims)
    own = [c.reference.date[:4] for c in claims if not c.ours]
    return [year for year in (*own, *(g.year for c in claims for g in c.grounds)) if year]
