"""From documents found to candidates: the paragraphs that were found, whole, with what leads into a list."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from alongside.answers.candidates import Candidate, SentenceScorer, candidate_of, is_primary
from alongside.sources.index.protocol import Hit
from alongside.sources.passages import ParsedDocument

Span = tuple[int, int]
SHORT = 60
"""Sentences of a document that is taken whole: an abstract, a leaflet, a summary."""


def candidate_at(
    document: ParsedDocument,
    spans: Sequence[Span],
    question: str,
    scorer: SentenceScorer,
    score: float,
    nearness: float | None = None,
) -> Candidate:
    """The document as a candidate; of a long one only the sentences around the spans."""
    if spans and len(document.sentences) > SHORT:
        near = _paragraphs_at(document, spans)
        document = replace(document, sentences=tuple(s for s in document.sentences if s.paragraph in near))
    candidate = candidate_of(
        document, question, scorer, score=min(1.0, max(0.0, score)), primary=is_primary(document.record)
    )
    return replace(candidate, nearness=nearness)


def nearest_of(hits: Iterable[Hit]) -> float | None:
    """The best cosine among the passages of a document; None where meaning was not looked at."""
    return max((hit.meaning for hit in hits if hit.meaning is not None), default=None)


def _paragraphs_at(document: ParsedDocument, spans: Sequence[Span]) -> set[int]:
    """Numbers of the paragraphs that a span touches. A list or table comes whole, with the line above it."""
    near: set[int] = set()
    for number, paragraph in enumerate(document.paragraphs):
        if any(paragraph.start < end and start < paragraph.end for start, end in spans):
            near.add(number)
            if paragraph.kind != "prose":
                near |= _list_around(document, number)
            elif _introduces(document, number):
                near |= _list_around(document, number + 1)
    return near


def _list_around(document: ParsedDocument, number: int) -> set[int]:
    first = last = number
    while first > 0 and document.paragraphs[first].kind != "prose":
        first -= 1
    while last + 1 < len(document.paragraphs) and document.paragraphs[last + 1].kind != "prose":
        last += 1
    return set(range(first, last + 1))


def _introduces(document: ParsedDocument, number: int) -> bool:
    following = document.paragraphs[number + 1 : number + 2]
    return bool(following) and following[0].kind != "prose"
