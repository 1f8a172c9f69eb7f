"""Files sent in through the browser: kept as rows at once, then read by whoever is there first.

The bytes lie in the database until they are read, so a server that stops loses nothing: the next one that
looks goes on, and what was stored already is passed over.
"""

import io
import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from alongside.people.models import Person
from alongside.sources import indexing
from alongside.sources.ingest import Incoming, Step, Terms, ingest
from alongside.sources.models import Intake, IntakeFile
from alongside.sources.passages import EvidenceKind
from alongside.sources.stored import plain
from alongside.trail.writing import LIBRARY, did

log = logging.getLogger("alongside.sources")
OPEN_STATES = (Intake.State.WAITING, Intake.State.RUNNING)


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it came out of a form."""

    name: str
    content: bytes


@transaction.atomic
def send_in(*, files: Sequence[SentFile], terms: Terms, by: Person) -> Intake:
    """Keep files to be read. Reading begins after the commit, in a thread of this server."""
    intake = Intake.objects.create(
        by=by, kind=terms.kind or "", licence=plain(terms.licence), may_show=terms.may_show
    )
    for place, file in enumerate(files):
        IntakeFile.objects.create(
            intake=intake,
            place=place,
            name=plain(file.name)[:255] or "file",
            content=file.content,
            size=len(file.content),
        )
    did("sent in", "intake", intake.pk, stream=LIBRARY, by=by.pk)
    transaction.on_commit(begin)
    return intake


def begin() -> None:
    """Read what waits in a thread; where one is reading already, it only looks and ends."""
    threading.Thread(target=_in_thread, name="library", daemon=True).start()


def _in_thread() -> None:
    try:
        read_all()
    except Exception:
        log.exception("reading what was sent in failed")
    finally:
        connection.close()


def read_all() -> int:
    """Read every intake that waits, oldest first, also one that was broken off; how many were finished.

    One process at a time; another one returns 0 at once.
    """
    done = 0
    with _only_one() as mine:
        while mine and (intake := Intake.objects.filter(state__in=OPEN_STATES).order_by("at").first()):
            _read(intake)
            done += 1
    return done


@contextmanager
def _only_one() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('alongside.sources.intakes'))")
        (mine,) = cursor.fetchone()
    try:
        yield mine
    finally:
        if mine and connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('alongside.sources.intakes'))")


def _read(intake: Intake) -> None:
    Intake.objects.filter(pk=intake.pk).update(state=Intake.State.RUNNING)
    terms = Terms(EvidenceKind(intake.kind) if intake.kind else None, intake.licence, intake.may_show)
    stopped = False
    for row in intake.files.filter(done=False):
        for step in ingest([_incoming(row)], terms, by=intake.by):
            _note(row, step)
            stopped = step.stopped
        if stopped:
            break
    caught = indexing.catch_up()
    state = Intake.State.STOPPED if stopped else Intake.State.DONE
    Intake.objects.filter(pk=intake.pk).update(state=state, said=[caught.said] if caught.said else [])


def _incoming(row: IntakeFile) -> Incoming:
    content = bytes(row.content or b"")
    return Incoming(row.name, row.size, lambda: io.BytesIO(content))


def _note(row: IntakeFile, step: Step) -> None:
    """Write down how far a file has come. Its bytes go once they are read; a stopped one keeps them."""
    values = {
        "read": step.read,
        "new": step.new,
        "known": step.known,
        "refused": step.refused,
        "said": list(step.said),
        "done": step.done and not step.stopped,
    }
    if values["done"]:
        values["content"] = None
    IntakeFile.objects.filter(pk=row.pk).update(**values)


def go_on(intake: Intake, *, by: Person) -> None:
    """Read on after a stop, once somebody has made room."""
    with transaction.atomic():
        Intake.objects.filter(pk=intake.pk, state=Intake.State.STOPPED).update(state=Intake.State.WAITING)
        did("went on with", "intake", intake.pk, stream=LIBRARY, by=by.pk)
        transaction.on_commit(begin)
