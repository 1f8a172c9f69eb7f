"""Files into the library: read as hostile, stored in batches, each fault told, none in the way of the rest.

It may be broken off at any moment: what was stored stays, a file that was read to its end is not read again,
and of one that was not, the documents that are there already are passed over.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, cast

from django.db import DataError, OperationalError, connection

from alongside.people.models import Person
from alongside.sources.actions import store_all
from alongside.sources.models import FileRead
from alongside.sources.parsing.formats import Outcome, parse
from alongside.sources.parsing.hostile import MEGABYTE, DocumentError
from alongside.sources.passages import (
    NOTHING_TO_READ,
    EvidenceKind,
    Licence,
    ParsedDocument,
    ParseWarning,
)
from alongside.sources.stored import plain

log = logging.getLogger("alongside.sources")

BATCH = 500
BATCH_CHARACTERS = 8_000_000
"""A batch of long documents is closed earlier."""
MOST_SAID = 50
"""Sentences kept for one file; the rest is counted."""
DISK_FULL = "53100"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the person who adds says of all the files; None and "" leave it to each record."""

    kind: EvidenceKind | None = None
    licence: str = ""
    may_show: bool | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file to be read: its name, its size in bytes, and how to open it from its start."""

    name: str
    size: int
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Step:
    """How far one file has come. ``new``, ``known`` and ``refused`` count records since its start.

    ``done``: nothing more comes of this file. ``stopped``: nothing more comes at all, and the last
    sentence says why.
    """

    name: str
    read: int
    size: int
    new: int = 0
    known: int = 0
    refused: int = 0
    said: tuple[str, ...] = ()
    done: bool = False
    stopped: bool = False


class _Stopped(Exception):
    """The database takes nothing more; the message says what to do."""


class _Counted:
    """A stream that counts what was read of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data


@dataclass(slots=True)
class _Tally:
    """What has come of one file so far."""

    incoming: Incoming
    new: int = 0
    known: int = 0
    refused: int = 0
    read: int = 0
    said: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    unsaid: int = 0
    without_text: int = 0

    def say(self, sentence: str) -> None:
        self._keep(self.said, sentence)

    def warn(self, warning: ParseWarning, title: str) -> None:
        """A third of PubMed's records are titles only: they are counted, so that the rest can be seen."""
        if warning.kind == NOTHING_TO_READ:
            self.without_text += 1
        else:
            self.say(f"{title}: {warning.sentence}")

    def _keep(self, sentences: list[str], sentence: str) -> None:
        if len(sentences) < MOST_SAID:
            sentences.append(plain(sentence))
        else:
            self.unsaid += 1

    def refuse(self, error: DocumentError) -> None:
        self.refused += 1
        self._keep(self.refusals, str(error))

    def step(self, *, done: bool = False, stopped: bool = False) -> Step:
        said = (*self.refusals, *self._counted(), *self.said)
        counts = (self.new, self.known, self.refused)
        return Step(self.incoming.name, self.read, self.incoming.size, *counts, said, done, stopped)

    def _counted(self) -> Iterator[str]:
        if self.without_text:
            records = "1 record has" if self.without_text == 1 else f"{self.without_text} records have"
            yield f"{records} no text: such a record can be cited but not quoted."
        if self.unsaid:
            yield f"And {self.unsaid} more sentences of these kinds."


def incoming_from(path: Path) -> Iterator[Incoming]:
    """A file, or every file below a folder in the order of their names; names starting with a dot are left.

    Raises FileNotFoundError for a path that is not there.
    """
    if path.is_dir():
        for below in sorted(path.iterdir()):
            if not below.name.startswith("."):
                yield from incoming_from(below)
    else:
        yield Incoming(path.name, path.stat().st_size, lambda: path.open("rb"))


def ingest(
    files: Iterable[Incoming], terms: Terms, *, by: Person | None, again: bool = False
) -> Iterator[Step]:
    """Read and store the files one after the other; a step after each batch, the last of each file ``done``.

    Raises nothing for a fault of a file. ``again`` reads files that were read before. The index is left
    to the caller (`indexing.catch_up`).
    """
    for incoming in files:
        for step in _one(incoming, terms, by, again):
            yield step
            if step.stopped:
                return


def _one(incoming: Incoming, terms: Terms, by: Person | None, again: bool) -> Iterator[Step]:
    tally = _Tally(incoming)
    try:
        digest = _digest(incoming)
        before = None if again else FileRead.objects.filter(digest=digest).first()
        if before:
            tally.known, tally.read = before.new + before.known, incoming.size
            tally.say(f"{incoming.name} was read before, on {before.at:%Y-%m-%d}; nothing was changed.")
        else:
            yield from _read(tally, digest, terms, by)
            _remember(tally, digest)
    except _Stopped as why:
        tally.say(str(why))
        yield tally.step(done=True, stopped=True)
        return
    except OSError as error:
        tally.refuse(DocumentError(f"The file cannot be read ({error.strerror or error}).", incoming.name))
    yield tally.step(done=True)


def _digest(incoming: Incoming) -> str:
    digest = hashlib.sha256()
    with incoming.open() as stream:
        while piece := stream.read(MEGABYTE):
            digest.update(piece)
    return digest.hexdigest()


def _remember(tally: _Tally, digest: str) -> None:
    """A file of which nothing could be read is tried again next time."""
    if tally.new or tally.known:
        counts = {"new": tally.new, "known": tally.known, "refused": tally.refused}
        FileRead.objects.update_or_create(
            digest=digest, defaults={"name": plain(tally.incoming.name)[:255], **counts}
        )


def _read(tally: _Tally, digest: str, terms: Terms, by: Person | None) -> Iterator[Step]:
    with tally.incoming.open() as raw:
        stream = _Counted(raw)
        for batch in _batches(_outcomes(stream, tally.incoming.name), tally):
            _keep([_on_terms(document, terms) for document in batch], tally, digest, by)
            tally.read = min(stream.count, tally.incoming.size)
            yield tally.step()
        tally.read = tally.incoming.size


def _outcomes(stream: _Counted, name: str) -> Iterator[Outcome]:
    """What the parser finds. A fault of the parser itself is told as one of the file, and logged."""
    try:
        yield from parse(cast(BinaryIO, stream), name)
    except OSError:
        raise
    except Exception as error:
        log.exception("a parser failed")
        yield DocumentError(
            f"Reading stopped at a fault of this program ({type(error).__name__}). What came before is kept; "
            "please report it with the file.",
            name,
        )


def _batches(outcomes: Iterable[Outcome], tally: _Tally) -> Iterator[list[ParsedDocument]]:
    batch: list[ParsedDocument] = []
    characters = 0
    for outcome in outcomes:
        if isinstance(outcome, DocumentError):
            tally.refuse(outcome)
            continue
        batch.append(outcome)
        characters += len(outcome.text)
        if len(batch) >= BATCH or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _on_terms(document: ParsedDocument, terms: Terms) -> ParsedDocument:
    record, licence = document.record, document.record.licence
    if terms.licence:
        licence = Licence(terms.licence, "", licence.may_show)
    if terms.may_show is not None:
        licence = replace(licence, may_show=terms.may_show)
    return replace(document, record=replace(record, kind=terms.kind or record.kind, licence=licence))


def _keep(batch: list[ParsedDocument], tally: _Tally, digest: str, by: Person | None) -> None:
    """Store a batch; where the database cannot hold one of them, each by itself."""
    try:
        stored = store_all(batch, file_digest=digest, by=by)
    except DataError as error:
        if len(batch) == 1:
            name, title = tally.incoming.name, batch[0].title[:80]
            tally.refuse(DocumentError(f"“{title}” cannot be stored ({_first_line(error)}).", name))
            return
        for document in batch:
            _keep([document], tally, digest, by)
        return
    except OperationalError as error:
        raise _Stopped(_why_stopped(error, tally)) from error
    tally.new += sum(one.new for one in stored)
    tally.known += sum(not one.new for one in stored)
    for document in batch:
        for warning in document.warnings:
            tally.warn(warning, document.title[:80] or tally.incoming.name)


def _why_stopped(error: OperationalError, tally: _Tally) -> str:
    full = getattr(error.__cause__, "sqlstate", "") == DISK_FULL
    what = "The disk of the database is full." if full else "The database stopped answering."
    mend = "Make room on it" if full else "See that it runs"
    connection.close_if_unusable_or_obsolete()
    kept = tally.new + tally.known
    return (
        f"{what} {kept} records of {tally.incoming.name} are stored and stay. {mend} and add the same files "
        "again; what is there is passed over."
    )


def _first_line(error: Exception) -> str:
    return str(error).split("\n")[0]
