"""What retrieval hands to the pipeline: passages with their sentences, offsets and plain scores.

Nothing here searches. Any index fits that can fill these values.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from alongside.sources.passages import EvidenceKind, ParagraphKind, ParsedDocument, SourceRecord

SentenceScorer = Callable[[str, Sequence[str]], Sequence[float]]
"""Question and sentences in; one number per sentence out, 0 (nothing in common) to 1."""


@dataclass(frozen=True, slots=True)
class CandidateSentence:
    """A sentence of a candidate: offsets into the whole stored text, headings, paragraph, and score."""

    start: int
    end: int
    path: tuple[str, ...]
    paragraph: int
    kind: ParagraphKind
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document version, or a passage of one, that may answer.

    `text` begins at character `offset` of the stored text. `score` is 0 to 1. `primary` is False for a
    work that reports others, our own summaries included. `nearness` is the cosine of what is asked and the
    nearest passage (-1 to 1), None where nobody compared meanings.
    """

    version: str
    title: str
    text: str
    sentences: tuple[CandidateSentence, ...]
    score: float
    record: SourceRecord
    primary: bool = True
    offset: int = 0
    nearness: float | None = None

    def cut(self, start: int, end: int) -> str:
        """The characters from start to end of the stored text."""
        return self.text[start - self.offset : end - self.offset]

    @property
    def year(self) -> str:
        return self.record.date[:4]


_REPORTS_OTHERS = frozenset(
    {
        EvidenceKind.REVIEW,
        EvidenceKind.SUMMARY,
        EvidenceKind.PATIENT_INFORMATION,
        EvidenceKind.OPINION,
        EvidenceKind.OTHER,
    }
)


def is_primary(record: SourceRecord) -> bool:
    """Whether a work found or judged the evidence itself, as reviews, summaries and leaflets do not."""
    return record.kind not in _REPORTS_OTHERS


OWN_SHARE = 0.6
"""Weight of a sentence's own score; the rest is its document's, so that a sentence which does not repeat the
subject of its document still counts."""


def candidate_of(
    document: ParsedDocument,
    question: str,
    scorer: SentenceScorer,
    *,
    score: float | None = None,
    primary: bool = True,
) -> Candidate:
    """A whole document as a candidate. Without a score from retrieval (0 to 1) it takes its title's."""
    title, *own = scorer(
        question, [document.title, *(document.cut(s.start, s.end) for s in document.sentences)]
    )
    whole = float(title if score is None else score)
    sentences = tuple(
        CandidateSentence(
            s.start,
            s.end,
            document.path_of(s),
            s.paragraph,
            document.paragraphs[s.paragraph].kind,
            OWN_SHARE * float(value) + (1 - OWN_SHARE) * whole,
        )
        for s, value in zip(document.sentences, own, strict=True)
    )
    return Candidate(
        document.version, document.title, document.text, sentences, whole, document.record, primary
    )
