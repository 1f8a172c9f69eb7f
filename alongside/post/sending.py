"""Handing letters over: each has its effect once, whatever ends in between.

A worker first commits "sending", then asks the adapter, then commits "sent". A worker that is killed
leaves letters in "sending" whose worker no longer holds its database lock. Such a letter is sent again
only where the way out tells repetitions apart by the letter's number (a printed file, a provider that
keeps Idempotency-Keys); elsewhere it becomes "unsure" and is shown to people instead of going out twice.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models.functions import Now

from alongside.people.models import Clinician
from alongside.post import work
from alongside.post.actions import SEND
from alongside.post.adapters.delivery import Adapter, NotDelivered
from alongside.post.composing import Envelope, compose
from alongside.post.models import Channel, Contact, Letter, LetterState, Silence
from alongside.post.timing import QuietHours, may_go_at, next_try
from alongside.post.wording import WORDINGS
from alongside.trail.writing import DOORS, did

SERVICE = "post"


@dataclass(frozen=True)
class Office:
    """One worker: its lock's number, its ways out by channel, and where this installation is reached."""

    worker: int
    ways: Mapping[str, Adapter]
    site: str


@contextmanager
def office(ways: Mapping[str, Adapter], *, site: str) -> Iterator[Office]:
    """Be a worker. The database lets the lock go with the connection, also when this process is killed."""
    worker = secrets.randbits(62)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [worker])
    try:
        yield Office(worker, ways, site)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [worker])


@contextmanager
def desk() -> Iterator[None]:
    """A transaction that sees letters and contacts, and nobody's record."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('alongside.post', 'sending', true)")
        yield


def send_due(here: Office, *, most: int = 1_000, stop: Callable[[], bool] = lambda: False) -> Counter[str]:
    """Send up to `most` letters that are due; how many took which end. `stop` is asked between letters."""
    done: Counter[str] = Counter()
    done.update(settle_abandoned(here))
    for _turn in range(most):
        end = None if stop() else send(here)
        if end is None:
            break
        done[end] += 1
    return done


def send(here: Office, only: UUID | None = None) -> str | None:
    """Send one letter that is due (this one, or whichever is first); the end it took, None: there is none."""
    claimed = _claim(here, only)
    return _hand_over(here, claimed) if isinstance(claimed, Envelope) else claimed


def _claim(here: Office, only: UUID | None) -> Envelope | str | None:
    """Take one letter: an envelope to hand over, or the end it took without; None when nothing is due."""
    with desk():
        due = Letter.objects.filter(state=LetterState.QUEUED, not_before__lte=Now())
        if only is not None:
            due = due.filter(pk=only)
        letter = due.select_for_update(skip_locked=True).order_by("not_before", "pk").first()
        if letter is None:
            return None
        contact = Contact.objects.filter(person_id=letter.to_id).first()
        ended = _without_sending(letter, contact)
        if ended or contact is None:
            return ended
        letter.state, letter.worker, letter.channel = LetterState.SENDING, here.worker, contact.channel
        letter.attempts += 1
        letter.save(update_fields=["state", "worker", "channel", "attempts"])
        return compose(letter, contact, site=here.site)


def _without_sending(letter: Letter, contact: Contact | None) -> str:
    """Why this letter does not go out now, if it does not; the row says so too."""
    if letter.about and not WORDINGS[letter.template].after_death and _is_silenced(letter.about):
        return _end(letter, LetterState.CANCELLED, "called off")
    if contact is None:
        works_here = Clinician.objects.filter(person_id=letter.to_id).exists()
        if works_here and not WORDINGS[letter.template].must_arrive:
            return _end(letter, LetterState.CANCELLED, "wants no letters")
        return _end(letter, LetterState.FAILED, "no contact")
    if contact.channel == Channel.NONE:
        return _end(letter, LetterState.CANCELLED, "wants no letters")
    if not contact.safe:
        return _end(letter, LetterState.FAILED, "not safe")
    now = _now()
    later = may_go_at(now, _quiet(contact))
    if later == now:
        return ""
    letter.not_before = later
    letter.save(update_fields=["not_before"])
    work.later(SEND, at=later, letter=letter.pk)
    return "waiting"


def _is_silenced(about: UUID) -> bool:
    return Silence.objects.filter(about=about).exists()


def _now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        now: datetime = cursor.fetchone()[0]
    return now


def _quiet(contact: Contact) -> QuietHours | None:
    if contact.quiet_from is None or contact.quiet_until is None:
        return None
    return QuietHours(contact.quiet_from, contact.quiet_until, contact.zone)


def _end(letter: Letter, state: LetterState, why: str) -> str:
    Letter.objects.filter(pk=letter.pk).update(state=state, why=why, settled_at=Now())
    did(state.value, "letter", letter.pk, stream=DOORS, by=None, service=SERVICE)
    return state.value


def _hand_over(here: Office, envelope: Envelope) -> str:
    """Ask the adapter, outside any transaction, and write down what became of the letter."""
    way = here.ways[envelope.channel]
    try:
        number = way.send(envelope)
    except NotDelivered:
        return _not_delivered(here, envelope)
    except Exception:  # whatever broke, the letter may be out
        return (
            _not_delivered(here, envelope)
            if way.repeatable
            else _mark(here, envelope, LetterState.UNSURE, why="the way out broke while sending")
        )
    return _mark(here, envelope, LetterState.SENT, provider_id=number)


def _mark(
    here: Office, envelope: Envelope, state: LetterState, *, why: str = "", provider_id: str = ""
) -> str:
    with desk():
        # "unsure": another worker may have taken us for dead while the adapter was slow.
        Letter.objects.filter(
            pk=envelope.letter, worker=here.worker, state__in=[LetterState.SENDING, LetterState.UNSURE]
        ).update(state=state, why=why, provider_id=provider_id, settled_at=Now())
        did(state.value, "letter", envelope.letter, stream=DOORS, by=None, service=SERVICE)
    return state.value


def _not_delivered(here: Office, envelope: Envelope) -> str:
    """Queue it for later, or give up after the last try."""
    with desk():
        letter = Letter.objects.select_for_update().get(pk=envelope.letter)
        wait = next_try(letter.attempts)
        if wait is None:
            return _end(letter, LetterState.FAILED, "refused each time")
        letter.state, letter.worker, letter.not_before = LetterState.QUEUED, None, _now() + wait
        letter.save(update_fields=["state", "worker", "not_before"])
        work.later(SEND, at=letter.not_before, letter=letter.pk)
    return "waiting"


def settle_abandoned(here: Office) -> Counter[str]:
    """Letters that a worker left in "sending" when it ended: again where that is safe, else unsure."""
    done: Counter[str] = Counter()
    with desk():
        in_hand = Letter.objects.filter(state=LetterState.SENDING).exclude(worker=here.worker)
        for worker in in_hand.values_list("worker", flat=True).distinct():
            if _is_dead(worker):
                for letter in in_hand.filter(worker=worker).select_for_update():
                    done[_abandoned(here, letter)] += 1
    return done


def _is_dead(worker: int | None) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [worker])
        return bool(cursor.fetchone()[0])


def _abandoned(here: Office, letter: Letter) -> str:
    if not here.ways[letter.channel].repeatable:
        return _end(letter, LetterState.UNSURE, "the worker ended while sending")
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.QUEUED, worker=None)
    return "again"
