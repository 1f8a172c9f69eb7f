"""Keeping the search index in step with the database: catch up by sequence number, or build anew.

Words are taken in at once. Meaning takes a hundred times as long, so many documents get theirs afterwards
(`add_meaning`); until then they are found by their words.

Every process opens the index once. Only one process writes at a time; another one that wants to is told so,
nothing is lost, and the next run catches up.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.db.models import Max

from alongside.sources import stored as storing
from alongside.sources.cutting import spans
from alongside.sources.index.embedding import Choice, embedder_or_reason
from alongside.sources.index.protocol import (
    IndexMissing,
    IndexProblem,
    IndexStats,
    OutOfOrder,
    Passage,
)
from alongside.sources.index.tandem import TandemIndex
from alongside.sources.models import Document

AT_ONCE = 2_000
"""Documents taken into the index by one commit."""
CHUNK = 250
"""Documents read from the database at once."""
NO_LANGUAGE = "und"
FEW = 100
"""Up to so many documents get their meaning while they are taken in."""
MEANINGS_AT_ONCE = 64

Progress = Callable[[int], object]
"""Told how many documents have just been taken in."""


def _untold(_documents: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """How many documents were taken in or out; ``said`` is empty, or the sentence why it stopped there."""

    documents: int
    said: str = ""


@cache
def embedding() -> Choice:
    """The sentence embedding of this process, or the reason why there is none."""
    return embedder_or_reason()


def evidence_index() -> TandemIndex:
    """The index of this installation, opened once for each process. Never raises; its methods may."""
    return _opened(Path(settings.LIBRARY_INDEX))


@lru_cache(maxsize=8)
def _opened(root: Path) -> TandemIndex:
    choice = embedding()
    return TandemIndex(root, choice.embedder, "" if choice.embedder else choice.said)


def language_key(tag: str) -> str:
    """The language without region or script, as the index keeps it."""
    return tag.split("-")[0].lower() or NO_LANGUAGE


def passages_of(document: Document) -> Iterator[Passage]:
    """The pieces of a document as the index reads them; none for a record without text."""
    if not document.version or document.withdrawn_at:
        return
    standing = "retracted" if document.retracted else "superseded" if document.superseded else ""
    structure = document.structure
    for start, end in spans(storing.paragraphs(structure), storing.sentences(structure)):
        yield Passage(
            id=f"{document.version}:{start}:{end}",
            document_id=document.version,
            title=document.title,
            text=document.text[start:end],
            kind=document.kind,
            year=document.year,
            language=language_key(document.language),
            mesh=tuple(document.record.get("mesh", ())),
            excluded=standing,
        )


def catch_up(progress: Progress = _untold) -> CaughtUp:
    """Take every change since the index last read, also those that come in meanwhile.

    Begins an index where there is none. Raises no IndexProblem: its sentence is in what is returned.
    """
    index, taken = evidence_index(), 0
    try:
        _begin(index)
        while changed := _changes(index.sequence, AT_ONCE):
            writer = index if len(changed) <= FEW else _by_words(Path(settings.LIBRARY_INDEX))
            taken += _take(writer, changed, progress)
    except IndexProblem as problem:
        return CaughtUp(taken, str(problem))
    return CaughtUp(taken)


def _begin(index: TandemIndex) -> None:
    """An empty index where there is none, or where one read further than this database: it is another's."""
    try:
        if index.sequence <= _newest():
            return
    except IndexMissing:
        pass
    index.rebuild([], sequence=0)


def _by_words(root: Path) -> TandemIndex:
    """The same index, for writing without meaning."""
    return TandemIndex(root, None)


def _newest() -> int:
    return Document.objects.aggregate(newest=Max("sequence"))["newest"] or 0


def add_meaning(progress: Progress = _untold, go_on: Callable[[], bool] = lambda: True) -> CaughtUp:
    """Work out the meaning of what came in by words only, until none is left or ``go_on`` says no.

    Raises no IndexProblem: its sentence is in what is returned.
    """
    index, done = evidence_index(), 0
    try:
        while go_on() and (versions := index.without_meaning(MEANINGS_AT_ONCE)):
            reached = index.sequence
            rows = list(Document.objects.filter(version__in=versions, withdrawn_at=None))
            gone = set(versions) - {row.version for row in rows}
            index.delete(sorted(gone), sequence=reached)
            index.put((piece for row in rows for piece in passages_of(row)), sequence=reached)
            done += len(versions)
            progress(len(versions))
    except IndexProblem as problem:
        return CaughtUp(done, str(problem))
    return CaughtUp(done)


def _changes(after: int, most: int, until: int | None = None) -> list[tuple[int, bool]]:
    """(sequence, whether it was withdrawn) of the next changes, in their order."""
    rows = Document.objects.filter(sequence__gt=after).order_by("sequence")
    if until is not None:
        rows = rows.filter(sequence__lte=until)
    pairs = rows.values_list("sequence", "withdrawn_at")[:most]
    return [(sequence, withdrawn_at is not None) for sequence, withdrawn_at in pairs]


def keep_up(seconds: float = 50.0) -> CaughtUp:
    """One turn of the work that comes back: catch up, then give meaning for as long as there is time."""
    caught, end = catch_up(), monotonic() + seconds
    return caught if caught.said else add_meaning(go_on=lambda: monotonic() < end)


def _take(index: TandemIndex, changed: list[tuple[int, bool]], progress: Progress) -> int:
    """One commit takes out, the next puts in and moves the number: what breaks off between is done again."""
    reached = index.sequence
    numbers = [sequence for sequence, _ in changed]
    gone = [sequence for sequence, withdrawn in changed if withdrawn]
    try:
        if gone:
            versions = Document.objects.filter(sequence__in=gone).values_list("version", flat=True)
            index.delete([version for version in versions if version], sequence=reached)
        index.put(_passages(numbers, progress), sequence=numbers[-1])
    except OutOfOrder:
        return 0  # another process was faster; the next look tells what is left
    return len(changed)


def _passages(numbers: Iterable[int], progress: Progress) -> Iterator[Passage]:
    waiting = list(numbers)
    for first in range(0, len(waiting), CHUNK):
        rows = list(Document.objects.filter(sequence__in=waiting[first : first + CHUNK]).order_by("sequence"))
        for row in rows:
            yield from passages_of(row)
        progress(len(rows))


def rebuild(progress: Progress = _untold) -> IndexStats:
    """Build the index anew from the database; the old one serves until then.

    Raises IndexBusy where another process is writing it, StorageFailed where it cannot be written.
    """
    newest = _newest()
    return evidence_index().rebuild(_everything(newest, progress), sequence=newest)


def _everything(newest: int, progress: Progress) -> Iterator[Passage]:
    """Every document as it was at ``newest``; one changed since then comes with the next catching up."""
    after = 0
    while changed := _changes(after, CHUNK, until=newest):
        yield from _passages((sequence for sequence, withdrawn in changed if not withdrawn), progress)
        after = changed[-1][0]
