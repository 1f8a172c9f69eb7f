"""What every evidence index can do, whatever stands behind it, and the values that go in and come out.

An index is a copy: the truth is the database. Each change carries the database's sequence number, so that an
index knows how far it has read and can catch up or be built anew. An index holds no words it must show:
it answers with ids, and the caller reads the passages from the database and checks them again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

LONGEST_QUESTION = 20_000
"""Characters of a question that are read; the rest is left unread."""
MOST_HITS = 1_000


class IndexProblem(Exception):
    """Something is wrong with the index; the message is a sentence that says what, where and how to mend."""


class IndexMissing(IndexProblem):
    """There is no index yet at the place named."""


class IndexCorrupt(IndexProblem):
    """The files of the index do not fit together; it must be built anew."""


class IndexBusy(IndexProblem):
    """Another process is changing the index. Nothing was changed by this call."""


class OutOfOrder(IndexProblem):
    """A change older than what the index already holds."""


class StorageFailed(IndexProblem):
    """The change could not be written (a full disk, say). The index as it was keeps serving."""


class Ways(StrEnum):
    """How to look: by words, by meaning, or both joined."""

    WORDS = "words"
    MEANING = "meaning"
    BOTH = "both"


class Standing(StrEnum):
    """Which passages may answer: those that hold, or (to say what was left out) those that do not."""

    HOLDS = "holds"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of a document as the index reads it.

    `kind` is the sort of work in the words of ``sources.records.Kind`` or finer ("systematic review",
    "case report"); `year` of publication; `language` a BCP 47 code; `mesh` headings of the record;
    `excluded` is empty, or the reason why the passage is no evidence ("retracted", "superseded").
    """

    id: str
    document_id: str
    title: str
    text: str
    kind: str = "other"
    year: int | None = None
    language: str = "en"
    mesh: tuple[str, ...] = ()
    excluded: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """A question and its limits. Empty filters let everything through; `years` is (first, last), both in.

    `per_document` caps the hits of one document (0: no cap). `this_year` turns on weighing by kind and
    age of the evidence, counted back from that year. `synonyms` adds lay and medical words for each other.
    """

    text: str
    limit: int = 20
    ways: Ways = Ways.BOTH
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    standing: Standing = Standing.HOLDS
    per_document: int = 3
    this_year: int | None = None
    synonyms: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One passage found. `score` orders the hits, highest first.

    `words` is the BM25 score and `meaning` the cosine (-1 to 1); None where that way did not look at it.
    `reasons` are sentences: what raised or lowered the score.
    """

    passage_id: str
    document_id: str
    score: float
    words: float | None = None
    meaning: float | None = None
    kind: str = "other"
    year: int | None = None
    language: str = "en"
    excluded: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexStats:
    """What the index holds: passages that can be found, how far it has read, its size, its embedder.

    `embedder` is "" when it holds no vectors; `said` are sentences for the status page.
    """

    engine: str
    passages: int
    sequence: int
    bytes: int
    embedder: str
    said: tuple[str, ...] = ()


class Embedder(Protocol):
    """Turns texts into unit vectors. `name` must change whenever the vectors would."""

    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def vectors(self, texts: "Sequence[str]") -> "Vectors":
        """Shape (texts, dimensions)."""
        ...

    def vector(self, text: str) -> "Vectors":
        """Shape (dimensions,)."""
        ...


@dataclass(frozen=True, slots=True)
class EmbedderChoice:
    """The embedder to use, or None; `said` is a sentence for the status page either way."""

    embedder: Embedder | None
    said: str


class EvidenceIndex(Protocol):
    """One index. Every method may raise IndexProblem; a search on a sound index raises for no question."""

    @property
    def sequence(self) -> int:
        """The database's sequence number up to which every change is in this index."""
        ...

    def put(self, passages: Iterable[Passage], *, sequence: int) -> int:
        """Take in whole documents: all earlier passages of every document named are replaced at once.

        Returns how many passages went in. Raises OutOfOrder, IndexBusy, StorageFailed.
        """
        ...

    def delete(self, document_ids: Iterable[str], *, sequence: int) -> None:
        """Take documents out; unknown ids are no error. Raises OutOfOrder, IndexBusy, StorageFailed."""
        ...

    def search(self, request: SearchRequest) -> tuple[Hit, ...]:
        """The best passages, highest score first, ties in the order of passage ids."""
        ...

    def rebuild(self, passages: Iterable[Passage], *, sequence: int) -> IndexStats:
        """Build anew beside the old index, which serves until the new one takes its place in one step."""
        ...

    def stats(self) -> IndexStats:
        """What it holds now."""
        ...


def behind(index: EvidenceIndex, database_sequence: int) -> str:
    """A sentence when the index has not read everything the database holds, else ""."""
    missing = database_sequence - index.sequence
    if missing <= 0:
        return ""
    changes = "1 change" if missing == 1 else f"{missing} changes"
    return (
        f"The search index is {changes} behind the library: it stands at {index.sequence}, "
        f"the library at {database_sequence}. New documents may not be found yet."
    )


def safe_text(text: str, longest: int = LONGEST_QUESTION) -> str:
    """The text cut to `longest` characters, without NULs and lone surrogates, which no engine can hold."""
    kept = text[:longest].replace("\x00", " ")
    return kept if kept.isascii() else kept.encode("utf-8", "replace").decode("utf-8")
