"""The library as other rooms read it: find documents, fetch one version, and how it all stands.

The index only proposes: what it finds is read from the database and checked again, so that nothing
withdrawn, retracted or superseded comes back, however old the index is.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, Max, Q
from django.utils import timezone

from alongside.sources import stored as storing
from alongside.sources.index.protocol import (
    Embedder,
    Hit,
    IndexProblem,
    IndexStats,
    SearchRequest,
    Standing,
    Ways,
    behind,
)
from alongside.sources.index.weighing import left_out
from alongside.sources.indexing import (
    embedding,
    evidence_index,
    language_key,
    multilingual,
    sentence_index,
)
from alongside.sources.models import Document
from alongside.sources.stored import StoredDocument

EMPTY = "The library is empty. Someone who keeps it adds documents."
NO_SEARCH = "The library cannot be searched right now. Please ask again later."
LATE = "Some new documents may not be found yet."
SAMPLE = 3_000
"""Documents whose words are counted for `rarity`: a random and steady choice, the lowest fingerprints."""
MOST_LEFT_OUT = 20
ACROSS_PER_DOCUMENT = 6


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document that may answer, and its passages that were found, best first.

    Scores order the documents; the best is about 1 (0.8 to 1.2 once kind and age have weighed in).
    """

    document: StoredDocument
    hits: tuple[Hit, ...]

    @property
    def score(self) -> float:
        return self.hits[0].score

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where in the text the passages stand, in the order of the hits."""
        return tuple(span_of(hit) for hit in self.hits)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, best first; ``said`` are sentences about what was left out and about the index."""

    documents: tuple[FoundDocument, ...] = ()
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LibraryState:
    """How the library and its index stand. ``index_sequence`` is None where there is no index to read."""

    documents: int
    cite_only: int
    retracted: int
    superseded: int
    withdrawn: int
    sequence: int
    index_sequence: int | None
    passages: int
    bytes: int
    embedder: str
    sentences: tuple[str, ...]


def stored(version: str) -> StoredDocument | None:
    """That version, also if retracted (look at ``holds``); None if there is none or it was withdrawn."""
    row = Document.objects.filter(version=version, withdrawn_at=None).first()
    return None if row is None else stored_from(row)


def stored_many(versions: Iterable[str]) -> dict[str, StoredDocument]:
    """The same for several versions in one query; those that `stored` would not give are missing."""
    rows = Document.objects.filter(version__in=list(versions), withdrawn_at=None)
    return {row.version: stored_from(row) for row in rows if row.version}


def document(document_id: UUID) -> StoredDocument | None:
    """Any document by its row's id, whatever became of it; None if there is none."""
    row = Document.objects.filter(pk=document_id).first()
    return None if row is None else stored_from(row)


def stored_from(row: Document) -> StoredDocument:
    return StoredDocument(
        id=row.pk,
        version=row.version or "",
        title=row.title,
        text=row.text,
        sections=storing.sections(row.structure),
        paragraphs=storing.paragraphs(row.structure),
        sentences=storing.sentences(row.structure),
        pages=storing.pages(row.structure),
        record=storing.record_from_json(row.record),
        may_show=row.may_show,
        retracted=row.retracted,
        superseded=row.superseded,
        withdrawn=row.withdrawn_at is not None,
        standing_reason=row.standing_reason,
        withdrawn_reason=row.withdrawn_reason,
        warnings=tuple(row.warnings),
    )


def span_of(hit: Hit) -> tuple[int, int]:
    """The (start, end) that a passage's id carries."""
    _, start, end = hit.passage_id.rsplit(":", 2)
    return int(start), int(end)


# Finding


def find(text: str, *, limit: int = 20, languages: Sequence[str] = ()) -> Found:
    """The documents that fit a question best, at most ``limit``; no question, however odd, raises.

    ``languages`` are BCP 47 tags; documents that do not tell their language pass. Without a readable
    index nothing is found, and a sentence for readers says so; `state_of_library` tells the keeper why.
    """
    newest = newest_sequence()
    if not newest:
        return Found(said=(EMPTY,))
    keys = tuple({language_key(tag) for tag in languages} | {language_key("")}) if languages else ()
    request = SearchRequest(text=text, limit=2 * limit, languages=keys, this_year=timezone.now().year)
    try:
        index = evidence_index()
        hits = index.search(request)
        dead = index.search(_left_out(request))
        late = behind(index, newest)
    except IndexProblem:
        return Found(said=(NO_SEARCH,))
    documents, dropped = _checked(hits)
    said = left_out((*_as_good(dead, hits), *dropped))
    return Found(tuple(documents[:limit]), (*said, LATE) if late else said)


def find_across(text: str, *, limit: int = 20) -> Found:
    """The documents with the sentences that lie nearest to a question in another language, best first.

    Hits are single sentences and carry their cosine as ``meaning``. Nothing is found where no embedding
    across languages is installed, or its index cannot be read: then the first look stands as it is.
    """
    index = sentence_index()
    if index is None:
        return Found()
    request = SearchRequest(
        text=text, limit=3 * limit, ways=Ways.MEANING, per_document=ACROSS_PER_DOCUMENT, synonyms=False
    )
    try:
        hits = [hit for hit in index.search(request) if hit.meaning is not None]
    except IndexProblem:
        return Found()
    documents, dropped = _checked(hits)
    return Found(tuple(documents[:limit]), left_out(dropped))


def _left_out(request: SearchRequest) -> SearchRequest:
    return SearchRequest(
        text=request.text,
        limit=MOST_LEFT_OUT,
        languages=request.languages,
        ways=Ways.WORDS,
        standing=Standing.LEFT_OUT,
        per_document=1,
    )


def _as_good(dead: Sequence[Hit], alive: Sequence[Hit]) -> list[Hit]:
    """Left-out passages whose words fit at least half as well as those of the best hit that is shown: a small
    library shows weak hits, too, and beside those a retracted work of another subject would be named."""
    best = max((hit.words for hit in alive if hit.words is not None), default=0.0)
    return [hit for hit in dead if (hit.words or 0.0) >= best / 2]


def _checked(hits: Sequence[Hit]) -> tuple[list[FoundDocument], list[Hit]]:
    """The hits by document, in their order, as the database knows them now; and those that hold no more."""
    by_version: dict[str, list[Hit]] = {}
    for hit in hits:
        by_version.setdefault(hit.document_id, []).append(hit)
    rows = stored_many(by_version)
    found, dropped = [], []
    for version, own in by_version.items():
        row = rows.get(version)
        if row is None:
            continue
        if row.holds:
            found.append(FoundDocument(row, tuple(own)))
        else:
            dropped.append(_excluded(own[0], "retracted" if row.retracted else "superseded"))
    return found, dropped


def _excluded(hit: Hit, reason: str) -> Hit:
    return Hit(passage_id=hit.passage_id, document_id=hit.document_id, score=hit.score, excluded=reason)


# How it stands


def newest_sequence() -> int:
    """The number of the newest change; 0 for an empty library."""
    return Document.objects.aggregate(newest=Max("sequence"))["newest"] or 0


def state_of_library() -> LibraryState:
    """Counts, how far the index has read, and the sentences that a keeper of the library should read."""
    counts = Document.objects.aggregate(
        documents=Count("id", filter=Q(withdrawn_at=None)),
        cite_only=Count("id", filter=Q(withdrawn_at=None, may_show=False)),
        retracted=Count("id", filter=Q(withdrawn_at=None, retracted=True)),
        superseded=Count("id", filter=Q(withdrawn_at=None, superseded=True)),
        withdrawn=Count("id", filter=Q(withdrawn_at__isnull=False)),
        sequence=Max("sequence"),
    )
    sequence = counts.pop("sequence") or 0
    stats, sentences = _index_state(sequence)
    return LibraryState(
        **counts,
        sequence=sequence,
        index_sequence=stats.sequence if stats else None,
        passages=stats.passages if stats else 0,
        bytes=stats.bytes if stats else 0,
        embedder=stats.embedder if stats else "",
        sentences=tuple(sentences),
    )


def _index_state(sequence: int) -> tuple[IndexStats | None, list[str]]:
    if not sequence:
        return None, [EMPTY]
    try:
        index = evidence_index()
        stats = index.stats()
        late = behind(index, sequence)
    except IndexProblem as problem:
        return None, [str(problem)]
    return stats, [*stats.said, *([late] if late else [])]


# What scoring needs


def embedder() -> Embedder | None:
    """The sentence embedding, made once for this process; None where it is not installed."""
    return embedding().embedder


def embedder_across() -> Embedder | None:
    """The embedding across languages, made once for this process; None where it is not installed."""
    return multilingual().embedder


Stems = Callable[[str], Iterable[str]]
Rarity = Callable[[str], float]


def rarity(stems: Stems) -> Rarity:
    """How telling a stem is in this library: inverse document frequency as in BM25, never below 0.

    ``stems`` takes a text apart as the caller will ask. Counted once for each process, and again
    when the library has grown by a tenth.
    """
    return _rarity(stems, int(math.log(newest_sequence() + 1, 1.1)))


@lru_cache(maxsize=4)
def _rarity(stems: Stems, _size: int) -> Rarity:
    counts: Counter[str] = Counter()
    total = 0
    for text in _sample():
        total += 1
        counts.update(set(stems(text)))
    return lambda stem: math.log(1 + (total - counts[stem] + 0.5) / (counts[stem] + 0.5))


def _sample() -> Iterator[str]:
    rows = Document.objects.filter(withdrawn_at=None, version__isnull=False).order_by("fingerprint")
    for title, text in rows.values_list("title", "text")[:SAMPLE].iterator(chunk_size=500):
        yield f"{title}\n{text}"
