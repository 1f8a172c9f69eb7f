"""What `alongside library` does, without a terminal: values in, values out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from alongside.sources import actions, indexing, ingest, library, queries
from alongside.sources.index.protocol import IndexStats
from alongside.sources.ingest import Incoming, Step, Terms
from alongside.sources.lists import read_list
from alongside.sources.models import Document
from alongside.sources.parsing.describing import date_from_words
from alongside.sources.standing import GRAVITY, ListError, Word, usable_doi, usable_pmid


@dataclass(frozen=True, slots=True)
class Added:
    """The last step of each file; ``said`` are sentences about the whole, the index among them."""

    files: tuple[Step, ...]
    said: tuple[str, ...]

    @property
    def stopped(self) -> bool:
        return any(step.stopped for step in self.files)

    @property
    def new(self) -> int:
        return sum(step.new for step in self.files)

    @property
    def known(self) -> int:
        return sum(step.known for step in self.files)

    @property
    def refused(self) -> int:
        return sum(step.refused for step in self.files)


@dataclass(frozen=True, slots=True)
class Retractions:
    """What came of a list: how many works it names, what is newly marked, which lines make no sense."""

    works: int
    documents: tuple[str, ...]
    sources: tuple[str, ...]
    errors: tuple[ListError, ...]


def files_in(paths: Iterable[Path]) -> list[Incoming]:
    """Every file to read, in order. Raises FileNotFoundError for a path that is not there."""
    return [incoming for path in paths for incoming in ingest.incoming_from(path)]


def add(
    files: Iterable[Incoming],
    terms: Terms,
    *,
    again: bool = False,
    told: Callable[[Step], object],
    indexed: indexing.Progress,
) -> Added:
    """Read, store and index files as the operator; ``told`` hears each step, ``indexed`` how many came in."""
    last: list[Step] = []
    for step in ingest.ingest(files, terms, by=None, again=again):
        told(step)
        if step.done:
            last.append(step)
    caught = indexing.catch_up(indexed)
    return Added(tuple(last), (caught.said,) if caught.said else ())


def listing(words: str, *, most: int) -> Iterator[Document]:
    """The documents whose titles hold these words, newest first."""
    yield from queries.listed(words, most=most)


def rebuild(indexed: indexing.Progress) -> IndexStats:
    """Build the index anew. Raises IndexProblem with the sentence where it cannot be."""
    return indexing.rebuild(indexed)


def meaning(worked_out: indexing.Progress) -> indexing.CaughtUp:
    """Work out the meaning of every passage that can only be found by its words yet."""
    return indexing.add_meaning(worked_out)


def state() -> library.LibraryState:
    return library.state_of_library()


def withdraw(named: str, reason: str) -> Document:
    """Take out the document with that version or id. Raises NoSuchDocument; ValueError without a reason."""
    try:
        row = Document.objects.filter(pk=UUID(named)).only("fingerprint").first()
    except ValueError:
        row = None
    return actions.withdraw(row.fingerprint if row else named, reason, by=None)


def retractions(data: bytes, name: str) -> Retractions:
    """Mark what a list says of works. Raises NotAList."""
    lines = list(read_list(data, name))
    words = [line for line in lines if isinstance(line, Word)]
    return _marked(words, tuple(line for line in lines if isinstance(line, ListError)))


def mark(work: str, kind: str, *, said_by: str, date: str = "") -> Retractions:
    """Mark one work, named by its DOI or PMID. Raises ValueError with the sentence why not."""
    doi, pmid = usable_doi(work), usable_pmid(work)
    if not (doi or pmid):
        raise ValueError(f"{work[:60]!r} is neither a DOI nor a PMID.")
    if kind not in GRAVITY:
        raise ValueError(f"The kind {kind[:40]!r} is not known. Use one of: {', '.join(GRAVITY)}.")
    if not said_by.strip():
        raise ValueError("Say who says so, with --said-by.")
    if date and not date_from_words(date):
        raise ValueError(f"{date[:40]!r} is no day. Write it as 2026-05-31.")
    return _marked([Word(kind, doi, pmid, date_from_words(date), said_by.strip())], ())


def _marked(words: list[Word], errors: tuple[ListError, ...]) -> Retractions:
    marked = actions.mark_retracted(words, by=None)
    return Retractions(
        marked.notices,
        tuple(row.title for row in marked.documents),
        tuple(row.slug for row in marked.sources),
        errors,
    )
