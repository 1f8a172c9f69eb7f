"""A document cut into passages for the index: paragraphs of one section, never a part of a sentence."""

from collections.abc import Iterable, Iterator, Sequence

from alongside.sources.passages import Paragraph, Sentence

LONGEST = 2_400
"""Characters of a passage; most abstracts are one. Only a single longer sentence makes a longer passage."""

Span = tuple[int, int]


def spans(
    paragraphs: Sequence[Paragraph], sentences: Sequence[Sentence], longest: int = LONGEST
) -> list[Span]:
    """(start, end) of each passage, in order; together they hold every sentence exactly once.

    A short document is one passage over all its sections: a heading like "Methods" is no subject of its own.
    """
    if not sentences:
        return []
    whole = (sentences[0].start, sentences[-1].end)
    if whole[1] - whole[0] <= longest:
        return [whole]
    return list(_joined(_pieces(paragraphs, sentences, longest), longest))


def _pieces(
    paragraphs: Sequence[Paragraph], sentences: Sequence[Sentence], longest: int
) -> Iterator[tuple[int, int, int]]:
    """Whole paragraphs as (start, end, section); one too long is cut between sentences."""
    for paragraph, own in _by_paragraph(sentences):
        section = paragraphs[paragraph].section
        start, end = own[0].start, own[0].end
        for sentence in own[1:]:
            if sentence.end - start > longest:
                yield start, end, section
                start = sentence.start
            end = sentence.end
        yield start, end, section


def _by_paragraph(sentences: Sequence[Sentence]) -> Iterator[tuple[int, list[Sentence]]]:
    own: list[Sentence] = []
    for sentence in sentences:
        if own and own[0].paragraph != sentence.paragraph:
            yield own[0].paragraph, own
            own = []
        own.append(sentence)
    if own:
        yield own[0].paragraph, own


def _joined(pieces: Iterable[tuple[int, int, int]], longest: int) -> Iterator[Span]:
    waiting: tuple[int, int, int] | None = None
    for start, end, section in pieces:
        if waiting and (waiting[2] != section or end - waiting[0] > longest):
            yield waiting[:2]
            waiting = None
        waiting = (waiting[0] if waiting else start, end, section)
    if waiting:
        yield waiting[:2]
