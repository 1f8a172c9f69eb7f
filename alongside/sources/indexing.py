"""Keeping the search indexes in step with the database: catch up by sequence number, or build anew.

There are two: the one that every question asks, and, where the extra for languages is installed, a smaller
one of single sentences for questions in another language than their source. Words are taken in at once.
Meaning takes a hundred times as long, so many documents get theirs afterwards (`add_meaning`); until then
they are found by their words.

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
from alongside.sources.index.embedding import embedder_or_reason
from alongside.sources.index.multilingual import multilingual_or_reason
from alongside.sources.index.protocol import (
    EmbedderChoice,
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
FEW, FEW_ACROSS = 100, 12
"""Up to so many documents get their meaning while they are taken in."""
MEANINGS_AT_ONCE, MEANINGS_AT_ONCE_ACROSS = 64, 8
OTHER_LANGUAGES = "other-languages"
"""The folder, inside that of the index, of the sentences that are found across languages."""
MOST_SENTENCES = 60
"""Sentences of a document, from its start, that are found across languages: each takes 60 ms."""

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
def embedding() -> EmbedderChoice:
    """The sentence embedding of this process, or the reason why there is none."""
    return embedder_or_reason()


@cache
def multilingual() -> EmbedderChoice:
    """The embedding across languages of this process, or the reason why there is none."""
    return multilingual_or_reason()


def evidence_index() -> TandemIndex:
    """The index of this installation, opened once for each process. Never raises; its methods may."""
    return _opened(Path(settings.LIBRARY_INDEX), embedding())


def sentence_index() -> TandemIndex | None:
    """The index of sentences across languages; None where no embedding across languages is installed."""
    choice = multilingual()
    return _opened(Path(settings.LIBRARY_INDEX) / OTHER_LANGUAGES, choice) if choice.embedder else None


@lru_cache(maxsize=8)
def _opened(root: Path, choice: EmbedderChoice) -> TandemIndex:
    return TandemIndex(root, choice.embedder, "" if choice.embedder else choice.said)


Cut = Callable[[Document], Iterator[Passage]]


@dataclass(frozen=True, slots=True)
class _Kept:
    """One index that is kept in step: with meaning, by words alone, and how it cuts a document."""

    index: TandemIndex
    by_words: TandemIndex
    cut: Cut
    few: int
    meanings_at_once: int


def _kept() -> list[_Kept]:
    root = Path(settings.LIBRARY_INDEX)
    kept = [_Kept(evidence_index(), TandemIndex(root, None), passages_of, FEW, MEANINGS_AT_ONCE)]
    if sentences := sentence_index():
        by_words = TandemIndex(root / OTHER_LANGUAGES, None)
        kept.append(_Kept(sentences, by_words, sentences_of, FEW_ACROSS, MEANINGS_AT_ONCE_ACROSS))
    return kept


def language_key(tag: str) -> str:
    """The language without region or script, as the index keeps it."""
    return tag.split("-")[0].lower() or NO_LANGUAGE


def passages_of(document: Document) -> Iterator[Passage]:
    """The pieces of a document as the index reads them; none for a record without text."""
    structure = document.structure
    yield from _pieces(document, spans(storing.paragraphs(structure), storing.sentences(structure)))


def sentences_of(document: Document) -> Iterator[Passage]:
    """The first sentences of a document, each by itself. Where the title asks, it stands for all of them."""
    sentences = storing.sentences(document.structure)
    most = 1 if "?" in document.title else MOST_SENTENCES
    yield from _pieces(document, [(one.start, one.end) for one in sentences[:most]])


def _pieces(document: Document, cut: Iterable[tuple[int, int]]) -> Iterator[Passage]:
    if not document.version or document.withdrawn_at:
        return
    standing = "retracted" if document.retracted else "superseded" if document.superseded else ""
    for start, end in cut:
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
    """Take every change since the indexes last read, also those that come in meanwhile.

    Begins an index where there is none. Raises no IndexProblem: its sentence is in what is returned.
    """
    first, *others = _kept()
    caught = _caught_up(first, progress)
    said = [caught.said, *(_caught_up(one, _untold).said for one in others)]
    return CaughtUp(caught.documents, " ".join(one for one in said if one))


def _caught_up(kept: _Kept, progress: Progress) -> CaughtUp:
    taken = 0
    try:
        _begin(kept.index)
        while changed := _changes(kept.index.sequence, AT_ONCE):
            writer = kept.index if len(changed) <= kept.few else kept.by_words
            taken += _take(writer, kept.cut, changed, progress)
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


def _newest() -> int:
    return Document.objects.aggregate(newest=Max("sequence"))["newest"] or 0


def add_meaning(progress: Progress = _untold, go_on: Callable[[], bool] = lambda: True) -> CaughtUp:
    """Work out the meaning of what came in by words only, until none is left or ``go_on`` says no.

    Raises no IndexProblem: its sentence is in what is returned.
    """
    done = [0]
    for kept in _kept():
        done.append(0)
        try:
            while go_on() and (versions := kept.index.without_meaning(kept.meanings_at_once)):
                _give_meaning(kept, versions)
                done[-1] += len(versions)
                progress(len(versions))
        except IndexProblem as problem:
            return CaughtUp(max(done), str(problem))
    return CaughtUp(max(done))


def _give_meaning(kept: _Kept, versions: Iterable[str]) -> None:
    reached = kept.index.sequence
    rows = list(Document.objects.filter(version__in=versions, withdrawn_at=None))
    gone = set(versions) - {row.version for row in rows}
    kept.index.delete(sorted(gone), sequence=reached)
    kept.index.put((piece for row in rows for piece in kept.cut(row)), sequence=reached)


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


def _take(index: TandemIndex, cut: Cut, changed: list[tuple[int, bool]], progress: Progress) -> int:
    """One commit takes out, the next puts in and moves the number: what breaks off between is done again."""
    reached = index.sequence
    numbers = [sequence for sequence, _ in changed]
    gone = [sequence for sequence, withdrawn in changed if withdrawn]
    try:
        if gone:
            versions = Document.objects.filter(sequence__in=gone).values_list("version", flat=True)
            index.delete([version for version in versions if version], sequence=reached)
        index.put(_passages(numbers, cut, progress), sequence=numbers[-1])
    except OutOfOrder:
        return 0  # another process was faster; the next look tells what is left
    return len(changed)


def _passages(numbers: Iterable[int], cut: Cut, progress: Progress) -> Iterator[Passage]:
    waiting = list(numbers)
    for first in range(0, len(waiting), CHUNK):
        rows = list(Document.objects.filter(sequence__in=waiting[first : first + CHUNK]).order_by("sequence"))
        for row in rows:
            yield from cut(row)
        progress(len(rows))


def rebuild(progress: Progress = _untold) -> IndexStats:
    """Build the indexes anew from the database; the old ones serve until then.

    Raises IndexBusy where another process is writing one, StorageFailed where it cannot be written.
    """
    newest = _newest()
    first, *others = _kept()
    stats = first.index.rebuild(_everything(newest, first.cut, progress), sequence=newest)
    for other in others:
        # The meaning of sentences takes hours for a large library: it follows with `add_meaning`.
        other.index.rebuild([], sequence=0)
        _caught_up(other, _untold)
    return stats


def _everything(newest: int, cut: Cut, progress: Progress) -> Iterator[Passage]:
    """Every document as it was at ``newest``; one changed since then comes with the next catching up."""
    after = 0
    while changed := _changes(after, CHUNK, until=newest):
        numbers = (sequence for sequence, withdrawn in changed if not withdrawn)
        yield from _passages(numbers, cut, progress)
        after = changed[-1][0]
